import Ledger
import Store
import Workflow

/// What a ledger tells beyond the size that an older database remembers.
struct LedgerNews {
  /// A dispatch as its newest lines have it.
  struct Sent {
    var number: Int
    var attempt: Int
    var isInDoubt: Bool
  }

  struct Partner {
    /// Of the whole ledger, so that counts are counted anew.
    var endings = LedgerEndings()
    var sent: [Int: Sent] = [:]
    /// New lines, in order, for the ladder.
    var accepted: [(index: Int, entry: DispatchEntry)] = []
    var outcomes: [(index: Int, entry: OutcomeEntry)] = []
    var events: [InstructionEvent] = []
    var isNew: Bool { !sent.isEmpty || !outcomes.isEmpty || !events.isEmpty }
  }

  private(set) var populations: [String: Int] = [:]
  private(set) var opened: [String: LedgerTime] = [:]
  private(set) var closed: Set<String> = []
  private(set) var shredded: Set<String> = []
  private(set) var partners: [InstructionID: Partner] = [:]
  private(set) var newest: LedgerTime?

  init(_ lines: CorrectedLines, from first: Int) throws {
    try lines.forEach { index, entry in
      newest = max(newest ?? entry.at, entry.at)
      if case .waveOpen(let open) = entry { populations[open.wave] = open.subjects }
      if case .outcome(let outcome) = entry {
        let id = InstructionID(wave: outcome.wave, partner: outcome.partner)
        try partners[id, default: Partner()].endings.add(
          outcome, at: index, population: populations[outcome.wave] ?? 0)
      }
      if index >= first { try take(entry, at: index) }
    }
  }

  private mutating func take(_ entry: Entry, at index: Int) throws {
    switch entry {
    case .waveOpen(let entry): opened[entry.wave] = opened[entry.wave] ?? entry.at
    case .waveClose(let entry): closed.insert(entry.wave)
    case .shred(let entry): if entry.subjects == nil { shredded.insert(entry.wave) }
    case .dispatch(let entry): sent(entry, at: index)
    case .outcome(let entry):
      partners[InstructionID(wave: entry.wave, partner: entry.partner), default: Partner()].outcomes.append(
        (index, entry))
    case .hold(let entry):
      let until = entry.until.flatMap { LedgerTime($0) }.map { Instant(seconds: $0.seconds) }
      add(.hold(basis: Reason(entry.basis.text), until: until), wave: entry.wave, partner: entry.partner)
    case .release(let entry): add(.release, wave: entry.wave, partner: entry.partner)
    case .genesis, .matter, .answer, .amend, .key, .anchor: break
    }
  }

  private mutating func add(_ event: InstructionEvent, wave: String, partner: String?) {
    guard let partner else { return }
    partners[InstructionID(wave: wave, partner: partner), default: Partner()].events.append(event)
  }

  /// A dispatch is named `<partner>-<number>`.
  private mutating func sent(_ entry: DispatchEntry, at index: Int) {
    guard entry.dispatch.hasPrefix(entry.partner + "-"),
      let number = Int(entry.dispatch.dropFirst(entry.partner.count + 1))
    else { return }
    let id = InstructionID(wave: entry.wave, partner: entry.partner)
    partners[id, default: Partner()].sent[number] = Sent(
      number: number, attempt: entry.attempt, isInDoubt: entry.result == .inDoubt)
    if entry.result == .accepted { partners[id]?.accepted.append((index, entry)) }
  }
}
