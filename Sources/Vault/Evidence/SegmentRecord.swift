import Crypto

/// How one sealed record lies in a segment file: found, measured and checked without any key.
///
/// Layout, numbers big-endian: `XPEV`, version (1), zeros (3), segment number (4), sealed length (4), id (32), header check (8);
/// sealed bytes; body check (8). A check is the head of a SHA-256: it finds torn writes and rot, the seal finds forgery.
struct SegmentRecord {
  static let headerLength = 56
  static let checkLength = 8
  static let magic = Array("XPEV".utf8)
  private static let version: UInt8 = 1

  let segment: Int
  let sealedLength: Int
  let id: EvidenceID
  let header: [UInt8]

  var length: Int { Self.headerLength + sealedLength + Self.checkLength }

  init(segment: Int, sealedLength: Int, id: EvidenceID) {
    var header: [UInt8] = []
    header.reserveCapacity(Self.headerLength)
    header.append(contentsOf: Self.magic)
    header.append(big: UInt32(Self.version) << 24)
    header.append(big: UInt32(segment))
    header.append(big: UInt32(sealedLength))
    id.append(to: &header)
    SHA256.hash(data: header).withUnsafeBytes { header.append(contentsOf: $0.prefix(Self.checkLength)) }
    self.header = header
    self.segment = segment
    self.sealedLength = sealedLength
    self.id = id
  }

  /// - Returns: `nil` unless `header` is a whole header that passes its own check.
  init?(header: [UInt8]) {
    guard header.count == Self.headerLength, header.starts(with: Self.magic), header[4] == Self.version,
      Self.check(header.prefix(48)).elementsEqual(header.suffix(8)), let id = EvidenceID(header[16..<48])
    else { return nil }
    segment = header[8..<12].reduce(0) { $0 << 8 | Int($1) }
    sealedLength = header[12..<16].reduce(0) { $0 << 8 | Int($1) }
    self.id = id
    self.header = header
  }

  /// - Parameter seal: Appends ``sealedLength`` bytes; `false` where it cannot, and then nothing is left of the record.
  /// - Returns: What `seal` did.
  func append(to bytes: inout [UInt8], seal: (inout [UInt8]) -> Bool) -> Bool {
    let start = bytes.count
    bytes.append(contentsOf: header)
    guard seal(&bytes) else {
      bytes.removeLast(bytes.count - start)
      return false
    }
    let digest = bytes.withUnsafeBytes { whole in
      var hash = SHA256()
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: whole[start...]))
      return hash.finalize()
    }
    digest.withUnsafeBytes { bytes.append(contentsOf: $0.prefix(Self.checkLength)) }
    return true
  }

  /// - Returns: the sealed bytes, or `nil` if `rest` (all that follows the header) does not pass.
  func sealed(in rest: [UInt8]) -> [UInt8]? {
    guard rest.count == sealedLength + Self.checkLength else { return nil }
    let sealed = Array(rest.prefix(sealedLength))
    return bodyDigest(sealed).prefix(Self.checkLength).elementsEqual(rest.suffix(Self.checkLength)) ? sealed : nil
  }

  private func bodyDigest(_ sealed: [UInt8]) -> SHA256Digest {
    var hash = SHA256()
    hash.update(data: header)
    hash.update(data: sealed)
    return hash.finalize()
  }

  private static func check(_ bytes: some Collection<UInt8>) -> [UInt8] {
    Array(SHA256.hash(data: Array(bytes)).prefix(checkLength))
  }
}
