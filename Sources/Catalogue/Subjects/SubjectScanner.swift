import Workflow

/// The state of one walk through a subject file.
struct SubjectScanner {
  private let file: CSVFile
  private var reading: ChunkedReading
  private var rows = RowReading(columns: [])
  private var kinds: [KindSet] = []
  private var places: [RowPlace] = []
  /// The line of each row in `places`, for telling where the first of two duplicates stands.
  private var lines: [UInt32] = []
  private var seen = SeenSubjects()
  private var mistakes: RowMistakes
  private var line = 1
  /// An empty line is a mistake only if a row follows it.
  private var emptyLine: Int?

  init(_ file: CSVFile, _ buffer: UnsafeMutableRawBufferPointer) throws {
    self.file = file
    reading = try ChunkedReading(file, buffer: buffer)
    mistakes = RowMistakes(file: file.path)
  }

  mutating func readHeader() throws {
    try refuseOtherEncodings()
    guard let length = try splitNext(), !rows.row.isBlank else {
      try mistakes.verdict()
      try refuse("the first line is empty; it must name the columns", "For example: subject,ip,url,email")
      return
    }
    let bytes = reading.rest
    let names = rows.row.cells.map { cell in
      String(decoding: bytes[cell.start..<cell.end].drop { $0 == 0x20 }, as: UTF8.self).trimmedEnd
    }
    let header = SubjectHeader(names: names)
    for fault in header.faults {
      report(at: rows.row.cells[fault.words.column].column, fault.words.what, fault.words.remedy)
    }
    try mistakes.verdict()
    rows = RowReading(columns: header.columns)
    kinds = header.columns.map { KindSet($0.kind) }
    consume(length, innerLines: rows.row.innerLines)
  }

  mutating func readRows() throws {
    while !reading.isOver, let length = try splitNext() {
      if rows.row.isBlank {
        if emptyLine == nil { emptyLine = line }
      } else {
        if let empty = emptyLine { mistakes.add(line: empty, column: 1, "the line is empty", "Remove it.") }
        emptyLine = nil
        try check(length)
      }
      consume(length, innerLines: rows.row.innerLines)
    }
  }

  func finished() throws -> SubjectScan {
    try mistakes.verdict()
    try file.verifyUnchanged()
    guard !places.isEmpty else {
      throw Mistakes([Mistake(file: file.path, line: 1, column: 1, what: "there is a header and no row", remedy: nil)])
    }
    return SubjectScan(file: file, columns: rows.columns, places: places)
  }

  /// Splits the row at hand, reading on as needed; broken rows are reported and passed over.
  /// - Returns: the row's bytes, or `nil` at the end of what can be read.
  private mutating func splitNext() throws -> Int? {
    while !reading.isOver {
      guard let fault = rows.split(reading.rest, atEnd: reading.reachedEnd) else { return rows.row.length }
      if let words = fault.words {
        report(at: words.place, words.what, words.remedy)
        try passOver(words.place)
        if case .openQuote = fault { return nil }
      } else if reading.isFull {
        report(at: 0, "a row longer than 1 MiB", "Is a closing quote missing? Nothing after it could be read.")
        return nil
      } else {
        try reading.refill()
      }
    }
    return nil
  }

  private mutating func passOver(_ place: Int) throws {
    line += 1 + reading.rest[..<place].count { $0 == UInt8(ascii: "\n") }
    reading.consume(place)
    try reading.skipLine()
  }

  private mutating func consume(_ length: Int, innerLines: Int) {
    reading.consume(length)
    line += 1 + innerLines
  }

  private mutating func check(_ length: Int) throws {
    let found = rows.row.cells.count
    guard found == kinds.count else {
      report(at: 0, "the row has \(found) cells, the header has \(kinds.count)", "Put a value with commas in quotes.")
      return
    }
    guard let (present, hash) = judged() else { return }
    guard present.hasIdentifier else {
      report(at: 0, "the row has no identifier", "Remove the row, or add what is known of the person.")
      return
    }
    try remember(present, hash, length)
  }

