import Foundation

/// Why a note, a checkpoint or a key was refused.
public enum NoteError: Error, Hashable, Sendable, CustomStringConvertible {
  case malformed(String)
  case checkpoint(String)
  case vkey(String)
  case keyName
  case seed
  case signatureFails(key: String)
  case noKnownSignature(keys: [String])

  public var description: String {
    switch self {
    case .malformed(let what): "not a signed note: \(what); fetch the file again"
    case .checkpoint(let what): "not a checkpoint: \(what); fetch the file again"
    case .vkey(let what): "not a verifier key: \(what); copy the whole line from ledger.vkey"
    case .keyName: "a key's name must not be empty or hold spaces, plus signs or control characters; choose another"
    case .seed: "an Ed25519 seed is exactly 32 bytes; read the key file again"
    case .signatureFails(let key): "the signature by \(key) does not fit the text; the note was changed"
    case .noKnownSignature(let keys): "no signature by \(keys.joined(separator: " or ")); the note is someone else's"
    }
  }
}

/// A text with signatures under it: C2SP signed-note.
public struct SignedNote: Hashable, Sendable {
  public struct Signature: Hashable, Sendable {
    public let name: String
    public let keyID: [UInt8]
    public let signature: [UInt8]
  }

  private static let dash = Array("\u{2014} ".utf8)
  private static let newline = UInt8(ascii: "\n")
  static let sizeLimit = 1 << 20

  /// What is signed, with its last newline.
  public let text: [UInt8]
  public let signatures: [Signature]

  public init(signing text: [UInt8], by signer: some NoteSigner) throws {
    let key = try signer.vkey
    let signature = Signature(name: key.name, keyID: key.keyID, signature: try signer.sign(text))
    guard key.isValid(signature: signature.signature, of: text) else { throw NoteError.signatureFails(key: key.name) }
    (self.text, self.signatures) = (text, [signature])
    try Self.check(text: text)
  }

  /// Splits at the last empty line and reads every signature line; verifies nothing.
  public init(parsing bytes: [UInt8]) throws(NoteError) {
    guard bytes.count <= Self.sizeLimit else { throw .malformed("it is over 1 MiB") }
    var gap = bytes.count - 2
    while gap >= 0, bytes[gap] != Self.newline || bytes[gap + 1] != Self.newline { gap -= 1 }
    guard gap >= 0 else { throw .malformed("it has no empty line before the signatures") }
    text = Array(bytes[...gap])
    try Self.check(text: text)
    let lines = bytes[(gap + 2)...]
    guard lines.last == Self.newline else { throw .malformed("its last line has no newline") }
    var signatures: [Signature] = []
    for line in lines.dropLast().split(separator: Self.newline, omittingEmptySubsequences: false) {
      signatures.append(try Self.signature(line))
    }
    guard signatures.count <= 100 else { throw .malformed("it has more than 100 signatures") }
    self.signatures = signatures
  }

  /// Names of the keys that signed. Lines by unknown keys are ignored.
  /// - Throws: when a known key's signature fails, or no known key signed.
  @discardableResult
  public func verify(by keys: [VerifierKey]) throws(NoteError) -> [String] {
    var names: [String] = []
    for signature in signatures {
      guard let key = keys.first(where: { $0.name == signature.name && $0.keyID == signature.keyID }) else { continue }
      guard key.isValid(signature: signature.signature, of: text) else { throw .signatureFails(key: key.name) }
      names.append(key.name)
    }
    guard !names.isEmpty else { throw .noKnownSignature(keys: keys.map(\.name)) }
    return names
  }

  public var bytes: [UInt8] {
    var bytes = text + [Self.newline]
    for signature in signatures {
      bytes += Self.dash + Array(signature.name.utf8) + [UInt8(ascii: " ")]
      bytes += Base64.encode(signature.keyID + signature.signature) + [Self.newline]
    }
    return bytes
  }

  private static func check(text: [UInt8]) throws(NoteError) {
    guard text.last == newline else { throw .malformed("its text does not end in a newline") }
    guard String(validating: text, as: UTF8.self) != nil else { throw .malformed("it is not UTF-8") }
    guard text.allSatisfy({ $0 >= 0x20 || $0 == newline }) else { throw .malformed("it holds a control character") }
  }

  private static func signature(_ line: ArraySlice<UInt8>) throws(NoteError) -> Signature {
    guard line.starts(with: dash) else { throw .malformed("a signature line does not start with an em dash") }
    let parts = line.dropFirst(dash.count).split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 2, let name = String(validating: parts[0], as: UTF8.self), VerifierKey.isValid(name: name)
    else { throw .malformed("a signature line is not a name, a space and base64") }
    guard let bytes = Base64.decode(parts[1]), bytes.count > 4 else {
      throw .malformed("a signature line's base64 is not canonical or too short")
    }
    return Signature(name: name, keyID: Array(bytes.prefix(4)), signature: Array(bytes.dropFirst(4)))
  }
}
