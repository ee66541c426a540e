import Mail
import Store
import Workflow

/// A window of mails inside its transaction.
struct MailFiling {
  private let mailbox: MailboxRecord
  private let keys: InboxKeys
  private let session: any StoreWriting
  private let now: Instant
  private var book = LineBook()
  private var summary = InboxReading.Summary()
  private var nextID: Int?

  init(mailbox: MailboxRecord, keys: InboxKeys, session: any StoreWriting, now: Instant) {
    self.mailbox = mailbox
    self.keys = keys
    self.session = session
    self.now = now
  }

  /// How a mail was read, in codes: part of its evidence.
  static func words(_ mail: IncomingMail, _ standing: SenderStanding) -> [String] {
    let judgement = mail.judgement
    return [
      "meaning \(judgement.meaning.code)", "basis \(judgement.basis.rawValue)",
      "certain \(judgement.isCertain ? "yes" : "no")", "sender \(standing.code)",
      "language \(judgement.language ?? "unknown")", "whole \(mail.isCut ? "no" : "yes")",
    ] + judgement.signs.filter(Reason.isCode).map { "sign \($0)" }
  }

  mutating func take(
    _ mail: IncomingMail, _ standing: SenderStanding, _ course: MailCourse, copyOf original: Int?,
    evidence: [UInt8]?
  ) throws {
    let id = try nextID ?? session.nextMailID()
    nextID = id + 1
    summary.read += 1
    var record = MailRecord(
      id: id, mailbox: mailbox.name, epoch: mailbox.epoch, uid: mail.uid, event: mail.event, at: now, stage: .copy,
      meaning: mail.judgement.meaning.code, basis: mail.judgement.basis.rawValue, standing: standing.code)
    record.sentAt = mail.sentAt
    record.signs = mail.judgement.signs.filter(Reason.isCode)
    record.language = mail.judgement.language
    record.isWhole = !mail.isCut
    if let original {
      summary.copies += 1
      record.copyOf = original
      if let evidence { try better(original, mail, standing, course, evidence) }
    } else {
      record.instruction = mail.owner
      record.evidence = evidence
      try place(&record, mail, course)
    }
    try session.insert(record)
  }

  /// A copy proves who wrote a mail that a person has not decided yet: it goes the way it would have gone at once.
  private mutating func better(
    _ id: Int, _ mail: IncomingMail, _ standing: SenderStanding, _ course: MailCourse, _ evidence: [UInt8]
  ) throws {
    guard let owner = mail.owner, var known = try session.mail(id), standing.betters(known) else { return }
    known.standing = standing.code
    known.evidence = evidence
    if case .file = course {
      let done = try file(course, owner, mail, evidence)
      known.receipt = done.receipt
      known.stage = done.isWaiting ? .waiting : .filed
      if !done.isWaiting { summary.filed += 1 }
    }
    try session.update(known, expecting: .waiting)
  }

  private mutating func place(_ record: inout MailRecord, _ mail: IncomingMail, _ course: MailCourse) throws {
    guard let owner = mail.owner else { return try placeUnmatched(&record, mail, course) }
    guard let evidence = record.evidence else {
      // The wave's keys are destroyed: that something came in is all that may be known.
      record.stage = .forgotten
      record.decision = "wave-shredded"
      return
    }
    let done = try file(course, owner, mail, evidence)
    record.receipt = done.receipt
    record.suggestion = done.suggestion
    record.stage = done.isWaiting ? .waiting : .filed
    if let obstacle = done.obstacle { record.signs.append(obstacle) }
    if done.isWaiting { summary.waiting += 1 } else { summary.filed += 1 }
  }

  private mutating func placeUnmatched(
    _ record: inout MailRecord, _ mail: IncomingMail, _ course: MailCourse
  ) throws {
    switch course {
    case .stranger, .file:
      record.stage = .stranger
      record.isWhole = false
      record.sealed = try keys.seal(Array(IncomingMail.head(of: mail.bytes).prefix(16 << 10)), mail: record.id)
      summary.strangers += 1
    case .review(let suggestion):
      record.stage = .waiting
      record.suggestion = suggestion
      record.sealed = try keys.seal(mail.bytes, mail: record.id)
      if mail.owners.count > 1 { record.signs.append("several-instructions") }
      summary.waiting += 1
    }
  }

