import Channels
import Curl
import Drill
import Foundation
import Mail
import Testing
import Workflow

@testable import Catalogue

/// Letters to the simulated mailbox, by the templates that people edit.
struct EmailScene {
  var entry: PartnerEntry
  var matter: Matter
  var server: MailServer
  var templates: [String: LetterTemplate]
  var tokenKey = [UInt8](repeating: 7, count: 32)

  init(port: Int) throws {
    entry = try partner(EmailScene.entry)
    matter = try MatterFile.read(text: EmailScene.matter, file: "matter.yaml") { _ in true }.matter
    server = MailServer(host: "127.0.0.1", port: port, security: .plainLoopbackOnly)
    server.addresses = .loopback
    templates = try EmailScene.letters()
  }

  func channel() throws -> EmailChannel {
    let desk = MailDesk(
      server: server, from: try MailAddress("privacy@devices.example"),
      replyTo: try MailAddress("answers@devices.example"), templates: templates, matter: matter, tokenKey: tokenKey)
    return EmailChannel(entry: entry, route: try #require(entry.email), desk: desk)
  }

  func order(_ purpose: Order.Purpose = .deletion, key: String = "key-1", issuedAt: Instant = noon) -> Order {
    Order(
      matter: matter.id, wave: "letters-2022-w1", partner: entry.id, dispatch: "d-1", key: key, firstKey: "key-1",
      purpose: purpose, lane: nil, items: [], issuedAt: issuedAt, now: issuedAt)
  }

  static let entry = """
    id: wide-world
    name: Wide World Hosting
    confidence: confirmed
    sources: ["simulated"]
    route: email
    scope: selector
    deletes: [all]
    terms: {in-doubt: safe-to-repeat, answer-within: 30d, reminders: [7d, 14d]}
    email: {to: privacy@wideworld.example, template: deletion-request, attachment: none}
    """

  private static let matter = """
    matter: letters-2022
    title: Notice pages that told partners who uses which device
    operator: {name: Example Devices Inc., domain: devices.example, contact: privacy@devices.example}
    discovered: 2022-12-06
    data: [ip-address, page-url]
    urls: ["https://notice.devices.example/ack/*"]
    exposure: {from: 2022-12-01, until: 2022-12-06T18:00:00Z}
    definition-of-deletion: normal-course
    duties:
      - {duty: hipaa-164.404, from: 2022-12-06, within: 60d}
    partners:
      - {id: wide-world, trackers: ["WW-5"]}

    """

  private static func letters() throws -> [String: LetterTemplate] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../Templates")
    return try LetterKind.allCases.reduce(into: [:]) { all, kind in
      let name = "\(kind.rawValue).en.mustache"
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      all[name] = try LetterTemplate.load(text, name: name)
    }
  }
}

extension PartnerEntry {
  /// The same, with another mailbox.
  func written(to address: String) throws -> PartnerEntry {
    try partner(
      EmailScene.entry.replacingOccurrences(of: "to: privacy@wideworld.example", with: "to: \(address)"))
  }

  /// A name that no partner file would pass.
  func called(_ name: String) -> PartnerEntry {
    PartnerEntry(
      id: id, name: name, kind: kind, checked: checked, confidence: confidence, sources: sources, route: route,
      scope: scope, bestGrade: bestGrade, deletes: deletes, cannot: cannot, retention: retention, notes: notes,
      hazards: hazards, account: account, secrets: secrets, lanes: lanes, terms: terms, section: section,
      canonical: canonical, line: line)
  }
}

/// The lines before the first empty one, unfolded.
func head(of message: [UInt8]) -> [String] {
  let text = String(decoding: message, as: UTF8.self)
  let end = text.range(of: "\r\n\r\n")?.lowerBound ?? text.endIndex
  return text[..<end].replacingOccurrences(of: "\r\n ", with: " ").replacingOccurrences(of: "\r\n\t", with: " ")
    .components(separatedBy: "\r\n")
}

/// Names of the headers, lower case, in their order.
func headerNames(of message: [UInt8]) -> [String] {
  head(of: message).map { $0.prefix { $0 != ":" }.lowercased() }
}
