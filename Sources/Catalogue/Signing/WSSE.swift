import Crypto
import Workflow

/// The `X-WSSE` header in Emarsys' form: the digest is the base64 of the SHA-1 in hex, not of its bytes.
struct WSSE: Hashable, Sendable {
  var user: AuthPart.BasicUser
  var secret: String

  func signed(_ request: RenderedRequest, _ filling: Filling) throws -> RenderedRequest {
    if filling.mask.secrets { return request.adding("X-WSSE", Array("UsernameToken <signature>".utf8)) }
    let user = try filling.user(user).bytes
    guard !user.contains(UInt8(ascii: "\"")) else { throw RenderFailure(.unquotable, part: "user") }
    return request.adding(
      "X-WSSE",
      WSSE.header(
        user: user, secret: try filling.secretValue(secret).bytes, nonce: try filling.nonce(), at: filling.facts.sentAt)
    )
  }

  static func header(user: [UInt8], secret: [UInt8], nonce: [UInt8], at moment: Instant) -> [UInt8] {
    let created = Array(moment.written.utf8)
    let digest = Base64.encode(Hex.encode(Insecure.SHA1.hash(data: nonce + created + secret)))
    return Array("UsernameToken Username=\"".utf8) + user + Array("\", PasswordDigest=\"".utf8) + digest
      + Array("\", Nonce=\"".utf8) + nonce + Array("\", Created=\"".utf8) + created + [UInt8(ascii: "\"")]
  }
}
