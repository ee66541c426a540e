import Ledger
import Store
import Workflow

/// Corrects ledger lines by `amend/1`: nothing is ever edited, and what the store counts follows the corrected lines.
public struct Corrections {
  let installation: Installation

  public init(_ installation: Installation) { self.installation = installation }

  /// - Parameter corrections: Lines that only hold together when they are corrected together.
  /// - Returns: the ledger indices of the corrections.
  /// - Throws: `CorrectionError.unsound` where the ledger would not verify any more; nothing is written then.
  public func amend(_ corrections: [Correction], of matter: String, reason: Reason) throws -> [Int] {
    try installation.sequencer().sequenceAll()
    let directory = installation.home.ledger(of: matter)
    let lines = try CorrectedLines(LedgerReader(directory: directory))
    let entries = try corrections.map { try entry(for: $0, in: lines, matter, reason: reason) }
    TrialLedger.sweep(installation.home.path)
    let trial = try TrialLedger(of: directory, in: installation.home.path)
    let complaints = try trial.complaints(about: entries.map { Entry.amend($0).encoded })
    guard complaints.isEmpty else { throw CorrectionError.unsound(complaints) }
    let after = try CorrectedLines(LedgerReader(directory: trial.path))
    let touched = Set(try corrections.compactMap { try instruction(of: lines.entry(at: $0.index)) })
    let counts = try touched.map { ($0, try endings(of: $0, in: lines), try endings(of: $0, in: after)) }
    let indices = try installation.store.write { session in
      var book = LineBook()
      let indices = try entries.map { try book.add(.amend($0), to: matter, in: session) }
      for (id, old, new) in counts { try count(id, from: old, to: new, in: session) }
      try book.commit(in: session)
      return indices
    }
    try installation.sequencer().sequenceAll()
    return indices
  }

  /// A person has weighed a late answer: it is right, so the outcome lines follow it.
  public func follow(_ receipt: Int, at id: InstructionID, reason: Reason) throws -> [Int] {
    try installation.sequencer().sequenceAll()
    let (wave, late) = try installation.store.read { (try $0.wave(id.wave), try $0.lateAnswers(of: id)) }
    guard let wave else { throw StoreError.missing("wave \(id.wave)") }
    guard let answer = late.first(where: { $0.receipt == receipt }) else {
      throw CorrectionError.notALateAnswer(index: receipt, instruction: id.description)
    }
    let lines = try CorrectedLines(LedgerReader(directory: installation.home.ledger(of: wave.matter)))
    let corrections = try endings(of: id, in: lines).outcomes.compactMap { index, entry in
      try correction(of: entry, at: index, following: answer, population: wave.subjects)
    }
    guard !corrections.isEmpty else { throw CorrectionError.unchanged(index: receipt) }
    return try amend(corrections, of: wave.matter, reason: reason)
  }

  /// A person has weighed what came in late: what settled stands, and both stay to be read.
  public func stand(_ id: InstructionID) throws {
    try installation.store.write { session in
      guard var record = try session.instruction(id) else { throw StoreError.missing("instruction \(id)") }
      guard case .reopened = record.state else { throw CorrectionError.nothingToWeigh(id.description) }
      record.state = record.state.on(.completed(try session.tallies(of: id).summary)).next
      try session.update(record)
    }
  }

  private func entry(
    for correction: Correction, in lines: CorrectedLines, _ matter: String, reason: Reason
  ) throws -> AmendEntry {
    guard correction.index >= 0, correction.index < Int(lines.reader.size) else {
      throw CorrectionError.notThere(index: correction.index, size: Int(lines.reader.size))
    }
    let old = try lines.entry(at: correction.index)
    guard try instruction(of: old) != nil else {
      throw CorrectionError.notCorrectable(index: correction.index, kind: old.kind)
    }
    let new = try correction.laid(over: old)
    guard new != old else { throw CorrectionError.unchanged(index: correction.index) }
    let newest = try installation.store.read { try LedgerDates.newest(of: matter, in: $0) }
    let at = try LedgerDates.date(installation.surroundings.now().ledger, after: newest, of: matter)
    return try AmendEntry(
      at: at, index: correction.index, from: old, to: new, reason: try known(reason.ledger, reason.code))
  }

  private func correction(
    of entry: OutcomeEntry, at index: Int, following answer: LateAnswer, population: Int
  ) throws -> Correction? {
    let outcome = try known(Outcome(rawValue: entry.outcome.rawValue), entry.outcome.rawValue)
    let settled = entry.ranges(population: population)
    let meant = answer.speaks(of: Tally(outcome: outcome, grade: nil, reason: nil, subjects: settled.count))
    let said = answer.subjects.map { $0.intersection(settled) } ?? (meant ? settled : SubjectRanges())
    guard !said.isEmpty, outcome != answer.outcome else { return nil }
    guard said == settled else {
      throw CorrectionError.saysInPart(line: index, said: said.count, settled: settled.count)
    }
    func text(_ word: String?) -> String { word.map { "\"\($0)\"" } ?? "null" }
    return Correction(
      index: index,
      fields: [
        ("outcome", text(answer.outcome.rawValue)), ("grade", text(answer.grade?.rawValue)),
        ("reason", text(answer.reason?.code)), ("answers", "[\(answer.receipt)]"),
      ])
  }

  private func endings(of id: InstructionID, in lines: CorrectedLines) throws -> LedgerEndings {
    let population = try installation.store.read { try $0.wave(id.wave)?.subjects } ?? 0
    var endings = LedgerEndings()
    try lines.forEach(holding: "\"kind\":\"outcome/1\"") { index, entry in
      guard case .outcome(let entry) = entry, entry.wave == id.wave, entry.partner == id.partner else { return }
      try endings.add(entry, at: index, population: population)
    }
    return endings
  }

  private func count(
    _ id: InstructionID, from old: LedgerEndings, to new: LedgerEndings, in session: any StoreWriting
  ) throws {
    let uncovered = old.settled.subtracting(new.settled).count
    guard uncovered == 0 else { throw CorrectionError.uncovers(instruction: id.description, subjects: uncovered) }
    guard var record = try session.instruction(id) else { return }
    try session.set(new.tallies, of: id)
    guard record.state.isOver else { return }
    // Through the machine's own door: what was corrected is over again, with the corrected word.
    let reopened = record.state.on(.late(Reason("corrected"))).next
    record.state = reopened.on(.completed(new.tallies.summary)).next
    try session.update(record)
  }

  private func instruction(of entry: Entry) throws -> InstructionID? {
    switch entry {
    case .dispatch(let entry): InstructionID(wave: entry.wave, partner: entry.partner)
    case .answer(let entry): InstructionID(wave: entry.wave, partner: entry.partner)
    case .outcome(let entry): InstructionID(wave: entry.wave, partner: entry.partner)
    case .hold(let entry): InstructionID(wave: entry.wave, partner: entry.partner ?? "")
    case .release(let entry): InstructionID(wave: entry.wave, partner: entry.partner ?? "")
    case .genesis, .matter, .waveOpen, .amend, .key, .anchor, .shred, .waveClose: nil
    }
  }
}
