import Crypto
import Foundation

/// Signs a ledger's checkpoints: a key in a file, a hardware token, a remote service.
public protocol NoteSigner: Sendable {
  /// The key's name, which is the ledger's origin.
  var name: String { get }
  /// 32 bytes, Ed25519.
  var publicKey: [UInt8] { get }
  /// The 64 bytes of the Ed25519 signature over `message` itself.
  func sign(_ message: [UInt8]) throws -> [UInt8]
}

extension NoteSigner {
  public var vkey: VerifierKey {
    get throws { try VerifierKey(name: name, publicKey: publicKey) }
  }
}

/// An Ed25519 key held in memory. It never prints its secret.
public struct Ed25519Signer: NoteSigner, CustomStringConvertible, CustomReflectable {
  public let name: String
  private let key: Curve25519.Signing.PrivateKey

  /// - Parameter seed: The 32 secret bytes of RFC 8032.
  public init(name: String, seed: [UInt8]) throws(NoteError) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { throw .seed }
    guard VerifierKey.isValid(name: name) else { throw .keyName }
    (self.name, self.key) = (name, key)
  }

  /// A fresh key from the system's randomness.
  public static func generate(name: String) throws(NoteError) -> Ed25519Signer {
    try Ed25519Signer(name: name, seed: Array(Curve25519.Signing.PrivateKey().rawRepresentation))
  }

  public var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

  /// The secret, for writing the key file and for nothing else.
  public func exportSeed() -> [UInt8] { Array(key.rawRepresentation) }

  public func sign(_ message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }

  public var description: String { "Ed25519Signer(\(name))" }
  public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
