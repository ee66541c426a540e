/// Why evidence cannot be written or read. Names files and places, never content.
public enum EvidenceError: Error, Hashable, Sendable, CustomStringConvertible {
  case fileName(position: Int)
  case sameNameTwice(position: Int)
  case noFiles
  case tooLarge(bytes: Int)
  /// A write or a sync failed before; what was appended since the last good sync is not safe.
  case writerFailed
  case unknown(EvidenceID)
  case altered(EvidenceID, segment: String, offset: Int)

  public var description: String {
    switch self {
    case .fileName(let position):
      "evidence file \(position + 1) has a name that a manifest cannot hold: use 1 to 200 printable ASCII characters, no / and no \\"
    case .sameNameTwice(let position): "evidence file \(position + 1) has the name of an earlier one"
    case .noFiles: "a piece of evidence needs at least one file"
    case .tooLarge(let bytes): "a piece of evidence of \(bytes) bytes is too large: at most 256 MiB"
    case .writerFailed: "writing evidence failed earlier; nothing after that is safe. Free the disk and start again"
    case .unknown(let id): "no evidence \(id) in this wave's segments"
    case .altered(let id, let segment, let offset):
      "evidence \(id) at byte \(offset) of \(segment) was altered. Restore the segment from its backup"
    }
  }
}
