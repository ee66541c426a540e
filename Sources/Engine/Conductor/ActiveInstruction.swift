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
  var budget: Budget
  var inFlight = 0
  /// Nothing can be begun before this moment unless an answer comes in.
  var quietUntil: Instant?
  var recordChanged = false
  var budgetChanged = false
  var touched = false
  var heaps = OutcomeHeaps()

  init(
    record: InstructionRecord, matter: String, plan: PlannedPartner, terms: Terms, access: any WaveAccess,
    population: Int, sentAt: Instant, budget: Budget
  ) {
    self.id = record.id
    self.record = record
    self.matter = matter
    self.plan = plan
    self.terms = terms
    self.access = access
    self.population = population
    self.sentAt = sentAt
    self.budget = budget
  }

  /// What a dispatch's outcome covers. A selector speaks for everyone whom no dispatch of subjects covers.
  func covered(by dispatch: DispatchRecord) -> SubjectRanges? {
    if let subjects = dispatch.subjects { return subjects }
    return plan.scope == .both ? SubjectRanges.all(population).subtracting(plan.routed) : nil
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

  struct Heap {
    var ranges: [ClosedRange<Int>] = []
    var everyone = false
    var answers: [Int] = []
  }

  private(set) var heaps: [Key: Heap] = [:]

  var isEmpty: Bool { heaps.isEmpty }

  /// - Parameter subjects: `nil` for everyone.
  mutating func add(_ key: Key, subjects: SubjectRanges?, answer: Int?) {
    var heap = heaps[key] ?? Heap()
    if let subjects { heap.ranges.append(contentsOf: subjects.ranges) } else { heap.everyone = true }
    if let answer, heap.answers.last != answer { heap.answers.append(answer) }
    heaps[key] = heap
  }

  mutating func take() -> [(Key, Heap)] {
    defer { heaps = [:] }
    return heaps.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