  private struct Done {
    var receipt: Int
    var suggestion: Outcome?
    var isWaiting = false
    var obstacle: String?
  }

  private mutating func file(
    _ course: MailCourse, _ owner: InstructionID, _ mail: IncomingMail, _ evidence: [UInt8]
  ) throws -> Done {
    guard let wave = try session.wave(owner.wave), let instruction = try session.instruction(owner) else {
      throw StoreError.missing("instruction \(owner)")
    }
    var filing = Filing(wave: wave, record: instruction, session: session, now: now, book: book)
    let answer = FiledAnswer(via: .mail, answeredAt: mail.sentAt.flatMap { $0 <= now ? $0 : nil }, evidence: evidence)
    let done: Done
    switch course {
    case .file(let effect):
      if case .settle(let outcome, _) = effect, let obstacle = try filing.obstacle() {
        done = try wait(answer, outcome, obstacle: obstacle.code, &filing)
      } else {
        done = Done(receipt: try act(effect, answer, letter: mail.letter, &filing))
      }
    case .review(let suggestion): done = try wait(answer, suggestion, obstacle: nil, &filing)
    case .stranger: throw StoreError.damaged("a mail has an instruction and none")
    }
    try filing.finish()
    book = filing.book
    return done
  }

  private func wait(
    _ answer: FiledAnswer, _ suggestion: Outcome?, obstacle: String?, _ filing: inout Filing
  ) throws -> Done {
    var answer = answer
    answer.reason = Reason("mail-to-read")
    return Done(receipt: try filing.note(answer), suggestion: suggestion, isWaiting: true, obstacle: obstacle)
  }

  private func act(
    _ effect: MailEffect, _ answer: FiledAnswer, letter: Int?, _ filing: inout Filing
  ) throws -> Int {
    var answer = answer
    switch effect {
    case .note(let reason):
      answer.reason = reason
      return try filing.note(answer)
    case .contactFailed:
      answer.reason = Reason("mail-bounced")
      return try filing.failContact(answer, letter: letter)
    case .receiptConfirmed:
      answer.grade = .acceptedUnsigned
      return try filing.confirmReceipt(answer)
    case .promise(let day):
      answer.reason = Reason("mail-promised")
      return try filing.promise(day, answer)
    case .settle(let outcome, let backups):
      answer.grade = .claimedUnsigned
      answer.backupsUntil = backups
      if outcome == .refused { answer.reason = Reason("refused-by-partner") }
      return try filing.settle(outcome, by: answer)
    }
  }

  func finish(_ total: inout InboxReading.Summary) throws {
    try session.set(mailbox)
    try book.commit(in: session)
    total.read += summary.read
    total.filed += summary.filed
    total.waiting += summary.waiting
    total.strangers += summary.strangers
    total.copies += summary.copies
  }
}

extension Filing {
  /// The letter came back. Somebody else at the partner is written to, or a person finds out who.
  /// - Parameter letter: The number of its dispatch; `nil` where the bounce names the instruction alone.
  mutating func failContact(_ answer: FiledAnswer, letter: Int?) throws -> Int {
    let index = try note(answer)
    guard let plan = wave.plan.partner(record.id.partner) else { throw StoreError.missing("partner in plan") }
    let keys = IdempotencyKey.Series(
      deployment: try session.deployment(), matter: wave.matter, wave: wave.id, partner: record.id.partner)
    let contacts = Contacts(plan: plan, session: session, now: now) { keys[$0] }
    _ = try change { try contacts.bounced(letter, &$0) }
    return index
  }
}

extension HandAnswerError {
  fileprivate var code: String {
    switch self {
    case .noEvidence: "no-evidence"
    case .notSent: "not-sent"
    case .nothingOpen: "nothing-open"
    case .underWay: "calls-under-way"
    case .unsent: "never-sent"
    }
  }
}
