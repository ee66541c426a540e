import Foundation

/// One tag of an HTML mail: its name in lower case and the few attributes that decide what is seen.
struct HTMLTag {
  let name: String
  let isEnd: Bool
  let isSelfClosing: Bool
  let style: HTMLStyle
  /// What it holds is shown by some programs and not by others, or comes from elsewhere.
  let isElsewhere: Bool
  let isCheckbox: Bool
  let isTicked: Bool
  /// Words that a reader may see although they stand in an attribute: instead of a picture, or in a field.
  let shownWords: [UInt8]
  /// Behind the `>`.
  let end: Int

  /// - Parameter at: Where the `<` stands. Nil when the tag does not end.
  init?(_ bytes: [UInt8], _ at: Int) {
    guard let close = HTMLTag.endOfTag(bytes, at) else { return nil }
    end = close + 1
    isEnd = bytes[at + 1] == 0x2f
    let inner = bytes[(at + (isEnd ? 2 : 1))..<close]
    let word = inner.prefix { $0 > 0x20 && $0 != 0x2f }
    name = String(decoding: word.prefix(20), as: UTF8.self).lowercased()
    isSelfClosing = inner.last == 0x2f
    let attributes = inner.dropFirst(word.count).prefix(16 << 10)
    style = isEnd ? HTMLStyle() : HTMLTag.style(of: name, attributes)
    isElsewhere = !isEnd && (HTMLTag.elsewhere.contains(name) || (name == "link" && HTMLTag.isSheet(attributes)))
    isCheckbox = name == "input" && ["checkbox", "radio"].contains(HTMLTag.text(of: "type", in: attributes))
    isTicked = isCheckbox && HTMLTag.hasFlag("checked", in: attributes)
    shownWords = isCheckbox ? [] : HTMLTag.shown(by: name, attributes)
  }

  static func isBlock(_ name: String) -> Bool {
    switch name {
    case "p", "div", "li", "ul", "ol", "tr", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6",
      "section", "article", "header", "footer", "dl", "dt", "dd", "form", "body", "center", "address", "fieldset":
      true
    case _: false
    }
  }

  /// Whether an element that was left open ends where `next` begins.
  static func closes(_ name: String, before next: String) -> Bool {
    switch name {
    case "p": true
    case "li", "tr", "dt", "dd": next == name
    case _: false
    }
  }

  private static let elsewhere: Set<String> = [
    "iframe", "frame", "object", "embed", "applet", "canvas", "video", "audio", "details", "dialog", "datalist",
    "noscript", "noembed", "noframes", "template", "xmp", "plaintext", "listing", "q", "select", "bdo", "marquee",
  ]

  private static func isSheet(_ attributes: ArraySlice<UInt8>) -> Bool {
    text(of: "rel", in: attributes).contains("stylesheet") || text(of: "type", in: attributes).contains("css")
  }

  /// The style, and the attributes that did its work before.
  private static func style(of name: String, _ attributes: ArraySlice<UInt8>) -> HTMLStyle {
    guard !attributes.isEmpty else { return marked(name, HTMLStyle()) }
    var style = HTMLStyle(text(of: "style", in: attributes))
    if attributes.count >= 16 << 10 { style.worsen(.faint) }
    if hasFlag("hidden", in: attributes) { style.worsen(.hidden) }
    for attribute in ["color", "text"] as [StaticString] where style.ink == .usual {
      let value = text(of: attribute, in: attributes)
      if !value.isEmpty, name == "font" || name == "body" || name == "basefont" { style.take(ink: HTMLColour(value)) }
    }
    for attribute in ["link", "vlink", "alink"] as [StaticString] where name == "body" {
      if HTMLColour(text(of: attribute, in: attributes)).isNear(.white) { style.worsen(.faint) }
    }
    if !text(of: "background", in: attributes).isEmpty { style.worsen(.faint) }
    let paper = text(of: "bgcolor", in: attributes)
    if !paper.isEmpty, style.paper == .usual { style.take(paper: HTMLColour(paper)) }
    return marked(name, style)
  }

  private static func marked(_ name: String, _ style: HTMLStyle) -> HTMLStyle {
    guard ["s", "strike", "del"].contains(name) else { return style }
    var style = style
    style.worsen(.faint)
    return style
  }

  /// The value of an attribute in lower case, its character references read.
  private static func text(of attribute: StaticString, in attributes: ArraySlice<UInt8>) -> String {
    let raw = value(of: attribute, in: attributes)
    guard raw.contains(0x26) else { return String(decoding: raw, as: UTF8.self).lowercased().trimmed }
    var bytes: [UInt8] = []
    var at = 0
    while at < raw.count {
      let (read, next) = raw[at] == 0x26 ? HTMLEntity.read(raw, at) : ([raw[at]], at + 1)
      bytes += read
      at = next
    }
    return String(decoding: bytes, as: UTF8.self).lowercased().trimmed
  }

