import Catalogue
import Testing

@testable import Engine

@Suite struct MatterBundleTests {
  private let documents: [String: [UInt8]] = [
    "papers/order.pdf": [0x25, 0x50, 0, 0, 0x31, 0], "complaint.pdf": Array(0...255), "empty": [],
  ]

  @Test func `a matter without documents is sealed as its text alone`() throws {
    let bundle = MatterBundle(text: "matter: ä\n", documents: [:])
    #expect(bundle.bytes == Array("matter: ä\n".utf8))
    #expect(try MatterBundle(bundle.bytes) == bundle)
  }

  @Test func `documents come back byte for byte, zeros and all`() throws {
    let bundle = MatterBundle(text: "matter: a\n", documents: documents)
    #expect(try MatterBundle(bundle.bytes) == bundle)
  }

  @Test func `a bundle that was cut or added to is refused`() throws {
    let bytes = MatterBundle(text: "matter: a\n", documents: documents).bytes
    // Cut in the text, it is a text; cut behind a whole document, it is a bundle with fewer.
    var refused = 0
    for length in 11..<bytes.count {
      guard let read = try? MatterBundle(Array(bytes.prefix(length))) else {
        refused += 1
        continue
      }
      #expect(read.documents.allSatisfy { documents[$0.key] == $0.value } && read.documents.count < 3)
    }
    #expect(refused > 270)
    #expect(throws: WaveError.self) { try MatterBundle(bytes + [1]) }
    #expect(throws: WaveError.self) { try MatterBundle(Array("a\0b\0-1\0".utf8)) }
    #expect(throws: WaveError.self) { try MatterBundle(Array("a\0b\0".utf8)) }
  }

  @Test func `documents that cannot be read or are too large for a letter are refused with their name or size`() throws
  {
    let text = """
      matter: mat
      title: T
      operator: {name: O, domain: o.example, contact: a@o.example}
      discovered: 2022-12-06
      data: [ip-address]
      exposure: {from: 2022-12-01, until: 2022-12-06}
      definition-of-deletion: any-means
      documents: [{file: order.pdf, title: The order}]
      partners: [{id: acme}]

      """
    let matter = try MatterFile.read(text: text, file: "matter.yaml") { _ in true }.matter
    #expect(try MatterDocuments.read(matter) { _ in [1, 2] } == ["order.pdf": [1, 2]])
    #expect(throws: MatterDocumentFault.unreadable("order.pdf")) { try MatterDocuments.read(matter) { _ in nil } }
    #expect(throws: MatterDocumentFault.unreadable("order.pdf")) { try MatterDocuments.read(matter) { _ in [] } }
    let large = MatterDocuments.limit + 1
    #expect(throws: MatterDocumentFault.tooLarge(bytes: large)) {
      try MatterDocuments.read(matter) { _ in [UInt8](repeating: 1, count: large) }
    }
  }

  @Test func `a matter whose duty demands documents that it has not is refused, saying which and what to add`() throws {
    let text = """
      matter: mat
      title: T
      operator: {name: O, domain: o.example, contact: a@o.example}
      discovered: 2022-12-06
      data: [ip-address]
      exposure: {from: 2022-12-01, until: 2022-12-06}
      definition-of-deletion: any-means
      duties: [{duty: ftc-premom-instruct, from: 2022-12-06, within: 60d}]
      documents: [{file: order.pdf, title: The order, kind: order}]
      partners: [{id: acme}]

      """
    var matter = try MatterFile.read(text: text, file: "matter.yaml") { _ in true }.matter
    let fault = MatterDocumentFault.missing([.complaint], duty: "ftc-premom-instruct")
    #expect(throws: fault) { try MatterDocuments.read(matter) { _ in [1] } }
    #expect(fault.description.contains("kind: complaint") && !fault.description.contains("kind: order"))
    matter.documents.append(Matter.Document(file: "complaint.pdf", title: matter.documents[0].title, kind: .complaint))
    #expect(try MatterDocuments.read(matter) { _ in [1] }.count == 2)
  }
}
