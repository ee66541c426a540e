import Testing

@testable import Ledger

struct ReaderStrictnessTests {
  static let texts: [(String, String?)] = [
    ("\"abcdefg\"", "abcdefg"), ("\"abcdefgh\"", "abcdefgh"), ("\"abcdefghi\"", "abcdefghi"), ("\"\"", nil),
    ("\"abcdefg\\\"h\"", "abcdefg\"h"), ("\"abcdefgh\\\\\"", "abcdefgh\\"), ("\"abcdefgh\\", nil), ("\"abcdefgh", nil),
    ("\"abcd\u{1}efghijkl\"", nil), ("\"abcdefghijk\u{1F}\"", nil), ("\"é\u{7F}bcdefghijklm\"", "é\u{7F}bcdefghijklm"),
    ("\"abc\\u0001defghij\"", "abc\u{1}defghij"), ("\"abc\\u0041defghij\"", nil), ("\"abc\\/defghijkl\"", nil),
    ("\"01234567é01234567é\"", "01234567é01234567é"),
  ]

  @Test(arguments: texts)
  func `a text has one spelling wherever its bytes fall`(line: String, text: String?) {
    // What comes before moves the text's bytes against the eight that are read at a time.
    for offset in 0..<8 {
      let bytes = Array(repeating: UInt8(ascii: "["), count: offset) + Array(line.utf8)
      let read = bytes.withUnsafeBufferPointer { buffer in
        var reader = CanonicalReader(buffer)
        reader.skip(offset)
        return try? reader.string()
      }
      #expect(read == text, "\(line) after \(offset) bytes")
    }
  }

  @Test func `bytes that are no UTF-8 are no text, at any place`() {
    for at in 0..<20 {
      for wrong in [[0xC3], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80]] as [[UInt8]] {
        var bytes = Array(repeating: UInt8(ascii: "a"), count: 20)
        bytes.insert(contentsOf: wrong, at: at)
        bytes = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        bytes.withUnsafeBufferPointer { buffer in
          var reader = CanonicalReader(buffer)
          let text = try? reader.string()
          #expect(text == nil, "\(wrong) at \(at)")
        }
      }
    }
  }

  @Test func `every day of the calendar is read, and no other`() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for year in [1970, 1999, 2000, 2023, 2024, 2100, 2400, 9999] {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for month in 0...13 {
        for day in 0...32 {
          let text = "\(year)-" + (month < 10 ? "0" : "") + "\(month)-" + (day < 10 ? "0" : "") + "\(day)T12:34:56Z"
          let length = (1...12).contains(month) ? lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) : 0
          let time = LedgerTime(text)
          #expect((time != nil) == (1...max(length, 1) ~= day && length > 0), "\(text)")
          if let time { #expect(time.description == text) }
        }
      }
    }
  }

  @Test func `each word of each list is found by its bytes, and nothing near it`() {
    func check<W: LedgerWord & Equatable>(_: W.Type) {
      for word in W.allCases {
        let bytes = Array(word.rawValue.utf8)
        #expect(bytes.withUnsafeBufferPointer { W.words[$0] } == word)
        for near in [bytes.dropLast(), bytes + [UInt8(ascii: "x")], Array(bytes.reversed())] where !near.isEmpty {
          let found = Array(near).withUnsafeBufferPointer { W.words[$0] }
          #expect(found == W(rawValue: String(decoding: near, as: UTF8.self)))
        }
      }
    }
    check(LedgerOutcome.self)
    check(LedgerGrade.self)
    check(LedgerVia.self)
    check(LedgerResult.self)
    check(LedgerScope.self)
    check(LedgerKeyAction.self)
    check(EntryKind.self)
  }
}
