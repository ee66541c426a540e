import Foundation
import Ledger
import Store
import Workflow

/// A person's decision to go on with a home that came out of a backup. The engine lock must be held.
public struct RestoreDecision {
  let home: Home
  let surroundings: Surroundings

  public init(_ home: Home, surroundings: Surroundings = .world) {
    self.home = home
    self.surroundings = surroundings
  }

  public struct Summary: Sendable, Encodable {
    /// Ledgers that the database was brought up to; no signed line was lost there.
    public var caughtUp: [String] = []
    /// Ledgers that go on from the backup, with how many signed lines are known to be lost.
    public var lost: [String: Int] = [:]
    public var withPerson: [String] = []
    public var askedFirst = 0
    public var repeated: [String] = []
    /// Waves that were shredded after the backup: the restored vault opens them again until they are shredded again.
    public var shredAgain: [String] = []
  }

  /// What waits for a decision. Changes nothing.
  public func open() throws -> Misfits {
    let installation = try Installation(home, access: .readOnly)
    defer { try? installation.store.close() }
    let found = try footing(of: installation).misfits()
    guard !found.isEmpty else { throw BackupError.nothingToDecide(home.path) }
    return Misfits(home: home.path, all: found)
  }

  /// - Parameter role: Who decides, as a short code; it stands in the home's `restores.log`.
  /// - Throws: `BackupError.cannotDecide` while something can only be brought, not decided.
  public func goOn(role: Reason) throws -> Summary {
    let installation = try Installation(home, access: .readWrite, surroundings: surroundings, deciding: true)
    defer { try? installation.store.close() }
    let found = try footing(of: installation).misfits()
    guard !found.isEmpty else { throw BackupError.nothingToDecide(home.path) }
    var summary = Summary()
    for misfit in found { try weigh(misfit, &summary) }
    let (now, behind) = (installation.surroundings.now(), summary.caughtUp)
    var shredded: [String] = []
    let doubts = try installation.store.write { session in
      for matter in behind { shredded += try catchUp(matter, in: session, now: now) }
      var lost = LostTime(session: session, now: now)
      for wave in try session.waves() where wave.stage != .closed && wave.stage != .void { try lost.doubt(wave) }
      try lost.countRestore()
      try lost.book.commit(in: session)
      return lost.doubts
    }
    (summary.withPerson, summary.askedFirst, summary.repeated) =
      (doubts.withPerson, doubts.askedFirst, doubts.repeated)
    summary.shredAgain = shredded
    try finish(installation, summary, role: role, at: now)
    return summary
  }

  private func footing(of installation: Installation) throws -> Footing {
    Footing(home: home, store: installation.store, memory: try installation.memory())
  }

  private func weigh(_ misfit: Misfit, _ summary: inout Summary) throws {
    switch misfit {
    case .restored: break
    case .databaseIsOlder(let matter, _, _, _): summary.caughtUp.append(matter)
    case .homeIsOlder(let matter, let here, let noted, _, _): summary.lost[matter] = noted - here
    case .homeDiffers(let matter, _, _, _): summary.lost[matter] = 0
    case .ledgerIsOlder, .ledgerIsMissing, .differs: throw BackupError.cannotDecide(misfit.description)
    }
  }

  private func catchUp(_ matter: String, in session: any StoreWriting, now: Instant) throws -> [String] {
    guard let position = try session.ledger(of: matter) else { return [] }
    let lines = try CorrectedLines(LedgerReader(directory: home.ledger(of: matter)))
    return try CatchUp(lines, matter: matter, from: position.size, in: session, now: now).run()
  }

  /// The mark goes last: until then the decision can be made again, and does no harm twice.
  private func finish(_ installation: Installation, _ summary: Summary, role: Reason, at now: Instant) throws {
    let memory = try installation.memory()
    for matter in summary.lost.keys { try memory?.setAside(matter, at: now.ledger) }
    try installation.sequencer().sequenceAll()
    for matter in try installation.store.read({ try $0.matters() }).map(\.id) {
      try memory?.remember(LedgerReader(directory: home.ledger(of: matter)).checkpoint, of: matter)
    }
    try log(summary, role: role, at: now)
    try RestoreMark(home).remove()
  }

  private func log(_ summary: Summary, role: Reason, at now: Instant) throws {
    let path = home.path + "/restores.log"
    let lost = summary.lost.sorted { $0.key < $1.key }.map { " \($0.key): \($0.value) signed lines lost;" }
    let line = "\(now.ledger) \(role) went on from a backup;" + lost.joined() + "\n"
    let old = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    try (old + line).write(toFile: path, atomically: true, encoding: .utf8)
  }
}
