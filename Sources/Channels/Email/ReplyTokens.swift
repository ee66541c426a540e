import Crypto
import Mail

/// Makes the unguessable part of addresses and Message-IDs: 26 characters of `a-z 2-7`, 128 bits that only this
/// installation can make, so that whatever carries one names its instruction.
public struct ReplyTokens: Sendable {
  private let key: SymmetricKey

  public init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

  /// - Parameter text: An instruction's `wave/partner` for an address, a dispatch's idempotency key for a Message-ID.
  public func token(for text: String) throws -> ReplyToken {
    let code = HMAC<SHA256>.authenticationCode(for: Array("expunge-reply/1 \(text)".utf8), using: key)
    return try ReplyToken(ReplyTokens.base32(Array(code).prefix(17)).prefix(26).description)
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
