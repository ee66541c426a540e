import Catalogue
import Curl
import Mail
import Workflow

/// How letters leave: the submission server, our addresses, the pinned templates, and the key that makes reply tokens.
public struct MailDesk: Sendable {
  public var server: MailServer
  public var from: MailAddress
  /// Where answers go; the token is put before its `@`.
  public var replyTo: MailAddress
  public var templates: [String: LetterTemplate]
  public var matter: Matter
  /// The matter's documents, as they were pinned with the plan.
  public var documents: [(document: LetterDocument, bytes: [UInt8])] = []
  /// To whom lists are encrypted; `nil` where the entry names no key.
  public var sealing: LetterSealing?
  /// Principals whose signatures approved the wave.
  public var approvers: Set<String> = []
  /// Bytes of a whole message that the submission server takes.
  public var largest = MailDesk.usualLimit
  /// Makes the log-in's short-lived tokens, where the server wants one: the same for all partners.
  public var logIn: MailLogIn?
  let tokens: ReplyTokens

  /// Most mail systems take 10 MiB and few take 25.
  public static let usualLimit = 10 << 20

  public init(
    server: MailServer, from: MailAddress, replyTo: MailAddress, templates: [String: LetterTemplate], matter: Matter,
    tokenKey: [UInt8]
  ) {
    self.server = server
    self.from = from
    self.replyTo = replyTo
    self.templates = templates
    self.matter = matter
    tokens = ReplyTokens(key: tokenKey)
  }

  func token(for text: String) throws -> ReplyToken { try tokens.token(for: text) }

  /// `privacy+token@devices.example`
  func address(with token: ReplyToken) throws -> MailAddress { try address(tagged: token.text) }

  /// `privacy+b-token@devices.example`: where a mail system says that it could not deliver, the address says which
  /// letter.
  func returnAddress(with token: ReplyToken) throws -> MailAddress { try address(tagged: "b-" + token.text) }

  private func address(tagged tag: String) throws -> MailAddress {
    let local = replyTo.text.prefix { $0 != "@" }
    return try MailAddress("\(local)+\(tag)@\(replyTo.domain)")
  }
}
