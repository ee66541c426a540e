import Foundation
import Testing
import Workflow

@testable import Catalogue

/// The product's own `partners.yaml`, read once.
enum Shelf {
  /// The file at the root of the package, three folders above this one.
  static let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../partners.yaml")

  static let read = Result { try PartnerFile.read(String(contentsOf: path, encoding: .utf8), file: "partners.yaml") }

  static func entries() throws -> [PartnerEntry] { try read.get() }

  static func entry(_ id: String) throws -> PartnerEntry {
    try #require(try entries().first { $0.id == id }, "partners.yaml has no entry '\(id)'")
  }

  /// Facts of a dispatch to `entry`: what its file leaves to the environment becomes the variable's name, `a-b-c`.
  static func facts(_ entry: PartnerEntry) -> RequestFacts {
    var facts = Sample.facts
    facts.account = entry.account.mapValues { value in
      switch value {
      case .text(let text): text
      case .environment(let name): name.lowercased().replacing("_", with: "-")
      }
    }
    return facts
  }
}
