/// What a line is, found before it is read.
enum EntryKind: String, LedgerWord {
  case genesis = "genesis/1"
  case matter = "matter/1"
  case waveOpen = "wave.open/1"
  case dispatch = "dispatch/1"
  case answer = "answer/1"
  case outcome = "outcome/1"
  case hold = "hold/1"
  case release = "release/1"
  case amend = "amend/1"
  case key = "key/1"
  case anchor = "anchor/1"
  case shred = "shred/1"
  case waveClose = "wave.close/1"

  static let words = WordTable<EntryKind>()

  /// Three kinds make up nearly all of a ledger, and each of them starts with a field that no other has. Whoever reads
  /// a line as the kind it starts like finds its kind, too; where that fails, the line's own word counts.
  init?(firstField object: UnsafeBufferPointer<UInt8>) {
    guard object.count > 12, let start = object.baseAddress.map(UnsafeRawPointer.init) else { return nil }
    // Past `{"`; the three differ there.
    switch UInt64(bigEndian: (start + 2).loadUnaligned(as: UInt64.self)) {
    case 0x6164_6170_7465_7222: self = .dispatch  // adapter"
    case 0x616E_7377_6572_6564: self = .answer  // answered
    case 0x616E_7377_6572_7322: self = .outcome  // answers"
    case _: return nil
    }
  }

  /// - Parameter object: A line without its newline. Nil where its kind is missing or unknown.
  init?(of object: UnsafeBufferPointer<UInt8>) {
    guard let found = Self.search(object) else { return nil }
    self = found
  }

  /// Searches the bytes: inside a JSON text the quotes would be escaped, so the first match is the field. It steps by
  /// what the last byte of the window allows (Horspool), mostly the mark's whole length.
  private static func search(_ object: UnsafeBufferPointer<UInt8>) -> EntryKind? {
    let mark: StaticString = "\"kind\":\""
    let count = mark.utf8CodeUnitCount
    var end = count
    while end <= object.count {
      let step = step(object[end - 1])
      if step == 2, object[end - count..<end].elementsEqual(UnsafeBufferPointer(start: mark.utf8Start, count: count)) {
        let rest = object[end...]
        guard let quote = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        return words[UnsafeBufferPointer(rebasing: rest[..<quote])]
      }
      end += step
    }
    return nil
  }

  /// From the byte's last place in the mark, its own last byte not counted, to the mark's end.
  @inline(__always)
  private static func step(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: ":"): 1
    case UInt8(ascii: "\""): 2
    case UInt8(ascii: "d"): 3
    case UInt8(ascii: "n"): 4
    case UInt8(ascii: "i"): 5
    case UInt8(ascii: "k"): 6
    case _: 8
    }
  }
}
