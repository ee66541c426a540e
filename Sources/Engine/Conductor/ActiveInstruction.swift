import Store
import Workflow

/// One instruction while a pass works on it: the stored record, the plan behind it, and what is under way.
///
/// The engine lock makes this process the only writer, so the record may be kept in memory between turns;
/// the version guard of every update finds out if that were ever untrue.
final class ActiveInstruction {
  let id: InstructionID
  let matter: String
  let plan: PlannedPartner
  let terms: Terms
  let access: any WaveAccess
  /// Subjects of the whole wave.
  let population: Int
  /// When the wave was sent: dates letters and requests, the same for every attempt.
  let sentAt: Instant

  var record: InstructionRecord
  let allowance: Allowance
  var inFlight = 0 { didSet { allowance.inFlight += inFlight - oldValue } }
  /// Nothing can be begun before this moment unless an answer comes in.
  var quietUntil: Instant?
  var recordChanged = false
  var touched = false
  var heaps = OutcomeHeaps()
  /// Subjects of whom a claim is verified by a look-up before they settle.
  let probed: SubjectRanges
  var probes = ProbeBook() { didSet { probesChanged = probesChanged || probes != oldValue } }
  var probesChanged = false
  /// Look-ups are under way after the instruction has ended.
  var isRechecking = false
  /// What every dispatch of the instruction has in common, made when first needed.
  var keys: IdempotencyKey.Series?
  var firstKey: String?
  var lineFacts: LineFacts?

  init(
    record: InstructionRecord, matter: String, plan: PlannedPartner, terms: Terms, access: any WaveAccess,
    population: Int, sentAt: Instant, allowance: Allowance, probed: SubjectRanges = SubjectRanges()
  ) {
    self.probed = probed
    self.id = record.id
    self.record = record
    self.matter = matter
    self.plan = plan
    self.terms = terms
    self.access = access
    self.population = population
    self.sentAt = sentAt
    self.allowance = allowance
  }

  /// What a dispatch's outcome covers. A selector speaks for everyone whom no dispatch of subjects covers.
  func covered(by dispatch: DispatchRecord) -> SubjectRanges? {
    if let subjects = dispatch.subjects { return subjects }
    return plan.scope == .both ? SubjectRanges.all(population).subtracting(plan.routed) : nil
  }

  /// Whether dispatches of it may be claimed now.
  var mayClaim: Bool { record.state.mayTransmit || (isRechecking && record.state.isEnded) }

  /// Whether no more than what the partner has accepted may be asked about.
  var mayOnlyAsk: Bool { !mayClaim && record.state.mayAsk }

  /// The secrets that its calls show, as references: no secret is among them.
  private(set) lazy var credentials = access.credentials(of: id.partner)

  /// Whether a credential that is refused to one is refused to the other: one entry, one budget, or the same secrets.
  func sharesAccount(with other: ActiveInstruction) -> Bool {
    if id.partner == other.id.partner { return true }
    if let word = terms.limits.share, word == other.terms.limits.share { return true }
    return !credentials.isEmpty && credentials == other.credentials
  }

  func apply(_ event: InstructionEvent) -> [InstructionEffect] {
    let step = record.state.on(event)
    if step.next != record.state {
      record.state = step.next
      recordChanged = true
    }
    return step.effects
  }

  func reach(_ rung: Rung, subjects: Int, at now: Instant, receipt: Int) {
    record.ladder.reach(rung, subjects: subjects, at: now, receipt: receipt)
    recordChanged = true
  }
}

/// Outcomes of one turn that are alike, so that a thousand single calls become one `outcome/1` line.
struct OutcomeHeaps {
  struct Key: Hashable, Comparable {
    var outcome: Outcome
    var grade: Grade?
    var reason: Reason?

    static func < (left: Key, right: Key) -> Bool { left.order < right.order }
    private var order: String { "\(outcome.rawValue) \(grade?.rawValue ?? "") \(reason?.code ?? "")" }
  }

  /// Subjects that one answer settled; `nil` for everyone.
  struct Part {
    var subjects: SubjectRanges?
    var answer: Int?
  }

  /// Answers that one line names at most, so that it stays far below the size of an entry.
  private static let lineLimit = 256

  private var heaps: [Key: [Part]] = [:]

  var isEmpty: Bool { heaps.isEmpty }

  mutating func add(_ key: Key, subjects: SubjectRanges?, answer: Int?) {
    heaps[key, default: []].append(Part(subjects: subjects, answer: answer))
  }

  /// The heaps as lines are to be written, each with all the answers that justify it.
  mutating func take() -> [(key: Key, subjects: SubjectRanges?, answers: [Int])] {
    defer { heaps = [:] }
    return heaps.sorted { $0.key < $1.key }.flatMap { key, parts in
      stride(from: 0, to: parts.count, by: OutcomeHeaps.lineLimit).map { first in
        let line = parts[first..<min(first + OutcomeHeaps.lineLimit, parts.count)]
        let everyone = line.contains { $0.subjects == nil }
        return (
          key, everyone ? nil : SubjectRanges(line.flatMap { $0.subjects?.ranges ?? [] }),
          Set(line.compactMap(\.answer)).sorted()
        )
      }
    }
  }
}
