import Foundation
import Testing
import Workflow

struct TimeTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_670_335_199, "2022-12-06T13:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
    (-62_135_596_800, "0001-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
  ])
  func `a moment is written in UTC`(_ seconds: Int64, _ text: String) {
    #expect(Calendars.write(seconds) == text)
  }

  @Test func `parts and seconds are each other's way back`() {
    var dice = Seeded(7)
    for _ in 0..<5000 {
      let seconds = Int64(dice.number(-62_135_596_800...253_402_300_799))
      let (year, month, day) = Calendars.date(seconds)
      let ofDay = Int(((seconds % 86_400) + 86_400) % 86_400)
      let parts = [Int(year), Int(month), Int(day), ofDay / 3600, ofDay / 60 % 60, ofDay % 60]
      #expect(Calendars.seconds(parts) == seconds)
      #expect((1...12).contains(month) && (1...31).contains(day))
    }
  }

  @Test func `four hundred years of days follow one another without a gap`() {
    var last = Calendars.date(-86_400)
    for day in 0..<146_097 as Range<Int64> {
      let next = Calendars.date(day * 86_400)
      let follows =
        next.day == last.day + 1 && next.month == last.month && next.year == last.year
        || next.day == 1 && last.day >= 28
          && (next.month == last.month + 1 && next.year == last.year
            || next.month == 1 && last.month == 12 && next.year == last.year + 1)
      #expect(follows, "day \(day)")
      last = next
    }
    #expect(last == (2369, 12, 31))
  }

  @Test(arguments: [
    ([2023, 2, 29, 0, 0, 0], "2023-03-01T00:00:00Z"), ([2022, 12, 31, 24, 0, 0], "2023-01-01T00:00:00Z"),
    ([2022, 4, 31, 0, 0, 0], "2022-05-01T00:00:00Z"), ([2022, 1, 0, 0, 0, 0], "2021-12-31T00:00:00Z"),
    ([2022, 13, 1, 0, 0, 0], "2023-01-01T00:00:00Z"), ([2022, 15, 1, 0, 0, 0], "2023-03-01T00:00:00Z"),
    ([2022, 0, 1, 0, 0, 0], "2021-12-01T00:00:00Z"), ([2022, -12, 1, 0, 0, 0], "2020-12-01T00:00:00Z"),
    ([2022, 6, 1, 0, 0, -1], "2022-05-31T23:59:59Z"), ([2022, 6, 1, 0, 61, 61], "2022-06-01T01:02:01Z"),
  ])
  func `a date that does not exist carries over, so it is not written as it was read`(_ parts: [Int], _ text: String) {
    #expect(Calendars.write(Calendars.seconds(parts)) == text)
  }

  @Test(
    arguments: zip([0, 999, 1000, -1, -1000, -1001, .max, .min], [0, 0, 1, -1, -1, -2, .max / 1000, .min / 1000 - 1]))
  func `whole seconds are rounded down`(_ milliseconds: Int64, _ seconds: Int64) {
    #expect(Instant(milliseconds: milliseconds).seconds == seconds)
  }

  @Test func `sums of time stop at the end of time`() {
    let (first, last) = (Instant(milliseconds: .min), Instant(milliseconds: .max))
    #expect(last + .seconds(1) == last)
    #expect(first + .seconds(-1) == first)
    #expect(last - first == Span(milliseconds: .max))
    #expect(first - last == Span(milliseconds: .min))
    #expect(noon + .hours(1) - noon == .minutes(60))
  }

  @Test(arguments: [Span.seconds, Span.minutes, Span.hours, Span.days])
  func `spans beyond counting are the longest span`(_ span: @Sendable (Int64) -> Span) {
    #expect(span(.max) == Span(milliseconds: .max))
    #expect(span(.min) == Span(milliseconds: .min))
  }

  @Test(
    arguments: [
      (Span.zero, 0), (.milliseconds(1), 1), (.days(45), 45), (.days(45) + 1, 46), (.days(-1), -1), (.days(-1) + 1, 0),
      (Span(milliseconds: .max), 106_751_991_168),
    ] as [(Span, Int64)])
  func `a span takes each day that it begins`(_ span: Span, _ days: Int64) {
    #expect(span.wholeDays == days)
  }

  @Test func `times are stored as plain numbers`() throws {
    #expect(String(decoding: try JSONEncoder().encode([Instant(milliseconds: 5)]), as: UTF8.self) == "[5]")
    #expect(try JSONDecoder().decode([Span].self, from: Data("[-7]".utf8)) == [.milliseconds(-7)])
  }
}

extension Span {
  fileprivate static func + (span: Span, milliseconds: Int64) -> Span {
    Span(milliseconds: span.milliseconds + milliseconds)
  }
}
