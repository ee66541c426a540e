import Foundation
import Testing
import Workflow

@testable import Catalogue

/// Promises about partners.yaml as a whole.
@Suite struct CatalogueFileTests {
  let entries: [PartnerEntry]

  init() throws { entries = try Shelf.entries() }

  private func sends(_ entry: PartnerEntry) -> Bool { entry.route?.sends == true }

  @Test func `the file is read without a mistake and holds many partners, most of which can be asked`() {
    #expect(entries.count >= 18)
    #expect(entries.count(where: sends) >= 14)
    #expect(entries.contains { $0.route == .portal } && entries.contains { $0.route == nil })
    #expect(entries.contains { $0.route == .opendsr } && entries.contains { $0.route == .email })
  }

  @Test func `every entry says where its facts come from and when they were checked`() {
    for entry in entries {
      #expect(!entry.sources.isEmpty, "\(entry.id)")
      #expect(entry.checked != nil, "\(entry.id)")
      #expect(entry.kind != nil, "\(entry.id)")
      for fact in entry.cannot { #expect(fact.source != nil, "\(entry.id), \(fact.data)") }
    }
  }

  @Test func `what happens to a data type is never left unsaid, above all for IP and page addresses`() throws {
    for code in DataType.known.map(\.code) {
      let type = try #require(DataType(code))
      for entry in entries { #expect(entry.coverage(of: type) != .unstated, "\(entry.id), \(code)") }
    }
  }

  @Test func `a data type is only claimed by name, never by 'all'`() {
    for entry in entries { #expect(!entry.deletes.contains(.all), "\(entry.id)") }
  }

  @Test func `an entry that nobody can be asked with deletes nothing and says why`() {
    for entry in entries where entry.route == nil {
      #expect(entry.deletes.isEmpty && entry.cannot.contains { $0.data == .all }, "\(entry.id)")
    }
  }

  /// Two entries of one vendor share its secrets: their ids begin alike.
  @Test func `secrets come from the environment, each under a name of its own vendor`() {
    var owners: [String: String] = [:]
    for entry in entries {
      for reference in entry.secrets.values {
        // A private key has more than one line, so it stands in a file.
        if case .file(let path) = reference, path.hasSuffix(".pem") { continue }
        guard case .environment(let name) = reference else {
          Issue.record("\(entry.id): \(reference) is not an environment variable")
          continue
        }
        #expect(name.wholeMatch(of: /[A-Z][A-Z0-9_]+/) != nil, "\(entry.id): \(name)")
        let vendor = String(entry.id.prefix { $0 != "-" })
        #expect(owners.updateValue(vendor, forKey: name) ?? vendor == vendor, "\(name) serves two vendors")
      }
    }
  }

  @Test func `a request can be previewed for every lane of every interface, and shows nobody`() throws {
    let known = IdentifierKind.allCases.map { kind in
      (kind, Array((kind == .email ? "4915112345678@shop.example" : "+4915112345678").utf8))
    }
    let person = BatchItem(subject: 0, values: Dictionary(uniqueKeysWithValues: known))
    for entry in entries {
      guard let api = entry.api else { continue }
      for lane in entry.lanes {
        let text = try api.preview(lane: lane.name, items: [person], facts: Shelf.facts(entry))
        #expect(text.contains("<\(lane.identifiers[0].rawValue)>"), "\(entry.id), \(lane.name)")
        #expect(!text.contains("4915112345678"), "\(entry.id), \(lane.name)")
      }
    }
  }

  @Test func `an entry may only repeat in doubt where the file says why that is harmless`() throws {
    let lines = try String(contentsOf: Shelf.path, encoding: .utf8).split(separator: "\n")
    let doubts = lines.filter { $0.contains("in-doubt:") }
    #expect(doubts.count == entries.count(where: sends))
    for line in doubts { #expect(line.contains(" # "), "\(line)") }
  }

  @Test func `every line fits the screen of a reader`() throws {
    let text = try String(contentsOf: Shelf.path, encoding: .utf8)
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      #expect(line.count <= 120, "line \(place + 1)")
      #expect(line.last?.isWhitespace != true, "line \(place + 1) ends in white space")
    }
  }
}
