import Workflow

/// Reads single rows of a checked file again, in any order, from several threads at once.
public final class SubjectRows: Sendable {
  private let file: CSVFile
  private let columns: [SubjectColumn]

  public init(_ scan: SubjectScan) {
    file = scan.file
    columns = scan.columns
  }

  /// The normalised identifiers of one row, in the order of the columns; blank cells are left out.
  /// - Throws: `SubjectFileError.changed` if the bytes are no longer those that were checked, as far as that shows.
  public func row(at offset: Int, length: Int) throws -> [Identifier] {
    try withUnsafeTemporaryAllocation(byteCount: length, alignment: 1) { buffer in
      guard try file.read(buffer, at: offset) == length else { throw SubjectFileError.changed(path: file.path) }
      return try identifiers(UnsafeBufferPointer(buffer.bindMemory(to: UInt8.self)))
    }
  }

  /// To be called after the last row and before anything read is used: size, time of change and inode are as they were.
  public func verifyUnchanged() throws { try file.verifyUnchanged() }

  private func identifiers(_ bytes: UnsafeBufferPointer<UInt8>) throws -> [Identifier] {
    var reading = RowReading(columns: columns)
    guard reading.split(bytes, atEnd: true) == nil, reading.row.length == bytes.count,
      reading.row.cells.count == columns.count
    else { throw SubjectFileError.changed(path: file.path) }
    var identifiers: [Identifier] = []
    identifiers.reserveCapacity(columns.count)
    for (position, column) in columns.enumerated() {
      try reading.judge(position, in: bytes) { verdict in
        switch verdict {
        case .blank: return
        case .asWritten(let value):
          identifiers.append(Identifier(kind: column.kind, ordinal: column.ordinal, value: Array(value)))
        case .rewritten(let value):
          identifiers.append(Identifier(kind: column.kind, ordinal: column.ordinal, value: value))
        case .refused: throw SubjectFileError.changed(path: file.path)
        }
      }
    }
    return identifiers
  }
}
