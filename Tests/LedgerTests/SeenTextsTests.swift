import Testing

@testable import Ledger

/// What a reader keeps from line to line must never show.
struct SeenTextsTests {
  /// Lines that say the same again and again, in texts long enough to be kept.
  private static func lines() throws -> [[UInt8]] {
    let partner = "a-partner-with-a-long-name"
    var dispatch = Samples.dispatch(partner, IndexRanges([0...4, 9...9]))
    dispatch.identifiers = ["client-id", "an-identifier-of-a-long-name"].map(Samples.code)
    dispatch.reason = Samples.code("a-reason-that-is-long")
    var answer = Samples.answer(partner, dispatch.subjects)
    answer.reason = dispatch.reason
    let outcome = Samples.outcome(partner, IndexRanges([0...4, 9...90]), answers: [3, 4])
    return try Samples.all().map(\.encoded)
      + [.dispatch(dispatch), .answer(answer), .outcome(outcome)].map(\Entry.encoded)
  }

  private static func alone(_ line: [UInt8]) -> Result<Entry, EntryError> {
    do throws(EntryError) { return .success(try Entry.parse(line)) } catch { return .failure(error) }
  }

  private static func read(
    _ line: UnsafeBufferPointer<UInt8>, by reader: inout CanonicalReader
  ) -> Result<Entry, EntryError> {
    do throws(EntryError) { return .success(try Entry.parse(line, by: &reader)) } catch { return .failure(error) }
  }

  @Test func `a line reads after others as it reads alone, whichever byte of it is changed`() throws {
    for line in try Self.lines() {
      // Each damaged line stands between two that are whole, so that all it says was met before.
      var bytes: [UInt8] = line
      for at in line.indices {
        var damaged = line
        damaged[at] ^= at & 1 == 0 ? 1 : 3
        bytes += damaged + line
      }
      bytes.withUnsafeBufferPointer { bytes in
        var reader = CanonicalReader(seen: .ofBundle)
        for start in stride(from: 0, to: bytes.count, by: line.count) {
          let one = UnsafeBufferPointer(rebasing: bytes[start..<start + line.count])
          #expect(Self.read(one, by: &reader) == Self.alone(Array(one)))
        }
      }
    }
  }

  @Test func `a list that goes on after what was met is read to its end`() throws {
    let short = Entry.outcome(Samples.outcome("p1", IndexRanges(7...7))).encoded
    let long = Entry.outcome(Samples.outcome("p1", IndexRanges([7...7, 9...10]))).encoded
    (short + long + short).withUnsafeBufferPointer { bytes in
      var reader = CanonicalReader(seen: .ofBundle)
      let places = [0..<short.count, short.count..<short.count + long.count, short.count + long.count..<bytes.count]
      for place in places {
        let line = UnsafeBufferPointer(rebasing: bytes[place])
        let entry = try? Self.read(line, by: &reader).get()
        #expect(entry?.encoded == Array(line))
      }
    }
  }

  @Test func `a line that starts like one kind and names another is told of by its own word`() throws {
    for line in try Samples.all().map(\.encoded) {
      let text = String(decoding: line, as: UTF8.self)
      for kind in ["dispatch/1", "answer/1", "outcome/1", "nothing/1"] where !text.contains(kind) {
        let other = text.replacing(/"kind":"[^"]*"/, with: "\"kind\":\"\(kind)\"")
        #expect(throws: EntryError.self) { try Entry.parse(Array(other.utf8)) }
      }
    }
    let stray = #"{"adapter":"x","kind":"nothing/1"}"# + "\n"
    #expect(throws: EntryError(field: "kind", what: "is missing or not a kind of ledger entry")) {
      try Entry.parse(Array(stray.utf8))
    }
    let shred = #"{"adapter":"x","at":"2025-12-06T00:00:00Z","kind":"shred/1"}"# + "\n"
    #expect(throws: EntryError(field: "at", what: "is missing or out of order")) { try Entry.parse(Array(shred.utf8)) }
  }

  @Test func `numbers are met in any order, and no other number is`() {
    for numbers in [
      [5000, 70, 4999, 0, 63, 64, 9000], Array(stride(from: 3000, to: 1, by: -61)), [128], [1 << 20, 7],
    ] {
      var bits = GrowingBits()
      #expect(!bits[0])
      for number in numbers { bits.set(number) }
      for number in 0..<10_000 { #expect(bits[number] == numbers.contains(number), "\(number) of \(numbers)") }
      #expect(bits[1 << 20] == numbers.contains(1 << 20))
    }
  }
}
