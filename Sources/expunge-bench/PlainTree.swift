import Crypto

/// The least that an RFC 6962 tree over the same bytes costs: its SHA-256 calls, in one thread, and nothing else.
struct PlainTree {
  private var peaks: [SHA256.Digest] = []
  private var size = 0
  private var leaf: [UInt8] = []
  private var node = [UInt8](repeating: 1, count: 65)

  mutating func add(_ line: [UInt8]) {
    leaf.removeAll(keepingCapacity: true)
    leaf.append(0)
    leaf.append(contentsOf: line)
    var hash = SHA256.hash(data: leaf)
    var rest = size
    while rest & 1 == 1 {
      hash = join(peaks.removeLast(), hash)
      rest >>= 1
    }
    peaks.append(hash)
    size += 1
  }

  /// The root's bytes.
  mutating func root() -> [UInt8] {
    guard var hash = peaks.last else { return Array(SHA256.hash(data: [UInt8]())) }
    for peak in peaks.dropLast().reversed() { hash = join(peak, hash) }
    return Array(hash)
  }

  private mutating func join(_ left: SHA256.Digest, _ right: SHA256.Digest) -> SHA256.Digest {
    node.withUnsafeMutableBytes { node in
      left.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: node[1..<33]).copyMemory(from: $0) }
      right.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: node[33..<65]).copyMemory(from: $0) }
    }
    return SHA256.hash(data: node)
  }
}
