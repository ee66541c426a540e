import Catalogue
import Crypto
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
  let tokenKey: SymmetricKey

  public init(
    server: MailServer, from: MailAddress, replyTo: MailAddress, templates: [String: LetterTemplate], matter: Matter,
    tokenKey: [UInt8]
  ) {
    self.server = server
    self.from = from
    self.replyTo = replyTo
    self.templates = templates
    self.matter = matter
    self.tokenKey = SymmetricKey(data: tokenKey)
  }

  /// 26 characters of `a-z 2-7`: 128 bits that only this installation can make, so a reply names its instruction.
  func token(for text: String) throws -> ReplyToken {
    let code = HMAC<SHA256>.authenticationCode(for: Array("expunge-reply/1 \(text)".utf8), using: tokenKey)
    return try ReplyToken(MailDesk.base32(Array(code).prefix(17)).prefix(26).description)
  }

  /// `privacy+token@devices.example`
  func address(with token: ReplyToken) throws -> MailAddress {
    let local = replyTo.text.prefix { $0 != "@" }
    return try MailAddress("\(local)+\(token.text)@\(replyTo.domain)")
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwxyz234567")

  private static func base32(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    var (buffer, bits) = (0, 0)
    for byte in bytes {
      buffer = (buffer << 8 | Int(byte)) & 0xFFFF
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(letters[buffer >> bits & 31])
      }
    }
    return text
  }
}
