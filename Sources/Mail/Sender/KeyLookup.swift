import CResolv

/// Asks the system's resolver for a domain's key.
public enum KeyLookup {
  /// Blocks for at most about 8 seconds: two tries of 2 seconds at two servers. Thread-safe.
  public static func txt(_ name: String) -> KeyAnswer { ask(name, server: 0, port: 0) }

  /// - Parameter server: An IPv4 address in network byte order to ask in place of the system's; 0 for those.
  static func ask(_ name: String, server: UInt32, port: UInt16) -> KeyAnswer {
    var answer = [UInt8](repeating: 0, count: 65_535)
    let count = name.withCString { cresolv_txt($0, &answer, Int32(answer.count), server, port) }
    switch count {
    case -1: return .none
    case 1...Int32(answer.count): return TXTAnswer.read(answer.prefix(Int(count)))
    case _: return .unreachable
    }
  }
}

/// A DNS message with TXT records in its answer section (RFC 1035, section 4).
enum TXTAnswer {
  static func read(_ message: ArraySlice<UInt8>) -> KeyAnswer {
    var reader = WireReader(message)
    guard reader.skip(4), let questions = reader.number(), let answers = reader.number(), reader.skip(4) else {
      return .unreachable
    }
    for _ in 0..<questions { guard reader.skipName(), reader.skip(4) else { return .unreachable } }
    var records: [[UInt8]] = []
    for _ in 0..<answers {
      guard reader.skipName(), let type = reader.number(), reader.skip(6), let length = reader.number(),
        let data = reader.take(Int(length))
      else { return .unreachable }
      if type != 16 { continue }  // such as the CNAME on the way
      guard let text = joined(data) else { return .unreachable }
      records.append(text)
    }
    return records.isEmpty ? .none : .records(records)
  }

  /// The strings of one record, each behind its length.
  private static func joined(_ data: ArraySlice<UInt8>) -> [UInt8]? {
    var (text, rest) = ([UInt8](), data)
    while let length = rest.popFirst() {
      guard rest.count >= Int(length) else { return nil }
      text += rest.prefix(Int(length))
      rest = rest.dropFirst(Int(length))
    }
    return text
  }
}

private struct WireReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func skip(_ count: Int) -> Bool { take(count) != nil }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func number() -> UInt16? { take(2)?.reduce(0) { $0 << 8 | UInt16($1) } }

  /// Labels up to the root, or up to a pointer, which ends a name wherever it leads.
  mutating func skipName() -> Bool {
    while let length = rest.popFirst() {
      if length == 0 { return true }
      if length >= 0xc0 { return skip(1) }
      guard length < 64, skip(Int(length)) else { return false }
    }
    return false
  }
}
