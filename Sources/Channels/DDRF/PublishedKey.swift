import Crypto
import CryptoExtras
import Foundation

/// A key that somebody publishes for the tokens that they sign (JWK, RFC 7517).
struct PublishedKey: Hashable, Sendable {
  let keyID: String?
  /// RS256 or ES256.
  let algorithm: String
  /// SPKI, DER.
  let spki: [UInt8]
  /// As published, compact, for the evidence.
  let json: [UInt8]

  var fingerprint: [UInt8] { Array(SHA256.hash(data: spki)) }

  /// - Parameter members: Of one JWK. `nil` for keys of another kind, weak ones, and ones that are not for signatures.
  init?(_ members: [String: Any]) {
    func text(_ name: String) -> String? { members[name] as? String }
    func number(_ name: String) -> [UInt8]? { text(name).flatMap(SignatureText.bytes) }
    guard text("use").map({ $0 == "sig" }) ?? true else { return nil }
    switch text("kty") {
    case "EC":
      guard text("crv") == "P-256", let x = number("x"), let y = number("y"), x.count == 32, y.count == 32,
        let key = try? P256.Signing.PublicKey(rawRepresentation: x + y)
      else { return nil }
      (algorithm, spki) = ("ES256", Array(key.derRepresentation))
    case "RSA":
      guard let n = number("n"), let e = number("e"), let key = try? _RSA.Signing.PublicKey(n: n, e: e),
        key.keySizeInBits >= 2048
      else { return nil }
      (algorithm, spki) = ("RS256", Array(key.derRepresentation))
    case _: return nil
    }
    keyID = text("kid")
    if let stated = text("alg"), stated != algorithm { return nil }
    json = Array((try? JSONSerialization.data(withJSONObject: members, options: [.sortedKeys])) ?? Data())
  }

  func isValid(signature: [UInt8], of bytes: [UInt8]) -> Bool {
    let digest = SHA256.hash(data: bytes)
    if algorithm == "RS256" { return PublicKeySignature.rsaPKCS1(signature, of: digest, by: spki) }
    guard let key = try? P256.Signing.PublicKey(derRepresentation: spki),
      let pair = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
    else { return false }
    return key.isValidSignature(pair, for: digest)
  }

  /// The keys of a JWKS, of a list, or of a single key.
  static func all(in value: Any?) -> [PublishedKey] {
    switch value {
    case let list as [Any]: list.compactMap { ($0 as? [String: Any]).flatMap(PublishedKey.init) }
    case let members as [String: Any]:
      members["keys"].map { all(in: $0) } ?? PublishedKey(members).map { [$0] } ?? []
    case _: []
    }
  }
}
