import Foundation

/// Walks a log line by line through one buffer of fixed size.
final class LineReader {
  /// Longer lines are broken by definition: no server writes them.
  static let longest = 1 << 18

  private let input: LogInput
  private let buffer: UnsafeMutableRawBufferPointer
  private var filled = 0
  private var place = 0
  private var atEnd = false
  /// Inside a line that was too long.
  private var skipping = false
  /// Lines passed over because they were too long.
  private(set) var overlong = 0

  init(_ input: LogInput) {
    self.input = input
    buffer = .allocate(byteCount: 1 << 20, alignment: 16)
  }

  deinit { buffer.deallocate() }

  var consumed: Int { input.consumed }

  /// The next line without its end; dies with the next call. `nil` at the end of the log.
  func next() throws(ResolveError) -> Bytes? {
    while true {
      let rest = UnsafeRawBufferPointer(rebasing: buffer[place..<filled])
      if let base = rest.baseAddress, rest.count > 0, let found = memchr(base, 10, rest.count) {
        let length = UnsafeRawPointer(found) - base
        place += length + 1
        if let line = finished(rest.prefix(length)) { return line }
        continue
      }
      if atEnd {
        place = filled
        guard !rest.isEmpty || skipping else { return nil }
        return finished(rest[...])
      }
      try refill()
    }
  }

  /// - Returns: `nil` for a line that was too long.
  private func finished(_ line: Slice<UnsafeRawBufferPointer>) -> Bytes? {
    if skipping || line.count > Self.longest {
      skipping = false
      overlong += 1
      return nil
    }
    let bytes = UnsafeRawBufferPointer(rebasing: line).bindMemory(to: UInt8.self)
    return bytes.last == 13 ? bytes.part(0..<(bytes.count - 1)) : bytes
  }

  private func refill() throws(ResolveError) {
    let kept = filled - place
    if kept > Self.longest {
      skipping = true
      filled = 0
    } else {
      if kept > 0, place > 0, let start = buffer.baseAddress { memmove(start, start + place, kept) }
      filled = kept
    }
    place = 0
    let got = try input.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
    atEnd = got == 0
    filled += got
  }
}
