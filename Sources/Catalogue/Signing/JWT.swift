import Crypto
import CryptoExtras
import Workflow

/// A signed JSON Web Token (RFC 7519) as a partner wants it: made anew for each request.
struct JWTRecipe: Hashable, Sendable {
  var algorithm: Algorithm
  /// The name of the secret with the key: PEM (PKCS#8, PKCS#1, SEC 1), or the bytes themselves for HS256.
  var key: String
  var claims: [Shape.Member]
  /// From `iat` to `exp`.
  var lives: Span
  var headerFields: [Shape.Member]

  enum Algorithm: String, CaseIterable, Hashable, Sendable { case rs256 = "RS256", es256 = "ES256", hs256 = "HS256" }

  func token(_ filling: Filling) throws -> [UInt8] {
    if filling.mask.secrets { return Array("<signed token>".utf8) }
    let now = filling.facts.sentAt.seconds
    let own: [(String, () throws -> [UInt8])] = [
      ("iat", { Array(String(now).utf8) }), ("exp", { Array(String(now + lives.milliseconds / 1000).utf8) }),
      ("jti", { JSONEscape.string(try filling.nonce()) }),
    ]
    let header: [Shape.Member] = [
      .init(key: SlotText(constant: "alg"), value: .text(SlotText(constant: algorithm.rawValue))),
      .init(key: SlotText(constant: "typ"), value: .text(SlotText(constant: "JWT"))),
    ]
    var members = claims
    for (name, value) in own
    where !claims.contains(where: { $0.key.constant.map { $0.elementsEqual(name.utf8) } == true }) {
      members.append(.init(key: SlotText(constant: name), value: .constant(try value())))
    }
    let text =
      Base64.encodeURL(try JWTRecipe.json(header + headerFields, filling)) + [UInt8(ascii: ".")]
      + Base64.encodeURL(try JWTRecipe.json(members, filling))
    let signature = try algorithm.signature(of: text, key: try filling.keyFile(key), name: key)
    return text + [UInt8(ascii: ".")] + Base64.encodeURL(signature)
  }

  private static func json(_ members: [Shape.Member], _ filling: Filling) throws -> [UInt8] {
    var pen = Pen(filling)
    try pen.write(.object(members))
    return pen.bytes
  }
}

extension JWTRecipe.Algorithm {
  /// - Parameter name: Of the secret, for the message.
  func signature(of text: [UInt8], key: [UInt8], name: String) throws -> [UInt8] {
    let pem = String(decoding: key, as: UTF8.self)
    do {
      switch self {
      case .rs256:
        let key = try _RSA.Signing.PrivateKey(pemRepresentation: pem)
        return Array(try key.signature(for: text, padding: .insecurePKCS1v1_5).rawRepresentation)
      case .es256:
        return Array(try P256.Signing.PrivateKey(pemRepresentation: pem).signature(for: text).rawRepresentation)
      case .hs256:
        guard key.count >= 16 else { throw RenderFailure(.badKey, part: "secret.\(name)") }
        return Array(HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: key)))
      }
    } catch {
      // What the key library says could hold a part of the key.
      throw RenderFailure(.badKey, part: "secret.\(name)")
    }
  }
}

/// A token in a header of the call itself.
struct JWTHeader: Hashable, Sendable {
  var recipe: JWTRecipe
  var header: String
  var prefix: String

  func signed(_ request: RenderedRequest, _ filling: Filling) throws -> RenderedRequest {
    request.adding(header, Array(prefix.utf8) + (try recipe.token(filling)))
  }
}

/// A signed statement that a token call carries in its form.
enum Assertion: Hashable, Sendable {
  case jwt(JWTRecipe)
  case google(GoogleAccount)

  func text(_ filling: Filling) throws -> [UInt8] {
    switch self {
    case .jwt(let recipe): try recipe.token(filling)
    case .google(let account): try account.assertion(filling)
    }
  }

  var secret: String {
    switch self {
    case .jwt(let recipe): recipe.key
    case .google(let account): account.key
    }
  }
}
