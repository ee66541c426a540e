/// Comments that some mail programs show: what stands in them is read by people and not here.
enum HTMLComment {
  /// - Parameter bytes: From `<!` to the `>` behind it.
  static func speaks(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: bytes.prefix(64 << 10), as: UTF8.self).lowercased()
    if text.hasPrefix("<![if") { return !text.hasPrefix("<![if !support") && !text.hasPrefix("<![if !vml") }
    // This ends a comment as well, so that what follows is seen.
    if text.hasPrefix("<!--"), text.contains("--!>") { return true }
    guard text.hasPrefix("<!--[if"), let condition = text.firstIndex(of: ">") else { return false }
    let inside = text[text.index(after: condition)...]
    if inside.hasPrefix("<!--") || inside.hasPrefix("-->") { return true }
    return bytes.count > 64 << 10 || hasWords(inside)
  }

  /// Outside of tags and of the blocks in which office programs keep their settings.
  private static func hasWords(_ text: Substring) -> Bool {
    var rest = text
    while let open = rest.firstIndex(of: "<") {
      if isText(rest[..<open]) { return true }
      let block = ["xml", "style"].first { rest[open...].dropFirst().hasPrefix($0) }
      let end = block.flatMap { rest[open...].firstRange(of: "</\($0)>") }?.upperBound
      guard let next = end ?? rest[open...].firstIndex(of: ">").map({ rest.index(after: $0) }) else { return false }
      rest = rest[next...]
    }
    return isText(rest.replacing("-->", with: "")[...])
  }

  private static func isText(_ text: Substring) -> Bool {
    text.replacing("&nbsp;", with: "").contains { !$0.isWhitespace }
  }
}
