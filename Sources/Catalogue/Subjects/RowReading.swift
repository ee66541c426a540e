import Workflow

/// A row under the eyes of the header: splits it and judges its cells. One for each thread.
struct RowReading {
  let columns: [SubjectColumn]
  let subjectColumn: Int?
  private(set) var row = CSVRow()
  private var scratch: [UInt8] = []

  init(columns: [SubjectColumn]) {
    self.columns = columns
    subjectColumn = columns.firstIndex { $0.kind == .subject }
  }

  mutating func split(_ bytes: UnsafeBufferPointer<UInt8>, atEnd: Bool) -> CSVRow.Fault? {
    row.split(bytes, atEnd: atEnd)
  }

  /// The bytes given to `use` die with the call.
  mutating func judge<Result>(
    _ column: Int, in bytes: UnsafeBufferPointer<UInt8>, _ use: (IdentifierIntake.Verdict) throws -> Result
  ) rethrows -> Result {
    let cell = row.cells[column]
    let raw = UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])
    let kind = columns[column].kind
    guard cell.escaped else {
      return try use(IdentifierIntake.judge(raw, kind, high: cell.high, control: cell.control))
    }
    unescape(raw)
    return try scratch.withUnsafeBufferPointer {
      try use(IdentifierIntake.judge($0, kind, high: cell.high, control: cell.control))
    }
  }

  /// Whether the company's own key alone tells this row from others.
  mutating func isNamed(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let subjectColumn else { return false }
    return judge(subjectColumn, in: bytes) { verdict in
      switch verdict {
      case .blank, .refused: false
      case .asWritten, .rewritten: true
      }
    }
  }

  /// What makes this row the same subject as another: its own key, or else everything it holds.
  mutating func identity(in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let named = isNamed(in: bytes)
    var identity: [UInt8] = []
    for column in columns.indices where !named || column == subjectColumn {
      judge(column, in: bytes) { verdict in
        switch verdict {
        case .blank, .refused: return
        case .asWritten(let value): identity.append(contentsOf: value)
        case .rewritten(let value): identity.append(contentsOf: value)
        }
        // Values hold no control characters, so these two bytes part them without doubt.
        identity += [0, UInt8(column)]
      }
    }
    return identity
  }

  private mutating func unescape(_ raw: UnsafeBufferPointer<UInt8>) {
    scratch.removeAll(keepingCapacity: true)
    var skip = false
    for byte in raw {
      skip = byte == UInt8(ascii: "\"") && !skip
      if !skip { scratch.append(byte) }
    }
  }
}
