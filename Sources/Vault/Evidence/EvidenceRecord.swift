import Crypto

/// The exact bytes of one exchange, as files, under a key of their own.
public struct EvidenceRecord: Sendable, Withheld {
  /// 32 bytes. Without it nobody can test a guessed content against the ledger.
  public let key: [UInt8]
  public let files: [EvidenceFile]

  /// With a fresh random key.
  public init(files: [EvidenceFile]) throws {
    try self.init(key: try SmallRandomness.bytes(32), files: files)
  }

  init(key: [UInt8], files: [EvidenceFile]) throws(EvidenceError) {
    guard !files.isEmpty else { throw .noFiles }
    for (position, file) in files.enumerated() {
      guard file.hasPlainName else { throw .fileName(position: position) }
    }
    if let position = EvidenceRecord.repeatedName(files) { throw .sameNameTwice(position: position) }
    self.key = key
    self.files = files
  }

  /// An exchange has two or three files: a set of their names would cost more than hashing them.
  private static func repeatedName(_ files: [EvidenceFile]) -> Int? {
    if files.count <= 4 {
      return files.indices.first { place in files[..<place].contains { $0.name == files[place].name } }
    }
    var seen: Set<String> = []
    return files.indices.first { !seen.insert(files[$0].name).inserted }
  }

  /// What `sha256sum` prints for the files, in their order: `<hex>  <name>` lines.
  public var manifest: String {
    var lines: [UInt8] = []
    appendManifest(to: &lines)
    return String(decoding: lines, as: UTF8.self)
  }

  /// HMAC-SHA-256 of the manifest under the key: the value that stands in the ledger.
  public var id: EvidenceID {
    EvidenceID(KeyedHash.code(key: key, room: files.count * 100, message: appendManifest))
  }

  private func appendManifest(to lines: inout [UInt8]) {
    for file in files {
      SHA256.hash(data: file.bytes).withUnsafeBytes { digest in
        for byte in digest {
          lines.append(EvidenceRecord.digit(byte >> 4))
          lines.append(EvidenceRecord.digit(byte & 15))
        }
      }
      lines.append(UInt8(ascii: " "))
      lines.append(UInt8(ascii: " "))
      lines.append(contentsOf: file.name.utf8)
      lines.append(UInt8(ascii: "\n"))
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
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
