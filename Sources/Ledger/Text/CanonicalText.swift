/// What stands between two quotes of a line, before anything was made of it.
struct CanonicalText {
  /// Escapes and all; valid as long as the line is.
  let bytes: UnsafeBufferPointer<UInt8>
  let isASCII: Bool
  let hasEscape: Bool

  /// Nothing but UTF-8 in canonical spelling.
  func string() throws(EntryError) -> String {
    guard !bytes.isEmpty else { throw EntryError(field: "", what: "is an empty text") }
    if hasEscape { return try unescaped() }
    if isASCII { return String(decoding: bytes, as: UTF8.self) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw EntryError(field: "", what: "is not UTF-8") }
    return text
  }

  private func unescaped() throws(EntryError) -> String {
    var plain: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.first {
      guard byte == UInt8(ascii: "\\") else {
        plain.append(rest.removeFirst())
        continue
      }
      if let next = rest.dropFirst().first, next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") {
        plain.append(next)
        rest = rest.dropFirst(2)
      } else if let control = CanonicalWriter.escapes.firstIndex(where: { rest.starts(with: $0) }) {
        plain.append(UInt8(control))
        rest = rest.dropFirst(CanonicalWriter.escapes[control].count)
      } else {
        throw EntryError(field: "", what: "holds an escape that is not the canonical one")
      }
    }
    guard let text = String(validating: plain, as: UTF8.self) else { throw EntryError(field: "", what: "is not UTF-8") }
    return text
  }
}
