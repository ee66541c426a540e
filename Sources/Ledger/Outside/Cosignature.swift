/// A witness's word that, at a time, a checkpoint was the newest it had seen of a log and grew out of all before:
/// C2SP tlog-cosignature, `cosignature/v1`.
public struct Cosignature: Hashable, Sendable, CustomStringConvertible {
  private static let dash = "\u{2014} "
  private static let byteCount = 8 + 64

  /// Of the witness's key.
  public let name: String
  /// 4 bytes.
  public let keyID: [UInt8]
  public let time: LedgerTime
  /// 64 bytes, Ed25519.
  public let signature: [UInt8]

  /// Signs the checkpoint in `note`, whatever signatures stand under it.
  public init(of note: SignedNote, at time: LedgerTime, by signer: some NoteSigner) throws {
    let key = try WitnessKey(signer)
    let message = Self.message(note.text, time)
    (name, keyID, self.time, signature) = (key.name, key.keyID, time, try signer.sign(message))
    guard key.isValid(signature: signature, of: message) else { throw CosignatureError.signatureFails(name: name) }
  }

  /// Parses `— name base64(key id || seconds, 8 bytes big-endian || signature)`, with or without its newline.
  public init(parsing line: String) throws(CosignatureError) {
    let text = line.hasSuffix("\n") ? String(line.dropLast()) : line
    guard !text.utf8.contains(0x0A) else { throw .line("it is more than one line") }
    let found: SignedNote.Signature?
    do throws(NoteError) {
      // A signature line has one grammar, and the note reads it.
      found = try SignedNote(parsing: Array("-\n\n\(text)\n".utf8)).signatures.first
    } catch {
      switch error {
      case .malformed(let what): throw .line(what)
      case .checkpoint, .vkey, .keyName, .seed, .signatureFails, .noKnownSignature: throw .line("it cannot be read")
      }
    }
    guard let found, let cosignature = Cosignature(found) else {
      throw .line("its base64 is not a key id, a time before the year 10000 and 64 bytes of signature")
    }
    self = cosignature
  }

  /// Nil for a line of another kind, such as the log's own signature or a post-quantum one.
  init?(_ line: SignedNote.Signature) {
    guard line.signature.count == Self.byteCount else { return nil }
    let seconds = line.signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let signed = Int64(exactly: seconds) else { return nil }
    time = LedgerTime(seconds: signed)
    guard time.seconds == signed else { return nil }
    (name, keyID, signature) = (line.name, line.keyID, Array(line.signature.dropFirst(8)))
  }

  /// The signature line, without its newline.
  public var line: String {
    let seconds = (0..<8).map { UInt8(truncatingIfNeeded: time.seconds >> (56 - 8 * $0)) }
    return "\(Self.dash)\(name) " + String(decoding: Base64.encode(keyID + seconds + signature), as: UTF8.self)
  }

  public var description: String { line }

  /// Whether the line names this key; it says nothing about the signature.
  public func isNamed(for key: WitnessKey) -> Bool { name.utf8.elementsEqual(key.name.utf8) && keyID == key.keyID }

  /// The time the witness vouches for.
  /// - Parameter checkpoint: The checkpoint's file; signatures in it are not looked at.
  @discardableResult
  public func verify(checkpoint: [UInt8], by key: WitnessKey) throws(CosignatureError) -> LedgerTime {
    let note: SignedNote
    do throws(NoteError) { note = try Checkpoint(parsing: checkpoint).note } catch { throw .checkpoint(error) }
    return try verify(note, by: key)
  }

  @discardableResult
  public func verify(_ note: SignedNote, by key: WitnessKey) throws(CosignatureError) -> LedgerTime {
    guard isNamed(for: key) else { throw .otherKey(name: name, wanted: key.description) }
    guard key.isValid(signature: signature, of: Self.message(note.text, time)) else {
      throw .signatureFails(name: name)
    }
    return time
  }

  private static func message(_ text: [UInt8], _ time: LedgerTime) -> [UInt8] {
    Array("cosignature/v1\ntime \(time.seconds)\n".utf8) + text
  }
}

extension SignedNote {
  /// The signature lines that have the shape of a cosignature; nothing is verified.
  public var cosignatures: [Cosignature] { signatures.compactMap(Cosignature.init) }
}