  /// - Returns: the kinds present and the keyed hash of what makes the subject this one; `nil` after a mistake.
  private mutating func judged() -> (KindSet, UInt64)? {
    let bytes = reading.rest
    let named = rows.isNamed(in: bytes)
    var (present, hasher, good) = (KindSet(), Hasher(), true)
    for column in kinds.indices {
      let counts = !named || column == rows.subjectColumn
      let fault = rows.judge(column, in: bytes) { verdict -> IdentifierIntake.Fault? in
        switch verdict {
        case .blank: return nil
        case .refused(let fault): return fault
        case .asWritten(let value): if counts { hasher.add(column, UnsafeRawBufferPointer(value)) }
        case .rewritten(let value): if counts { value.withUnsafeBytes { hasher.add(column, $0) } }
        }
        present.formUnion(kinds[column])
        return nil
      }
      guard let fault else { continue }
      let words = fault.words(rows.columns[column])
      report(at: rows.row.cells[column].column, words.what, words.remedy)
      good = false
    }
    return good ? (present, UInt64(bitPattern: Int64(hasher.finalize()))) : nil
  }

  private mutating func remember(_ present: KindSet, _ hash: UInt64, _ length: Int) throws {
    if let earlier = try seen.rows(of: hash).first(where: { try isSame(as: $0) }) {
      let by = rows.isNamed(in: reading.rest) ? "the same 'subject'" : "the same identifiers"
      report(at: 0, "\(by) as in line \(lines[earlier])", "Keep one of the rows.")
      return
    }
    seen.insert(places.count, hash: hash)
    places.append(RowPlace(offset: reading.offset, length: UInt32(length), kinds: present.rawValue))
    lines.append(UInt32(truncatingIfNeeded: line))
  }

  /// The row at hand and an earlier one, both read anew.
  private func isSame(as earlier: Int) throws -> Bool {
    var own = rows
    return try identity(ofRow: earlier) == own.identity(in: reading.rest)
  }

  private func identity(ofRow row: Int) throws -> [UInt8] {
    let place = places[row]
    return try withUnsafeTemporaryAllocation(byteCount: Int(place.length), alignment: 1) { buffer in
      guard try file.read(buffer, at: place.offset) == buffer.count else {
        throw SubjectFileError.changed(path: file.path)
      }
      let bytes = UnsafeBufferPointer(buffer.bindMemory(to: UInt8.self))
      var reading = RowReading(columns: rows.columns)
      guard reading.split(bytes, atEnd: true) == nil, reading.row.cells.count == kinds.count else {
        throw SubjectFileError.changed(path: file.path)
      }
      return reading.identity(in: bytes)
    }
  }

  /// Columns count Unicode scalars; `place` is a byte of the row at hand.
  private mutating func report(at place: Int, _ what: String, _ remedy: String?) {
    let before = reading.rest.prefix(place)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let scalars = before[lineStart...].count { $0 & 0xc0 != 0x80 }
    let inner = before.count { $0 == UInt8(ascii: "\n") }
    mistakes.add(line: line + inner, column: scalars + 1, what, remedy)
  }

  private mutating func refuseOtherEncodings() throws {
    let start = reading.rest.prefix(64)
    if start.isEmpty { try refuse("the file is empty", "It needs a header and a row for each person.") }
    if start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff]) || start.contains(0) {
      try refuse("the file is UTF-16, or no text at all", "Save it as CSV in UTF-8.")
    }
    if start.starts(with: [0xef, 0xbb, 0xbf]) { reading.consume(3) }
  }

  private func refuse(_ what: String, _ remedy: String) throws {
    throw Mistakes([Mistake(file: file.path, line: 1, column: 1, what: what, remedy: remedy)])
  }
}

extension Hasher {
  fileprivate mutating func add(_ column: Int, _ value: UnsafeRawBufferPointer) {
    combine(column)
    combine(value.count)
    combine(bytes: value)
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
