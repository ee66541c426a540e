import Workflow

/// What an identifier becomes at intake, and which ones are refused.
///
/// The normalised value is what the ledger's commitment covers, so as little as possible happens to it: blanks and tabs
/// at both ends go; an `ip` is written in its canonical form (RFC 5952 for IPv6), an `idfa` in upper and a `gaid` in
/// lower case, as the systems write them. Case, dots, plus signs, query strings and number formats of all others stay
/// as they came: how a partner wants them is the business of that partner's entry.
enum IdentifierIntake {
  static let lengthLimit = 8192

  enum Fault: Equatable {
    case notUTF8, control, tooLong, wildcard, address, mail
  }

  enum Verdict {
    case blank
    /// The value is this part of the bytes that were handed in.
    case asWritten(UnsafeBufferPointer<UInt8>)
    case rewritten([UInt8])
    case refused(Fault)
  }

  /// - Parameters:
  ///   - high: The cell holds bytes above 0x7f.
  ///   - control: The cell holds bytes below 0x20 other than tabs, or 0x7f.
  static func judge(_ cell: UnsafeBufferPointer<UInt8>, _ kind: IdentifierKind, high: Bool, control: Bool) -> Verdict {
    let value = trimmed(cell)
    if value.isEmpty { return .blank }
    if control || value.contains(9) { return .refused(.control) }
    if value.count > lengthLimit { return .refused(.tooLong) }
    if high {
      guard let text = String(validating: value, as: UTF8.self) else { return .refused(.notUTF8) }
      if text.unicodeScalars.contains(where: { (0x80...0x9f).contains($0.value) || $0.value == 0xfeff }) {
        return .refused(.control)
      }
    }
    if Wildcards.matches(value) { return .refused(.wildcard) }
    switch kind {
    case .ip:
      guard let written = IPAddress.canonical(value) else { return .refused(.address) }
      return written.elementsEqual(value) ? .asWritten(value) : .rewritten(written)
    case .email:
      return isMail(value) ? .asWritten(value) : .refused(.mail)
    case .idfa: return uuid(value, lettered: 0x41)
    case .gaid: return uuid(value, lettered: 0x61)
    case .subject, .url, .clientID, .clickID, .userID, .visitorID, .sessionID, .phone, .deviceID, .advertisingID,
      .externalID:
      return .asWritten(value)
    }
  }

  /// A UUID in the case that begins with the letter; what has another form stays as it came.
  private static func uuid(_ value: UnsafeBufferPointer<UInt8>, lettered first: UInt8) -> Verdict {
    guard value.count == 36 else { return .asWritten(value) }
    var written = Array(value)
    for (place, byte) in value.enumerated() {
      let isDash = place == 8 || place == 13 || place == 18 || place == 23
      switch byte {
      case 0x2d where isDash, 0x30...0x39 where !isDash: continue
      case 0x41...0x46 where !isDash: written[place] = byte - 0x41 + first
      case 0x61...0x66 where !isDash: written[place] = byte - 0x61 + first
      case _: return .asWritten(value)
      }
    }
    return written.elementsEqual(value) ? .asWritten(value) : .rewritten(written)
  }

  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, bytes.count)
    while start < end, bytes[start] == 0x20 || bytes[start] == 9 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 9 { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  /// Something before and after one last `@`, no blanks. Whether the mailbox exists is not asked here.
  private static func isMail(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let at = value.lastIndex(of: UInt8(ascii: "@")), at > 0, at < value.count - 1 else { return false }
    return !value.contains(0x20) && !Wildcards.matches(UnsafeBufferPointer(rebasing: value[..<at]))
  }
}

/// Values that stand for nobody or for everybody. One of them in a request can wipe a whole account.
enum Wildcards {
  private static let words: Set<String> = [
    "null", "(null)", "nil", "none", "(none)", "undefined", "nan", "n/a", "unknown", "(not set)", "not set", "all",
    "any",
    "anonymous", "everyone", "true", "false",
  ]

  /// Signs that make a pattern or a placeholder when nothing else is there: `*`, `.*`, `%`, `-`, `0`, `0.0.0.0`, `::`, zeroed UUIDs.
  private static let signs: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in "*%?_.^$-+#~:/\\|()[]{}<>@!&=,;'\"` 0".utf8 { table[Int(byte)] = true }
    return table
  }()

  static func matches(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = value.first, let last = value.last else { return false }
    if first == UInt8(ascii: "*") || last == UInt8(ascii: "*") || last == UInt8(ascii: "%") { return true }
    if isOnlySigns(value) { return true }
    guard value.count <= 9, !value.contains(where: { (0x30...0x39).contains($0) }) else { return false }
    return words.contains(String(decoding: value, as: UTF8.self).lowercased())
  }

  private static func isOnlySigns(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    signs.withUnsafeBufferPointer { table in value.allSatisfy { table[Int($0)] } }
  }
}
