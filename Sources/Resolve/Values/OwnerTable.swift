/// Whose is it: an open-addressing table from the hash of a page, an address or a value to the one subject that has it.
struct OwnerTable {
  enum Owner: Hashable {
    case nobody
    case subject(Int)
    case several
  }

  private static let shared: Int32 = -1

  private var keys: [UInt64]
  private var owners: [Int32]
  private(set) var count = 0

  init() {
    keys = [UInt64](repeating: 0, count: 1 << 10)
    owners = [Int32](repeating: 0, count: 1 << 10)
  }

  /// - Parameter subject: From 0, below 2^31.
  mutating func claim(_ key: UInt64, by subject: Int) {
    let key = Self.real(key)
    let slot = slot(of: key)
    if keys[slot] == key {
      if owners[slot] != Int32(truncatingIfNeeded: subject) { owners[slot] = Self.shared }
      return
    }
    keys[slot] = key
    owners[slot] = Int32(truncatingIfNeeded: subject)
    count += 1
    if count * 4 > keys.count * 3 { grow() }
  }

  func owner(of key: UInt64) -> Owner {
    let key = Self.real(key)
    let slot = slot(of: key)
    guard keys[slot] == key else { return .nobody }
    return owners[slot] == Self.shared ? .several : .subject(Int(owners[slot]))
  }

  /// 0 marks a free slot.
  private static func real(_ key: UInt64) -> UInt64 { key == 0 ? 1 : key }

  /// Where `key` is, or would go.
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldOwners) = (keys, owners)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    owners = [Int32](repeating: 0, count: oldKeys.count * 2)
    for old in oldKeys.indices where oldKeys[old] != 0 {
      let slot = slot(of: oldKeys[old])
      keys[slot] = oldKeys[old]
      owners[slot] = oldOwners[old]
    }
  }
}
