import Ledger
import Store
import Workflow

/// Ends a wave once every partner has settled: `wave.close/1` with the totals. What comes in later is an amendment.
public struct WaveClosing {
  let store: any Store
  let surroundings: Surroundings

  public init(store: any Store, surroundings: Surroundings) {
    self.store = store
    self.surroundings = surroundings
  }

  /// - Parameter by: Role and key fingerprint of who closes.
  public func close(_ id: String, by: KeyHolder) throws {
    try store.write { session in
      guard let wave = try session.wave(id) else { throw StoreError.missing("wave \(id)") }
      guard wave.stage == .sending else { throw WaveError.cannotSend(wave: id, stage: wave.stage) }
      let records = try session.instructions(of: id)
      let open = records.filter { !$0.state.isSettled }.map(\.id.partner)
      guard open.isEmpty else { throw WaveError.stillOpen(wave: id, partners: open) }
      var book = LineBook()
      try book.add(
        .waveClose(
          WaveCloseEntry(
            at: surroundings.now().ledger, wave: id, totals: try totals(of: records, in: session), by: by)),
        to: wave.matter, in: session)
      try session.set(.closed, of: id)
      try book.commit(in: session)
      try AnchorDemand.note(wave.matter, in: session)
    }
  }

  private func totals(of records: [InstructionRecord], in session: any StoreReading) throws -> [WaveTotal] {
    try records.flatMap { record in
      let sums = try session.tallies(of: record.id).reduce(into: [Outcome: Int]()) {
        $0[$1.outcome, default: 0] += $1.subjects
      }
      return try sums.map { outcome, subjects in
        WaveTotal(
          partner: record.id.partner, outcome: try known(outcome.ledger, outcome.rawValue), subjects: subjects)
      }
    }
    .sorted { ($0.partner, $0.outcome.rawValue) < ($1.partner, $1.outcome.rawValue) }
  }
}