  private static func shown(by name: String, _ attributes: ArraySlice<UInt8>) -> [UInt8] {
    switch name {
    case "img" where brings(attributes): Array(picture.utf8) + [0x20] + value(of: "alt", in: attributes)
    case "img", "area": value(of: "alt", in: attributes)
    case "input": value(of: "value", in: attributes) + [0x20] + value(of: "placeholder", in: attributes)
    case "textarea": value(of: "placeholder", in: attributes)
    case "option", "optgroup", "track": value(of: "label", in: attributes)
    case _: []
    }
  }

  /// Stands where a picture is that came with the mail, as some mail programs write it into their plain text: whether
  /// it is a logo or holds words, a reader sees and this does not.
  static let picture = "[cid:image]"

  private static func brings(_ attributes: ArraySlice<UInt8>) -> Bool {
    let source = text(of: "src", in: attributes)
    return source.hasPrefix("cid:") || source.hasPrefix("data:")
  }

  private static func value(of name: StaticString, in attributes: ArraySlice<UInt8>) -> [UInt8] {
    let length = name.utf8CodeUnitCount
    var rest = attributes
    while let first = rest.first {
      if first <= 0x20 || first == 0x2f {
        rest = rest.dropFirst()
        continue
      }
      let word = rest.prefix { $0 > 0x20 && $0 != 0x3d && $0 != 0x2f }
      rest = rest.dropFirst(max(word.count, 1)).drop { $0 <= 0x20 }
      guard rest.first == 0x3d else { continue }
      rest = rest.dropFirst().drop { $0 <= 0x20 }
      let quote = rest.first == 0x22 || rest.first == 0x27 ? rest.first : nil
      let value = quote == nil ? rest.prefix { $0 > 0x20 } : rest.dropFirst().prefix { $0 != quote }
      rest = rest.dropFirst(value.count + (quote == nil ? 0 : 2))
      if word.count == length, zip(word, 0..<length).allSatisfy({ ($0 | 0x20) == name.utf8Start[$1] }) {
        return Array(value)
      }
    }
    return []
  }

  /// An attribute that stands for itself, such as `hidden` or `checked=""`.
  private static func hasFlag(_ flag: StaticString, in attributes: ArraySlice<UInt8>) -> Bool {
    let length = flag.utf8CodeUnitCount
    return attributes.split(omittingEmptySubsequences: true, whereSeparator: { $0 <= 0x20 || $0 == 0x2f })
      .contains { word in
        let name = word.prefix { $0 != 0x3d }
        return name.count == length && zip(name, 0..<length).allSatisfy { ($0 | 0x20) == flag.utf8Start[$1] }
      }
  }
}

extension HTMLTag {
  /// Where the `>` stands; quotes may hold others. A quote that never ends is read as if it were none.
  private static func endOfTag(_ bytes: [UInt8], _ at: Int) -> Int? {
    var quote: UInt8?
    var first: Int?
    for index in (at + 1)..<min(bytes.count, at + (64 << 10)) {
      let byte = bytes[index]
      if byte == 0x3e {
        if quote == nil { return index }
        if first == nil { first = index }
      } else if byte == quote {
        quote = nil
      } else if quote == nil, byte == 0x22 || byte == 0x27, bytes[index - 1] == 0x3d || bytes[index - 1] <= 0x20 {
        quote = byte
      }
    }
    return first
  }

  /// Behind a comment, a doctype or a processing instruction.
  static func endOfDeclaration(_ bytes: [UInt8], _ at: Int) -> Int {
    guard at + 3 < bytes.count, bytes[at + 2] == 0x2d, bytes[at + 3] == 0x2d else {
      return (bytes[at...].firstIndex(of: 0x3e) ?? bytes.count - 1) + 1
    }
    var index = at + 4
    while index < bytes.count {
      guard let close = bytes[index...].firstIndex(of: 0x3e) else { return bytes.count }
      if bytes[close - 1] == 0x2d, bytes[close - 2] == 0x2d { return close + 1 }
      index = close + 1
    }
    return bytes.count
  }

  /// Behind the end tag of an element whose content is no text, such as a script.
  static func endOfRaw(_ bytes: [UInt8], _ at: Int, name: String) -> Int {
    let wanted = Array("</\(name)".utf8)
    var index = at
    while let open = bytes[index...].firstIndex(of: 0x3c), open + wanted.count <= bytes.count {
      if zip(bytes[open...], wanted).allSatisfy({ $0 == $1 || ($0 | 0x20) == $1 }) {
        return (bytes[open...].firstIndex(of: 0x3e) ?? bytes.count - 1) + 1
      }
      index = open + 1
    }
    return bytes.count
  }
}

extension [UInt8] {
  /// Plain search for an ASCII word.
  func containsSequence(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    return withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      var at = 0
      while at + length <= buffer.count,
        let found = memchr(base + at, Int32(word.utf8Start[0]), buffer.count - length - at + 1)
      {
        if memcmp(found, word.utf8Start, length) == 0 { return true }
        at = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      }
      return false
    }
  }
}
