import Yams

/// What YAML can say and this program does not want to hear: each makes a file mean something else than it shows.
extension Sheet {
  /// Looks at every node and tells of all that is refused.
  /// - Returns: Whether nothing was.
  func admits(_ node: Node) -> Bool {
    let before = mistakes.count
    admit(node, depth: 1)
    return mistakes.count == before
  }

  private func admit(_ node: Node, depth: Int) {
    guard depth <= Sheet.depthLimit else {
      return report(at: node, "the file nests deeper than \(Sheet.depthLimit) levels", "Flatten it.")
    }
    // Nothing here needs anchors, and aliases are how a small file becomes a huge one.
    if node.anchor != nil { refuseAnchor(of: node) }
    if !Sheet.plainTags.contains(node.tag.rawValue) {
      report(at: node, "tags (\(node.tag.rawValue.shown)) are not allowed", "Write the value as plain text.")
    }
    switch node {
    case .scalar, .alias: break
    case .sequence(let sequence): for element in sequence { admit(element, depth: depth + 1) }
    case .mapping(let mapping): admit(mapping, depth: depth)
    }
  }

  /// Once: an alias shows the same node again, at the same place.
  private func refuseAnchor(of node: Node) {
    let what = "anchors (&) and aliases (*) are not allowed"
    let isTold = mistakes.contains {
      $0.what == what && $0.line == node.mark?.line && $0.column == node.mark?.column
    }
    if !isTold { report(at: node, what, "Write the value out where it is needed.") }
  }

  private func admit(_ mapping: Node.Mapping, depth: Int) {
    var lines: [String: Int] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        report(at: key, "a key must be a word, found \(key.shape)", nil)
        continue
      }
      if key.tag.rawValue == Tag.Name.merge.rawValue {
        report(at: key, "merge keys (<<) are not allowed", "Write the lines out where they are needed.")
      } else if key.anchor != nil || !Sheet.plainTags.contains(key.tag.rawValue) {
        admit(key, depth: depth)
      }
      // The parser takes 1 and "1" for two keys; a person, and a reader that compares texts, for one.
      if let first = lines.updateValue(key.mark?.line ?? 1, forKey: name) {
        report(
          at: key, "the key '\(name.shown)' stands twice in one mapping, first in line \(first)", "Keep one of them.")
      }
      admit(value, depth: depth + 1)
    }
  }

  /// What an untagged text may be taken for by the parser; here all of them stay the text that was written.
  private static let plainTags = Set(
    [Tag.Name.implicit, .str, .int, .float, .bool, .null, .timestamp, .value, .map, .seq].map(\.rawValue))

  /// Counted on the text, before the parser recurses: block nesting costs at least one column a level, or one mark of
  /// a list, a key or a value; flow nesting one bracket.
  static func nestsTooDeep(_ text: String) -> Bool {
    var brackets = 0
    for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let lead = line.prefix { " -?:".utf8.contains($0) }
      if lead.count > depthLimit * 8 { return true }
      if lead.count(where: { $0 != UInt8(ascii: " ") }) > depthLimit { return true }
      for byte in line {
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { brackets += 1 }
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { brackets = max(0, brackets - 1) }
        if brackets > depthLimit { return true }
      }
    }
    return false
  }

  /// Line and column, from 1, of a byte of `text`.
  static func place(ofByte offset: Int, in text: String) -> (line: Int, column: Int) {
    let before = text.utf8.prefix(offset)
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { before.index(after: $0) } ?? before.startIndex
    return (line, String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1)
  }
}
