import Yams

/// One YAML file while it is checked: where mistakes are collected, and the limits that keep a hostile file cheap.
///
/// Checking works on Yams nodes, not on decoded values, because only nodes know their line and column.
public final class Sheet {
  public static let byteLimit = 1 << 20
  static let depthLimit = 32

  public let file: String
  public private(set) var mistakes: [Mistake] = []

  /// Kept only where somebody wants to know.
  private(set) var book: KeyBook?
  private let keepsBook: Bool

  public init(file: String) {
    self.file = file
    keepsBook = false
  }

  init(file: String, keepsBook: Bool) {
    self.file = file
    self.keepsBook = keepsBook
  }

  /// The root mapping of `text`, or `nil` after a mistake that leaves nothing to check.
  public func root(of text: String) -> Fields? {
    // The parser would count a byte order mark as a column, and find the second line out of place.
    if text.unicodeScalars.first == "\u{FEFF}" { return root(of: String(text.unicodeScalars.dropFirst())) }
    guard text.utf8.count <= Sheet.byteLimit else {
      report(at: nil, "the file is larger than 1 MiB", "Split it, or remove what is not needed.")
      return nil
    }
    guard !Sheet.nestsTooDeep(text) else {
      report(at: nil, "the file nests deeper than \(Sheet.depthLimit) levels", "Flatten it.")
      return nil
    }
    if let offset = text.utf8.firstOffset(where: { $0 == 0 }) {
      let place = Sheet.place(ofByte: offset, in: text)
      mistakes.append(
        Mistake(
          file: file, line: place.line, column: place.column, what: "the file holds a NUL byte", remedy: "Remove it."))
      return nil
    }
    do {
      // Nodes hold their anchors weakly: the parser has to outlive the check, or every anchor looks absent.
      let parser = try Parser(yaml: text)
      guard let node = try parser.singleRoot() else {
        report(at: nil, "the file is empty", nil)
        return nil
      }
      guard withExtendedLifetime(parser, { admits(node) }) else { return nil }
      if keepsBook { book = KeyBook(of: node) }
      return fields(of: node, named: "the file")
    } catch let error as YamlError {
      report(error, in: text)
    } catch {
      report(at: nil, "the file is not YAML", nil)
    }
    return nil
  }

  /// Throws all mistakes found so far, if any.
  public func verdict() throws {
    if !mistakes.isEmpty { throw Mistakes(mistakes) }
  }

  public func report(at node: Node?, _ what: String, _ remedy: String? = nil) {
    let mark = node?.mark
    let remedy = remedy?.isEmpty == true ? nil : remedy
    mistakes.append(
      Mistake(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1, what: what, remedy: remedy))
  }

  func fields(of node: Node, named name: String) -> Fields? {
    guard let mapping = node.mapping else {
      report(at: node, "\(name) must be a mapping (`key: value` lines), found \(node.shape)")
      return nil
    }
    return Fields(sheet: self, node: node, mapping: mapping, name: name)
  }

  private func report(_ error: YamlError, in text: String) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let words = [context?.text, problem].compactMap { $0 }.joined(separator: ", ")
      mistakes.append(Mistake(file: file, line: mark.line, column: mark.column, what: "not YAML: \(words)"))
    case .duplicatedKeysInMapping(let duplicates, let context):
      mistakes.append(
        Mistake(
          file: file, line: context.mark.line, column: context.mark.column,
          what: "the key '\(duplicates.first ?? "")' stands twice in one mapping", remedy: "Keep one of them."))
    case .reader(let problem, let offset?, _, _):
      // Counted in characters by the parser.
      let place = Sheet.place(ofByte: text.prefix(offset).utf8.count, in: text)
      mistakes.append(Mistake(file: file, line: place.line, column: place.column, what: "not YAML: \(problem)"))
    case .reader(let problem, nil, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
      report(at: nil, "not YAML: \(problem)")
    case .no, .memory, .dataCouldNotBeDecoded:
      report(at: nil, "the file is not UTF-8 text")
    }
  }
}

extension Collection {
  fileprivate func firstOffset(where holds: (Element) -> Bool) -> Int? {
    firstIndex(where: holds).map { distance(from: startIndex, to: $0) }
  }
}

extension Node {
  /// What a person would call it.
  var shape: String {
    switch self {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "'\(scalar.string.prefix(60))'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .alias: "an alias"
    }
  }
}
