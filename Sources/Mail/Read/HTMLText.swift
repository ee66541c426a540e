/// The text a reader of an HTML mail sees. One pass, no tree: inline styles and the `hidden` attribute hide, style
/// sheets and colours only make doubtful, tags that are never closed end with the mail.
struct HTMLText {
  private(set) var text = ""
  /// The rest did not fit, or nests too deep to be followed.
  private(set) var isCut = false
  private(set) var hasHiddenText = false
  private var out: [UInt8] = []
  private let room: Int
  private var open: [Element] = []
  /// How many of each name are open, so that an end tag without a beginning costs nothing.
  private var openNames: [String: Int] = [:]
  private var hiddenDepth = 0
  private var faintDepth = 0
  private var inks: Set<HTMLColour> = [.black]
  private var papers: Set<HTMLColour> = [.white]
  private var quoteDepth = 0
  private var preDepth = 0
  private var isLineStart = true
  private var isBlankDue = false

  private struct Element {
    let name: String
    let sight: HTMLStyle.Sight
    /// Of its letters to those of the mail.
    let scale: Double
  }

  /// - Parameter room: Bytes of text at most.
  init(room: Int) { self.room = room }

  mutating func read(_ html: String) {
    let bytes = Array(html.utf8)
    var at = 0
    while at < bytes.count, !isCut {
      if bytes[at] == 0x3c, let next = markup(bytes, at) {
        at = next
      } else if bytes[at] == 0x26 {
        let (scalars, next) = HTMLEntity.read(bytes, at)
        for byte in scalars { put(byte) }
        at = next
      } else {
        put(bytes[at])
        at += 1
      }
    }
    text = String(decoding: out, as: UTF8.self)
  }

  // MARK: Markup

  /// - Returns: Where the text goes on; nil when the `<` is only a character.
  private mutating func markup(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard at + 1 < bytes.count else { return nil }
    switch bytes[at + 1] {
    case 0x21, 0x3f:
      let next = HTMLTag.endOfDeclaration(bytes, at)
      if HTMLComment.speaks(bytes[at..<next]) { hasHiddenText = true }
      return next
    case 0x2f, 0x41...0x5a, 0x61...0x7a: break
    case _: return nil
    }
    guard let tag = HTMLTag(bytes, at) else { return bytes.count }
    if tag.isEnd {
      end(tag.name)
    } else {
      start(tag)
      switch tag.name {
      case "script", "style", "title", "template", "svg", "math", "noembed":
        let next = HTMLTag.endOfRaw(bytes, tag.end, name: tag.name)
        let content = bytes[tag.end..<next]
        if tag.name == "style", HTMLSheet.changesWords(content) { hasHiddenText = true }
        // Drawn words are read by people and not here.
        if tag.name == "svg" || tag.name == "math", content.contains(0x3e) { hasHiddenText = true }
        return next
      case _: break
      }
    }
    return tag.end
  }

  private mutating func start(_ tag: HTMLTag) {
    if tag.isElsewhere { hasHiddenText = true }
    switch tag.name {
    case "br", "hr": newline()
    case "img", "area": show(tag.shownWords)
    case "meta", "link", "wbr", "col", "base", "source", "embed", "param": break
    case "input":
      if tag.isCheckbox { for byte in (tag.isTicked ? "[x] " : "[ ] ").utf8 { put(byte) } }
      show(tag.shownWords)
    case "script", "style", "title", "template", "svg", "math", "noembed": break
    case _:
      if HTMLTag.isBlock(tag.name) {
        if let last = open.last, HTMLTag.closes(last.name, before: tag.name) { end(last.name) }
        breakLine(tag.name)
      } else if tag.name == "td" || tag.name == "th" {
        isBlankDue = true
      }
      show(tag.shownWords)
      guard !tag.isSelfClosing else { break }
      push(tag)
    }
  }

  private mutating func push(_ tag: HTMLTag) {
    if open.count >= 400 {
      isCut = true
      return
    }
    let shrunk = ["small", "sub", "sup"].contains(tag.name) ? 0.83 : 1
    let scale = tag.style.scale.map { $0 * shrunk * (open.last?.scale ?? 1) } ?? 1
    let isSeen = isSeen(tag.style) && scale > 0.45
    let sight = max(tag.style.sight, isSeen ? .plain : .faint)
    open.append(Element(name: tag.name, sight: sight, scale: scale))
    openNames[tag.name, default: 0] += 1
    if sight == .hidden { hiddenDepth += 1 }
    if sight == .faint { faintDepth += 1 }
    if tag.name == "blockquote" { quoteDepth += 1 }
    if tag.name == "pre" { preDepth += 1 }
  }

  /// Words in any colour of the mail must differ from every ground in it: which lies below which is not known here.
  private mutating func isSeen(_ style: HTMLStyle) -> Bool {
    if inks.count + papers.count < 100 {
      if style.ink != .usual { inks.insert(style.ink) }
      if style.paper != .usual { papers.insert(style.paper) }
    }
    return !papers.contains(where: style.ink.isNear) && !inks.contains(where: style.paper.isNear)
  }

  private mutating func end(_ name: String) {
    if HTMLTag.isBlock(name) { breakLine(name) }
    guard openNames[name, default: 0] > 0, let index = open.lastIndex(where: { $0.name == name }) else { return }
    for element in open[index...] {
      openNames[element.name, default: 0] -= 1
      if element.sight == .hidden { hiddenDepth -= 1 }
      if element.sight == .faint { faintDepth -= 1 }
      if element.name == "blockquote" { quoteDepth -= 1 }
      if element.name == "pre" { preDepth -= 1 }
    }
    open.removeSubrange(index...)
  }

  // MARK: Text

  /// Where a block begins or ends: paragraphs stand apart, other blocks on lines of their own.
  private mutating func breakLine(_ name: String) {
    if !isLineStart { newline() }
    if name == "p", !out.isEmpty, out.last != 0x0a || out.dropLast().last != 0x0a { newline() }
  }

  private mutating func newline() {
    if out.count < room { out.append(0x0a) }
    isLineStart = true
    isBlankDue = false
    if out.count >= 3, out.suffix(3).allSatisfy({ $0 == 0x0a }) { out.removeLast() }
  }

  /// Words of an attribute, apart from what stands around them.
  private mutating func show(_ words: [UInt8]) {
    guard words.contains(where: { $0 > 0x20 }) else { return }
    put(0x20)
    var at = 0
    while at < words.count {
      guard words[at] == 0x26 else {
        put(words[at])
        at += 1
        continue
      }
      let (bytes, next) = HTMLEntity.read(words, at)
      for byte in bytes { put(byte) }
      at = next
    }
    put(0x20)
  }

  private mutating func put(_ byte: UInt8) {
    if hiddenDepth > 0 {
      if byte > 0x20 { hasHiddenText = true }
      return
    }
    // The bytes of a blank that does not break are those of no word.
    if faintDepth > 0, byte > 0x20, byte != 0xc2, byte != 0xa0 { hasHiddenText = true }
    switch byte {
    case 0x0a where preDepth > 0: newline()
    case 0x00...0x20: if preDepth > 0, byte == 0x20 { write(byte) } else { isBlankDue = true }
    case _: write(byte)
    }
  }

  private mutating func write(_ byte: UInt8) {
    if out.count + 16 > room {
      isCut = true
      return
    }
    if isLineStart {
      for _ in 0..<min(quoteDepth, 5) { out += [0x3e, 0x20] }
    } else if isBlankDue {
      out.append(0x20)
    }
    isLineStart = false
    isBlankDue = false
    out.append(byte)
  }
}
