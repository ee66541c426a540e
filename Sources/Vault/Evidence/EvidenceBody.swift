/// A record's plaintext before it is sealed.
///
/// Layout, all numbers big-endian: version (1), key (32), number of files (2), each as name length (2), name, content length (4), content.
enum EvidenceBody {
  private static let version: UInt8 = 1

  static func encode(_ record: EvidenceRecord) -> [UInt8] {
    var bytes: [UInt8] = [version]
    bytes.reserveCapacity(64 + record.files.reduce(0) { $0 + $1.bytes.count + $1.name.utf8.count + 6 })
    bytes.append(contentsOf: record.key)
    bytes.append(big: UInt16(record.files.count))
    for file in record.files {
      bytes.append(big: UInt16(file.name.utf8.count))
      bytes.append(contentsOf: file.name.utf8)
      bytes.append(big: UInt32(file.bytes.count))
      bytes.append(contentsOf: file.bytes)
    }
    return bytes
  }

  static func decode(_ bytes: [UInt8]) throws -> EvidenceRecord {
    var cursor = Cursor(bytes)
    let version = try cursor.byte()
    guard version == EvidenceBody.version else { throw VaultError.unknownVersion(version) }
    let key = Array(try cursor.slice(32))
    var files: [EvidenceFile] = []
    for _ in 0..<(try cursor.big(2)) {
      let name = String(decoding: try cursor.slice(try cursor.big(2)), as: UTF8.self)
      files.append(EvidenceFile(name: name, bytes: Array(try cursor.slice(try cursor.big(4)))))
    }
    return try EvidenceRecord(key: key, files: files)
  }
}

extension [UInt8] {
  mutating func append(big number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }
}

extension Cursor {
  mutating func big(_ count: Int) throws(VaultError) -> Int {
    try slice(count).reduce(0) { $0 << 8 | Int($1) }
  }
}
