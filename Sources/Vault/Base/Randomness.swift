import Foundation
import Synchronization

/// The system's randomness in bulk: one call for every 256 bytes instead of one for every eight.
public enum Randomness {
  public static func bytes(_ count: Int) throws(VaultError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let piece = min(count - filled, 256)
        guard let start = buffer.baseAddress, getentropy(start + filled, piece) == 0 else {
          failure = errno
          return
        }
        filled += piece
      }
    }
    guard failure == 0 else { throw .system(call: "getentropy", path: "the system's randomness", code: failure) }
    return bytes
  }

  /// `count` keys of 32 bytes.
  public static func keys(_ count: Int) throws(VaultError) -> [[UInt8]] {
    let pool = try bytes(count * 32)
    return (0..<count).map { Array(pool[($0 * 32)..<($0 * 32 + 32)]) }
  }
}

/// The system's randomness in small pieces: fetched by the page, handed out once each, and wiped where it lay.
public enum SmallRandomness {
  private static let pageSize = 4096
  private static let page = Mutex(Page())

  private struct Page {
    var bytes: [UInt8] = []
    var place = 0
  }

  /// - Parameter count: Far below a page.
  public static func bytes(_ count: Int) throws(VaultError) -> [UInt8] {
    try page.withLock { page throws(VaultError) in
      if page.place + count > page.bytes.count {
        (page.bytes, page.place) = (try Randomness.bytes(max(pageSize, count)), 0)
      }
      let taken = page.place..<page.place + count
      page.place = taken.upperBound
      let piece = Array(page.bytes[taken])
      for place in taken { page.bytes[place] = 0 }
      return piece
    }
  }
}

/// The system's randomness for shuffling: fetched in bulk, handed out in words.
public struct BulkRandomness: RandomNumberGenerator {
  private var pool: [UInt8] = []
  private var place = 0

  public init() {}

  public mutating func next() -> UInt64 {
    if place + 8 > pool.count {
      // The standard generator asks the same source word by word; it is the way out where bulk is not to be had.
      guard let fresh = try? Randomness.bytes(8192) else {
        var system = SystemRandomNumberGenerator()
        return system.next()
      }
      (pool, place) = (fresh, 0)
    }
    defer { place += 8 }
    return pool.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
  }
}
