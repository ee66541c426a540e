import Foundation
import Workflow

@testable import Catalogue

/// The letters of the repository, and facts to fill them with.
enum LetterShelf {
  static func text(_ kind: LetterKind, _ language: String) throws -> String {
    var place = URL(fileURLWithPath: #filePath)
    while place.path != "/" {
      place.deleteLastPathComponent()
      let file = place.appending(path: "Templates/\(kind.rawValue).\(language).mustache")
      if let text = try? String(contentsOf: file, encoding: .utf8) { return text }
    }
    throw CocoaError(.fileNoSuchFile)
  }

  static func template(_ kind: LetterKind, _ language: String) throws -> LetterTemplate {
    try LetterTemplate.load(text(kind, language), name: "\(kind.rawValue).\(language).mustache")
  }

  static let matterText = """
    matter: devices-2022-12
    title: Notice pages that told partners who uses which device
    operator: {name: Example Devices Inc., domain: devices.example, contact: privacy@devices.example, signatory: "Jane Roe, Chief Privacy Officer", address: "1 Example Way, Springfield"}
    discovered: 2022-12-06
    contained: {at: 2022-12-06T18:00:00Z, how: "switched off"}
    data: [ip-address, page-url, online-identifier, health]
    urls: ["https://notice.devices.example/ack/*"]
    exposure: {from: 2022-12-01, until: 2022-12-06T18:00:00Z}
    definition-of-deletion: any-means
    duties: [DUTIES]
    documents:
      - {file: papers/complaint.pdf, title: "Complaint", kind: complaint}
      - {file: papers/order.pdf, title: "Decision and Order", kind: order}
    partners:
      - {id: wide-world, trackers: ["WW-4711", "GTM-ABC12"]}

    """

  static func matter(duties: String = "{duty: ftc-betterhelp-instruct, from: 2023-01-03}") throws -> Matter {
    try MatterFile.read(
      text: matterText.replacing("DUTIES", with: duties), file: "matter.yaml", exists: { _ in true }
    ).matter
  }

  static func entry(_ language: String, smime: Bool = false) throws -> PartnerEntry {
    let seal =
      smime
      ? "smime: {certificate: ww.pem, sha256: \(String(repeating: "6f2b1a0e4d7c9b8a", count: 4))}"
      : "openpgp: {key: ww.asc, fingerprint: 0123456789ABCDEF0123456789ABCDEF01234567}"
    let text = """
      version: 1
      partners:
        - id: wide-world
          name: Wide World Analytics
          route: email
          scope: both
          deletes: [all]
          takes: [{lane: user, identifiers: [user-id, email]}]
          terms: {in-doubt: safe-to-repeat}
          email: {to: privacy@wideworld.example, language: \(language), seal: {\(seal)}}

      """
    return try PartnerFile.read(text, file: "partners.yaml")[0]
  }

  /// - Parameter list: With a list of people, and with the papers.
  static func facts(
    _ language: String, list: Bool = true, smime: Bool = false, duties: String? = nil
  ) throws -> LetterFacts {
    let entry = try entry(language, smime: smime)
    guard let route = entry.email, let sent = Instant(written: "2023-01-09"), let due = Instant(written: "2023-02-08"),
      let second = Instant(written: "2023-01-23")
    else { throw CocoaError(.fileReadCorruptFile) }
    let matter = try duties.map { try LetterShelf.matter(duties: $0) } ?? LetterShelf.matter()
    let documents = matter.documents.map {
      LetterDocument(title: $0.title.plain, file: $0.file, sha256: [UInt8](repeating: 0xA7, count: 32))
    }
    let occasion = LetterOccasion(
      reference: "devices-2022-12-w1/wide-world", sentAt: sent, answerBy: due,
      replyTo: "privacy+abcdefghijklmnopqrstuvwxyz@devices.example", earlier: [sent, second],
      documents: list ? documents : [],
      list: list ? (file: "identifiers.csv", count: 1234, kinds: [.userID, .email]) : nil)
    return LetterFacts(occasion, matter: matter, entry: entry, route: route)
  }
}
