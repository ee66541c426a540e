/// Who seems to have written a mail, by its envelope and headers alone.
enum BounceOrigin: Int, Comparable {
  /// Nothing says that a mail system wrote it.
  case somebody
  /// Sent with an empty return path, as bounces are, and vacation notices too.
  case nobody
  /// A postmaster: a mail system, or the person who runs it.
  case postmaster
  case mailSystem

  static func < (one: BounceOrigin, other: BounceOrigin) -> Bool { one.rawValue < other.rawValue }

  init(_ mail: MessageReader) {
    let isNull = BounceOrigin.isNull(mail)
    if BounceOrigin.hasDaemonName(mail) || BounceOrigin.hasReportHeader(mail) {
      self = .mailSystem
    } else if BounceOrigin.isPostmaster(mail) {
      self = isNull ? .mailSystem : .postmaster
    } else {
      self = isNull ? .nobody : .somebody
    }
  }

  /// Points that the content must have before the mail is a bounce; see `BounceSigns`.
  var threshold: Int {
    switch self {
    case .mailSystem: 2
    case .postmaster, .nobody: 3
    case .somebody: 4
    }
  }

  private static let reportHeaders = [
    "X-Failed-Recipients", "X-MS-Exchange-Message-Is-Ndr", "X-Postfix-Sender", "X-Mailer-Error",
    "X-Actual-Recipient", "X-Delivery-Failure",
  ]

  private static func hasReportHeader(_ mail: MessageReader) -> Bool {
    if reportHeaders.contains(where: { mail.header($0) != nil }) { return true }
    // A list server that turns a letter away, and the notices of a sending service.
    if mail.header("X-MLServer") != nil, mail.messageID?.contains(".FML") ?? false { return true }
    if mail.from.contains(where: { $0.address.lowercased().hasSuffix("@sns.amazonaws.com") }) { return true }
    return mail.isDeliveryReport || mail.header("X-Mailer")?.lowercased() == "m-filter"
  }

  /// No header rules out that somebody wrote it by hand, and put a report below or beside the words.
  static func mayBePerson(_ mail: MessageReader) -> Bool {
    if hasDaemonName(mail) || reportHeaders.contains(where: { mail.header($0) != nil }) { return false }
    return !isPostmaster(mail) || !(mail.isDeliveryReport || isNull(mail))
  }

  /// The name by which only mail systems send, and the return path that only they leave empty.
  static func isDaemon(_ mail: MessageReader) -> Bool {
    isNull(mail) && mail.from.contains { letters($0.address.prefix { $0 != "@" }) == "mailerdaemon" }
  }

  private static func isNull(_ mail: MessageReader) -> Bool {
    let path = mail.header("Return-Path")?.lowercased()
    return path.map { $0 == "<>" || $0.isEmpty || $0.hasPrefix("<mailer-daemon") } ?? false
  }

  /// Parts of an address or a display name, without anything but letters.
  private static let daemonNames = [
    "mailerdaemon", "maildaemon", "maildelivery", "mdaemon", "deliverysubsystem", "deliverysystem", "maildeliver",
    "mailsystem", "mailersystem", "mailadministrator", "deliverystatus", "mailerror", "smtpmail", "smtpgateway",
    "antivirusforsmtp", "interscan", "mailmarshal", "mailsweeper", "symantecantivirus", "mailfrontier", "barracuda",
    "microsoftexchange", "internetmaildelivery", "complaintsdaemon", "mailgateway", "deliveryagent", "mailservice",
    "virusfilter", "scanmail", "contenttechnologies", "lsmtp", "bouncehandler", "mailrelay", "postoffice",
  ]

  private static func hasDaemonName(_ mail: MessageReader) -> Bool {
    if mail.from.isEmpty {
      let raw = letters(mail.header("From") ?? "")
      return raw.isEmpty || raw.hasPrefix("postmaster") || daemonNames.contains { raw.contains($0) }
    }
    return (mail.from + mail.sender).contains { box in
      let local = String(box.address.prefix { $0 != "@" })
      return daemonNames.contains { letters(local).contains($0) || letters(box.name).contains($0) }
        || ["mailer", "imss", "ndr", "bounce", "bounces", "mmdf", "smtp", "daemon", "autobounce"].contains(
          letters(local))
        || box.address.isEmpty
    }
  }

  private static func isPostmaster(_ mail: MessageReader) -> Bool {
    let returnPath = letters(String((mail.header("Return-Path") ?? "").prefix { $0 != "@" }))
    if returnPath.hasPrefix("mailerdaemon") || returnPath.hasPrefix("postmaster") { return true }
    return mail.from.contains { box in
      let words = letters(box.address.prefix { $0 != "@" }) + " " + letters(box.name)
      return ["postmaster", "systemadministrator", "sysadmin", "administrator"].contains { words.contains($0) }
    }
  }

  private static func letters(_ text: some StringProtocol) -> String {
    String(decoding: text.lowercased().utf8.filter { $0 >= 0x61 && $0 <= 0x7a }, as: UTF8.self)
  }
}

extension MessageReader {
  /// As a whole: a report among other parts is one that somebody passes on.
  var isDeliveryReport: Bool {
    reportType == "delivery-status" && outline.first?.contentType == "multipart/report"
  }
}
