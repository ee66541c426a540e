import CGMime

/// The fields of a header block, as they stand in the bytes.
enum HeaderFields {
  /// Reads up to the first blank line. A line that is neither a field nor a continuation is left out, as are the
  /// `From ` lines that mailbox files put first.
  static func read(_ bytes: ArraySlice<UInt8>) -> [MessageReader.Header] {
    var fields: [[UInt8]] = []
    var rest = bytes.prefix(ReadLimits.headerBytes)
    while let line = nextLine(&rest), let first = line.first {
      if first == 0x20 || first == 0x09 {
        if !fields.isEmpty { fields[fields.count - 1] += [0x0d, 0x0a] + line }
      } else {
        fields.append(Array(line))
      }
    }
    return fields.compactMap(header)
  }

  /// The blocks between blank lines, without the empty ones.
  static func groups(_ bytes: [UInt8]) -> [[MessageReader.Header]] {
    var groups: [[MessageReader.Header]] = []
    var block: [UInt8] = []
    var rest = bytes.prefix(ReadLimits.headerBytes)
    while let line = nextLine(&rest), groups.count < 1000 {
      if line.allSatisfy({ $0 <= 0x20 }) {
        groups.append(read(block[...]))
        block = []
      } else {
        block += line + [0x0a]
      }
    }
    groups.append(read(block[...]))
    return groups.filter { !$0.isEmpty }
  }

  /// Without its line end; nil at the end.
  private static func nextLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard !rest.isEmpty else { return nil }
    let end = rest.firstIndex(of: 0x0a) ?? rest.endIndex
    let line = rest[..<end]
    rest = rest[min(end + 1, rest.endIndex)...]
    return line.last == 0x0d ? line.dropLast() : line
  }

  private static func header(_ line: [UInt8]) -> MessageReader.Header? {
    guard let colon = line.firstIndex(of: 0x3a), colon > 0 else { return nil }
    let name = String(decoding: line[..<colon], as: UTF8.self).trimmed
    guard !name.isEmpty, !name.utf8.contains(where: { $0 <= 0x20 }) else { return nil }
    let raw = line[(colon + 1)...]
    return MessageReader.Header(name: name, value: decoded(raw), raw: String(decoding: raw, as: UTF8.self))
  }

  /// Unfolded, encoded words decoded, no control characters.
  static func decoded(_ raw: ArraySlice<UInt8>) -> String {
    let flat = raw.filter { $0 != 0x0d && $0 != 0x0a }.map { $0 < 0x20 || $0 == 0x7f ? 0x20 : $0 }
    guard flat.contains(0x3d) || flat.contains(where: { $0 > 0x7f }) else {
      return String(decoding: flat, as: UTF8.self).trimmed
    }
    guard let text = (flat + [0]).withUnsafeBufferPointer({ cgmime_decode_text($0.baseAddress) }) else { return "" }
    defer { g_free(text) }
    let clean = String(cString: text).unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }
    return String(String.UnicodeScalarView(clean)).trimmed
  }
}

/// The Message-IDs of a header value, without angle brackets, in order, at most 200. Old systems write one without
/// brackets: a value that is a single word with an `@` counts.
func messageIDs(in value: String) -> [String] {
  var found: [String] = []
  var open: String.UTF8View.Index?
  for index in value.utf8.indices where found.count < 200 {
    switch value.utf8[index] {
    case 0x3c: open = value.utf8.index(after: index)
    case 0x3e:
      if let start = open, let id = String(value.utf8[start..<index]).map(\.trimmed), isMessageID(id) {
        found.append(id)
      }
      open = nil
    case _: break
    }
  }
  let bare = value.trimmed
  return found.isEmpty && isMessageID(bare) ? [bare] : found
}

private func isMessageID(_ text: String) -> Bool {
  text.utf8.count <= 998 && text.utf8.contains(0x40)
    && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && $0 != 0x3c && $0 != 0x3e }
}
