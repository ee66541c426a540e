/// Notices a line that is byte for byte an earlier one. As times never fall, only lines of one second can be alike, so
/// the hashes of the current second are all that is kept: a table that is not even cleared between two seconds.
struct RepeatWindow {
  private struct Slot {
    var key: UInt64 = 0
    /// Index + 1; what is not above ``start`` belongs to an earlier second and counts as empty.
    var place: UInt64 = 0
  }

  private var slots = [Slot](repeating: Slot(), count: 1024)
  private var start: UInt64 = 0
  private var count = 0

  /// A new second begins with the line at `index`.
  mutating func restart(at index: UInt64) { (start, count) = (index, 0) }

  /// - Returns: the index of the same line, where there was one since the last restart.
  mutating func insert(_ leaf: LedgerHash, at index: UInt64) -> UInt64? {
    if count * 2 >= slots.count { grow() }
    let key = leaf.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: key) & mask
    while slots[at].place > start {
      if slots[at].key == key { return slots[at].place - 1 }
      at = (at + 1) & mask
    }
    slots[at] = Slot(key: key, place: index + 1)
    count += 1
    return nil
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    let mask = slots.count - 1
    for slot in old where slot.place > start {
      var at = Int(truncatingIfNeeded: slot.key) & mask
      while slots[at].place > start { at = (at + 1) & mask }
      slots[at] = slot
    }
  }
}
