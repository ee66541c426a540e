import Store
import Workflow

/// One partner's standing. The five facts of the ladder stay five: each has its own dates, count and receipt, or is null.
public struct PartnerStanding: Encodable, Hashable, Sendable {
  /// A rung of the ladder. `subjects` counts subjects, and for a selector transmissions.
  public struct Fact: Encodable, Hashable, Sendable {
    public var first: String
    public var last: String
    public var subjects: Int
    /// Ledger index of the newest receipt for it.
    public var receipt: Int
  }

  public struct Facts: Encodable, Hashable, Sendable {
    public var issued, delivered, receiptConfirmed, claimed, verified: Fact?

    private enum CodingKeys: CodingKey { case issued, delivered, receiptConfirmed, claimed, verified }

    /// Says null where a rung is not reached: a missing key could be overlooked.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(issued, forKey: .issued)
      try container.encode(delivered, forKey: .delivered)
      try container.encode(receiptConfirmed, forKey: .receiptConfirmed)
      try container.encode(claimed, forKey: .claimed)
      try container.encode(verified, forKey: .verified)
    }
  }

  /// Subjects that ended alike. What an outcome is worth is its grade; without one nothing was shown.
  public struct Ending: Encodable, Hashable, Sendable {
    public var outcome: String
    public var grade: String?
    public var reason: String?
    public var subjects: Int
  }

  public var id: String
  public var name: String
  public var route: String?
  /// `planned`, `approved`, `sending`, `awaiting`, `needs-person`, `held`, `settled` or `reopened`.
  public var standing: String
  /// The end of waiting or of a hold.
  public var until: String?
  /// Why a person is needed, the basis of a hold, or why it was opened again.
  public var reason: String?
  /// Whether what is counted is a selector's transmissions and not subjects.
  public var countsTransmissions: Bool
  public var ladder: Facts
  public var outcomes: [Ending]
  /// Subjects without an outcome.
  public var open: Int
  public var remindersSent: Int
  /// Duties whose clock has run out while the partner is open.
  public var overdue: [String]
  /// Duties whose clock still runs while the partner is open.
  public var due: [String]
  /// Absent where nothing came in late.
  public var lateAnswers: [LateStanding]?
}

/// One partner of the report while it is made.
struct PartnerRow {
  let wave: WaveRecord
  let partner: PlannedPartner
  let record: InstructionRecord
  let tallies: [Tally]
  let personal: [Reason: Int]
  let late: [LateAnswerStanding]
  let now: Instant

  var name: String { Plain.name(partner.name) }

  var standing: PartnerStanding {
    let state = record.state.parts
    return PartnerStanding(
      id: partner.id, name: name, route: partner.route?.rawValue, standing: state.word,
      until: state.until.map { Calendars.write($0.seconds) }, reason: state.reason?.code,
      countsTransmissions: partner.sendsSelector && partner.scope == .selector,
      ladder: PartnerStanding.Facts(
        issued: fact(.issued), delivered: fact(.delivered), receiptConfirmed: fact(.receiptConfirmed),
        claimed: fact(.claimed), verified: fact(.verified)),
      outcomes: endings, open: open, remindersSent: record.remindersSent,
      overdue: duties { $0.due <= now }, due: duties { $0.due > now },
      lateAnswers: late.isEmpty ? nil : late.map(LateStanding.init))
  }

  private func duties(_ isMeant: (DutyClock) -> Bool) -> [String] {
    record.state.isSettled ? [] : wave.plan.clocks.filter(isMeant).map { Plain.name($0.duty) }
  }

  private func fact(_ rung: Rung) -> PartnerStanding.Fact? {
    record.ladder[rung].map {
      PartnerStanding.Fact(
        first: Calendars.write($0.first.seconds), last: Calendars.write($0.last.seconds), subjects: $0.subjects,
        receipt: $0.receipt)
    }
  }

  private var endings: [PartnerStanding.Ending] {
    tallies.filter { $0.subjects > 0 }
      .sorted {
        ($0.outcome.place, $0.grade?.rawValue ?? "", $0.reason?.code ?? "")
          < ($1.outcome.place, $1.grade?.rawValue ?? "", $1.reason?.code ?? "")
      }
      .map {
        PartnerStanding.Ending(
          outcome: $0.outcome.rawValue, grade: $0.grade?.rawValue, reason: $0.reason?.code, subjects: $0.subjects)
      }
  }

  private var open: Int { max(0, wave.subjects - tallies.reduce(0) { $0 + $1.subjects }) }

  /// Asked means that something went out, or that a person did it by hand; an intention is not enough.
  var coverage: CoverageLine.Standing {
    if partner.route == nil { return .notPossible(because: obstacle) }
    if record.ladder[.issued] != nil || record.ladder[.claimed] != nil { return .asked }
    if tallies.contains(where: { $0.grade == .attestedByPerson }) { return .asked }
    if partner.dispatches == 0 { return .notPossible(because: "no subject has an identifier that it takes") }
    return record.state.isSettled ? .notReached : .notYet
  }

  /// The facts of the plan, each once; the bare code only where the plan names none.
  private var obstacle: String {
    var facts: [String] = []
    for case .notPossible(let reason, let because, _) in partner.cells.map(\.finding)
    where partner.obstacle == nil || reason == partner.obstacle {
      let fact = "\(Plain.text(because)) (\(reason.code))"
      if !facts.contains(fact) { facts.append(fact) }
    }
    return facts.isEmpty
      ? partner.obstacle.map(ReasonWords.sentence) ?? "no reason given" : facts.joined(separator: ", ")
  }

  var toDo: ToDo? {
    switch record.state {
    case .needsPerson(let reason), .reopened(let reason): return toDo(reason, ReasonWords.sentence(reason))
    case .sending, .awaiting:
      // The rest goes on meanwhile; the most common reason is told first, the page of the instruction has them all.
      guard let (reason, _) = personal.max(by: { ($0.value, $1.key.code) < ($1.value, $0.key.code) }) else {
        return nil
      }
      let count = Figures.count(personal.values.reduce(0, +), "subject")
      return toDo(reason, "\(count) cannot go on: \(ReasonWords.sentence(reason))")
    case .planned, .approved, .held, .settled: return nil
    }
  }

  private func toDo(_ reason: Reason, _ what: String) -> ToDo {
    let steps = ReasonWords.steps(reason, record.id.description)
    return ToDo(partner: partner.id, reason: reason.code, what: what, todo: steps.todo, command: steps.command)
  }
}

extension Outcome {
  /// The order of the published list.
  var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension InstructionState {
  /// The standing word, and what goes with it.
  var parts: (word: String, until: Instant?, reason: Reason?) {
    switch self {
    case .planned: ("planned", nil, nil)
    case .approved: ("approved", nil, nil)
    case .sending: ("sending", nil, nil)
    case .awaiting(let until): ("awaiting", until, nil)
    case .needsPerson(let reason): ("needs-person", nil, reason)
    case .held(let basis, let until, _): ("held", until, basis)
    case .settled: ("settled", nil, nil)
    case .reopened(let reason): ("reopened", nil, reason)
    }
  }
}
