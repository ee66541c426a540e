import Workflow

extension Slot.TimeForm {
  /// A moment in UTC, in whole seconds but for `epoch-ms`.
  func written(_ instant: Instant) -> [UInt8] {
    let text = Array(Calendars.write(instant.seconds).utf8)
    switch self {
    case .rfc3339: return text
    case .date: return Array(text.prefix(10))
    case .epoch: return Array(String(instant.seconds).utf8)
    case .epochMilliseconds: return Array(String(instant.milliseconds).utf8)
    case .compact: return text.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ":") }
    case .usDate:
      let parts = text.prefix(10).split(separator: UInt8(ascii: "-"))
      guard parts.count == 3 else { return text }
      return Array([parts[1], parts[2], parts[0]].joined(separator: [UInt8(ascii: "/")]))
    }
  }
}

extension Span {
  /// As it stands in a slot: `+1d`, `-30m`, nothing for none.
  var asShift: String {
    guard self != .zero else { return "" }
    return milliseconds < 0 ? "-\(Span(milliseconds: -milliseconds).words)" : "+\(words)"
  }
}

extension Slot {
  /// `from`, `now.epoch`, `from+1d.date`.
  /// - Returns: `nil` where `text` is no time.
  static func time(written text: String) -> Slot? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let head = parts.first, let form = parts.count == 1 ? .rfc3339 : TimeForm(rawValue: parts[1]) else {
      return nil
    }
    guard let sign = head.firstIndex(where: { $0 == "+" || $0 == "-" }) else {
      return Moment(rawValue: head).map { .time($0, .zero, form) }
    }
    guard let moment = Moment(rawValue: String(head[..<sign])),
      let span = Span(written: String(head[head.index(after: sign)...])), span <= .days(36_600)
    else { return nil }
    return .time(moment, head[sign] == "-" ? Span(milliseconds: -span.milliseconds) : span, form)
  }
}
