import Ledger

/// What a request deserves, given what was cosigned before. Pure: C2SP tlog-witness, `add-checkpoint`.
enum WitnessJudgement: Hashable, Sendable {
  case cosign
  case untrusted
  case oldAboveNew
  /// The size that was cosigned last.
  case stale(size: UInt64)
  case otherRoot(size: UInt64)
  case unproved

  /// - Parameters:
  ///   - keys: Those trusted for the checkpoint's origin.
  ///   - known: What was cosigned last of this origin; nil for nothing yet.
  static func of(_ request: AddCheckpoint, keys: [VerifierKey], known: LedgerHead?) -> WitnessJudgement {
    let head = request.checkpoint.head
    guard (try? request.checkpoint.note.verify(by: keys)) != nil else { return .untrusted }
    guard request.oldSize <= head.size else { return .oldAboveNew }
    let last = known ?? LedgerHead(size: 0, root: TreeHash.empty)
    guard request.oldSize == last.size else { return .stale(size: last.size) }
    if last.size == 0, head.size > 0 { return request.proof.isEmpty ? .cosign : .unproved }
    // An empty tree has one root, so a wrong one is no second history but no tree at all.
    if head.size == last.size, head.size > 0, head.root != last.root { return .otherRoot(size: last.size) }
    let isProved =
      (try? MerkleProof.verifyConsistency(
        oldSize: last.size, oldRoot: last.root, newSize: head.size, newRoot: head.root, proof: request.proof)) != nil
    return isProved ? .cosign : .unproved
  }
}
