import Foundation

extension IDSource.Extraction {
  /// - Returns: `nil` where the text does not hold what it should.
  func value(in text: Bytes) -> [UInt8]? {
    switch self {
    case .asWritten: return Array(text)
    case .decoded: return Self.unquoted(Percent.decoded(text))
    case .part(let index, let separator): return Self.part(index, separator, text).map { Array($0) }
    case .rest(let index, let separator):
      let parts = text.split(separator: separator.asciiValue ?? 0, maxSplits: index, omittingEmptySubsequences: false)
      return parts.count > index ? Array(parts[index]) : nil
    case .json(let key): return Self.member(key, of: text)
    case .digits(let marker):
      let decoded = Percent.decoded(text)
      guard let start = decoded.firstRange(of: Array(marker.utf8))?.upperBound else { return nil }
      let digits = decoded[start...].prefix { $0 &- 0x30 < 10 }
      return digits.count >= 8 ? Array(digits) : nil
    }
  }

  /// Some writers leave the separator percent-encoded, some use `|` where others use `^`.
  private static func part(_ index: Int, _ separator: Character, _ text: Bytes) -> Slice<Bytes>? {
    let byte = separator.asciiValue ?? 0
    let parts = text.split(omittingEmptySubsequences: false) {
      $0 == byte || byte == UInt8(ascii: "^") && ($0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "%"))
    }
    // A value without its separators is not what it is taken for.
    return parts.count > 1 && parts.indices.contains(index) ? parts[index] : nil
  }

  private static func unquoted(_ text: [UInt8]) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    return text.count >= 2 && text.first == quote && text.last == quote ? Array(text[1..<(text.count - 1)]) : text
  }

  private static func member(_ key: String, of text: Bytes) -> [UInt8]? {
    var json = Percent.decoded(text)
    if json.first != UInt8(ascii: "{") {
      let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - json.count % 4) % 4)
      guard let data = Data(base64Encoded: Data(json + padding)) else { return nil }
      json = Array(data)
      // Amplitude encodes twice.
      if json.first == UInt8(ascii: "%") { json = json.withUnsafeBufferPointer { Percent.decoded($0) } }
    }
    guard json.first == UInt8(ascii: "{"), json.count < 1 << 16 else { return nil }
    return json.withUnsafeBufferPointer { MemberSearch(wanted: Array(key.utf8)).text(in: $0) }
  }
}

/// Finds one text of the outermost object of a small JSON document.
private struct MemberSearch {
  let wanted: [UInt8]

  func text(in json: Bytes) -> [UInt8]? {
    var (place, depth, isName) = (0, 0, false)
    var matched = false
    while place < json.count {
      switch json[place] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        (isName, matched) = (json[place] == UInt8(ascii: "{"), false)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): (isName, matched) = (depth == 1, false)
      case UInt8(ascii: ":"): isName = false
      case UInt8(ascii: "\""):
        guard let end = end(of: json, from: place + 1) else { return nil }
        let raw = json.part(place + 1..<end)
        if depth == 1, matched {
          var out: [UInt8] = []
          LogRecord.Escapes.undo(.json, raw, into: &out)
          return out
        }
        matched = depth == 1 && isName && raw.elementsEqual(wanted)
        place = end
      case _: break
      }
      place += 1
    }
    return nil
  }

  private func end(of json: Bytes, from start: Int) -> Int? {
    var place = start
    while place < json.count {
      if json[place] == UInt8(ascii: "\"") { return place }
      place += json[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}
