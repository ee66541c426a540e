/// Lines of columns under a header: CSV, tabs, and the extended format of CloudFront and IIS with its `#Fields:` line.
struct ColumnsLine {
  private let separator: UInt8
  private let columns: [(field: LogField, rank: UInt8)?]
  private let quotes: Bool

  /// - Returns: `nil` where the header names nothing that is known, or no page and no time.
  init?(header: Bytes, names: FieldNames) {
    var header = header
    if header.starts(with: "\u{FEFF}") { header = header.part(3...) }
    quotes = !header.starts(with: "#")
    if header.starts(with: "#Fields:") {
      header = header.part(8...)
      while header.first == 0x20 || header.first == 9 { header = header.part(1...) }
      // CloudFront names the columns with blanks between them and parts the values with tabs.
      separator = 0
    } else {
      let candidates: [UInt8] = [9, UInt8(ascii: ","), UInt8(ascii: ";")]
      separator = candidates.max { left, right in header.count { $0 == left } < header.count { $0 == right } } ?? 9
    }
    let parting = separator == 0 ? (header.contains(9) ? 9 : 0x20) : separator
    columns = header.split(separator: parting, omittingEmptySubsequences: false).map { name in
      let plain = name.filter { $0 != UInt8(ascii: "\"") && $0 != 0x20 && $0 != 13 }
      return plain.withUnsafeBufferPointer { names.meaning(of: names.path($0, from: names.root)) }
    }
    let known = columns.compactMap { $0?.field }
    guard known.contains(where: { $0 == .time || $0 == .date }),
      known.contains(where: { $0 == .url || $0 == .path || $0 == .referer || $0 == .ip })
    else { return nil }
  }

  /// - Returns: `false` where the line has another number of columns than the header.
  func read(_ line: Bytes, into record: inout LogRecord) -> Bool {
    record.escapes = quotes ? .doubledQuotes : .none
    let separator = separator != 0 ? separator : line.contains(9) ? 9 : 0x20
    var (place, column) = (0, 0)
    while column < columns.count {
      guard let cell = cell(line, &place, separator) else { return false }
      if let meaning = columns[column] {
        record.offer(meaning.field, cell.range, in: line, escaped: cell.escaped, rank: meaning.rank)
      }
      column += 1
      if place == line.count { return column == columns.count }
      guard line[place] == separator else { return false }
      place += 1
    }
    return false
  }

  private func cell(_ line: Bytes, _ place: inout Int, _ separator: UInt8) -> LogRecord.Text? {
    guard quotes, place < line.count, line[place] == UInt8(ascii: "\"") else {
      let start = place
      while place < line.count, line[place] != separator { place += 1 }
      return LogRecord.Text(start: Int32(start), end: Int32(place))
    }
    place += 1
    var text = LogRecord.Text(start: Int32(place))
    while place < line.count {
      if line[place] == UInt8(ascii: "\"") {
        guard place + 1 < line.count, line[place + 1] == UInt8(ascii: "\"") else {
          text.end = Int32(place)
          place += 1
          return text
        }
        text.escaped = true
        place += 1
      }
      place += 1
    }
    return nil
  }
}
