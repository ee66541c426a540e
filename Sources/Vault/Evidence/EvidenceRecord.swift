import Crypto

/// The exact bytes of one exchange, as files, under a key of their own.
public struct EvidenceRecord: Sendable, Withheld {
  /// 32 bytes. Without it nobody can test a guessed content against the ledger.
  public let key: [UInt8]
  public let files: [EvidenceFile]

  /// With a fresh random key.
  public init(files: [EvidenceFile]) throws {
    try self.init(key: try Randomness.bytes(32), files: files)
  }

  init(key: [UInt8], files: [EvidenceFile]) throws(EvidenceError) {
    guard !files.isEmpty else { throw .noFiles }
    var seen: Set<String> = []
    for (position, file) in files.enumerated() {
      guard file.hasPlainName else { throw .fileName(position: position) }
      guard seen.insert(file.name).inserted else { throw .sameNameTwice(position: position) }
    }
    self.key = key
    self.files = files
  }

  /// What `sha256sum` prints for the files, in their order: `<hex>  <name>` lines.
  public var manifest: String { String(decoding: manifestBytes, as: UTF8.self) }

  /// HMAC-SHA-256 of the manifest under the key: the value that stands in the ledger.
  public var id: EvidenceID {
    let code = HMAC<SHA256>.authenticationCode(for: manifestBytes, using: SymmetricKey(data: key))
    guard let id = EvidenceID(Array(code)) else { preconditionFailure("SHA-256 gives 32 bytes") }
    return id
  }

  private var manifestBytes: [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    var lines: [UInt8] = []
    lines.reserveCapacity(files.count * 100)
    for file in files {
      for byte in SHA256.hash(data: file.bytes) {
        lines.append(digits[Int(byte >> 4)])
        lines.append(digits[Int(byte & 15)])
      }
      lines.append(contentsOf: "  \(file.name)\n".utf8)
    }
    return lines
  }
}

/// One file of a piece of evidence, as `request.http` or `peer.pem`.
public struct EvidenceFile: Hashable, Sendable, Withheld {
  public let name: String
  public let bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// `sha256sum` escapes anything odder, and an auditor's disk may refuse it.
  var hasPlainName: Bool {
    (1...200).contains(name.utf8.count) && name != "." && name != ".."
      && name.utf8.allSatisfy { (0x20...0x7e).contains($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
  }
}
