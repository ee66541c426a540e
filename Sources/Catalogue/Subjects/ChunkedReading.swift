/// Walks a file through one buffer of fixed size, so that memory does not grow with the file.
struct ChunkedReading {
  /// Also the longest row that can be read.
  static let capacity = 1 << 20

  private let file: CSVFile
  private let buffer: UnsafeMutableRawBufferPointer
  private var filled = 0
  private var place = 0
  /// Where the buffer's first byte lies in the file.
  private var base = 0
  private(set) var reachedEnd = false

  /// - Parameter buffer: `capacity` bytes, owned by the caller for the whole walk.
  init(_ file: CSVFile, buffer: UnsafeMutableRawBufferPointer) throws(SubjectFileError) {
    self.file = file
    self.buffer = buffer
    try refill()
  }

  /// Where `rest` begins in the file.
  var offset: Int { base + place }

  /// What is at hand and not consumed.
  var rest: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: buffer.bindMemory(to: UInt8.self)[place..<filled])
  }

  var isFull: Bool { place == 0 && filled == buffer.count }
  var isOver: Bool { reachedEnd && place == filled }

  mutating func consume(_ count: Int) { place += count }

  /// Moves what is left to the front and reads on.
  mutating func refill() throws(SubjectFileError) {
    let kept = filled - place
    if kept > 0, place > 0, let start = buffer.baseAddress { start.copyMemory(from: start + place, byteCount: kept) }
    base += place
    place = 0
    let wanted = buffer.count - kept
    let got = try file.read(UnsafeMutableRawBufferPointer(rebasing: buffer[kept...]), at: base + kept)
    filled = kept + got
    reachedEnd = got < wanted
  }

  /// Consumes up to and including the next line feed.
  mutating func skipLine() throws(SubjectFileError) {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        place += end + 1
        return
      }
      place = filled
      if reachedEnd { return }
      try refill()
    }
  }
}
