/// The two facts a measuring server needs from the head of an HTTP/1.1 request.
struct RequestHead: Hashable {
  /// Bytes up to and including the empty line.
  let size: Int
  private(set) var contentLength = 0
  private(set) var expectsContinue = false

  /// Nil until the empty line has arrived. A length that is not a number counts as 0.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let size = Self.size(of: bytes) else { return nil }
    self.size = size
    var start = 0
    while start < size - 2 {
      var end = start
      while bytes[end] != UInt8(ascii: "\n") { end += 1 }
      let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      if let value = Self.value(of: "content-length:", in: line) { contentLength = Self.number(value) }
      if Self.value(of: "expect:", in: line) != nil { expectsContinue = true }
      start = end + 1
    }
  }

  private static func size(of bytes: UnsafeRawBufferPointer) -> Int? {
    var index = 3
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\n"), bytes[index - 1] == UInt8(ascii: "\r"),
        bytes[index - 2] == UInt8(ascii: "\n"), bytes[index - 3] == UInt8(ascii: "\r")
      {
        return index + 1
      }
      index += 1
    }
    return nil
  }

  /// What follows `name` (lower case, with its colon) when `line` begins with it in any case.
  private static func value(of name: StaticString, in line: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer>? {
    let count = name.utf8CodeUnitCount
    guard line.count >= count else { return nil }
    for index in 0..<count {
      let byte = line[index]
      let lower = (65...90).contains(byte) ? byte | 0x20 : byte
      if lower != name.utf8Start[index] { return nil }
    }
    return line[count...]
  }

  private static func number(_ text: Slice<UnsafeRawBufferPointer>) -> Int {
    var number = 0
    for byte in text where (48...57).contains(byte) {
      let (product, tooLarge) = number.multipliedReportingOverflow(by: 10)
      if tooLarge || product > Int.max - 9 { return 0 }
      number = product + Int(byte - 48)
    }
    return number
  }
}
