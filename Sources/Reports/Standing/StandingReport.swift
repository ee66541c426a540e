import Foundation
import Store
import Workflow

/// Where every partner of a wave stands at one moment: the data behind `text` and `json`.
///
/// As JSON the names are those of the properties in snake case; times are RFC 3339 in UTC. Names that came from outside
/// are free of control characters.
public struct StandingReport: Encodable, Hashable, Sendable {
  public var wave: String
  public var matter: String
  /// `planned`, `approved`, `sending`, `closed` or `void`.
  public var stage: String
  /// SHA-256 of the approved plan, hexadecimal.
  public var digest: String
  public var subjects: Int
  public var sentAt: String?
  /// The moment of the report.
  public var at: String
  public var coverage: CoverageStanding
  public var clocks: [ClockStanding]
  /// Clocks that a partner cannot keep at its limits, counting what is still to be sent; absent where there are none.
  public var clockWarnings: [String]?
  public var partners: [PartnerStanding]
  /// What a person has to do before anything can go out or the wave can end.
  public var toDo: [ToDo]
  /// What else a reader should know: keys destroyed, outsiders that do not answer.
  public var notes: [String]

  /// - Parameters:
  ///   - tallies: A missing instruction has no outcome yet.
  ///   - personal: Subjects that wait for a person while the rest goes on.
  ///   - late: What came in after the end; a missing instruction has nothing late.
  public init(
    wave: WaveRecord, instructions: [InstructionRecord], tallies: [InstructionID: [Tally]],
    personal: [InstructionID: [Reason: Int]] = [:], late: [InstructionID: [LateAnswerStanding]] = [:],
    notes: [String] = [], now: Instant
  ) {
    self.notes = notes.map { Plain.text($0) }
    self.wave = Plain.name(wave.id)
    matter = Plain.name(wave.matter)
    stage = wave.stage.rawValue
    digest = Figures.hex(wave.digest)
    subjects = wave.subjects
    sentAt = wave.sentAt.map { Calendars.write($0.seconds) }
    at = Calendars.write(now.seconds)
    let records = Dictionary(instructions.map { ($0.id.partner, $0) }) { first, _ in first }
    let rows = wave.plan.partners.map { partner in
      let id = InstructionID(wave: wave.id, partner: partner.id)
      let record = records[partner.id] ?? InstructionRecord(id: id, state: .planned, planned: partner.dispatches)
      return PartnerRow(
        wave: wave, partner: partner, record: record, tallies: tallies[id] ?? [], personal: personal[id] ?? [:],
        late: late[id] ?? [], now: now)
    }
    coverage = CoverageStanding(rows)
    partners = rows.map(\.standing)
    clocks = wave.plan.clocks.map { clock in
      ClockStanding(clock, open: rows.count { !$0.record.state.isSettled }, now: now)
    }
    let warnings = StandingReport.warnings(wave, rows, now: now)
    clockWarnings = warnings.isEmpty ? nil : warnings
    toDo = ToDo.of(wave, rows)
  }

  private static func warnings(_ wave: WaveRecord, _ rows: [PartnerRow], now: Instant) -> [String] {
    switch wave.stage {
    case .closed, .void: return []
    case .planned, .approved, .sending: break
    }
    let begun = Dictionary(rows.map { ($0.partner.id, $0.record.state.isSettled ? .max : $0.record.begun) }) {
      first, _ in first
    }
    return wave.plan.clockWarnings(at: now) { begun[$0] ?? 0 }.filter { $0.left > .zero && begun[$0.partner] != .max }
      .map { Plain.text(ClockWords($0).text) }
  }

  /// One JSON object, keys sorted, ending in a newline.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

/// How many were asked. `partners` = `asked` + entries of `notPossible` + `notReached` + `notAskedYet`.
public struct CoverageStanding: Encodable, Hashable, Sendable {
  public struct Obstacle: Encodable, Hashable, Sendable {
    public var partner: String
    public var because: String
  }

  public var asked: Int
  public var partners: Int
  public var notPossible: [Obstacle]
  public var notReached: Int
  public var notAskedYet: Int
  /// The sentence.
  public var line: String

  init(_ rows: [PartnerRow]) {
    var coverage = CoverageLine()
    for row in rows { coverage.add(row.name, row.coverage) }
    asked = coverage.asked
    partners = coverage.partners
    notPossible = coverage.obstacles.map { Obstacle(partner: $0.partner, because: $0.because) }
    notReached = coverage.notReached.count
    notAskedYet = coverage.notYet.count
    line = coverage.text
  }
}

public struct ClockStanding: Encodable, Hashable, Sendable {
  public var duty: String
  public var due: String
  public var isOver: Bool
  /// `ends in 15 days`, `ended 3 days ago`
  public var words: String
  /// Partners that have not settled.
  public var openPartners: Int

  init(_ clock: DutyClock, open: Int, now: Instant) {
    duty = Plain.name(clock.duty)
    due = Calendars.write(clock.due.seconds)
    isOver = clock.due <= now
    words = PlanReport.ends(clock.due - now)
    openPartners = open
  }
}

/// One thing that only a person can do.
public struct ToDo: Encodable, Hashable, Sendable {
  /// Absent where it concerns the wave as a whole.
  public var partner: String?
  /// The reason's code, where there is one.
  public var reason: String?
  /// What happened.
  public var what: String
  public var todo: String
  public var command: String

  static func of(_ wave: WaveRecord, _ rows: [PartnerRow]) -> [ToDo] {
    let id = Plain.name(wave.id)
    func whole(_ what: String, _ todo: String, _ command: String) -> ToDo {
      ToDo(partner: nil, reason: nil, what: what, todo: todo, command: "expunge wave \(command)")
    }
    switch wave.stage {
    case .planned:
      return [whole("the wave is planned", "two different people approve it, each with", "approve \(id) --ssh-key KEY")]
    case .approved: return [whole("the wave is approved", "send it with", "send \(id)")]
    case .sending where rows.allSatisfy { $0.record.state.isSettled }:
      return [whole("every partner has settled", "close the wave with", "close \(id)")]
    case .sending, .closed, .void: return rows.compactMap(\.toDo)
    }
  }
}
