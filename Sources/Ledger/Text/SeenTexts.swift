import Foundation

/// What the lines of a bundle say over and over, made once: names, codes, lists of kinds, subjects.
///
/// The keys are the bytes themselves where they were first met, so those bytes have to stay where they are. A hit gives
/// what the strict reading of the same bytes gave.
struct SeenTexts {
  private typealias Slot = (bytes: UnsafeBufferPointer<UInt8>, text: String)

  /// Shorter ones live inside a `String`, without memory of their own.
  private static let shortest = 16
  private static let width = 128

  /// Empty where nothing is kept.
  private var slots: [Slot]
  private var codes = SeenValue<[LedgerCode]>()
  private var ranges = SeenValue<IndexRanges>()

  /// Keeps nothing: for a line alone.
  static var none: SeenTexts { SeenTexts(slots: []) }

  static var ofBundle: SeenTexts {
    SeenTexts(slots: Array(repeating: (UnsafeBufferPointer(start: nil, count: 0), ""), count: width))
  }

  private init(slots: [Slot]) { self.slots = slots }

  mutating func string(_ text: CanonicalText) throws(EntryError) -> String {
    let bytes = text.bytes
    guard bytes.count >= Self.shortest, slots.count == Self.width, let base = bytes.baseAddress else {
      return try text.string()
    }
    let place = Self.place(UnsafeRawPointer(base), bytes.count)
    if slots[place].bytes.isSame(as: bytes) { return slots[place].text }
    let made = try text.string()
    slots[place] = (bytes, made)
    return made
  }

  /// By a text's first and last eight bytes.
  @inline(__always)
  private static func place(_ base: UnsafeRawPointer, _ count: Int) -> Int {
    let odd: UInt64 = 0x9E37_79B9_7F4A_7C15
    let head = base.loadUnaligned(as: UInt64.self)
    let tail = (base + count - 8).loadUnaligned(as: UInt64.self)
    return Int(((head &* odd ^ tail) &* odd) >> 57)
  }

  /// - Parameter rest: What is left of the line.
  @inline(__always)
  func codes(_ rest: UnsafeBufferPointer<UInt8>) -> (value: [LedgerCode], count: Int)? { codes.value(at: rest) }

  @inline(__always)
  func ranges(_ rest: UnsafeBufferPointer<UInt8>) -> (value: IndexRanges, count: Int)? { ranges.value(at: rest) }

  mutating func note(_ value: [LedgerCode], _ bytes: UnsafeBufferPointer<UInt8>) {
    if !slots.isEmpty { codes.note(value, bytes) }
  }

  mutating func note(_ value: IndexRanges, _ bytes: UnsafeBufferPointer<UInt8>) {
    if !slots.isEmpty { ranges.note(value, bytes) }
  }
}

/// The newest list of a kind, with the bytes it was read from.
private struct SeenValue<Value> {
  private var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private var value: Value?

  /// The list and its length, where `rest` starts with the same bytes: a list ends with its last bracket, so nothing
  /// that follows can change it.
  @inline(__always)
  func value(at rest: UnsafeBufferPointer<UInt8>) -> (value: Value, count: Int)? {
    guard let value, rest.count >= bytes.count,
      bytes.isSame(as: UnsafeBufferPointer(start: rest.baseAddress, count: bytes.count))
    else { return nil }
    return (value, bytes.count)
  }

  mutating func note(_ value: Value, _ bytes: UnsafeBufferPointer<UInt8>) { (self.value, self.bytes) = (value, bytes) }
}

extension UnsafeBufferPointer<UInt8> {
  @inline(__always)
  fileprivate func isSame(as other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count, let mine = baseAddress, let theirs = other.baseAddress else { return false }
    return memcmp(mine, theirs, count) == 0
  }
}
