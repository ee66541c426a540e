@testable import Ledger

/// A log in memory. Its history is a text: leaf i is the i-th letter, so that two logs share what their texts share.
struct LetterLog {
  static let origin = "example.com/letters"

  let text: String
  let signer: Ed25519Signer

  init(_ text: String, origin: String = origin, seed: UInt8 = 3) throws {
    self.text = text
    signer = try Ed25519Signer(name: origin, seed: Array(repeating: seed, count: 32))
  }

  var key: VerifierKey { get throws { try signer.vkey } }

  func root(_ size: UInt64) throws -> LedgerHash { try paths.root(0, size) }

  func proof(from old: UInt64, to new: UInt64) throws -> [LedgerHash] { try paths.consistency(from: old, to: new) }

  func checkpoint(_ size: Int) throws -> Checkpoint {
    try checkpoint(LedgerHead(size: UInt64(size), root: root(UInt64(size))))
  }

  func checkpoint(_ head: LedgerHead) throws -> Checkpoint {
    try Checkpoint(origin: signer.name, head: head, signer: signer)
  }

  func request(_ old: Int, _ new: Int) throws -> [UInt8] {
    try request(old, new, proof: old <= new ? proof(from: UInt64(old), to: UInt64(new)) : [])
  }

  func request(_ old: Int, _ new: Int, proof: [LedgerHash]) throws -> [UInt8] {
    AddCheckpoint(oldSize: UInt64(old), proof: proof, checkpoint: try checkpoint(new)).bytes
  }

  private var paths: MerklePath {
    let leaves = text.utf8.map { TreeHash.leaf([$0]) }
    func node(_ level: Int, _ index: UInt64) -> LedgerHash {
      level == 0 ? leaves[Int(index)] : TreeHash.node(node(level - 1, index * 2), node(level - 1, index * 2 + 1))
    }
    return MerklePath(node: node)
  }
}
