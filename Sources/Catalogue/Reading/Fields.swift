import Yams

/// A mapping while its keys are read: each getter reports what is wrong with its key,
/// `finish()` reports keys nobody asked for.
public final class Fields {
  public let sheet: Sheet
  public let node: Node
  /// How messages call this mapping, as in "partner 'acme'".
  public var name: String
  private let mapping: Node.Mapping
  private var asked: [String] = []

  init(sheet: Sheet, node: Node, mapping: Node.Mapping, name: String) {
    self.sheet = sheet
    self.node = node
    self.mapping = mapping
    self.name = name
  }

  /// Names that the author of the file is free to choose, in the order of the file.
  public var names: [String] { keys }

  /// The raw node under a name that is no key of the language.
  public func named(_ name: String) -> Node? {
    if !asked.contains(name) { asked.append(name) }
    return mapping.first { $0.key.string == name }?.value
  }

  /// Keys in the order of the file.
  public var keys: [String] { mapping.keys.compactMap(\.string) }

  /// The raw node under `key`; marks the key as known.
  public func child(_ key: String) -> Node? {
    if !asked.contains(key) {
      asked.append(key)
      sheet.book?.note(key, of: node)
    }
    return mapping.first { $0.key.string == key }?.value
  }

  public func has(_ key: String) -> Bool { mapping.contains { $0.key.string == key } }

  public func required(_ key: String) -> Node? {
    let found = child(key)
    if found == nil { report("\(name): '\(key)' is missing", "Add a line '\(key): ...'.") }
    return found
  }

  public func string(_ key: String) -> String? { child(key).flatMap { text(of: $0, key) } }
  public func requiredString(_ key: String) -> String? { required(key).flatMap { text(of: $0, key) } }

  /// A scalar, not empty. YAML's `yes`, `3` or dates stay the text that was written.
  public func text(of node: Node, _ key: String) -> String? {
    guard let scalar = node.scalar, !scalar.string.isEmpty else {
      sheet.report(at: node, "\(name): '\(key)' must be a text, found \(node.shape)")
      return nil
    }
    return scalar.string
  }

  public func integer(_ key: String, in allowed: ClosedRange<Int>) -> Int? {
    guard let node = child(key) else { return nil }
    guard let number = node.scalar.flatMap({ Int($0.string) }), allowed.contains(number) else {
      sheet.report(
        at: node,
        "\(name): '\(key)' must be a whole number from \(allowed.lowerBound) to \(allowed.upperBound), "
          + "found \(node.shape)")
      return nil
    }
    return number
  }

  public func flag(_ key: String) -> Bool? {
    guard let node = child(key) else { return nil }
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default:
      let isOldWord = ["yes", "no", "on", "off", "y", "n"].contains(node.scalar?.string.lowercased())
      sheet.report(
        at: node, "\(name): '\(key)' must be true or false, found \(node.shape)",
        isOldWord ? "yes, no, on and off are plain texts here." : nil)
      return nil
    }
  }

  /// One of the words of an enumeration.
  public func choice<Word: RawRepresentable & CaseIterable>(_ key: String, _: Word.Type) -> Word?
  where Word.RawValue == String {
    child(key).flatMap { word(of: $0, key) }
  }

  public func requiredChoice<Word: RawRepresentable & CaseIterable>(_ key: String, _: Word.Type) -> Word?
  where Word.RawValue == String {
    required(key).flatMap { word(of: $0, key) }
  }

  public func word<Word: RawRepresentable & CaseIterable>(of node: Node, _ key: String) -> Word?
  where Word.RawValue == String {
    guard let text = text(of: node, key) else { return nil }
    if let word = Word(rawValue: text) { return word }
    sheet.report(
      at: node, "\(name): '\(key)' does not know '\(text)'",
      remedy(for: text, among: Word.allCases.map(\.rawValue)))
    return nil
  }

  public func mapping(_ key: String) -> Fields? {
    child(key).flatMap { sheet.fields(of: $0, named: "\(name), \(key)") }
  }

  public func requiredMapping(_ key: String) -> Fields? {
    required(key).flatMap { sheet.fields(of: $0, named: "\(name), \(key)") }
  }

  /// The nodes of a list; empty when the key is absent. A single value is not a list: that is a mistake.
  public func list(_ key: String) -> [Node] {
    guard let node = child(key) else { return [] }
    guard let sequence = node.sequence else {
      sheet.report(
        at: node, "\(name): '\(key)' must be a list, found \(node.shape)",
        "Write it as [a, b] or as lines that begin with '- '.")
      return []
    }
    return Array(sequence)
  }

  public func strings(_ key: String) -> [String] { list(key).compactMap { text(of: $0, key) } }

  public func mappings(_ key: String, named name: (Int) -> String) -> [Fields] {
    list(key).enumerated().compactMap { sheet.fields(of: $0.element, named: name($0.offset)) }
  }

  public func report(_ what: String, _ remedy: String? = nil) { sheet.report(at: node, what, remedy) }

  /// To be called when all keys have been asked for.
  public func finish() {
    for (key, _) in mapping where key.string.map({ !asked.contains($0) }) ?? true {
      let word = key.string ?? ""
      sheet.report(at: key, "\(name): unknown key '\(word)'", remedy(for: word, among: asked))
    }
  }
}
