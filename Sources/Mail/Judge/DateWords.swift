/// A calendar day as somebody wrote it, without a time zone.
public struct DateWords: Hashable, Sendable, Comparable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// Nil unless the day exists and lies between 2000 and 2099.
  public init?(year: Int, month: Int, day: Int) {
    guard (2000...2099).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let leap = year % 4 == 0
    let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  public static func < (a: DateWords, b: DateWords) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }

  /// Too long before a mail to be the answer to a letter of ours. Nothing here knows the day of the letter, which a
  /// block's date is held against elsewhere, and half a year is longer than a partner is waited for.
  func isLong(before day: DateWords) -> Bool { adding(days: 183).map { $0 < day } ?? false }

  /// At most ten years ahead: a date of a century away is not a promise.
  func adding(days: Int) -> DateWords? {
    guard (0...3650).contains(days) else { return nil }
    var date = self
    for _ in 0..<days {
      guard
        let next = DateWords(year: date.year, month: date.month, day: date.day + 1)
          ?? DateWords(year: date.year, month: date.month + 1, day: 1)
          ?? DateWords(year: date.year + 1, month: 1, day: 1)
      else { return nil }
      date = next
    }
    return date
  }
}
