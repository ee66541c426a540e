import Foundation

/// The bytes of one log, unpacked where the file begins as gzip does.
final class LogInput {
  private static let capacity = 1 << 18

  private let path: String
  private let descriptor: Int32
  private let raw: UnsafeMutableRawBufferPointer
  private var filled = 0
  private var place = 0
  private var atEnd = false
  private var inflating: Inflating?
  /// Bytes taken from the file, for progress.
  private(set) var consumed = 0

  /// - Parameter path: `-` for standard input.
  init(path: String) throws(ResolveError) {
    descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missing(path: path) : .unreadable(path: path, code: errno)
    }
    self.path = path
    raw = .allocate(byteCount: Self.capacity, alignment: 16)
    while filled < 2, !atEnd { try fill() }
    if Inflating.begins(rest) { inflating = try Inflating(path: path) }
  }

  deinit {
    close(descriptor)
    raw.deallocate()
  }

  /// - Returns: bytes put into `buffer`; 0 only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ResolveError) -> Int {
    while true {
      if place == filled, !atEnd {
        (place, filled) = (0, 0)
        try fill()
      }
      guard let inflating else {
        let count = min(buffer.count, filled - place)
        if count > 0 { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest.prefix(count))) }
        place += count
        return count
      }
      if place == filled, atEnd {
        guard inflating.isBetweenMembers else { throw .truncatedArchive(path: path) }
        return 0
      }
      let (taken, given) = try inflating.step(rest, into: buffer)
      place += taken
      if given > 0 { return given }
    }
  }

  private var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: raw[place..<filled]) }

  private func fill() throws(ResolveError) {
    while true {
      let got = Foundation.read(descriptor, raw.baseAddress?.advanced(by: filled), raw.count - filled)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(path: path, code: errno) }
      filled += got
      consumed += got
      atEnd = got == 0
      return
    }
  }
}
