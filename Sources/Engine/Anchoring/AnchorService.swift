import Ledger
import Workflow

/// Someone outside who can vouch for a checkpoint: a time-stamp authority or a witness.
protocol AnchorService: Sendable {
  /// Its address, which is also its name in the store.
  var name: String { get }
  /// - Parameter onEnd: Called exactly once, on any thread.
  func vouch(for task: AnchorTask, via post: any AnchorPost, onEnd: @escaping @Sendable (AnchorResult) -> Void)
  /// A proof over the checkpoint that a run before this one left in the directory without its line.
  func recognise(_ token: [UInt8], over checkpoint: [UInt8]) -> AnchorProof?
  func recognise(_ line: Cosignature, over checkpoint: [UInt8]) -> AnchorProof?
}

/// What is to be vouched for.
struct AnchorTask: Sendable {
  let size: UInt64
  /// The kept checkpoint's bytes, with the ledger's own signature and no other.
  let checkpoint: [UInt8]
  let ledgerKey: VerifierKey
  /// The newest size the service vouched for before.
  let knownSize: UInt64
  let directory: String
  let now: @Sendable () -> Instant
}

enum AnchorProof: Sendable, Hashable {
  case timeStamp(token: [UInt8], time: LedgerTime, authority: LedgerHash)
  case cosignature(Cosignature, authority: LedgerHash)

  func entry(of head: LedgerHead, at: LedgerTime) -> AnchorEntry {
    switch self {
    case .timeStamp(let token, let time, let authority):
      AnchorEntry(
        at: at, size: Int(head.size), root: head.root, token: TreeHash.sha256(token), cosignature: nil, time: time,
        authority: authority)
    case .cosignature(let line, let authority):
      AnchorEntry(
        at: at, size: Int(head.size), root: head.root, token: nil, cosignature: line.line, time: line.time,
        authority: authority)
    }
  }
}

/// The failure is in words for a person: what is wrong and what to do.
typealias AnchorResult = Result<AnchorProof, AnchorTrouble>

struct AnchorTrouble: Error, Hashable, Sendable, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
