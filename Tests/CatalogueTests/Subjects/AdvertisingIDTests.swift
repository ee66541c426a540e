import Testing
import Workflow

@testable import Catalogue

/// The advertising ids of the two systems are kept in the case in which the systems write them.
@Suite struct AdvertisingIDTests {
  private func kept(_ text: String, _ kind: IdentifierKind) -> String? {
    Array(text.utf8).withUnsafeBufferPointer { IdentifierValue.normalised($0, kind) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private let mixed = "6D92078A-8246-4ba4-AE5B-76104861E7DC"

  @Test func `an idfa is kept in upper case, a gaid in lower case, and an advertising-id as it came`() {
    #expect(kept(" \(mixed) ", .idfa) == mixed.uppercased())
    #expect(kept(mixed, .gaid) == mixed.lowercased())
    #expect(kept(mixed, .advertisingID) == mixed)
  }

  @Test(arguments: [
    "6D92078A-8246-4ba4-AE5B-76104861E7D", "6D92078A82464ba4AE5B76104861E7DCAAAA",
    "6D92078A-8246-4ba4-AE5B-76104861E7DG",
  ])
  func `what is no UUID stays as it came`(_ text: String) {
    #expect(kept(text, .idfa) == text && kept(text, .gaid) == text)
  }

  @Test func `the id of a device that limits tracking stands for everybody and is refused`() {
    #expect(kept("00000000-0000-0000-0000-000000000000", .idfa) == nil)
    #expect(kept("00000000-0000-0000-0000-000000000000", .gaid) == nil)
  }
}
