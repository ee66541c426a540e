/// A CSV file of affected people (RFC 4180, UTF-8). Header names are identifier kinds; a blank cell is a value not known.
public enum SubjectFile {
  /// Reads the whole file once and checks every row. One mistake anywhere, and nothing is taken in.
  /// - Throws: `SubjectFileError` where the file cannot be read, `Mistakes` (at most 100, then how many more) where rows are wrong.
  public static func scan(path: String) throws -> SubjectScan {
    let file = try CSVFile(path: path)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: ChunkedReading.capacity, alignment: 16)
    defer { buffer.deallocate() }
    var scanner = try SubjectScanner(file, buffer)
    try scanner.readHeader()
    try scanner.readRows()
    return try scanner.finished()
  }
}
