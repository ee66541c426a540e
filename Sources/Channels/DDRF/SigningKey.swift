import Crypto
import CryptoExtras
import Foundation

/// The private key by which we sign tokens. Not printable.
public struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
  private enum Secret: Sendable {
    case rsa(_RSA.Signing.PrivateKey)
    case curve(P256.Signing.PrivateKey)
  }

  private let secret: Secret

  /// - Parameter pem: PKCS #8 or the older forms; RSA of 2048 bits or more, or P-256.
  /// - Throws: `SigningKeyFault`.
  public init(pem: [UInt8]) throws(SigningKeyFault) {
    guard let text = String(validating: pem, as: UTF8.self) else { throw .unreadable }
    if let key = try? P256.Signing.PrivateKey(pemRepresentation: text) {
      secret = .curve(key)
    } else if let key = try? _RSA.Signing.PrivateKey(pemRepresentation: text) {
      secret = .rsa(key)
    } else {
      throw .unreadable
    }
  }

  /// A new P-256 key as PKCS #8 PEM.
  public static func newPEM() -> String { P256.Signing.PrivateKey().pemRepresentation + "\n" }

  /// As JOSE calls it.
  public var algorithm: String {
    switch secret {
    case .rsa: "RS256"
    case .curve: "ES256"
    }
  }

  func signature(of bytes: [UInt8]) throws -> [UInt8] {
    switch secret {
    case .rsa(let key):
      Array(try key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
    case .curve(let key): Array(try key.signature(for: SHA256.hash(data: bytes)).rawRepresentation)
    }
  }

  /// The members of the public half that its thumbprint is made of, in their order.
  private var required: [(name: String, json: String)] {
    get throws(SigningKeyFault) {
      switch secret {
      case .rsa(let key):
        guard let numbers = try? key.publicKey.getKeyPrimitives() else { throw .unreadable }
        return [
          ("e", JSONText.quoted(Base64URL.encode(Array(numbers.publicExponent)))), ("kty", "\"RSA\""),
          ("n", JSONText.quoted(Base64URL.encode(Array(numbers.modulus)))),
        ]
      case .curve(let key):
        let point = Array(key.publicKey.rawRepresentation)
        return [
          ("crv", "\"P-256\""), ("kty", "\"EC\""), ("x", JSONText.quoted(Base64URL.encode(Array(point.prefix(32))))),
          ("y", JSONText.quoted(Base64URL.encode(Array(point.suffix(32))))),
        ]
      }
    }
  }

  /// RFC 7638.
  public func thumbprint() throws(SigningKeyFault) -> String {
    Base64URL.encode(Array(SHA256.hash(data: Array(JSONText.object(try required).utf8))))
  }

  /// The public half as a JWK.
  public func published(keyID: String) throws(SigningKeyFault) -> String {
    JSONText.object(
      try required + [("use", "\"sig\""), ("alg", JSONText.quoted(algorithm)), ("kid", JSONText.quoted(keyID))])
  }

  public var description: String { "signing key, withheld" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

public enum SigningKeyFault: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable
  public var description: String {
    "the signing key cannot be used; it must be PEM: RSA of 2048 bits or more, or P-256"
  }
}

/// RFC 4648 section 5, without padding.
enum Base64URL {
  static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// - Returns: `nil` for padding, white space, and text that no encoder writes.
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    guard !text.utf8.contains(where: { !isLetter($0) }), let bytes = SignatureText.bytes(String(text)) else {
      return nil
    }
    return encode(bytes) == text ? bytes : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    case _: false
    }
  }
}
