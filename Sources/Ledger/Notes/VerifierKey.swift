import Crypto
import Foundation

/// A public key that signs notes, with its name: C2SP signed-note, Ed25519.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
  public let name: String
  public let publicKey: [UInt8]

  /// - Throws: ``NoteError`` for a name that is empty or holds a space, a plus sign or a control character, or a key
  ///   that is not 32 bytes.
  public init(name: String, publicKey: [UInt8]) throws(NoteError) {
    guard Self.isValid(name: name) else { throw .keyName }
    guard publicKey.count == 32 else { throw .vkey("the key is \(publicKey.count) bytes, not 32") }
    (self.name, self.publicKey) = (name, publicKey)
  }

  /// Parses `name+hex key id+base64(01 || public key)`.
  public init(_ text: String) throws(NoteError) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .vkey("it is not name+id+key") }
    guard let key = Base64.decode(Array(parts[2].utf8)), key.first == 1, key.count == 33 else {
      throw .vkey("the part after the second + is not canonical base64 of 01 and 32 key bytes")
    }
    try self.init(name: String(parts[0]), publicKey: Array(key.dropFirst()))
    guard text == description else { throw .vkey("its key id is not \(Self.hex(keyID)), which name and key give") }
  }

  /// SHA-256(name || 0A || 01 || public key), first 4 bytes.
  public var keyID: [UInt8] {
    Array(TreeHash.sha256(Array(name.utf8) + [0x0A, 0x01] + publicKey).bytes.prefix(4))
  }

  public var description: String {
    "\(name)+\(Self.hex(keyID))+" + String(decoding: Base64.encode([1] + publicKey), as: UTF8.self)
  }

  public func isValid(signature: [UInt8], of message: [UInt8]) -> Bool {
    guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      return false
    }
    return key.isValidSignature(signature, for: message)
  }

  static func isValid(name: String) -> Bool {
    !name.isEmpty && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
