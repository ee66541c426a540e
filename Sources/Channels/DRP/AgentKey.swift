import Crypto
import Foundation

/// Our Ed25519 key as an authorised agent. Not printable.
struct AgentKey: Sendable, CustomStringConvertible, CustomReflectable {
  private let key: Curve25519.Signing.PrivateKey

  /// - Parameter secret: Base64 of the seed (32 bytes), or of libsodium's secret key (64: the seed and the public key).
  ///   Older tools write hex, which is refused: as base64 it would be another key.
  init?(_ secret: [UInt8]) {
    let text = String(decoding: secret, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let data = Data(base64Encoded: text) else { return nil }
    let bytes = Array(data)
    guard bytes.count == 32 || bytes.count == 64,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes.prefix(32)),
      bytes.count == 32 || Array(key.publicKey.rawRepresentation) == bytes.suffix(32)
    else { return nil }
    self.key = key
  }

  /// libsodium's combined form, the signature before the message, as base64: what travels as text.
  func envelope(_ message: [UInt8]) throws -> [UInt8] {
    Array(Data(try key.signature(for: message) + message).base64EncodedString().utf8)
  }

  /// What the directory calls `verify_key`.
  var verifyKey: String { key.publicKey.rawRepresentation.base64EncodedString() }

  var description: String { "agent key, withheld" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
