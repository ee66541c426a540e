/// The style sheet of a mail. Whose words its rules apply to is not known here, so one that changes words makes all
/// of them uncertain.
enum HTMLSheet {
  static func changesWords(_ bytes: ArraySlice<UInt8>) -> Bool {
    // Longer ones are no person's.
    if bytes.count > 200_000 { return true }
    let text = withoutComments(String(decoding: bytes, as: UTF8.self).lowercased())
    if text.contains("@import") { return true }
    var rest = text[...]
    var inks: Set<HTMLColour> = [.black]
    var papers: Set<HTMLColour> = [.white]
    while let open = rest.firstIndex(of: "{") {
      let selector = String(rest[..<open].drop { $0 == "}" || $0.isWhitespace })
      rest = rest[rest.index(after: open)...]
      guard let end = rest.firstIndex(where: { $0 == "}" || $0 == "{" }) else { return changes(rest, selector) }
      if changes(rest[..<end], selector) { return true }
      if rest[end] == "{" { continue }
      let style = HTMLStyle(rest[..<end])
      if !selector.hasPrefix("@") {
        inks.insert(style.ink)
        papers.insert(style.paper)
      }
      rest = rest[rest.index(after: end)...]
    }
    return inks.count > 60 || papers.count > 60 || inks.contains { ink in papers.contains { $0.isNear(ink) } }
  }

  /// The fonts and lists that an office program declares apply to no words by themselves.
  private static func changes(_ block: Substring, _ selector: String) -> Bool {
    if selector.hasPrefix("@font-face") { return block.contains("src") }
    if selector.hasPrefix("@list") || selector.hasPrefix("@page") { return false }
    return HTMLStyle(block).sight != .plain
  }

  private static func withoutComments(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "/*") {
      result += rest[..<open.lowerBound] + " "
      guard let close = rest[open.upperBound...].firstRange(of: "*/") else { return result }
      rest = rest[close.upperBound...]
    }
    return (result + rest).replacing("<!--", with: " ").replacing("-->", with: " ")
  }
}
