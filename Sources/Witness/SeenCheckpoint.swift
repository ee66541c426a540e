import Ledger

/// The newest checkpoint a witness cosigned of a log, with its own cosignature under it: the file in `seen`.
public struct SeenCheckpoint: Hashable, Sendable {
  public let checkpoint: Checkpoint
  public let cosignature: Cosignature

  /// Keeps, of the signatures under `checkpoint`, those by `keys`: what strangers wrote there is not ours to store.
  init(_ checkpoint: Checkpoint, keys: [VerifierKey], at time: LedgerTime, by signer: Ed25519Signer) throws {
    cosignature = try Cosignature(of: checkpoint.note, at: time, by: signer)
    let own = Self.lines(of: checkpoint, by: keys) + [cosignature.line]
    self.checkpoint = try Checkpoint(
      parsing: checkpoint.note.text + Array(("\n" + own.joined(separator: "\n") + "\n").utf8))
  }

  /// Reads the file, and verifies it by the witness's own cosignature.
  init?(_ bytes: [UInt8], key: WitnessKey) {
    guard let checkpoint = try? Checkpoint(parsing: bytes),
      let cosignature = checkpoint.note.cosignatures.last(where: { $0.isNamed(for: key) }),
      (try? cosignature.verify(checkpoint.note, by: key)) != nil
    else { return nil }
    (self.checkpoint, self.cosignature) = (checkpoint, cosignature)
  }

  /// The checkpoint with the signatures by `keys` only.
  static func evidence(_ checkpoint: Checkpoint, keys: [VerifierKey]) -> [UInt8] {
    checkpoint.note.text + Array(("\n" + lines(of: checkpoint, by: keys).joined(separator: "\n") + "\n").utf8)
  }

  private static func lines(of checkpoint: Checkpoint, by keys: [VerifierKey]) -> [String] {
    checkpoint.note.signatures
      .filter { line in keys.contains { $0.name == line.name && $0.keyID == line.keyID } }
      .map { "\u{2014} \($0.name) " + String(decoding: Base64.encode($0.keyID + $0.signature), as: UTF8.self) }
  }
}
