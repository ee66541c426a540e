import Foundation

/// A regular file, line by line, in constant memory.
final class LineSource {
  private let path: String
  private let descriptor: Int32
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  /// Bytes of the file before the next piece.
  private(set) var offset = 0

  /// Nil when there is no such file. Pipes and devices are refused: they could keep the reader waiting for ever.
  init?(_ path: String) throws(MailFileFault) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 {
      if errno == ENOENT { return nil }
      throw .unreadable(path, system: errno)
    }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw .noMail(path) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    buffer.deallocate()
  }

  func begins(with text: String) throws(MailFileFault) -> Bool {
    while end < text.utf8.count && !isAtEnd { try fill() }
    return buffer[..<end].starts(with: text.utf8)
  }

  /// The next line with its ending, or the next 256 KiB of a longer one. Valid until the next call.
  func next() throws(MailFileFault) -> UnsafeRawBufferPointer? {
    while true {
      if end > start, let base = buffer.baseAddress {
        let found = memchr(base + start, 0x0a, end - start)
        if let found { return take(found - UnsafeMutableRawPointer(base) + 1) }
        if isAtEnd || end - start == buffer.count { return take(end) }
      } else if isAtEnd {
        return nil
      }
      try fill()
    }
  }

  private func take(_ upTo: Int) -> UnsafeRawBufferPointer {
    defer {
      offset += upTo - start
      start = upTo
    }
    return UnsafeRawBufferPointer(rebasing: buffer[start..<upTo])
  }

  private func fill() throws(MailFileFault) {
    if start > 0, let base = buffer.baseAddress {
      memmove(base, base + start, end - start)
      (start, end) = (0, end - start)
    }
    guard let base = buffer.baseAddress, end < buffer.count else { return }
    let count = read(descriptor, base + end, buffer.count - end)
    if count < 0 && errno != EINTR { throw .unreadable(path, system: errno) }
    if count == 0 { isAtEnd = true }
    end += max(0, count)
  }
}
