import Yams

/// One YAML file while it is checked: where mistakes are collected, and the limits that keep a hostile file cheap.
///
/// Checking works on Yams nodes, not on decoded values, because only nodes know their line and column.
public final class Sheet {
  public static let byteLimit = 1 << 20
  static let depthLimit = 32

  public let file: String
  public private(set) var mistakes: [Mistake] = []

  public init(file: String) { self.file = file }

  /// The root mapping of `text`, or `nil` after a mistake that leaves nothing to check.
  public func root(of text: String) -> Fields? {
    guard text.utf8.count <= Sheet.byteLimit else {
      report(at: nil, "the file is larger than 1 MiB", "Split it, or remove what is not needed.")
      return nil
    }
    guard !nestsTooDeep(text) else {
      report(at: nil, "the file nests deeper than \(Sheet.depthLimit) levels", "Flatten it.")
      return nil
    }
    do {
      // Nodes hold their anchors weakly: the parser has to outlive the check, or every anchor looks absent.
      let parser = try Parser(yaml: text)
      guard let node = try parser.singleRoot() else {
        report(at: nil, "the file is empty", nil)
        return nil
      }
      guard withExtendedLifetime(parser, { admits(node, depth: 0) }) else { return nil }
      return fields(of: node, named: "the file")
    } catch let error as YamlError {
      report(error)
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

  /// Anchors are refused whole: nothing here needs them, and aliases are how a small file becomes a huge one.
  private func admits(_ node: Node, depth: Int) -> Bool {
    guard node.anchor == nil else {
      report(at: node, "anchors (&) and aliases (*) are not allowed", "Write the value out where it is needed.")
      return false
    }
    switch node {
    case .scalar, .alias: return true
    case .sequence(let sequence): return sequence.allSatisfy { admits($0, depth: depth + 1) }
    case .mapping(let mapping):
      return mapping.allSatisfy { admits($0.key, depth: depth + 1) && admits($0.value, depth: depth + 1) }
    }
  }

  /// Counted on the text, before the parser recurses: block nesting costs at least one column a level,
  /// flow nesting one bracket.
  private func nestsTooDeep(_ text: String) -> Bool {
    var brackets = 0
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let lead = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
      if lead.count > Sheet.depthLimit * 8 { return true }
      if lead.filter({ $0 == UInt8(ascii: "-") }).count > Sheet.depthLimit { return true }
      for byte in line {
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { brackets += 1 }
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { brackets = max(0, brackets - 1) }
        if brackets > Sheet.depthLimit { return true }
      }
    }
    return false
  }

  private func report(_ error: YamlError) {
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
    case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
      report(at: nil, "not YAML: \(problem)")
    case .no, .memory, .dataCouldNotBeDecoded:
      report(at: nil, "the file is not UTF-8 text")
    }
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
