import Workflow

/// How letters reach a partner.
public struct EmailRoute: Hashable, Sendable {
  /// Who is written to first; never empty.
  public let to: [String]
  /// Who is asked next: after a bounce, and with the escalation.
  public let then: [String]
  /// Whose mail is the partner's own, in lower case. Empty: nobody's mail counts without a person.
  public let domains: [String]
  /// `en`, `de`, ...
  public let language: String
  /// The name of a letter in the templates.
  public let template: String
  public let attachment: Attachment
  public let seal: Seal?
  public let clearText: ClearText?

  /// Everybody who may be written to, in the order in which they are.
  public var contacts: [String] { to + then }

  /// What each lane's identifiers travel in.
  public enum Attachment: String, CaseIterable, Hashable, Sendable { case csv, none }

  /// To whom attachments are encrypted. `file` lies beside the partner file; the pin says whose it is, in lower case.
  public enum Seal: Hashable, Sendable {
    case openPGP(file: String, fingerprint: String)
    case smime(file: String, sha256: String)

    public var file: String {
      switch self {
      case .openPGP(let file, _), .smime(let file, _): file
      }
    }

    /// Hex digits.
    public var pin: String {
      switch self {
      case .openPGP(_, let pin), .smime(_, let pin): pin
      }
    }

    /// What a sealed file's name ends with, after the name it has when opened.
    public var suffix: String {
      switch self {
      case .openPGP: ".gpg"
      case .smime: ".cms"
      }
    }
  }

  /// Leave to send identifiers unencrypted, given by two principals who must both have approved the wave.
  public struct ClearText: Hashable, Sendable {
    /// Not at or after this moment.
    public let until: Instant
    public let because: String
    public let by: [String]

    public func holds(at now: Instant) -> Bool { now < until }
  }
}

/// Mail houses where anybody can have an address: theirs is no sign of a partner.
public enum FreeMail {
  public static func houses(_ domain: String) -> Bool {
    let domain = domain.lowercased()
    return domains.contains { domain == $0 || domain.hasSuffix("." + $0) }
  }

  private static let domains: Set<String> = [
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "hotmail.fr", "hotmail.de",
    "hotmail.it", "live.com", "live.fr", "msn.com", "yahoo.com", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "yahoo.es",
    "yahoo.it", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.de", "gmx.net", "gmx.com", "gmx.at",
    "gmx.ch", "web.de", "t-online.de", "freenet.de", "posteo.de", "mailbox.org", "proton.me", "protonmail.com", "pm.me",
    "tutanota.com", "tuta.com", "mail.com", "mail.ru", "yandex.ru", "yandex.com", "qq.com", "163.com", "126.com",
    "sina.com", "naver.com", "orange.fr", "free.fr", "laposte.net", "wanadoo.fr", "sfr.fr", "libero.it", "virgilio.it",
    "tiscali.it", "alice.it", "uol.com.br", "bol.com.br", "terra.com.br", "sapo.pt", "yahoo.co.jp", "docomo.ne.jp",
    "ezweb.ne.jp", "softbank.ne.jp", "zoho.com", "fastmail.com", "hey.com", "comcast.net", "verizon.net", "att.net",
  ]
}
