/// A mail that a machine wrote: it never claims anything for the partner.
public struct AutoReply: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case outOfOffice, ticketReceipt, vacation, challenge, mailingList, disposition, complaint, other
  }

  public var kind: Kind
  /// Codes of the signs that told, such as `auto-submitted` or `subject-de`; never a part of the mail.
  public var signs: [String]
  /// Ticket systems and mailing lists send what people write as well, with the same headers. Such a mail may hold
  /// the answer: it claims nothing by itself, but a person must read it.
  public var mayCarryAnswer: Bool

  public init(kind: Kind, signs: [String], mayCarryAnswer: Bool = false) {
    self.kind = kind
    self.signs = signs
    self.mayCarryAnswer = mayCarryAnswer
  }

  /// Nil when nothing says that a machine wrote it. Ask for a delivery report first: bounces are automatic as well.
  public static func find(in mail: MessageReader) -> AutoReply? {
    if mail.reports.contains(where: { $0.contentType == "message/feedback-report" }) {
      return AutoReply(kind: .complaint, signs: ["feedback-report"])
    }
    if mail.reportType == "disposition-notification"
      || mail.reports.contains(where: { $0.contentType.hasSuffix("disposition-notification") })
    {
      return AutoReply(kind: .disposition, signs: ["disposition-report"])
    }
    if AutoReplyText.isComplaint(mail) { return AutoReply(kind: .complaint, signs: ["complaint-notice"]) }
    return weigh(AutoReplyHeaders(mail), AutoReplyText(mail))
  }

  /// A notice of absence, by its subject: mail systems send those as well, and they are no bounces.
  static func isAway(_ mail: MessageReader) -> Bool { AutoReplyText(mail).subjectLanguage != nil }

  private static func weigh(_ headers: AutoReplyHeaders, _ text: AutoReplyText) -> AutoReply? {
    let signs = headers.signs + text.signs
    guard !signs.isEmpty else { return nil }
    let isMachine = headers.isAutomatic || text.saysAutomatic || text.subjectLanguage != nil
    if text.isChallenge || headers.isChallenge { return AutoReply(kind: .challenge, signs: signs) }
    if text.subjectLanguage != nil || (text.isAway && headers.isAutomatic) {
      return AutoReply(kind: headers.isVacation ? .vacation : .outOfOffice, signs: signs)
    }
    // A person may be away and answer all the same.
    if text.isAway { return AutoReply(kind: .outOfOffice, signs: signs, mayCarryAnswer: true) }
    if headers.isVacation { return AutoReply(kind: .vacation, signs: signs) }
    if headers.isTicket || (text.isReceipt && (isMachine || headers.isBulk)) {
      return AutoReply(kind: .ticketReceipt, signs: signs, mayCarryAnswer: !text.isReceipt)
    }
    if headers.isList { return AutoReply(kind: .mailingList, signs: signs, mayCarryAnswer: true) }
    if headers.isAutoReplied { return AutoReply(kind: .other, signs: signs) }
    // A desk whose tool writes for it: "Your request is completed. Do not reply to this mail."
    return isMachine || headers.isBulk || headers.isDaemon
      ? AutoReply(kind: .other, signs: signs, mayCarryAnswer: !headers.isDaemon) : nil
  }
}
