import Store
import Vault
import Workflow

/// What a person says of a partner, with the file that shows it. Nothing can be marked done without evidence.
public struct HandAnswer: Sendable {
  public enum Meaning: Hashable, Sendable {
    /// Settles everything that is open at the partner. After the end it stays beside what settled, and changes nothing.
    case attest(Outcome)
    /// The partner refuses.
    case refuse(Reason)
    /// Kept beside the rest; decides nothing.
    case note
  }

  public var instruction: InstructionID
  public var meaning: Meaning
  /// File names and bytes; at least one.
  public var evidence: [(name: String, bytes: [UInt8])]
  /// When the partner said it, if that is known.
  public var answeredAt: Instant?
  /// Whether it speaks of people too of whom we have not told the partner.
  public var coversUnsent: Bool

  public init(
    instruction: InstructionID, meaning: Meaning, evidence: [(name: String, bytes: [UInt8])], answeredAt: Instant?,
    coversUnsent: Bool = false
  ) {
    self.instruction = instruction
    self.meaning = meaning
    self.evidence = evidence
    self.answeredAt = answeredAt
    self.coversUnsent = coversUnsent
  }
}

public enum HandAnswerError: Error, Hashable, Sendable, CustomStringConvertible {
  case noEvidence
  case notSent(String)
  case nothingOpen(String)
  case underWay(String)
  /// So many requests, of so many, that the partner has never been sent.
  case unsent(String, requests: Int, of: Int)

  public var description: String {
    switch self {
    case .noEvidence: "an answer by hand needs --evidence FILE: the mail, the screenshot, the letter that shows it"
    case .notSent(let id): "instruction \(id) has not been sent, so it cannot have been answered"
    case .nothingOpen(let id):
      "instruction \(id) is settled; file what came in as `instruction note \(id) --evidence FILE`"
    case .unsent(let id, let requests, let all):
      """
      \(requests) of \(all) requests of instruction \(id) have never been sent, so this is no answer to them; send them \
      first (`expunge instruction resume \(id)`, then `expunge retry`), or, if the partner told you that it speaks of \
      those people too, say --also-unsent
      """
    case .underWay(let id):
      "calls of instruction \(id) are under way or in doubt; run `expunge retry` first, then say what came of them"
    }
  }
}

/// Files answers by hand: evidence sealed, receipt written, machines moved, in one transaction.
public struct HandAnswers {
  let store: any Store
  let vault: Vault
  let surroundings: Surroundings

  public init(store: any Store, vault: Vault, surroundings: Surroundings) {
    self.store = store
    self.vault = vault
    self.surroundings = surroundings
  }

  /// - Returns: the ledger index of the answer's line.
  public func file(_ answer: HandAnswer) throws -> Int {
    guard !answer.evidence.isEmpty else { throw HandAnswerError.noEvidence }
    guard let wave = try store.read({ try $0.wave(answer.instruction.wave) }) else {
      throw StoreError.missing("wave \(answer.instruction.wave)")
    }
    let evidence = try keep(answer.evidence, of: wave)
    return try store.write { session in
      guard let record = try session.instruction(answer.instruction) else {
        throw StoreError.missing("instruction \(answer.instruction)")
      }
      try check(record)
      var filing = Filing(
        wave: wave, record: record, session: session, now: surroundings.now(), book: LineBook())
      let index = try file(answer, evidence, &filing)
      try filing.finish()
      try filing.book.commit(in: session)
      return index
    }
  }

  private func file(_ answer: HandAnswer, _ evidence: [UInt8], _ filing: inout Filing) throws -> Int {
    var filed = FiledAnswer(
      via: .person, grade: .attestedByPerson, answeredAt: answer.answeredAt, evidence: evidence)
    switch answer.meaning {
    case .note:
      filing.reopenIfOver(Reason("came-in-late"))
      filed.reason = Reason("note")
      return try filing.note(filed)
    case .attest(let outcome):
      if outcome != .withdrawn, !answer.coversUnsent, let unsent = try filing.unsent() { throw unsent }
      return try filing.settle(outcome, by: filed)
    case .refuse(let reason):
      filed.reason = reason
      return try filing.settle(.refused, by: filed)
    }
  }

  private func keep(_ files: [(name: String, bytes: [UInt8])], of wave: WaveRecord) throws -> [UInt8] {
    let writer = try EvidenceWriter(try vault.open(wave.id))
    let id = try writer.append(
      try EvidenceRecord(files: files.map { EvidenceFile(name: $0.name, bytes: $0.bytes) }))
    try writer.sync()
    return id.bytes
  }

  private func check(_ record: InstructionRecord) throws {
    switch record.state {
    case .planned, .approved: throw HandAnswerError.notSent(record.id.description)
    case .sending, .awaiting, .needsPerson, .held, .settled, .reopened: break
    }
  }
}
