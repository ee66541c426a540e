/// What the declarations of a style do to the words they apply to.
struct HTMLStyle {
  enum Sight: Int, Comparable {
    /// The words are seen.
    case plain
    /// They may be seen, or not, or not as they stand: only a person can tell.
    case faint
    /// They are not seen.
    case hidden

    static func < (one: Sight, other: Sight) -> Bool { one.rawValue < other.rawValue }
  }

  private(set) var sight = Sight.plain
  private(set) var ink = HTMLColour.usual
  private(set) var paper = HTMLColour.usual
  /// Of the letters to those around them; nil where they have a size of their own.
  private(set) var scale: Double? = 1
  private var isClipped = false
  private var isSmall = false

  init() {}

  /// - Parameter declarations: `color: red; font-size: 9pt`
  init(_ declarations: some StringProtocol) {
    let text = declarations.lowercased()
    // What is spelled with escapes or parted by comments is spelled so for a reason.
    if text.contains("\\") || text.contains("/*") { sight = .faint }
    for declaration in text.split(separator: ";").prefix(200) {
      guard let colon = declaration.firstIndex(of: ":") else { continue }
      let name = declaration[..<colon].trimmed
      var value = declaration[declaration.index(after: colon)...].trimmed[...]
      if let mark = value.firstIndex(of: "!") { value = value[..<mark].trimmed[...] }
      take(name, String(value))
    }
    if isClipped && isSmall { worsen(.hidden) }
  }

  mutating func take(ink colour: HTMLColour) {
    ink = colour
    if colour == .odd { worsen(.faint) }
  }

  mutating func take(paper colour: HTMLColour) {
    paper = colour
    if colour == .odd { worsen(.faint) }
  }

  mutating func worsen(_ other: Sight) { sight = max(sight, other) }

  private mutating func take(_ name: String, _ value: String) {
    // What comes out of a sum is not reckoned here.
    if ["calc(", "var(", "min(", "max(", "clamp(", "env(", "expression("].contains(where: value.contains) {
      worsen(.faint)
    }
    switch name {
    case "display" where value == "none": worsen(.hidden)
    case "visibility" where value == "hidden" || value == "collapse", "content-visibility" where value == "hidden":
      worsen(.hidden)
    case "mso-hide" where value == "all": worsen(.hidden)
    case "font-size" where value == "smaller": scale = 0.83
    case "font-size": take(size: HTMLLength(first: value))
    case "font": take(size: HTMLLength.all(value).first { $0.unit != "" || $0.value == 0 })
    case "opacity", "fill-opacity":
      if let number = HTMLLength(first: value), number.value < (number.unit == "%" ? 90 : 0.9) {
        worsen(number.value <= 0 ? .hidden : .faint)
      }
    case "color", "-webkit-text-fill-color": take(ink: HTMLColour(value))
    case "background", "background-color": takeBackground(value)
    case "font-family" where ["wingding", "webding", "symbol", "dingbat"].contains(where: value.contains):
      worsen(.faint)
    case "text-decoration", "text-decoration-line":
      if value.contains("line-through") { worsen(.faint) }
    case "direction" where value == "rtl", "position" where value != "static" && value != "relative": worsen(.faint)
    case "content" where !["\"\"", "''", "none", "normal"].contains(value): worsen(.faint)
    case "list-style", "list-style-type": if value.contains("\"") || value.contains("'") { worsen(.faint) }
    case "src": worsen(.faint)
    case _: place(name, value)
    }
  }

  /// Where and how large.
  private mutating func place(_ name: String, _ value: String) {
    let length = HTMLLength(first: value)
    switch name {
    case "overflow", "overflow-x", "overflow-y": if value != "visible" && value != "auto" { isClipped = true }
    case "height", "width", "max-height", "max-width":
      guard let length, length.distance < 6 else { break }
      isSmall = true
      if name.hasPrefix("max-"), length.value <= 0 { worsen(.hidden) }
    case "line-height": if let length, length.value < 0.5 || (length.unit != "" && length.points < 4) { worsen(.faint) }
    case "text-indent": if let length, length.distance < -90 { worsen(.hidden) }
    case "letter-spacing", "word-spacing": if let length, length.points < -2 { worsen(.faint) }
    case "left", "right", "top", "bottom", "z-index": if let length, length.value < 0 { worsen(.faint) }
    case "zoom": if let length, length.value < (length.unit == "%" ? 60 : 0.6) { worsen(.faint) }
    case "clip", "clip-path", "mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "transform", "scale",
      "rotate", "translate", "-webkit-transform", "-ms-transform", "mix-blend-mode", "filter", "-webkit-filter",
      "-ms-filter", "text-security", "-webkit-text-security", "unicode-bidi", "writing-mode", "text-overflow",
      "-webkit-line-clamp", "line-clamp", "animation", "animation-name":
      if !["none", "normal", "auto", "1", "clip", "horizontal-tb", "embed", "isolate"].contains(value) {
        worsen(.faint)
      }
    case _ where name.hasPrefix("margin"):
      if HTMLLength.all(value).contains(where: { $0.distance < -40 }) { worsen(.faint) }
    case _: break
    }
  }

  private mutating func take(size: HTMLLength?) {
    guard let size else { return }
    scale = size.unit == "em" || size.unit == "ex" ? size.value : size.unit == "%" ? size.value / 100 : nil
    if size.value <= 0 { worsen(.hidden) } else if size.points < 5 { worsen(.faint) }
  }

  /// The colour among a picture, a place and a size.
  private mutating func takeBackground(_ value: String) {
    if value.contains("url(") || value.contains("gradient(") { return worsen(.faint) }
    if value == "none" || value == "transparent" { return }
    let whole = HTMLColour(value)
    if whole != .odd { return take(paper: whole) }
    let known = value.split(separator: " ").map { HTMLColour(String($0)) }.first { $0 != .odd && $0 != .usual }
    if let known { take(paper: known) } else if value.contains("(") { worsen(.faint) }
  }
}

/// A number with its unit, such as `-9999px`.
struct HTMLLength {
  let value: Double
  let unit: String

  /// The first of a row; nil when there is none.
  init?(first text: String) {
    guard let found = HTMLLength.all(text).first else { return nil }
    self = found
  }

  private init?(_ text: Substring) {
    let digits = text.prefix { $0.isNumber || ".-+".contains($0) }
    guard
      let value = Double(
        digits.hasPrefix(".") ? "0" + digits : digits.hasPrefix("-.") ? "-0" + digits.dropFirst() : digits)
    else { return nil }
    self.value = value
    unit = String(text[digits.endIndex...].prefix { $0.isLetter || $0 == "%" })
  }

  static func all(_ text: String) -> [HTMLLength] {
    text.split(whereSeparator: { " \t\r\n,".contains($0) }).prefix(8).compactMap(HTMLLength.init)
  }

  /// Points, where a share is one of a line or a page and not of a letter.
  var distance: Double { ["%", "vw", "vh"].contains(unit) ? value * 5 : points }

  /// About so many points: twelve to an `em`, and to a hundred percent.
  var points: Double {
    switch unit {
    case "em", "rem", "ex", "ch", "lh": value * 12
    case "%", "vw", "vh": value * 0.12
    case "in": value * 72
    case "cm": value * 28
    case "mm": value * 2.8
    case _: value
    }
  }
}
