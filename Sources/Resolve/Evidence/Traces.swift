import Catalogue
import Workflow

/// Finds the identifiers in one log line, or in one URL.
struct Traces {
  struct Trace {
    let source: Int
    let hash: UInt64
    let value: [UInt8]
    /// The cookie belongs to a tracker of the matter.
    let isOurs: Bool
  }

  private let sources: [IDSource]
  private let values: ValueHash
  private var parameters: [String: [Int]] = [:]
  private var cookies: [UInt64: [Int]] = [:]
  private var prefixes: [(name: [UInt8], source: Int)] = []
  private var fields: [(field: LogField, source: Int)] = []
  private let trackers: [[UInt8]]
  let address: Int?
  /// Values that were no identifiers: placeholders, control characters, too long.
  private(set) var refused = 0

  init(_ sources: [IDSource], trackers: [String], _ values: ValueHash) {
    self.sources = sources
    self.values = values
    self.trackers = trackers.map { $0.utf8.map(\.lowered) }
    address = sources.firstIndex { $0.place == .address }
    for (index, source) in sources.enumerated() {
      switch source.place {
      case .parameter: parameters[source.name.lowercased(), default: []].append(index)
      case .cookie: cookies[values.hash(Array(source.name.utf8)), default: []].append(index)
      case .cookiePrefix: prefixes.append((Array(source.name.utf8), index))
      case .field: if let field = LogField(rawValue: source.name) { fields.append((field, index)) }
      case .address: continue
      }
    }
  }

  mutating func inURL(_ url: Bytes) -> [Trace] {
    guard let mark = url.firstIndex(of: UInt8(ascii: "?")) else { return [] }
    let query = url[(mark + 1)...].prefix { $0 != UInt8(ascii: "#") }
    var found: [Trace] = []
    for pair in query.split(separator: UInt8(ascii: "&")) {
      guard let sign = pair.firstIndex(of: UInt8(ascii: "=")), sign - pair.startIndex <= 64 else { continue }
      let name = String(decoding: pair[..<sign], as: UTF8.self).lowercased()
      for source in parameters[name] ?? [] {
        take(Bytes(rebasing: pair[(sign + 1)...]), source, true, into: &found)
      }
    }
    return found
  }

  mutating func inLine(_ line: Bytes, _ record: inout LogRecord) -> [Trace] {
    var found: [Trace] = []
    if let header = record[.cookie] {
      record.with(header, of: line) { inCookies($0, &found) }
    }
    for (name, value) in record.cookies {
      let name = record.with(name, of: line) { Array($0) }
      record.with(value, of: line) { value in name.withUnsafeBufferPointer { cookie($0, value, &found) } }
    }
    for (field, source) in fields {
      if let text = record[field] { record.with(text, of: line) { take($0, source, true, into: &found) } }
    }
    return Self.preferringOurs(found)
  }

  mutating func inAddress(_ text: Bytes) -> Trace? {
    guard let address, !ClientAddress.isInner(text), let value = ClientAddress.written(text) else { return nil }
    return Trace(source: address, hash: values(value, .ip), value: value, isOurs: true)
  }

  private mutating func inCookies(_ header: Bytes, _ found: inout [Trace]) {
    for pair in header.split(separator: UInt8(ascii: ";"), maxSplits: 255) {
      var pair = Bytes(rebasing: pair)
      while let first = pair.first, first == 0x20 || first == UInt8(ascii: "+") { pair = pair.part(1...) }
      // CloudFront writes the blank after the semicolon as an escape.
      if pair.starts(with: "%20") { pair = pair.part(3...) }
      guard let sign = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
      cookie(pair.part(0..<sign), pair.part((sign + 1)...), &found)
    }
  }

  private mutating func cookie(_ name: Bytes, _ value: Bytes, _ found: inout [Trace]) {
    for source in cookies[values.hash(name)] ?? [] { take(value, source, true, into: &found) }
    for (prefix, source) in prefixes where name.count > prefix.count && name.starts(with: prefix) {
      take(value, source, isOurs(name.part(prefix.count...)), into: &found)
    }
  }

  /// The rest of a cookie's name is a tracker's id, or its beginning, perhaps with something behind.
  private func isOurs(_ rest: Bytes) -> Bool {
    let key = rest.prefix { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: ".") }.map(\.lowered)
    return key.count >= 5 && trackers.contains { $0.starts(with: key) }
  }

  private mutating func take(_ text: Bytes, _ source: Int, _ isOurs: Bool, into found: inout [Trace]) {
    guard found.count < 128, let extracted = sources[source].extraction.value(in: text), !extracted.isEmpty else {
      return
    }
    let kind = sources[source].kind
    guard let value = extracted.withUnsafeBufferPointer({ IdentifierValue.normalised($0, kind) }) else {
      refused += 1
      return
    }
    found.append(Trace(source: source, hash: values(value, kind), value: value, isOurs: isOurs))
  }

  /// Where one of several cookies of a kind belongs to the matter's trackers, the others are another matter.
  private static func preferringOurs(_ found: [Trace]) -> [Trace] {
    guard found.contains(where: { !$0.isOurs }) else { return found }
    return found.filter { trace in trace.isOurs || !found.contains { $0.source == trace.source && $0.isOurs } }
  }
}
