import Crypto
import Mail
import Store
import Vault
import Workflow

/// Takes in windows of mails: judged, evidence kept and synced, then everything they change in one transaction.
final class MailWindows {
  private let reading: InboxReading
  private let keys: InboxKeys
  private let eventKey: SymmetricKey
  private let tokens: TokenBook
  private let senders: PartnerSenders
  private let evidence: MailEvidence

  init(_ reading: InboxReading, keys: InboxKeys) throws {
    self.reading = reading
    self.keys = keys
    eventKey = try keys.eventKey()
    evidence = MailEvidence(reading.vault)
    let vault = reading.vault
    (tokens, senders) = try reading.store.read { session in
      let waves = try session.waves()
      return (try TokenBook(waves, vault: vault, in: session), try PartnerSenders(waves, in: session))
    }
  }

  /// A mail with what is to become of it.
  private struct Planned {
    var mail: IncomingMail
    var standing: SenderStanding
    var course: MailCourse
    var copyOf: Int?
    var evidence: [UInt8]?
  }

  /// - Parameter end: No mail below this uid is to be read any more.
  func take(
    _ fetched: [(uid: UInt32, mail: SourceMail)], upTo end: UInt32, _ mailbox: inout MailboxRecord,
    _ doubts: MailboxDoubts, _ summary: inout InboxReading.Summary
  ) throws {
    let mails = fetched.compactMap { incoming($0.uid, $0.mail) }
    var sum = summary
    var after = mailbox
    after.gone += fetched.count - mails.count
    after.nextUID = max(mailbox.nextUID, end)
    sum.gone += fetched.count - mails.count
    let planned = try plan(mails, in: mailbox)
    try evidence.sync()
    let box = after
    try reading.store.write { session in
      var filing = MailFiling(
        mailbox: box, keys: keys, session: session, now: reading.surroundings.now())
      for plan in planned {
        try filing.take(
          plan.mail, plan.standing, plan.course, copyOf: plan.copyOf, evidence: plan.evidence)
      }
      try filing.finish(&sum)
      try session.set(doubts, of: box)
    }
    mailbox = after
    summary = sum
  }

  private func incoming(_ uid: UInt32, _ mail: SourceMail) -> IncomingMail? {
    switch mail {
    case .whole(let bytes): IncomingMail(uid: uid, bytes: bytes, isCut: false, tokens: tokens, eventKey: eventKey)
    case .cut(let bytes): IncomingMail(uid: uid, bytes: bytes, isCut: true, tokens: tokens, eventKey: eventKey)
    case .gone: nil
    }
  }

  private func plan(_ mails: [IncomingMail], in mailbox: MailboxRecord) throws -> [Planned] {
    var copies = try CopyBook(mails.map(\.event), in: mailbox, store: reading.store)
    return try mails.map { mail in
      let standing = standing(of: mail)
      let course = MailCourse.of(
        mail, standing: standing, knownSender: mail.reader.map(senders.names) ?? false)
      var planned = Planned(mail: mail, standing: standing, course: course)
      planned.copyOf = copies.original(of: mail)
      if let owner = mail.owner, try isNews(planned) {
        let signed = reading.signatures?.lines(of: mail.bytes, at: reading.surroundings.now()) ?? []
        planned.evidence = try evidence.keep(
          mail.bytes, reading: MailFiling.words(mail, standing) + signed, wave: owner.wave)
      }
      return planned
    }
  }

  /// No copy, or one that proves more of its sender than the mail that still waits for a person.
  private func isNews(_ plan: Planned) throws -> Bool {
    guard let original = plan.copyOf else { return true }
    guard plan.standing.isKnown, let known = try reading.store.read({ try $0.mail(original) }) else { return false }
    return plan.standing.betters(known)
  }

  private func standing(of mail: IncomingMail) -> SenderStanding {
    guard let owner = mail.owner, mail.reader != nil, !mail.isCut else { return .unknown }
    return SenderCheck.standing(
      of: RawMail(mail.bytes), domains: senders.domains(of: owner), authserv: reading.authserv, own: reading.ownHosts)
  }
}

/// Tells copies of a mail from mails that only look alike.
private struct CopyBook {
  private struct Known {
    /// Zero for a mail of this window, whose row is not written yet.
    var id: Int
    var isHere: Bool
    var isCopy: Bool
    var owner: InstructionID?
  }

  private var known: [[UInt8]: [Known]]
  private var nextID: Int

  init(_ events: [[UInt8]], in mailbox: MailboxRecord, store: any Store) throws {
    (known, nextID) = try store.read { session in
      let known = try Set(events).reduce(into: [[UInt8]: [Known]]()) { all, event in
        all[event] = try session.mails(ofEvent: event).map {
          Known(
            id: $0.id, isHere: $0.mailbox == mailbox.name && $0.epoch == mailbox.epoch, isCopy: $0.stage == .copy,
            owner: $0.instruction)
        }
      }
      return (known, try session.nextMailID())
    }
  }

  /// The row that the mail is a copy of. Call it once for each mail, in their order: rows are numbered so.
  mutating func original(of mail: IncomingMail) -> Int? {
    let earlier = known[mail.event] ?? []
    let original = copied(mail, earlier)
    known[mail.event, default: []].append(
      Known(id: nextID, isHere: true, isCopy: original != nil, owner: mail.owner))
    nextID += 1
    return original
  }

  /// A mail with an id of its own, or for one instruction, is the same wherever it turns up again. Of others, two in one
  /// mailbox are two, and only those are copies that were there before the server numbered its mails anew.
  private func copied(_ mail: IncomingMail, _ earlier: [Known]) -> Int? {
    let originals = earlier.filter { !$0.isCopy }
    // A first copy that named no instruction must not hide one that does.
    let owned = mail.owner.map { owner in originals.filter { $0.owner == owner } } ?? originals
    if mail.hasMessageID || mail.owner != nil { return owned.first?.id }
    let elsewhere = originals.filter { !$0.isHere }
    let here = earlier.filter(\.isHere).count
    return here < elsewhere.count ? elsewhere[here].id : nil
  }
}
