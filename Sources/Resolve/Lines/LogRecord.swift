import Workflow

/// What a log line can say that matters here. The names are those of `--map`.
enum LogField: String, CaseIterable {
  case ip, forwarded, time, date, url, path, query, host, referer, cookie
  case userID = "user-id"
  case clientID = "client-id"
  case visitorID = "visitor-id"
  case sessionID = "session-id"
  case deviceID = "device-id"
  case externalID = "external-id"
  case clickID = "click-id"
  case email

  /// Fields that hold an identifier as it is.
  var kind: IdentifierKind? {
    switch self {
    case .userID: .userID
    case .clientID: .clientID
    case .visitorID: .visitorID
    case .sessionID: .sessionID
    case .deviceID: .deviceID
    case .externalID: .externalID
    case .clickID: .clickID
    case .email: .email
    case .ip, .forwarded, .time, .date, .url, .path, .query, .host, .referer, .cookie: nil
    }
  }
}

/// Where the fields of one line lie in it. Reused from line to line.
struct LogRecord {
  struct Text {
    var start: Int32 = 0
    var end: Int32 = 0
    var escaped = false
    /// The lower one goes before; `.max` = not set.
    var rank = UInt8.max

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  enum Escapes { case none, backslashHex, json, doubledQuotes }

  private var texts = [Text](repeating: Text(), count: LogField.allCases.count)
  /// Cookies that the log keeps one by one: name and value.
  private(set) var cookies: [(name: Text, value: Text)] = []
  var escapes = Escapes.none
  private var scratch: [UInt8] = []

  mutating func clear() {
    for slot in texts.indices { texts[slot] = Text() }
    if !cookies.isEmpty { cookies.removeAll(keepingCapacity: true) }
  }

  subscript(_ field: LogField) -> Text? {
    let text = texts[field.slot]
    return text.end > text.start ? text : nil
  }

  /// Takes a value unless a better name has given one, or the value says "none".
  mutating func offer(_ field: LogField, _ range: Range<Int>, in line: Bytes, escaped: Bool = false, rank: UInt8 = 0) {
    guard rank < texts[field.slot].rank, !line.part(range).isVoid else { return }
    texts[field.slot] = Text(
      start: Int32(truncatingIfNeeded: range.lowerBound), end: Int32(truncatingIfNeeded: range.upperBound),
      escaped: escaped, rank: rank)
  }

  mutating func addCookie(_ name: Text, _ value: Text) {
    if cookies.count < 256 { cookies.append((name, value)) }
  }

  /// Hands over a field's bytes as they were before the log escaped them; they die with the call.
  mutating func with<Result>(_ text: Text, of line: Bytes, _ use: (Bytes) throws -> Result) rethrows -> Result {
    let raw = line.part(text.range)
    guard text.escaped else { return try use(raw) }
    scratch.removeAll(keepingCapacity: true)
    Escapes.undo(escapes, raw, into: &scratch)
    return try scratch.withUnsafeBufferPointer { try use($0) }
  }
}

extension LogField {
  /// The place in `allCases`, without looking for it.
  fileprivate var slot: Int {
    switch self {
    case .ip: 0
    case .forwarded: 1
    case .time: 2
    case .date: 3
    case .url: 4
    case .path: 5
    case .query: 6
    case .host: 7
    case .referer: 8
    case .cookie: 9
    case .userID: 10
    case .clientID: 11
    case .visitorID: 12
    case .sessionID: 13
    case .deviceID: 14
    case .externalID: 15
    case .clickID: 16
    case .email: 17
    }
  }
}
