import Yams

/// The example entries, taken apart: where each key stands first, and how it is written there.
struct ExampleBook: Sendable {
  static let shared = ExampleBook(PartnerReference.examples)

  /// By path from the entry down: the key with its value, as short as the line asks for.
  private var lines: [String: String] = [:]
  private var entries: [String: Node.Tree] = [:]

  func line(for path: String) -> String? { lines[path] }

  /// The lines of a part of an entry, with the keys that lead to it.
  func part(_ path: String, of entry: String) -> [String]? {
    guard let tree = entries[entry] else { return nil }
    guard !path.isEmpty else { return tree.element(indent: 0) }
    var part = tree
    var lines: [String] = []
    for key in path.split(separator: ".").map(String.init) {
      guard let inner = part[key] else { return nil }
      lines.append(String(repeating: " ", count: 2 * lines.count) + "\(key):")
      part = inner
    }
    let depth = lines.count - 1
    guard let last = path.split(separator: ".").last else { return nil }
    return lines.dropLast() + part.member(String(last), indent: 2 * depth)
  }

  init(_ text: String) {
    // The parser is given a text of this program; a fault in it would leave the book empty, which tests look for.
    let file = (try? Parser(yaml: text).singleRoot()).flatMap { $0 }
    for node in file?.mapping?["partners"]?.sequence ?? [] {
      let tree = Node.Tree(node)
      if case .scalar(let id)? = tree["id"] { entries[id] = tree }
      note(tree, "")
    }
  }

  /// Of all places the first whose line is whole counts, then the first.
  private mutating func note(_ tree: Node.Tree, _ path: String) {
    switch tree {
    case .scalar: break
    case .sequence(let elements): for element in elements { note(element, path) }
    case .mapping(let members):
      for member in members {
        let (key, value) = (member.key, member.value)
        let inner = path.isEmpty ? key : "\(path).\(key)"
        let whole = member.flow
        let room = Paragraph.width - 6
        if whole.count <= room {
          if lines[inner].map({ $0.hasSuffix("...") || $0.hasSuffix("...}") || $0.hasSuffix("...]") }) ?? true {
            lines[inner] = whole
          }
        } else if lines[inner] == nil {
          lines[inner] = "\(key): \(value.cut(to: room - key.count - 2))"
        }
        note(value, inner)
      }
    }
  }
}
