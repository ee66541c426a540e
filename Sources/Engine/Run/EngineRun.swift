import Catalogue
import Channels
import Store
import Workflow

/// One run of the engine over waves that are being sent: what `wave send`, `retry` and the drill share.
public struct EngineRun {
  let installation: Installation
  let rooms: WaveRooms
  let limits: Pass.Limits

  public init(_ installation: Installation, rooms: WaveRooms, limits: Pass.Limits) {
    self.installation = installation
    self.rooms = rooms
    self.limits = limits
  }

  /// - Parameters:
  ///   - waves: Those in stage `sending`, and closed ones whose look-ups are repeated; others are left alone.
  ///   - begin: Handed a stopper, for signals, before the first turn.
  public func run(
    _ waves: [WaveRecord], begin: (@escaping @Sendable () -> Void) -> Void = { _ in },
    progress: (Pass.Summary) -> Void = { _ in }
  ) throws -> Pass.Summary {
    let keeping = try installation.ledgerKeeping()
    // What an interrupted run left in the outbox is signed before anything new is sent.
    try keeping.prepare()
    let conductor = try Conductor(store: installation.store, surroundings: installation.surroundings)
    var opened: [WaveRoom] = []
    defer { for room in opened { room.close(grace: limits.grace) } }
    for wave in try waves.filter(isAtWork) {
      let room = try rooms.open(wave)
      opened.append(room)
      try conductor.take(wave, access: room)
    }
    let pass = Pass(
      conductor: conductor, keeping: keeping, surroundings: installation.surroundings, limits: limits)
    begin(pass.stopper)
    return try pass.run(progress: progress)
  }

  private func isAtWork(_ wave: WaveRecord) throws -> Bool {
    switch wave.stage {
    case .sending: true
    case .closed: try installation.store.read { try $0.instructions(of: wave.id) }.contains { $0.timer != nil }
    case .planned, .approved, .void: false
    }
  }
}
