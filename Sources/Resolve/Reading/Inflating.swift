import CZlib

/// Unpacks gzip members one after another, as `cat a.gz b.gz` and rotating log writers leave them.
final class Inflating {
  private let path: String
  private let stream: UnsafeMutablePointer<z_stream>
  /// A member has ended and no other has begun: the only good place for a file to end.
  private(set) var isBetweenMembers = true
  private var isPadding = false

  static func begins(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
  }

  init(path: String) throws(ResolveError) {
    self.path = path
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard expunge_inflate_begin(stream) == Z_OK else {
      stream.deallocate()
      throw .unreadable(path: path, code: 12)
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// - Parameters:
  ///   - input: Not empty.
  ///   - buffer: Not empty.
  /// - Returns: bytes taken from `input` and bytes put into `buffer`; not both are 0.
  func step(
    _ input: UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer
  ) throws(ResolveError) -> (taken: Int, given: Int) {
    if isBetweenMembers, input[0] == 0 { isPadding = true }
    if isPadding { return (try padding(input), 0) }
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = buffer.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(buffer.count)
    isBetweenMembers = false
    let result = inflate(stream, Z_NO_FLUSH)
    let taken = input.count - Int(stream.pointee.avail_in)
    let given = buffer.count - Int(stream.pointee.avail_out)
    switch result {
    case Z_OK where taken + given > 0: break
    case Z_STREAM_END:
      isBetweenMembers = true
      inflateReset(stream)
    case _: throw .brokenArchive(path: path)
    }
    return (taken, given)
  }

  /// Tapes and some writers fill up with zeros; nothing may come after them.
  private func padding(_ input: UnsafeRawBufferPointer) throws(ResolveError) -> Int {
    guard input.allSatisfy({ $0 == 0 }) else { throw .brokenArchive(path: path) }
    return input.count
  }
}
