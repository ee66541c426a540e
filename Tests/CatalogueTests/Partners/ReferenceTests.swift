import Testing
import Workflow
import Yams

@testable import Catalogue

@Suite struct ReferenceTests {
  @Test func `the examples of the reference pass every check`() throws {
    let entries = try Sample.entries(PartnerReference.examples)
    #expect(Set(entries.map(\.route)) == Set(Route.allCases.map(Optional.some) + [nil]))
  }

  @Test func `the reference explains every key that its examples use, and shows every key that it explains`() throws {
    let used = try usedKeys()
    let explained = PartnerReference.fields.map(\.path)
    for path in explained { #expect(used.contains(path), "no example shows \(path)") }
    for key in used where !key.contains(".") {
      #expect(explained.contains { $0 == key || $0.hasPrefix("\(key).") }, "no field explains \(key)")
    }
    #expect(Set(explained).count == explained.count)
  }

  @Test func `the reference tells of every key that a reader asks for, and of none that nobody asks for`() throws {
    let asked = try askedKeys()
    let explained = PartnerReference.fields.map(\.path)
    for path in explained {
      #expect(
        asked.contains { $0 == path || $0.hasPrefix("\(path).") || path.hasPrefix("\($0).") }, "nobody reads \(path)")
    }
    let sections = Set(explained.compactMap { $0.split(separator: ".").first.map(String.init) })
    for key in asked where !sections.contains(key) {
      #expect(
        explained.contains { key == $0 || key.hasPrefix("\($0).") || $0.hasPrefix("\(key).") },
        "no field explains \(key)")
    }
  }

  @Test func `every key that a reader asks for is written out somewhere in the reference`() throws {
    let text = PartnerReference.lines.joined(separator: "\n")
    let words = Set(
      text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }.map(String.init)
        + PartnerReference.fields.compactMap { $0.path.split(separator: ".").last.map(String.init) })
    let free: Set = ["account", "secrets", "words", "values", "by-lane"]
    for key in try askedKeys() {
      let parts = key.split(separator: ".").map(String.init)
      // Names that the author of a file chooses.
      guard let name = parts.last, !free.contains(parts.dropLast().last ?? "") else { continue }
      #expect(words.contains(name), "\(key)")
    }
  }

  @Test func `every field has an example that stands in the entries, whole or to its dots`() throws {
    for field in PartnerReference.fields {
      let example = try #require(field.example, "\(field.path)")
      if field.written != nil { continue }
      let name = try #require(field.path.split(separator: ".").last)
      #expect(example.hasPrefix("\(name): "), "\(field.path): \(example)")
      let places = try values(at: field.path).map { "\(name): \(Node.Tree($0).flow)" }
      let start = example.firstRange(of: "...").map { String(example[..<$0.lowerBound]) }
      #expect(
        places.contains { $0 == example || (start.map($0.hasPrefix) ?? false) }, "\(field.path): \(example) \(places)")
    }
  }

  @Test func `each written example is good YAML and speaks of its field`() throws {
    let shown = PartnerReference.fields.compactMap { field in field.written.map { (field.path, $0) } }
    #expect(shown.count >= 6)
    for (path, example) in shown {
      let node = try #require(try Parser(yaml: example).singleRoot())
      let keys = path.split(separator: ".").map(String.init)
      let first = try #require(node.mapping?.keys.first?.string)
      #expect(keys.contains(first), "\(path): \(example)")
    }
  }

  @Test func `entries as the reference prints them mean the same as those that were checked`() throws {
    let root = try #require(try Parser(yaml: PartnerReference.examples).singleRoot())
    let entries = try #require(root["partners"]?.sequence)
    let text = ["version: 1", "partners:"] + entries.flatMap { Node.Tree($0).element(indent: 2) }
    let printed = try Sample.entries(text.joined(separator: "\n") + "\n")
    #expect(printed.map(\.canonical) == (try Sample.entries(PartnerReference.examples)).map(\.canonical))
  }

  @Test func `every section but the lists of words ends with an example`() {
    let bare = PartnerReference.sections.filter { $0.example.isEmpty }.map(\.key)
    #expect(bare == ["identifiers", "data-types", "grades", "outcomes", "reasons"])
  }

  @Test func `nothing that is printed is wider than a terminal`() {
    let lines = PartnerReference.lines
    #expect(lines.count > 800 && lines.count < 2700)
    #expect(lines.filter { $0.count > 80 || $0.contains("\t") || $0.hasSuffix(" ") } == [])
  }

  @Test func `a part is found by its name, by one of its words in the singular, and by a field`() throws {
    #expect(try PartnerReference.lines(of: "api.poll").first?.hasPrefix("API.POLL") == true)
    #expect(try PartnerReference.lines(of: "quoting") == PartnerReference.lines(of: "quotings"))
    let field = try PartnerReference.lines(of: "terms.limits.per")
    #expect(field.contains("terms.limits.per") && !field.contains("terms.limits.calls"))
    #expect(try PartnerReference.lines(of: "takes").contains("tells"))
  }

  @Test func `a part that is not there is told with the nearest one`() {
    let error = #expect(throws: PartnerReference.NoSuchPart.self) { try PartnerReference.lines(of: "api.pol") }
    #expect(
      error?.description.hasPrefix("The reference has no part 'api.pol'. Did you mean 'api.poll'? Parts: ") == true)
    #expect(throws: PartnerReference.NoSuchPart(name: "x")) { try PartnerReference.data(of: "x") }
  }

  @Test func `the reference as data holds what is printed`() throws {
    let parts = try PartnerReference.data()
    #expect(parts.map(\.part) == PartnerReference.sections.map(\.key))
    #expect(parts.flatMap(\.fields).map(\.name) == PartnerReference.fields.map(\.path))
    #expect(parts.allSatisfy { part in part.fields.allSatisfy { $0.example != nil && !$0.words.isEmpty } })
    #expect(try PartnerReference.data(of: "quoting").flatMap(\.words).map(\.name) == Quoting.allCases.map(\.rawValue))
  }

  private func askedKeys() throws -> Set<String> {
    let sheet = Sheet(file: "examples", keepsBook: true)
    _ = try PartnerFile.read(PartnerReference.examples, on: sheet)
    let asked = try #require(sheet.book).asked
    return Set(asked.compactMap { $0.hasPrefix("partners.") ? String($0.dropFirst(9)) : nil })
  }

  private func usedKeys() throws -> Set<String> {
    var used: Set<String> = []
    try walk { path, _ in used.insert(path) }
    return used
  }

  private func values(at path: String) throws -> [Node] {
    var found: [Node] = []
    try walk { if $0 == path { found.append($1) } }
    return found
  }

  private func walk(_ see: (String, Node) -> Void) throws {
    let root = try #require(try Parser(yaml: PartnerReference.examples).singleRoot())
    for entry in try #require(root["partners"]?.sequence) { walk(entry, "", see) }
  }

  private func walk(_ node: Node, _ path: String, _ see: (String, Node) -> Void) {
    if let mapping = node.mapping {
      for (key, value) in mapping {
        let inner = path.isEmpty ? key.string ?? "" : "\(path).\(key.string ?? "")"
        see(inner, value)
        walk(value, inner, see)
      }
    }
    node.sequence?.forEach { walk($0, path, see) }
  }
}
