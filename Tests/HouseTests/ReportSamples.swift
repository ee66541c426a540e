import Foundation
import Ledger
import Store
import Workflow

@testable import Reports

/// A wave with every kind of partner, the hostile ones included.
enum ReportSamples {
  static let start = Instant(seconds: 1_765_188_000)  // 2025-12-08T10:00:00Z
  static let digest = [UInt8](repeating: 0xAB, count: 32)
  static let subjects = 29_000

  static let escapeName = "Evil\u{1B}[2J\u{1B}]0;owned\u{7}\u{202E}gnp\u{9B}31m Ltd"
  static let longName = String(repeating: "Incredibly-Long-Partner-", count: 20)
  static let wideName = "株式会社パートナー・マーケティング・ソリューションズ東京本社"

  static func data(_ code: String) throws -> DataType {
    guard let type = DataType(code) else { throw CocoaError(.coderInvalidValue) }
    return type
  }

  static func asked(_ code: String, _ route: Route, _ grade: Grade) throws -> CoverageCell {
    CoverageCell(data: try data(code), finding: .asked(route, grade))
  }

  static func not(_ code: String, _ reason: String, _ because: String, _ source: String?) throws -> CoverageCell {
    CoverageCell(data: try data(code), finding: .notPossible(Reason(reason), because: because, source: source))
  }

  static func partner(
    _ id: String, _ name: String, _ route: Route, _ grade: Grade, cells: [CoverageCell],
    lanes: [PlannedLane] = [], terms: Terms = Terms(inDoubt: .safeToRepeat), scope: Scope = .subjects,
    remarks: [String] = [], facts: PlannedFacts? = nil
  ) -> PlannedPartner {
    PlannedPartner(
      id: id, name: name, route: route, scope: scope, bestGrade: grade, obstacle: nil, lanes: lanes, cells: cells,
      terms: terms, remarks: remarks, facts: facts)
  }

  static func plan() throws -> Plan {
    Plan(
      matter: "acme-2025", wave: "acme-2025-w1", subjects: subjects, setRoot: [UInt8](repeating: 0x0C, count: 32),
      inputs: [],
      clocks: [
        DutyClock(duty: "hipaa-164.404", from: start + .days(-15), due: start + .days(45)),
        DutyClock(duty: "ccpa-7022", from: start + .days(-55), due: start + .days(-10)),
      ],
      partners: try [ga4(), mailer(), desk(), selector(), hostile("evil", escapeName), hostile("long", longName)]
        + [hostile("cjk", wideName), logs()])
  }

  private static func ga4() throws -> PlannedPartner {
    partner(
      "ga4", "Google Analytics 4", .api, .claimedUnsigned,
      cells: [
        try asked("ip-address", .api, .claimedUnsigned), try asked("online-identifier", .api, .claimedUnsigned),
        try not(
          "derived", "not-stated", "the partner's published facts do not say that its deletion covers this", nil),
      ],
      lanes: [
        PlannedLane(name: "client", identifiers: [.clientID], subjects: SubjectRanges(0...26_999), batch: 1),
        PlannedLane(name: "user", identifiers: [.userID, .ip], subjects: SubjectRanges(27_000...27_499), batch: 1),
      ],
      terms: Terms(
        inDoubt: .safeToRepeat,
        limits: Limits(windows: [.init(calls: 500, per: .days(1)), .init(calls: 10, per: .seconds(1))])),
      remarks: ["hazard: an empty list deletes the whole property", "retention: 14 months"],
      facts: PlannedFacts(alternatives: [
        Alternative(partner: nil, words: "ask Google for a higher quota"),
        Alternative(partner: "ga4-console", words: "deletes by page address"),
      ]))
  }

  private static func mailer() throws -> PlannedPartner {
    partner(
      "northmail", "Northmail", .email, .attestedByPerson,
      cells: [
        try asked("ip-address", .email, .attestedByPerson), try asked("online-identifier", .email, .attestedByPerson),
        try asked("derived", .email, .attestedByPerson),
      ],
      lanes: [PlannedLane(name: "ip", identifiers: [.ip], subjects: .all(subjects), batch: 10_000)],
      terms: Terms(inDoubt: .neverRepeat, completesWithin: .days(30)))
  }

  private static func desk() throws -> PlannedPartner {
    partner(
      "desk", "Portal Desk", .portal, .attestedByPerson, cells: [try asked("ip-address", .portal, .attestedByPerson)],
      lanes: [PlannedLane(name: "ip", identifiers: [.ip], subjects: .all(subjects), batch: subjects)])
  }

