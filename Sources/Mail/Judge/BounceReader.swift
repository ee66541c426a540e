/// Finds out whether a mail is a bounce, a notice of delay or another report of a mail system.
///
/// Structure comes before words. The fields of RFC 3464 count where the mail is a `multipart/report`, or where a mail
/// system wrote it: somebody who forwards a bounce has not sent one. Without them the origin decides how much the
/// words must say.
public enum BounceReader {
  /// The reports the mail carries, one for each recipient, at most 50; empty when it is no report.
  public static func read(_ mail: MessageReader) -> [DeliveryReport] {
    if mail.reports.contains(where: { $0.contentType == "message/feedback-report" }) { return [] }
    let signs = BounceSigns(mail)
    var found = fields(of: mail, signs)
    if found.isEmpty, signs.isBounce, !AutoReply.isAway(mail) { found = [signs.report(on: mail)] }
    if !found.isEmpty, BouncePassedOn.isAnswered(mail, signs.origin) { return [] }
    let about = Original(mail)
    for index in found.indices {
      if found[index].originalMessageID == nil { found[index].originalMessageID = about.messageID }
      found[index].originalReferences = about.references
    }
    return found
  }

  private static func fields(of mail: MessageReader, _ signs: BounceSigns) -> [DeliveryReport] {
    guard mail.isDeliveryReport || signs.origin >= .nobody || signs.isBounce else { return [] }
    var found: [DeliveryReport] = []
    for part in mail.reports where part.contentType.hasSuffix("delivery-status") {
      let envelope = part.groups.lazy.compactMap { $0.first("Original-Envelope-Id") }.first
      for group in part.groups.prefix(50) {
        if var report = report(group, signs) {
          report.envelopeID = envelope
          found.append(report)
        }
      }
    }
    return Array(found.prefix(50))
  }

  /// Of one block of fields; nil when it is not about a recipient.
  private static func report(_ group: [MessageReader.Header], _ signs: BounceSigns) -> DeliveryReport? {
    let recipients = ["Original-Recipient", "Final-Recipient"].compactMap { group.first($0) }.map(address)
    let said = group.first("Action").flatMap(action)
    let diagnosis = group.first("Diagnostic-Code").flatMap { BounceStatus(in: Array($0.lowercased().utf8)) }
    let status =
      group.first("Status").flatMap { BounceStatus.enhanced(in: Array($0.utf8), classes: [0x32, 0x34, 0x35]) }
      ?? diagnosis?.enhanced
    guard said != nil || status != nil || !recipients.isEmpty else { return nil }
    let action = said ?? status.map(implied) ?? signs.action
    let isPermanent = status.map { $0.hasPrefix("5") } ?? diagnosis?.isPermanent ?? true
    var report = DeliveryReport(
      action: action, status: status, isPermanent: action == .failed && isPermanent, basis: .report)
    var seen: Set<String> = []
    report.recipients = recipients.filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
    report.originalMessageID =
      ["Original-Message-ID", "X-Original-Message-ID"]
      .compactMap { group.first($0) }.flatMap { messageIDs(in: $0) }.first
    return report
  }

  private static func action(_ value: String) -> DeliveryReport.Action? {
    let word = value.lowercased().prefix { $0.isLetter }
    if let exact = DeliveryReport.Action(rawValue: String(word)) { return exact }
    switch word {
    case "failure", "fail", "error", "bounced", "rejected", "undeliverable": return .failed
    case "delay", "deferred", "deferral", "warning": return .delayed
    case "success", "deliverable": return .delivered
    case "relay", "forwarded": return .relayed
    case _: return nil
    }
  }

  private static func implied(_ status: String) -> DeliveryReport.Action {
    switch status.first {
    case "2": .delivered
    case "4": .delayed
    case _: .failed
    }
  }

  /// `rfc822; name@partner.example`
  private static func address(_ value: String) -> String {
    let text = value.split(separator: ";", maxSplits: 1).last.map(\.trimmed) ?? ""
    return text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
  }
}

/// Which letter a report is about, by all that it brings along.
private struct Original {
  let messageID: String?
  let references: [String]

  init(_ mail: MessageReader) {
    let text = BounceText(mail, isMachine: true).messageIDs
    let copies = mail.embedded + Original.headerFiles(of: mail)
    messageID = copies.lazy.compactMap(\.messageID).first ?? text.first
    let named = copies.compactMap(\.messageID) + text + copies.flatMap(\.references)
    var seen: Set<String> = []
    if let messageID { seen.insert(messageID) }
    references = (named + mail.inReplyTo + mail.references).filter { seen.insert($0).inserted }
  }

  /// Some systems attach the headers of the letter as a text file.
  private static func headerFiles(of mail: MessageReader) -> [MessageReader.Embedded] {
    mail.attachments.filter { $0.contentType == "text/plain" && $0.bytes.count < ReadLimits.headerBytes }
      .prefix(5).map { MessageReader.Embedded(headers: HeaderFields.read($0.bytes[...])) }
  }
}
