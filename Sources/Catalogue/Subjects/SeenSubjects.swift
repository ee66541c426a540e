/// Which subjects were seen: an open-addressing table of keyed hashes, 12 bytes a slot.
///
/// A hash only raises a suspicion; the caller reads both rows again before anything is called a duplicate. The hashes
/// are keyed anew in each run, so a file cannot be made to collide.
struct SeenSubjects {
  private var hashes: [UInt64]
  /// Row + 1; 0 is a free slot.
  private var rows: [UInt32]
  private var count = 0

  init() {
    hashes = [UInt64](repeating: 0, count: 1 << 12)
    rows = [UInt32](repeating: 0, count: 1 << 12)
  }

  /// Earlier rows of that hash; nearly always none.
  func rows(of hash: UInt64) -> [Int] {
    let mask = hashes.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    var found: [Int] = []
    while rows[slot] != 0 {
      if hashes[slot] == hash { found.append(Int(rows[slot]) - 1) }
      slot = (slot + 1) & mask
    }
    return found
  }

  mutating func insert(_ row: Int, hash: UInt64) {
    place(UInt32(row + 1), hash)
    count += 1
    if count * 4 > hashes.count * 3 { grow() }
  }

  private mutating func place(_ row: UInt32, _ hash: UInt64) {
    let mask = hashes.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while rows[slot] != 0 { slot = (slot + 1) & mask }
    hashes[slot] = hash
    rows[slot] = row
  }

  private mutating func grow() {
    let (oldHashes, oldRows) = (hashes, rows)
    hashes = [UInt64](repeating: 0, count: oldHashes.count * 2)
    rows = [UInt32](repeating: 0, count: oldHashes.count * 2)
    for old in oldRows.indices where oldRows[old] != 0 { place(oldRows[old], oldHashes[old]) }
  }
}
