import Yams

extension Node {
  /// What a node says, apart from where it stands: can be written again, narrow enough for a terminal.
  indirect enum Tree: Hashable, Sendable {
    case scalar(String)
    case sequence([Tree])
    case mapping([Member])

    struct Member: Hashable, Sendable {
      let key: String
      let value: Tree
    }

    init(_ node: Node) {
      switch node {
      case .scalar(let scalar): self = .scalar(scalar.string)
      case .sequence(let sequence): self = .sequence(sequence.map(Tree.init))
      case .mapping(let mapping):
        let members = mapping.map { Member(key: $0.key.string ?? "", value: Tree($0.value)) }
        self = .mapping(members)
      case .alias: self = .scalar("")
      }
    }

    subscript(key: String) -> Tree? {
      guard case .mapping(let members) = self else { return nil }
      return members.first { $0.key == key }?.value
    }
  }
}

extension Node.Tree {
  /// On one line: `{a: b, c: [d]}`.
  var flow: String {
    switch self {
    case .scalar(let text): Self.isPlain(text) ? text : Self.quoted(text)
    case .sequence(let elements): "[\(elements.map(\.flow).joined(separator: ", "))]"
    case .mapping(let members): "{\(members.map(\.flow).joined(separator: ", "))}"
    }
  }

  /// The beginning of `flow`, with `...` for what is left out.
  func cut(to room: Int) -> String {
    let whole = flow
    guard whole.count > room else { return whole }
    switch self {
    case .scalar: return "\(whole.prefix(max(0, room - 3)))..."
    case .sequence(let elements): return Self.cut(elements.map { ("", $0) }, "[", "]", room)
    case .mapping(let members):
      return Self.cut(members.map { ("\(Node.Tree.scalar($0.key).flow): ", $0.value) }, "{", "}", room)
    }
  }

  private static func cut(_ parts: [(name: String, value: Node.Tree)], _ open: String, _ close: String, _ room: Int)
    -> String
  {
    var text = open
    for (name, value) in parts {
      let gap = text == open ? "" : ", "
      let left = room - text.count - gap.count - name.count - 6
      if value.flow.count <= left {
        text += gap + name + value.flow
      } else {
        if left >= 24, case .scalar = value {} else if left >= 16 { text += gap + name + value.cut(to: left) }
        break
      }
    }
    return text + (text == open ? "..." : ", ...") + close
  }

  /// `key: value`, over several lines where one does not hold it.
  func member(_ key: String, indent: Int) -> [String] {
    let blank = String(repeating: " ", count: indent)
    let head = blank + Self.scalar(key).flow + ":"
    switch self {
    case .scalar: return ["\(head) \(flow)"]
    case .sequence(let elements):
      if fits(after: head.count, indent) { return ["\(head) \(flow)"] }
      return [head] + elements.flatMap { $0.element(indent: indent + 2) }
    case .mapping(let members):
      if fits(after: head.count, indent) { return ["\(head) \(flow)"] }
      return [head] + members.flatMap { $0.value.member($0.key, indent: indent + 2) }
    }
  }

  /// `- value`, over several lines where one does not hold it.
  func element(indent: Int) -> [String] {
    let blank = String(repeating: " ", count: indent)
    switch self {
    case .scalar, .sequence: return ["\(blank)- \(flow)"]
    case .mapping(let members):
      if fits(after: indent + 2, indent + 2) { return ["\(blank)- \(flow)"] }
      let lines = members.flatMap { $0.value.member($0.key, indent: indent + 2) }
      return lines.enumerated().map { $0.offset == 0 ? blank + "- " + $0.element.dropFirst(indent + 2) : $0.element }
    }
  }

  /// Two columns are left for the indent of the printed example.
  /// The parts of an entry and of its section stand under each other, what is deeper on one line if it can.
  private func fits(after start: Int, _ indent: Int) -> Bool {
    start + 1 + flow.count <= Paragraph.width - 2 && (indent > 2 || depth <= 2)
  }

  private var depth: Int {
    switch self {
    case .scalar: 0
    case .sequence(let elements): 1 + (elements.map(\.depth).max() ?? 0)
    case .mapping(let members): 1 + (members.map(\.value.depth).max() ?? 0)
    }
  }

  /// Whether it may stand without quotes, in brackets too.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.first, let last = text.last, first != " ", last != " ", last != ":" else { return false }
    return !"-?:&*!|>'\"%@`#".contains(first) && !text.contains(": ") && !text.contains(" #")
      && !text.contains { ",[]{}\"\\\n\t".contains($0) }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      .replacing("\t", with: "\\t")
    return "\"\(escaped)\""
  }
}

extension Node.Tree.Member {
  var flow: String { "\(Node.Tree.scalar(key).flow): \(value.flow)" }
}
