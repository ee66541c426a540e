import Crypto
import Curl
import Foundation
import Mail
import Testing
import Workflow

@testable import Catalogue
@testable import Channels

/// What a preview says of the sizes of a letter, held against the letter that is then written.
@Suite struct EmailPreviewTests {
  private static let waiver = "clear-text: {until: 2099-01-01, because: test, by: [anna@a.example, ben@a.example]}"
  private static let today = Instant(seconds: Int64(Date().timeIntervalSince1970) + 3600)

  private func channel(_ travel: String, documents: [Int], _ change: (inout MailDesk) -> Void = { _ in }) throws
    -> EmailChannel
  {
    let entry = try partner(
      """
      id: wide-world
      name: Wide World Hosting
      confidence: confirmed
      sources: ["simulated"]
      route: email
      scope: subjects
      deletes: [all]
      takes: [{lane: user, identifiers: [user-id]}]
      terms: {in-doubt: safe-to-repeat, answer-within: 30d}
      email: {to: privacy@wideworld.example, \(travel)}
      """)
    let scene = try EmailScene(port: 1)
    var desk = MailDesk(
      server: scene.server, from: try MailAddress("privacy@devices.example"),
      replyTo: try MailAddress("answers@devices.example"), templates: scene.templates, matter: scene.matter,
      tokenKey: scene.tokenKey)
    desk.approvers = ["anna@a.example", "ben@a.example"]
    desk.documents = documents.enumerated().map { number, size in
      let bytes = [UInt8](repeating: 0x2e, count: size)
      let name = "paper-\(number).pdf"
      return (LetterDocument(title: "Paper", file: name, sha256: Array(SHA256.hash(data: bytes))), bytes)
    }
    change(&desk)
    return EmailChannel(entry: entry, route: try #require(entry.email), desk: desk)
  }

  private func order(people: Int) -> Order {
    Order(
      matter: "letters-2022", wave: "letters-2022-w1", partner: "wide-world", dispatch: "wide-world-0", key: "key-1",
      firstKey: "key-1", purpose: .deletion, lane: "user",
      items: (0..<people).map { BatchItem(subject: $0, values: [.userID: Array("user-\(1_000_000 + $0)".utf8)]) },
      issuedAt: Self.today, now: Self.today)
  }

  private func message(_ channel: EmailChannel, _ order: Order) throws -> [UInt8] {
    try #require(try channel.prepare(order).content as? MailTransmission).message
  }

  /// The bytes that a preview foretells.
  private func foretold(_ preview: String) throws -> Int {
    let line = try #require(preview.split(separator: "\n").first { $0.hasPrefix("The whole letter: about ") })
    return try #require(line.split(separator: " ").compactMap { Int($0) }.first)
  }

  @Test func `the size that is foretold is that of the letter, and a little above`() throws {
    let channel = try channel(Self.waiver, documents: [700_000, 1])
    let order = order(people: 500)
    let preview = try channel.preview(order)
    let (foretold, letter) = (try foretold(preview), try message(channel, order).count)
    #expect(foretold >= letter && foretold - letter < 4500)
    #expect(preview.contains("Attached: paper-0.pdf, 700000 bytes\n  SHA-256 "))
    #expect(preview.contains("NOT ENCRYPTED") && !preview.contains("WARNING") && !preview.contains("or less"))
    let head = preview.components(separatedBy: "\n\n")[0].split(separator: "\n").dropFirst(2)
    #expect(head.count > 5 && head.allSatisfy { $0.count <= 80 })
  }

  @Test func `a list that will be encrypted has an estimate that says that it is one`() throws {
    let lock = try CertificateOfPartner()
    let channel = try channel("seal: {smime: {certificate: c.pem, sha256: \(lock.sha256)}}", documents: []) {
      $0.sealing = .smime(certificatePEM: lock.pem, sha256: lock.sha256)
    }
    let order = order(people: 500)
    let preview = try channel.preview(order)
    let list = try #require(try MessageReader(try message(channel, order)).attachments.first).bytes.count
    let clear = try #require(try channel.list(try channel.packet(for: order, seals: false), order))
    #expect(preview.contains("\(clear) bytes in clear text; encrypted at most about \(clear + 2048)\n"))
    #expect(list > clear && list <= clear + 2048)
    #expect(preview.contains("as it travels, or less") && preview.contains(lock.sha256))
    #expect(try foretold(preview) >= message(channel, order).count)
    #expect(!preview.contains("WARNING"))
    var late = order
    late.now = Self.today + .days(31)
    #expect(
      try channel.preview(late).contains("WARNING: it cannot be encrypted now, and would not be sent:\n  The partner"))
  }

  @Test func `near the usual limit it warns, and above it says what would become of the letter`() throws {
    let near = try channel(Self.waiver, documents: [6 << 20]).preview(order(people: 5))
    #expect(near.contains("WARNING: that is close to the 10485760 bytes"))
    let below = try channel(Self.waiver, documents: [5 << 20]).preview(order(people: 5))
    #expect(!below.contains("WARNING"))
    let cut = try channel(Self.waiver, documents: [100_000]) { $0.largest = 1 << 20 }.preview(order(people: 100_000))
    #expect(cut.contains("WARNING: that is more than the 1048576 bytes") && cut.contains("cut in two"))
    let hopeless = try channel(Self.waiver, documents: [2 << 20]) { $0.largest = 1 << 20 }
    #expect(try hopeless.preview(order(people: 5)).contains("would not be sent; make the documents smaller"))
    #expect(throws: PrepareFailure.tooLarge) { try hopeless.prepare(order(people: 5)) }
  }
}
