/// Why the body of an `add-checkpoint` request cannot be read.
public enum AddCheckpointError: Error, Hashable, Sendable, CustomStringConvertible {
  case tooLarge
  case oldSize
  case hash(line: Int)
  case tooManyHashes
  case noEmptyLine
  case checkpoint(NoteError)

  public var description: String {
    switch self {
    case .tooLarge: "the request is over \(AddCheckpoint.sizeLimit) bytes"
    case .oldSize: "line 1 is not 'old' and a size below 2^63"
    case .hash(let line): "line \(line) is not the canonical base64 of 32 bytes"
    case .tooManyHashes: "the proof has more than 63 lines, which no tree needs"
    case .noEmptyLine: "no empty line stands between the proof and the checkpoint"
    case .checkpoint(let error): "\(error)"
    }
  }
}

/// What a log asks a witness: the body of `POST add-checkpoint`, C2SP tlog-witness.
public struct AddCheckpoint: Hashable, Sendable {
  /// Room for a full proof and for some forty post-quantum signatures.
  public static let sizeLimit = 256 << 10
  static let hashLimit = 63

  /// The size that the witness cosigned last, as far as the log knows.
  public let oldSize: UInt64
  /// A consistency proof from ``oldSize`` to the checkpoint's size; empty from size 0.
  public let proof: [LedgerHash]
  public let checkpoint: Checkpoint

  public init(oldSize: UInt64, proof: [LedgerHash], checkpoint: Checkpoint) {
    (self.oldSize, self.proof, self.checkpoint) = (oldSize, proof, checkpoint)
  }

  public var bytes: [UInt8] {
    var text = "old \(oldSize)\n"
    for hash in proof { text += hash.base64 + "\n" }
    return Array(text.utf8) + [0x0A] + checkpoint.bytes
  }

  /// Reads; verifies neither proof nor signature.
  public init(parsing bytes: [UInt8]) throws(AddCheckpointError) {
    guard bytes.count <= Self.sizeLimit else { throw .tooLarge }
    var rest = bytes[...]
    guard let first = Self.takeLine(&rest), first.starts(with: "old ".utf8),
      let oldSize = Decimal63.parse(first.dropFirst(4))
    else { throw .oldSize }
    var proof: [LedgerHash] = []
    while true {
      guard let line = Self.takeLine(&rest) else { throw .noEmptyLine }
      if line.isEmpty { break }
      guard proof.count < Self.hashLimit else { throw .tooManyHashes }
      guard let hash = LedgerHash(base64: line) else { throw .hash(line: proof.count + 2) }
      proof.append(hash)
    }
    do throws(NoteError) {
      self.init(oldSize: oldSize, proof: proof, checkpoint: try Checkpoint(parsing: Array(rest)))
    } catch {
      throw .checkpoint(error)
    }
  }

  private static func takeLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let end = rest.firstIndex(of: 0x0A) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }
}
