/// Text that is HTML already. Literals go in as they are, every interpolated text is escaped, so nothing that came from
/// outside can become a tag, an entity or an attribute.
struct Markup: Hashable, ExpressibleByStringInterpolation {
  private(set) var html: String

  init(stringLiteral literal: String) { html = literal }
  init(stringInterpolation parts: Interpolation) { html = parts.html }
  init(_ text: String) { html = Self.escape(Plain.text(text)) }

  /// A name from outside, kept apart from the reading direction of what stands around it.
  static func name(_ raw: String) -> Markup { "<bdi>\(Plain.name(raw))</bdi>" }

  static func joined(_ parts: [Markup], _ separator: Markup) -> Markup {
    var whole: Markup = ""
    for (place, part) in parts.enumerated() { whole.html += (place == 0 ? "" : separator.html) + part.html }
    return whole
  }

  static func + (left: Markup, right: Markup) -> Markup {
    var whole = left
    whole.html += right.html
    return whole
  }

  var isEmpty: Bool { html.isEmpty }

  /// By scalars: an accent after `<` or `"` makes another Character of it, and leaves a parser the same byte.
  static func escape(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case _: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// The inside of a quoted CSS string within a `<style>` element, where HTML entities mean nothing.
  static func styleString(_ raw: String) -> Markup {
    var css: Markup = ""
    for scalar in Plain.text(raw).unicodeScalars {
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || " .,:/-+=0123456789".unicodeScalars.contains(scalar))
      css.html += isPlain ? String(scalar) : "\\\(String(scalar.value, radix: 16)) "
    }
    return css
  }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var html = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      html.reserveCapacity(literalCapacity + interpolationCount * 24)
    }

    mutating func appendLiteral(_ literal: String) { html += literal }
    mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    mutating func appendInterpolation(_ text: String) { html += Markup.escape(Plain.text(text)) }
    mutating func appendInterpolation(_ number: some BinaryInteger) { html += String(number) }
  }
}
