import Workflow

/// What keeps the ledgers: moves lines into them, signs, and has outsiders vouch for them.
public final class LedgerKeeping {
  private let sequencer: Sequencer
  private let anchoring: Anchoring

  init(_ sequencer: Sequencer, anchoring: Anchoring) {
    (self.sequencer, self.anchoring) = (sequencer, anchoring)
  }

  /// Everything that waits is in the ledger when this returns; services that are due are asked, none is waited for.
  public func tick() throws {
    try sequencer.sequenceAll()
    var wrote = try anchoring.collect(sequencer.writer)
    for matter in sequencer.matters { wrote = try anchor(matter) || wrote }
    if wrote { try sequencer.sequenceAll() }
  }

  /// As ``tick()``; where a ledger or a wave has just been opened, its outside time comes before the first byte leaves.
  func prepare() throws {
    try tick()
    if anchoring.isDemanded { try settle() }
  }

  /// As ``tick()``, and what was asked is waited for, within bounds.
  public func finish() throws {
    try tick()
    try settle()
  }

  private func settle() throws {
    anchoring.wait()
    if try anchoring.collect(sequencer.writer) { try sequencer.sequenceAll() }
  }

  /// Has every service vouch for a ledger now, because a person asked.
  public func anchorNow(_ matter: String) throws {
    try sequencer.sequenceAll()
    _ = try anchoring.begin(matter, writer: try sequencer.writer(of: matter), isUrgent: true)
    try finish()
  }

  private func anchor(_ matter: String) throws -> Bool {
    guard anchoring.hasServices else { return false }
    return try anchoring.begin(matter, writer: try sequencer.writer(of: matter))
  }
}
