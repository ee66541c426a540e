/// Walks through a structured header field: blanks, nested comments, quoted strings and bare runs (RFC 5322, section 3.2).
struct FieldScanner {
  private let bytes: ArraySlice<UInt8>
  private var at: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    at = bytes.startIndex
  }

  var next: UInt8? { at < bytes.endIndex ? bytes[at] : nil }
  var isAtEnd: Bool { next == nil }

  /// Steps over one byte if it is the next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }

  /// Steps over blanks and comments; false when a comment does not end.
  mutating func skipComments() -> Bool {
    while let byte = next {
      if isBlank(byte) {
        at += 1
      } else if byte == 0x28 {
        if !skipComment() { return false }
      } else {
        return true
      }
    }
    return true
  }

  private mutating func skipComment() -> Bool {
    var depth = 0
    while let byte = next {
      at += 1
      switch byte {
      case 0x28: depth += 1
      case 0x29: depth -= 1
      case 0x5c:
        guard next != nil else { return false }
        at += 1
      case _: break
      }
      if depth == 0 { return true }
    }
    return false
  }

  /// What stands between double quotes, without them and without its backslashes; nil when it does not end.
  mutating func quoted() -> [UInt8]? {
    guard take(0x22) else { return nil }
    var text: [UInt8] = []
    while let byte = next {
      at += 1
      if byte == 0x22 { return text }
      if byte == 0x5c {
        guard let escaped = next else { return nil }
        at += 1
        text.append(escaped)
      } else if byte != 0x0d && byte != 0x0a {
        text.append(byte)
      }
    }
    return nil
  }

  /// The longest run of bytes that `belongs`; may be empty.
  mutating func run(_ belongs: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = at
    while let byte = next, belongs(byte) { at += 1 }
    return bytes[start..<at]
  }
}

/// A host name of at least two labels in lower case; nil for anything else. Such as `mail.partner.example`.
func domainName(_ bytes: some Collection<UInt8>) -> String? {
  guard (3...253).contains(bytes.count) else { return nil }
  let labels = bytes.split(separator: 0x2e, omittingEmptySubsequences: false)
  guard labels.count >= 2 else { return nil }
  for label in labels {
    guard (1...63).contains(label.count), label.allSatisfy(isDomainByte), label.first != 0x2d else { return nil }
  }
  return String(decoding: bytes, as: UTF8.self).lowercased()
}

/// Keys are published, and mail is signed, under names with an underscore too.
private func isDomainByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
  case _: false
  }
}

extension String {
  /// Whether this domain is `other` or lies under it. Both in lower case.
  func isWithin(_ other: String) -> Bool { self == other || hasSuffix("." + other) }
}
