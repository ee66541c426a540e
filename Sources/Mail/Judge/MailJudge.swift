import Foundation

public enum MailJudge {
  /// Pure and bounded: 256 KiB of text take some milliseconds. What a machine wrote never counts as an answer.
  public static func judge(_ mail: MessageReader) -> Judgement {
    if let judgement = report(in: mail) { return judgement }
    guard let automatic = AutoReply.find(in: mail) else { return answer(in: mail) }
    let judgement = answer(in: mail)
    // An envelope alone makes no machine of somebody who says what was done.
    let isEnvelope = Set(automatic.signs).isSubset(of: ["null-sender", "response-suppress"])
    guard automatic.mayCarryAnswer || (isEnvelope && judgement.meaning.claims) else {
      return Judgement(meaning: .autoReply(automatic.kind), basis: .header, signs: automatic.signs)
    }
    // A person must see it, so its words are a suggestion and its machine a sign.
    let kind = "may-be-" + automatic.kind.rawValue.lowercased()
    return judgement.adding(automatic.signs + [kind]).uncertain
  }

  private static func answer(in mail: MessageReader) -> Judgement {
    guard let text = mail.text else {
      let signs = mail.attachments.isEmpty ? ["no-text"] : ["no-text", "attachment"]
      return Judgement(meaning: .unclear, basis: .words, signs: signs)
    }
    var judgement = Reply(mail, text: text).judged()
    if SubjectWords.speak(mail.header("Subject") ?? "", today: mail.date.flatMap(DateWords.init(in:))) {
      judgement = judgement.adding(["words-in-subject"]).uncertain
    }
    if mail.hasHiddenText { judgement = judgement.adding(["hidden-text"]).uncertain }
    if judgement.isCertain, BouncePassedOn.isMentioned(in: mail) {
      judgement = judgement.adding(["beside-report"]).uncertain
    }
    if let shown = mail.textOfHTML, shown != text, judgement.isCertain {
      let other = Reply(mail, text: shown).judged()
      let sameWords = words(shown) == words(text)
      if !sameWords, !other.isCertain || other.meaning != judgement.meaning {
        judgement = judgement.adding(["parts-differ"]).uncertain
      }
    }
    return judgement
  }

  private static func report(in mail: MessageReader) -> Judgement? {
    let reports = BounceReader.read(mail)
    guard
      let report = reports.first(where: { $0.action == .failed && $0.isPermanent })
        ?? reports.first(where: { $0.action == .failed }) ?? reports.first
    else { return nil }
    let basis: Judgement.Basis = report.basis == .report ? .report : .heuristic
    switch report.action {
    case .failed: return Judgement(meaning: .bounced(report), basis: basis)
    case .delayed: return Judgement(meaning: .delayed(report), basis: basis)
    case .relayed, .delivered, .expanded: return Judgement(meaning: .relayed(report), basis: basis)
    }
  }

  private static func words(_ text: String) -> [String] { Tokenizer.words(QuoteStripper.own(text)) }
}

extension Judgement {
  var uncertain: Judgement {
    var result = self
    result.isCertain = false
    return result
  }
}

extension Reply {
  init(_ mail: MessageReader, text: String) {
    self.init(text: text, isComplete: mail.isComplete)
    let (trimming, others) = (
      mail.attachments.filter(Reply.isTrimming), mail.attachments.count { !Reply.isTrimming($0) }
    )
    let pictures = trimming.count { $0.contentType.lowercased().hasPrefix("image/") }
    // A picture that the page has no place for is shown below it, and may be one of words.
    let places = (mail.textOfHTML ?? "").split(separator: HTMLTag.picture, omittingEmptySubsequences: false).count - 1
    hasAttachments = others > 0 || pictures > places || !mail.embedded.isEmpty
    let sender = mail.from.flatMap { Reply.words(ofName: $0.name) + Reply.words(ofAddress: $0.address) }
    senderNames = Set(sender)
    names = senderNames.union(mail.recipients.flatMap(Reply.words(ofAddress:)))
    names.formUnion(SubjectNames.words(mail.header("Subject") ?? ""))
    today = mail.date.flatMap(DateWords.init(in:))
  }

  /// Signatures of the mail itself, and the logos of a letterhead.
  private static func isTrimming(_ attachment: Attachment) -> Bool {
    switch attachment.contentType.lowercased() {
    case "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
      "application/pgp-keys":
      true
    case let type where type.hasPrefix("image/"):
      attachment.bytes.count < 32 << 10
        && ["image0", "logo", "outlook-"].contains { attachment.name.lowercased().hasPrefix($0) }
    case _: false
    }
  }

  private static func words(ofName name: String) -> [String] { Tokenizer.words(name).filter { $0.utf8.count > 1 } }

  private static func words(ofAddress address: String) -> [String] {
    folded(address).split { "@.-_+".contains($0) }.map(String.init).filter { $0.utf8.count > 2 }
  }
}

extension DateWords {
  /// The day in UTC: a day's difference to the sender's calendar decides nothing.
  init?(in date: Date) {
    var calendar = Calendar(identifier: .gregorian)
    guard let zone = TimeZone(secondsFromGMT: 0) else { return nil }
    calendar.timeZone = zone
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    guard let year = parts.year, let month = parts.month, let day = parts.day else { return nil }
    self.init(year: year, month: month, day: day)
  }
}
