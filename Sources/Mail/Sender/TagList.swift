import Foundation

/// `name=value; name=value`, as signatures and key records are written (RFC 6376, section 3.2).
struct TagList {
  /// Values without outer blanks; inner folds stay.
  private(set) var values: [String: ArraySlice<UInt8>] = [:]
  private(set) var first: String?
  /// Where the value of `b` stands, outer blanks included, from its `=` to its `;`.
  private(set) var signature: Range<Int>?

  /// Nil when a tag has no name or no `=`, or stands there twice.
  init?(_ bytes: ArraySlice<UInt8>) {
    let parts = bytes.split(separator: 0x3b, omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if part.allSatisfy(isBlank) {
        // A semicolon may end the list, but not stand in it for nothing.
        if index == parts.count - 1 && index > 0 { break }
        return nil
      }
      guard let equals = part.firstIndex(of: 0x3d) else { return nil }
      let name = part[..<equals].trimmingBlanks
      guard let head = name.first, isLetter(head), name.allSatisfy(isNameByte) else { return nil }
      let key = String(decoding: name, as: UTF8.self)
      guard values[key] == nil else { return nil }
      values[key] = part[(equals + 1)...].trimmingBlanks
      first = first ?? key
      if key == "b" { signature = (equals + 1)..<part.endIndex }
    }
  }

  /// The value without any blank; nil when absent or not ASCII.
  func text(_ name: String) -> String? {
    guard let value = values[name], value.allSatisfy({ $0 < 0x80 }) else { return nil }
    return String(decoding: value.filter { !isBlank($0) }, as: UTF8.self)
  }

  /// Colon-separated, in lower case.
  func list(_ name: String) -> [String]? {
    text(name)?.lowercased().split(separator: ":", omittingEmptySubsequences: false).map(String.init)
  }

  /// Base64, in which folds may stand.
  func decoded(_ name: String) -> [UInt8]? {
    text(name).flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) }
  }

  enum Number {
    case absent, bad
    case value(Int)
  }

  /// Up to 15 digits, far beyond any date or length.
  func number(_ name: String) -> Number {
    guard let value = values[name] else { return .absent }
    guard (1...15).contains(value.count), value.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return .bad }
    return .value(value.reduce(0) { $0 * 10 + Int($1 - 0x30) })
  }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) }

private func isNameByte(_ byte: UInt8) -> Bool {
  isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x5f
}
