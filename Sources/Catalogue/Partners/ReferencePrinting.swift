/// The reference as it is printed: nothing is wider than a terminal of 80 columns.
extension PartnerReference {
  /// The whole reference, with a table of contents.
  public static var lines: [String] {
    let width = sections.map(\.key.count).max() ?? 0
    let contents = sections.map { section in
      "  \(section.key)\(String(repeating: " ", count: width - section.key.count))  \(section.title)"
    }
    return ["THE LANGUAGE OF THE PARTNER FILE", ""]
      + Paragraph.lines(
        "One part alone: 'expunge partners reference PART', with a word of the first column or with a field, "
          + "such as 'api.poll.first'.") + [""] + contents
      + sections.flatMap { ["", ""] + $0.lines }
  }

  /// One section, or the fields at and below a path.
  /// - Parameter name: `api.poll`, `quoting` for `quotings`, or a field such as `terms.limits.per`.
  public static func lines(of name: String) throws(NoSuchPart) -> [String] { try part(name).lines }

  static func part(_ name: String) throws(NoSuchPart) -> Section {
    if let section = sections.first(where: { $0.key == name || $0.key == "\(name)s" }) { return section }
    let below = fields.filter { $0.path == name || $0.path.hasPrefix("\(name).") }
    if !below.isEmpty { return Section(key: name, title: "the fields alone", fields: below) }
    throw NoSuchPart(name: name)
  }

  /// Somebody asked for a part that the reference does not have.
  public struct NoSuchPart: Error, Hashable, Sendable, CustomStringConvertible {
    public let name: String

    public var description: String {
      let known = sections.map(\.key)
      let guess = nearest(to: name, among: known) ?? nearest(to: name, among: fields.map(\.path))
      return "The reference has no part '\(name.shown)'. " + (guess.map { "Did you mean '\($0)'? " } ?? "")
        + "Parts: \(known.joined(separator: ", "))."
    }
  }
}

extension PartnerReference.Section {
  var lines: [String] {
    var lines = ["\(key.uppercased())  \(title)", String(repeating: "-", count: key.count + title.count + 2)]
    for paragraph in text { lines += Paragraph.lines(paragraph) }
    if !words.isEmpty {
      let width = words.map(\.word.count).max() ?? 0
      if let last = text.last, !last.isEmpty { lines.append("") }
      for word in words { lines += word.lines(width: min(width, 24)) }
    }
    for field in fields { lines += [""] + field.lines }
    let shown = example
    if !shown.isEmpty { lines += ["", "Example:", ""] + shown.map { $0.isEmpty ? "" : "  \($0)" } }
    return lines
  }
}

extension PartnerReference.Word {
  fileprivate func lines(width: Int) -> [String] {
    let gap = String(repeating: " ", count: max(2, width + 2 - word.count))
    return Paragraph.lines(words, first: "  \(word)\(gap)", then: String(repeating: " ", count: width + 4))
  }
}

extension PartnerReference.Field {
  fileprivate var lines: [String] {
    [path] + Paragraph.lines(words, first: "    ", then: "    ") + (example.map { ["    | \($0)"] } ?? [])
  }
}

/// A text cut into lines between its words.
enum Paragraph {
  static let width = 80

  /// A text that begins with blanks keeps them; what follows hangs two deeper.
  static func lines(_ text: String) -> [String] {
    let indent = String(text.prefix { $0 == " " })
    return lines(String(text.dropFirst(indent.count)), first: indent, then: indent.isEmpty ? "" : indent + "    ")
  }

  /// - Parameter then: What every line but the first begins with.
  static func lines(_ text: String, first: String, then: String) -> [String] {
    var lines: [String] = []
    var line = first
    var isBlank = true
    // The name of a secret stays on the line of its mark.
    let words = text.replacing("<secret ", with: "<secret\u{A0}").split(separator: " ")
    for word in words.flatMap({ pieces(of: $0, width: width - then.count) }) {
      if !isBlank, line.count + 1 + word.count > width {
        lines.append(line)
        line = then
        isBlank = true
      }
      line += isBlank ? word : " \(word)"
      isBlank = false
    }
    return (lines + [line]).map { $0.replacing("\u{A0}", with: " ") }
  }

  /// An address or a pattern can be longer than a line.
  private static func pieces(of word: Substring, width: Int) -> [String] {
    guard word.count > width else { return [String(word)] }
    let line = word.prefix(width)
    let cut = line.lastIndex { "/}?&,".contains($0) }.map { line[...$0] } ?? line
    return [String(cut)] + pieces(of: word[cut.endIndex...], width: width)
  }
}
