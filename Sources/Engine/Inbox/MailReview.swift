import Store
import Vault
import Workflow

/// What a person decides about a mail. The answer came by mail, so the receipt says so, and that a person read it.
public struct MailReview {
  private let store: any Store
  private let vault: Vault
  private let surroundings: Surroundings
  private let again: (MailRecord) throws -> [UInt8]?

  public init(_ installation: Installation) throws {
    let inboxes = try Inboxes(installation)
    self.init(
      store: installation.store, vault: try installation.vault(), surroundings: installation.surroundings,
      again: inboxes.again)
  }

  /// - Parameter again: Fetches a mail once more of which only the head was kept.
  init(
    store: any Store, vault: Vault, surroundings: Surroundings, again: @escaping (MailRecord) throws -> [UInt8]?
  ) {
    self.store = store
    self.vault = vault
    self.surroundings = surroundings
    self.again = again
  }

  public enum Acceptance: Hashable, Sendable {
    /// What the mail seems to say.
    case suggestion
    case outcome(Outcome)
    /// The partner confirms that it has the request.
    case receipt
    /// The partner names the day by which it will have deleted.
    case promise(Instant)
  }

  /// - Returns: the ledger index of the line.
  public func accept(_ id: Int, _ acceptance: Acceptance) throws -> Int {
    try decide(id) { mail, filing, answer in
      mail.stage = .accepted
      answer.reason = Reason("read-by-person")
      switch acceptance {
      case .receipt:
        answer.grade = .acceptedUnsigned
        mail.decision = "receipt-confirmed"
        return try filing.confirmReceipt(answer)
      case .promise(let day):
        mail.decision = "will-do"
        return try filing.promise(day, answer)
      case .suggestion, .outcome:
        let outcome = try outcome(of: acceptance, mail)
        if let obstacle = try filing.obstacle() { throw obstacle }
        answer.grade = .claimedUnsigned
        mail.decision = outcome.rawValue
        return try filing.settle(outcome, by: answer)
      }
    }
  }

  private func outcome(of acceptance: Acceptance, _ mail: MailRecord) throws -> Outcome {
    if case .outcome(let outcome) = acceptance { return outcome }
    guard let outcome = mail.suggestion else { throw InboxError.nothingSuggested(mail.id) }
    return outcome
  }

  /// The mail says nothing that counts. Beside an instruction it stays as evidence; else its content is thrown away.
  public func dismiss(_ id: Int, because reason: Reason) throws {
    guard let mail = try store.read({ try $0.mail(id) }) else { throw InboxError.unknownMail(id) }
    guard mail.instruction == nil else {
      _ = try decide(id) { mail, filing, answer in
        mail.stage = .dismissed
        mail.decision = reason.code
        answer.reason = reason
        return try filing.note(answer)
      }
      return
    }
    try store.write { session in
      var mail = try waiting(id, in: session, orStranger: true)
      let before = mail.stage
      mail.stage = .dismissed
      mail.sealed = nil
      mail.decidedAt = surroundings.now()
      mail.decision = reason.code
      try session.update(mail, expecting: before)
    }
  }

  /// Says which instruction a mail is about that names none, or several. It becomes evidence of that instruction's wave,
  /// and waits for `accept` or `dismiss`.
  /// - Returns: the ledger index of the line that tells that it came in.
  public func assign(_ id: Int, to instruction: InstructionID) throws -> Int {
    let (mail, wave) = try store.read { session in
      guard let wave = try session.wave(instruction.wave), try session.instruction(instruction) != nil else {
        throw StoreError.missing("instruction \(instruction)")
      }
      return (try waiting(id, in: session, orStranger: true), wave)
    }
    guard mail.instruction == nil else { throw InboxError.notWaiting(id) }
    guard wave.stage == .sending || wave.stage == .closed else {
      throw InboxError.withoutLetters(instruction.description)
    }
    guard let bytes = try mail.isWhole ? InboxKeys(opening: vault).open(mail) : again(mail) else {
      throw InboxError.noLongerThere(id)
    }
    let evidence = MailEvidence(vault)
    let words = ["meaning \(mail.meaning)", "sender \(mail.standing)", "assigned by-person"]
    guard let kept = try evidence.keep(bytes, reading: words, wave: wave.id) else {
      throw VaultError.shredded(wave.id)
    }
    try evidence.sync()
    return try store.write { session in
      var changed = try waiting(id, in: session, orStranger: true)
      let before = changed.stage
      changed.stage = .waiting
      changed.instruction = instruction
      changed.evidence = kept
      changed.sealed = nil
      return try file(&changed, before, in: session) { _, filing, answer in
        answer.reason = Reason("mail-assigned")
        return try filing.note(answer)
      }
    }
  }

  private typealias Act = (inout MailRecord, inout Filing, inout FiledAnswer) throws -> Int

  private func decide(_ id: Int, _ act: Act) throws -> Int {
    try store.write { session in
      var mail = try waiting(id, in: session, orStranger: false)
      mail.decidedAt = surroundings.now()
      return try file(&mail, .waiting, in: session, act)
    }
  }

  private func file(
    _ mail: inout MailRecord, _ before: MailStage, in session: any StoreWriting, _ act: Act
  ) throws -> Int {
    guard let id = mail.instruction, let evidence = mail.evidence else { throw InboxError.noInstruction(mail.id) }
    guard let wave = try session.wave(id.wave), let instruction = try session.instruction(id) else {
      throw StoreError.missing("instruction \(id)")
    }
    let now = surroundings.now()
    var filing = Filing(wave: wave, record: instruction, session: session, now: now, book: LineBook())
    var answer = FiledAnswer(via: .mail, answeredAt: mail.sentAt.flatMap { $0 <= now ? $0 : nil }, evidence: evidence)
    let receipt = try act(&mail, &filing, &answer)
    mail.receipt = receipt
    try session.update(mail, expecting: before)
    try filing.finish()
    try filing.book.commit(in: session)
    return receipt
  }

  private func waiting(_ id: Int, in session: any StoreReading, orStranger: Bool) throws -> MailRecord {
    guard let mail = try session.mail(id) else { throw InboxError.unknownMail(id) }
    if mail.stage == .stranger, !orStranger { throw InboxError.noInstruction(id) }
    guard mail.stage == .waiting || mail.stage == .stranger else { throw InboxError.notWaiting(id) }
    return mail
  }
}
