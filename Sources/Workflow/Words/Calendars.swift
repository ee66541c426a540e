/// The proleptic Gregorian calendar in UTC, by plain arithmetic: no locale, no time zone, the same bytes everywhere.
public enum Calendars {
  /// Seconds since 1970 for year, month, day, hour, minute, second. Out-of-range parts carry over.
  public static func seconds(_ parts: [Int]) -> Int64 {
    let (carried, ofYear) = (Int64(parts[1]) - 1).quotientAndRemainder(dividingBy: 12)
    let (year, month) =
      ofYear < 0 ? (Int64(parts[0]) + carried - 1, ofYear + 13) : (Int64(parts[0]) + carried, ofYear + 1)
    let day = Int64(parts[2])
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    return days * 86_400 + Int64(parts[3]) * 3600 + Int64(parts[4]) * 60 + Int64(parts[5])
  }

  /// RFC 3339 with `Z` and whole seconds.
  public static func write(_ seconds: Int64) -> String {
    let (year, month, day) = date(seconds)
    let ofDay = ((seconds % 86_400) + 86_400) % 86_400
    return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))T"
      + "\(pad(ofDay / 3600, 2)):\(pad(ofDay / 60 % 60, 2)):\(pad(ofDay % 60, 2))Z"
  }

  /// Year, month (1-12) and day (1-31).
  public static func date(_ seconds: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private static func pad(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
