import Foundation
import Store
import Workflow

let noon = Instant(seconds: 1_670_328_000)

/// The homes that keep the one contract.
enum Home: String, CaseIterable, Sendable {
  case memory, file
}

/// A fresh store, and the folder that goes with it.
final class Shelf {
  let folder: String
  let store: SQLiteStore

  var path: String { folder + "/expunge.db" }

  init(_ home: Home) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    store =
      switch home {
      case .memory: try SQLiteStore(deployment: "d-1")
      case .file: try SQLiteStore(creating: folder + "/expunge.db", deployment: "d-1")
      }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The files as a power cut at this moment would leave them.
  func copy(_ name: String) throws -> String {
    let copied = folder + "/" + name
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
      try FileManager.default.copyItem(atPath: path + suffix, toPath: copied + suffix)
    }
    return copied
  }

  func mode(of path: String) throws -> Int {
    let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
    return found?.intValue ?? -1
  }

  func setMode(_ mode: Int, of path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  /// A matter, a wave, and two instructions of it.
  func stock() throws {
    try store.write { session throws in
      try session.insert(Samples.matter)
      try session.insert(Samples.wave, pinned: [])
      try session.insert(InstructionRecord(id: Samples.acme, state: .planned, planned: 3))
      try session.insert(InstructionRecord(id: Samples.zeta, state: .planned, planned: 0))
      try session.createLedger(of: "m", size: 1, root: [1])
    }
  }
}

enum Samples {
  static let matter = MatterRecord(id: "m", sealedFile: [0, 1, 255], digest: [9, 9], openedAt: noon)
  static let acme = InstructionID(wave: "w", partner: "acme")
  static let zeta = InstructionID(wave: "w", partner: "zeta")

  static let plan = Plan(
    matter: "m", wave: "w", subjects: 40, setRoot: [1, 2, 3], inputs: [.init(name: "matter.yaml", digest: [4])],
    clocks: [DutyClock(duty: "notice", from: noon, due: noon + .days(60))],
    partners: [
      PlannedPartner(
        id: "acme", name: "Acme \"Ads\"", route: .api, scope: .both, bestGrade: .claimedSigned, obstacle: nil,
        lanes: [
          PlannedLane(
            name: "by-mail", identifiers: [.email, .clientID], subjects: SubjectRanges([0...9, 20...39]), batch: 10)
        ], cells: [], terms: Terms(inDoubt: .queryFirst, completesWithin: .days(45)), remarks: ["ask first"]),
      PlannedPartner(
        id: "zeta", name: "Zeta", route: nil, scope: .subjects, bestGrade: nil, obstacle: Reason("no-interface"),
        lanes: [], cells: [], terms: nil, remarks: []),
    ])

  static let wave = WaveRecord(
    id: "w", matter: "m", stage: .planned, subjects: 40, plan: plan, digest: [7, 7], planner: "SHA256:abc",
    createdAt: noon + .hours(1))

  static func approval(_ principal: String, _ fingerprint: String, at: Instant = noon) -> ApprovalRecord {
    ApprovalRecord(
      wave: "w", role: "legal", principal: principal, fingerprint: fingerprint, signature: "sig", at: at)
  }

  static func dispatch(
    _ number: Int, _ state: DispatchState = .ready(due: noon, tries: .init()), of id: InstructionID = acme
  ) -> DispatchRecord {
    DispatchRecord(instruction: id, number: number, lane: 0, subjects: .all(10), state: state, key: "key-\(number)")
  }

  static let dispatchStates: [DispatchState] = {
    let tries = DispatchState.Tries(attempt: 3, strikes: 2)
    func wait(_ hasJob: Bool, _ grade: Grade) -> DispatchState.Wait {
      .init(due: noon + .hours(9), since: noon, hasJob: hasJob, polls: 4, grade: grade, tries: tries)
    }
    return [
      .ready(due: noon, tries: tries), .ready(due: Instant(milliseconds: -5), tries: .init()),
      .intent(epoch: 5, tries: tries), .inDoubt(due: noon, tries: tries), .asking(epoch: 5, tries: tries),
      .waiting(wait(true, .acceptedSigned)), .waiting(wait(false, .transmitted)),
      .polling(epoch: 6, wait(true, .acceptedUnsigned)),
      .settled, .needsPerson(Reason("in-doubt"), tries: tries),
    ]
  }()

  static let instructionStates: [InstructionState] = [
    .planned, .approved, .sending, .awaiting(until: noon), .needsPerson(Reason("portal-task")),
    .held(basis: Reason("court-order"), until: noon, before: .awaiting(until: noon + .days(1))),
    .held(basis: Reason("court-order"), until: nil, before: .needsPerson(Reason("credentials"))),
    .settled(.partlyDeleted), .reopened(Reason("bounce")),
  ]

  static func line(_ number: Int) -> [UInt8] { Array("line \(number)\n".utf8) }
}