  private static func selector() throws -> PlannedPartner {
    partner(
      "tagbox", "Tagbox", .api, .verifiedByProbe, cells: [try asked("event", .api, .verifiedByProbe)], scope: .selector)
  }

  private static func hostile(_ id: String, _ name: String) throws -> PlannedPartner {
    partner(
      id, name, .opendsr, .claimedSigned, cells: [try asked("ip-address", .opendsr, .claimedSigned)],
      lanes: [PlannedLane(name: "ip", identifiers: [.ip], subjects: .all(subjects), batch: 1000)],
      remarks: ["note \u{1B}[31mred\u{1B}[0m"])
  }

  private static func logs() throws -> PlannedPartner {
    let fact = "keeps logs for 3 days and offers no deletion"
    return PlannedPartner(
      id: "edgelog", name: "Edge Log", route: nil, scope: .subjects, bestGrade: nil, obstacle: Reason("no-interface"),
      lanes: [],
      cells: [
        try not("ip-address", "no-interface", fact, "docs.edgelog.example/logs"),
        try not("event", "no-interface", fact, "docs.edgelog.example/logs"),
      ], terms: nil, remarks: [])
  }

  static func wave(stage: WaveStage = .sending) throws -> WaveRecord {
    WaveRecord(
      id: "acme-2025-w1", matter: "acme-2025", stage: stage, subjects: subjects, plan: try plan(), digest: digest,
      planner: "planner", createdAt: start, sentAt: stage == .sending ? start : nil)
  }

  static func record(_ partner: String, _ state: InstructionState, _ rungs: [(Rung, Int, Int)] = [])
    -> InstructionRecord
  {
    var record = InstructionRecord(
      id: InstructionID(wave: "acme-2025-w1", partner: partner), state: state, planned: 1)
    for (rung, subjects, day) in rungs {
      record.ladder.reach(rung, subjects: subjects, at: start + .days(Int64(day)), receipt: day)
    }
    return record
  }

  static func standing() throws -> StandingReport {
    let records = [
      record(
        "ga4", .awaiting(until: start + .days(60)),
        [
          (.issued, 27_400, 0), (.issued, 100, 3), (.delivered, 27_300, 1), (.receiptConfirmed, 27_200, 2),
          (.claimed, 12_000, 30),
        ]),
      record("northmail", .needsPerson(Reason("bad-signature")), [(.issued, 29_000, 0)]),
      record("desk", .needsPerson(Reason("portal-task"))),
      record("tagbox", .settled(.deleted), [(.issued, 1, 0), (.delivered, 1, 0), (.claimed, 1, 4), (.verified, 1, 9)]),
      record("evil", .needsPerson(Reason("credentials"))), record("long", .sending),
      record("cjk", .held(basis: Reason("litigation"), until: start + .days(90), before: .sending)),
      record("edgelog", .settled(.notPossible)),
    ]
    func id(_ partner: String) -> InstructionID { InstructionID(wave: "acme-2025-w1", partner: partner) }
    return StandingReport(
      wave: try wave(), instructions: records,
      tallies: [
        id("ga4"): [
          Tally(outcome: .notFound, grade: .claimedUnsigned, reason: nil, subjects: 500),
          Tally(outcome: .deleted, grade: .claimedUnsigned, reason: nil, subjects: 12_000),
          Tally(outcome: .noIdentifier, grade: nil, reason: Reason("no-identifier"), subjects: 1500),
          Tally(
            outcome: .deleted, grade: .presumedByElapsedTime, reason: Reason("completion-time-elapsed"), subjects: 7),
        ],
        id("tagbox"): [Tally(outcome: .deleted, grade: .verifiedByProbe, reason: nil, subjects: subjects)],
        id("edgelog"): [Tally(outcome: .notPossible, grade: nil, reason: Reason("no-interface"), subjects: subjects)],
      ], now: start + .days(31))
  }
}

/// What must hold of every page that a person reads.
enum ReportCheck {
  /// Lines over 80 columns, but for those of hashes and keys.
  static func tooWide(_ lines: [String]) -> [String] {
    lines.filter { line in
      Columns.width(line) > 80 && !["digest", "root", "vkey"].contains { line.contains("  \($0) ") }
    }
  }

  static func controls(_ text: String) -> [UInt32] {
    text.unicodeScalars.filter {
      $0 != "\n" && ($0.properties.generalCategory == .control || $0.properties.generalCategory == .format)
    }.map(\.value)
  }

  /// Lines that say "deleted" as if it were known.
  static func bareDeleted(_ lines: [String]) -> [String] {
    let proofs = ["claimed", "claim"] + Grade.allCases.map(\.rawValue)
    return lines.filter { line in line.contains("deleted") && !proofs.contains { line.contains($0) } }
  }
}
