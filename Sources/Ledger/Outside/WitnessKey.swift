/// The public key of a witness, with its name: C2SP tlog-cosignature, Ed25519, signature type 04.
public struct WitnessKey: Hashable, Sendable, CustomStringConvertible {
  static let signatureType: UInt8 = 0x04

  /// The key without its purpose: name and Ed25519 key have the same rules under every signature type.
  private let plain: VerifierKey

  public var name: String { plain.name }
  /// 32 bytes.
  public var publicKey: [UInt8] { plain.publicKey }

  /// - Throws: ``CosignatureError/vkey(_:)`` for a name that is empty or holds a space, a plus sign or a control
  ///   character, or a key that is not 32 bytes.
  public init(name: String, publicKey: [UInt8]) throws(CosignatureError) {
    do throws(NoteError) {
      plain = try VerifierKey(name: name, publicKey: publicKey)
    } catch {
      switch error {
      case .vkey(let what): throw .vkey(what)
      case .malformed, .checkpoint, .keyName, .seed, .signatureFails, .noKnownSignature:
        throw .vkey("its name is empty or holds a space, a plus sign or a control character")
      }
    }
  }

  public init(_ signer: some NoteSigner) throws(CosignatureError) {
    try self.init(name: signer.name, publicKey: signer.publicKey)
  }

  /// Parses `name+hex key id+base64(04 || public key)`.
  public init(_ text: String) throws(CosignatureError) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .vkey("it is not name+id+key") }
    guard let key = Base64.decode(Array(parts[2].utf8)), let type = key.first else {
      throw .vkey("the part after the second + is not canonical base64")
    }
    guard type == Self.signatureType else {
      throw .vkey("its type is \(Self.hex([type])); a witness's Ed25519 key has type 04")
    }
    try self.init(name: String(parts[0]), publicKey: Array(key.dropFirst()))
    // Bytes, because Swift holds texts for equal that differ in their spelling.
    guard text.utf8.elementsEqual(description.utf8) else {
      throw .vkey("its key id is not \(Self.hex(keyID)), which name and key give")
    }
  }

  /// SHA-256(name || 0A || 04 || public key), first 4 bytes.
  public var keyID: [UInt8] {
    Array(TreeHash.sha256(Array(name.utf8) + [0x0A, Self.signatureType] + publicKey).bytes.prefix(4))
  }

  /// What `anchor/1` names as its authority: SHA-256 of the vkey's text, without a newline.
  public var authority: LedgerHash { TreeHash.sha256(Array(description.utf8)) }

  /// The vkey.
  public var description: String {
    "\(name)+\(Self.hex(keyID))+" + String(decoding: Base64.encode([Self.signatureType] + publicKey), as: UTF8.self)
  }

  func isValid(signature: [UInt8], of message: [UInt8]) -> Bool { plain.isValid(signature: signature, of: message) }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
