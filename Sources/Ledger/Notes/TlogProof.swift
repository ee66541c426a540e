import Foundation

/// Why a `.tlog-proof` file was refused.
public enum TlogProofError: Error, Hashable, Sendable, CustomStringConvertible {
  case header
  case extra
  case index
  case hash(line: Int)
  case tooManyHashes
  case noEmptyLine
  case checkpoint(NoteError)

  public var description: String {
    switch self {
    case .header: "line 1 is not '\(TlogProof.header)'; this is not a proof file"
    case .extra: "line 2: 'extra' is not followed by canonical base64; ask for the proof again"
    case .index: "there is no 'index' line with a number below 2^63; ask for the proof again"
    case .hash(let line): "line \(line) is not the canonical base64 of 32 bytes; ask for the proof again"
    case .tooManyHashes: "the path has more than 63 hashes, which no tree needs"
    case .noEmptyLine: "no empty line stands between the path and the checkpoint; ask for the proof again"
    case .checkpoint(let error): "the checkpoint in the proof is \(error)"
    }
  }
}

/// A `.tlog-proof` file: one entry's place in a ledger, provable offline with the entry and the ledger's key.
///
/// Format: C2SP tlog-proof as of commit 5ba5ee8 of the repository C2SP/C2SP, `c2sp.org/tlog-proof@v1`.
public struct TlogProof: Hashable, Sendable {
  static let header = "c2sp.org/tlog-proof@v1"

  public let extra: [UInt8]?
  public let index: UInt64
  /// Leaf to root.
  public let path: [LedgerHash]
  public let checkpoint: Checkpoint

  public init(extra: [UInt8]? = nil, index: UInt64, path: [LedgerHash], checkpoint: Checkpoint) {
    (self.extra, self.index, self.path, self.checkpoint) = (extra, index, path, checkpoint)
  }

  public var bytes: [UInt8] {
    var text = Self.header + "\n"
    if let extra { text += "extra " + String(decoding: Base64.encode(extra), as: UTF8.self) + "\n" }
    text += "index \(index)\n"
    for hash in path { text += hash.base64 + "\n" }
    return Array(text.utf8) + [UInt8(ascii: "\n")] + checkpoint.bytes
  }

  public init(parsing bytes: [UInt8]) throws(TlogProofError) {
    var rest = bytes[...]
    var line = 1
    guard Self.takeLine(&rest)?.elementsEqual(Self.header.utf8) == true else { throw .header }
    var current = Self.takeLine(&rest)
    line += 1
    var extra: [UInt8]?
    if let text = current, text.starts(with: "extra ".utf8) {
      extra = Base64.decode(text.dropFirst(6))
      guard extra != nil else { throw .extra }
      current = Self.takeLine(&rest)
      line += 1
    }
    guard let text = current, text.starts(with: "index ".utf8), let index = Decimal63.parse(text.dropFirst(6)) else {
      throw .index
    }
    var path: [LedgerHash] = []
    while true {
      guard let text = Self.takeLine(&rest) else { throw .noEmptyLine }
      line += 1
      if text.isEmpty { break }
      guard let hash = LedgerHash(base64: text) else { throw .hash(line: line) }
      path.append(hash)
      guard path.count <= 63 else { throw .tooManyHashes }
    }
    do throws(NoteError) {
      self.init(extra: extra, index: index, path: path, checkpoint: try Checkpoint(parsing: Array(rest)))
    } catch {
      throw .checkpoint(error)
    }
  }

  /// Throws unless `entry` stands at ``index`` in the ledger that `key` signed.
  public func verify(entry: [UInt8], key: VerifierKey) throws {
    guard index < checkpoint.size else {
      throw MerkleProofError.indexOutside(index: index, size: checkpoint.size)
    }
    guard checkpoint.origin == key.name else { throw NoteError.noKnownSignature(keys: [key.name]) }
    try checkpoint.note.verify(by: [key])
    try MerkleProof.verifyInclusion(
      of: TreeHash.leaf(entry), at: index, size: checkpoint.size, root: checkpoint.root, path: path)
  }

  private static func takeLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }
}
