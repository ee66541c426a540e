/// How the lines of a log are written.
public enum LogFormat: String, CaseIterable, Sendable {
  case auto, combined, jsonl, csv

  /// For messages.
  var words: String {
    switch self {
    case .auto: "any known format"
    case .combined: "the combined log format"
    case .jsonl: "JSON lines"
    case .csv: "columns under a header"
    }
  }

  /// What the first line of substance looks like.
  static func guess(_ line: Bytes, _ names: FieldNames) -> LogFormat? {
    let start = line.drop { $0 == 0x20 || $0 == 9 }.first
    if start == nil { return nil }
    if start == UInt8(ascii: "{") { return .jsonl }
    var record = LogRecord()
    if CombinedLine.read(line, into: &record) { return .combined }
    return ColumnsLine(header: line, names: names) == nil ? nil : .csv
  }
}

/// Reads the lines of one log, whose format it may have to find out.
struct LineParser {
  enum Meaning { case record, nothing, broken }

  private(set) var format: LogFormat
  private let names: FieldNames
  private let json: JSONLine
  private var columns: ColumnsLine?
  private var lines = 0

  init(_ format: LogFormat, _ names: FieldNames) {
    self.format = format
    self.names = names
    json = JSONLine(names: names)
  }

  /// A CSV log whose header says nothing cannot be read at all.
  var lacksColumns: Bool { format == .csv && columns == nil && lines > 0 }

  mutating func read(_ line: Bytes, into record: inout LogRecord) -> Meaning {
    lines += 1
    if line.isEmpty { return .nothing }
    if format == .auto, let guess = LogFormat.guess(line, names) { format = guess }
    record.clear()
    switch format {
    case .auto: return line[0] == UInt8(ascii: "#") ? .nothing : .broken
    case .combined: return CombinedLine.read(line, into: &record) ? .record : .broken
    case .jsonl: return json.read(line, into: &record) ? .record : .broken
    case .csv: return readColumns(line, into: &record)
    }
  }

  private mutating func readColumns(_ line: Bytes, into record: inout LogRecord) -> Meaning {
    if line[0] == UInt8(ascii: "#") {
      if line.starts(with: "#Fields:") { columns = ColumnsLine(header: line, names: names) }
      return .nothing
    }
    guard let columns else {
      guard lines == 1 || self.columns == nil else { return .broken }
      columns = ColumnsLine(header: line, names: names)
      return columns == nil ? .broken : .nothing
    }
    return columns.read(line, into: &record) ? .record : .broken
  }
}
