/// A checkpoint's file as it was found: read, and not believed until the ledger's keys are known.
struct FoundCheckpoint {
  let path: String
  let bytes: [UInt8]
  /// Nil where it cannot be read; then `failure` says why.
  let checkpoint: Checkpoint?
  let failure: NoteError?

  init(path: String, bytes: [UInt8]) {
    (self.path, self.bytes) = (path, bytes)
    do throws(NoteError) { (checkpoint, failure) = (try Checkpoint(parsing: bytes), nil) } catch {
      (checkpoint, failure) = (nil, error)
    }
  }

  var head: LedgerHead? { checkpoint?.head }
}

/// Judges checkpoints by the keys that a ledger had.
struct CheckpointCheck {
  enum Verdict {
    /// Signed by a key that was active at that size.
    case counts
    /// Only by a key that was later declared compromised from `from` on.
    case compromised(from: UInt64)
    case refused(String)
  }

  let keys: [KeyHistory.Known]

  func judge(_ found: FoundCheckpoint) -> Verdict {
    guard let checkpoint = found.checkpoint else { return .refused(found.failure.map { "\($0)" } ?? "unreadable") }
    guard let origin = keys.first?.key.name else { return .refused("it cannot be verified without a key") }
    guard checkpoint.origin == origin else { return .refused("its origin is not the ledger's, '\(origin)'") }
    do throws(NoteError) { try checkpoint.note.verify(by: keys.map(\.key)) } catch { return .refused("\(error)") }
    let signers = signers(of: checkpoint)
    let own = checkpoint.note.signatures.count - foreign(in: checkpoint)
    guard own == signers.count, checkpoint.bytes == found.bytes, checkpoint.extensions.isEmpty else {
      return .refused("it holds lines that the ledger did not write")
    }
    let size = checkpoint.size
    if let added = signers.first?.addedBy, signers.count == 1, added + 1 == size {
      return .refused("it is signed by the key that its last entry adds; a key that was active before has to sign it")
    }
    if signers.contains(where: { $0.isActive(at: size) }) { return .counts }
    if let bad = signers.first(where: { $0.wasCompromised(at: size) }), let from = bad.compromisedFrom {
      return .compromised(from: from)
    }
    return .refused("it is signed by a key that was not active at size \(size)")
  }

  /// Signature lines that are not the ledger's own: a witness's, above all.
  func foreign(in checkpoint: Checkpoint) -> Int {
    checkpoint.note.signatures.count { line in !keys.contains { isOwn(line, $0.key) } }
  }

  private func signers(of checkpoint: Checkpoint) -> [KeyHistory.Known] {
    keys.filter { known in checkpoint.note.signatures.contains { isOwn($0, known.key) } }
  }

  private func isOwn(_ line: SignedNote.Signature, _ key: VerifierKey) -> Bool {
    line.name == key.name && line.keyID == key.keyID
  }
}
