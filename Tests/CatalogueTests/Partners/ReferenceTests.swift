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
    let root = try #require(try Parser(yaml: PartnerReference.examples).singleRoot())
    var used: Set<String> = []
    for entry in try #require(root["partners"]?.sequence) { collect(entry, "", into: &used) }
    let explained = PartnerReference.fields.map(\.path)
    for path in explained { #expect(used.contains(path), "no example shows \(path)") }
    for key in used where !key.contains(".") {
      #expect(explained.contains { $0 == key || $0.hasPrefix("\(key).") }, "no field explains \(key)")
    }
  }

  @Test func `the reference tells of every key that a reader asks for, and of none that nobody asks for`() throws {
    let sheet = Sheet(file: "examples", keepsBook: true)
    _ = try PartnerFile.read(PartnerReference.examples, on: sheet)
    let asked = try #require(sheet.book).asked.compactMap { $0.hasPrefix("partners.") ? String($0.dropFirst(9)) : nil }
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

  @Test func `each example line of the reference is good YAML and speaks of its field`() throws {
    let shown = PartnerReference.fields.compactMap { field in field.example.map { (field.path, $0) } }
    #expect(shown.count >= 8)
    for (path, example) in shown {
      let node = try #require(try Parser(yaml: example).singleRoot())
      let keys = path.split(separator: ".").map(String.init)
      let first = try #require(node.mapping?.keys.first?.string)
      #expect(keys.contains(first), "\(path): \(example)")
    }
  }

  @Test func `the printed reference is never empty and fits a wide screen`() {
    let lines = PartnerReference.lines
    #expect(lines.count > 200)
    #expect(!lines.contains { $0.contains("\t") })
  }

  private func collect(_ node: Node, _ path: String, into used: inout Set<String>) {
    if let mapping = node.mapping {
      for (key, value) in mapping {
        let inner = path.isEmpty ? key.string ?? "" : "\(path).\(key.string ?? "")"
        used.insert(inner)
        collect(value, inner, into: &used)
      }
    }
    node.sequence?.forEach { collect($0, path, into: &used) }
  }
}
