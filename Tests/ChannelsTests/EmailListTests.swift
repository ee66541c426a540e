import Crypto
import Curl
import Foundation
import Mail
import Testing
import Workflow

@testable import Catalogue
@testable import Channels

/// Lists of people that go with letters: encrypted, or in clear text by leave of two people, or not at all.
@Suite struct EmailListTests {
  /// An hour ahead: keys that tests make are good by then.
  private static let today = Instant(seconds: Int64(Date().timeIntervalSince1970) + 3600)

  private func entry(_ travel: String) throws -> PartnerEntry {
    try partner(
      """
      id: wide-world
      name: Wide World Hosting
      confidence: confirmed
      sources: ["simulated"]
      route: email
      scope: subjects
      deletes: [all]
      takes: [{lane: user, identifiers: [user-id], optional: [phone]}]
      terms: {in-doubt: safe-to-repeat, answer-within: 30d, reminders: [7d, 14d]}
      email: {to: privacy@wideworld.example, then: [legal@wideworld.example], \(travel)}
      """)
  }

  private func desk() throws -> (EmailScene, MailDesk) {
    let scene = try EmailScene(port: 1)
    let desk = MailDesk(
      server: scene.server, from: try MailAddress("privacy@devices.example"),
      replyTo: try MailAddress("answers@devices.example"), templates: scene.templates, matter: scene.matter,
      tokenKey: scene.tokenKey)
    return (scene, desk)
  }

  private func channel(_ travel: String, _ change: (inout MailDesk) -> Void) throws -> EmailChannel {
    let entry = try entry(travel)
    var (_, desk) = try desk()
    change(&desk)
    return EmailChannel(entry: entry, route: try #require(entry.email), desk: desk)
  }

  private func order(_ purpose: Order.Purpose = .deletion) throws -> Order {
    var order = Order(
      matter: "letters-2022", wave: "letters-2022-w1", partner: "wide-world", dispatch: "wide-world-0", key: "key-1",
      firstKey: "key-1", purpose: purpose, lane: "user",
      items: [
        BatchItem(subject: 0, values: [.userID: Array("u-canary,1".utf8), .phone: Array("+4930123".utf8)]),
        BatchItem(subject: 1, values: [.userID: Array("say \"canary\"".utf8)]),
      ], issuedAt: Self.today, now: Self.today)
    order.contact = 0
    return order
  }

  private static let table = "phone,user-id\r\n+4930123,\"u-canary,1\"\r\n,\"say \"\"canary\"\"\"\r\n"

  private func message(_ prepared: Prepared) throws -> [UInt8] {
    try #require(prepared.content as? MailTransmission).message
  }

  private static let waiver = "clear-text: {until: 2099-01-01, because: test, by: [anna@a.example, ben@a.example]}"

  @Test func `a list is encrypted to the partner, who alone can read it`() throws {
    let lock = try CertificateOfPartner()
    let channel = try channel("seal: {smime: {certificate: c.pem, sha256: \(lock.sha256)}}") {
      $0.sealing = .smime(certificatePEM: lock.pem, sha256: lock.sha256)
    }
    let prepared = try channel.prepare(try order())
    let bytes = try message(prepared)
    #expect(!String(decoding: bytes, as: UTF8.self).contains("canary"))
    let attachment = try #require(try MessageReader(bytes).attachments.first)
    #expect(attachment.name == "letters-2022-w1-wide-world-0.csv.cms")
    let opened = String(decoding: try lock.open(attachment.bytes), as: UTF8.self)
    #expect(opened == Self.table)
  }

  @Test func `sealing is random, and what is kept of the first intent makes repeats the same bytes`() throws {
    let lock = try CertificateOfPartner()
    let channel = try channel("seal: {smime: {certificate: c.pem, sha256: \(lock.sha256)}}") {
      $0.sealing = .smime(certificatePEM: lock.pem, sha256: lock.sha256)
    }
    let first = try channel.prepare(try order())
    #expect(try channel.prepare(try order()).bodyHash != first.bodyHash)
    var again = try order()
    again.memory = first.keep
    again.now = Self.today + .days(1)
    let repeated = try channel.prepare(again)
    let bytes = try message(first)
    #expect(repeated.bodyHash == first.bodyHash && repeated.bodyHash == Array(SHA256.hash(data: bytes)))
    #expect(try message(repeated) == bytes)
    again.contact = 1
    let other = try channel.prepare(again)
    #expect(other.bodyHash != first.bodyHash)
    #expect(try MessageReader(message(other)).header("To")?.contains("legal@wideworld.example") == true)
  }

  @Test func `without the pinned key, with another one or after its end nothing leaves`() throws {
    let lock = try CertificateOfPartner()
    let travel = "seal: {smime: {certificate: c.pem, sha256: \(lock.sha256)}}"
    func refusal(_ sealing: LetterSealing?, at now: Instant = EmailListTests.today) throws -> PrepareFailure? {
      let channel = try channel(travel) { $0.sealing = sealing }
      var late = try order()
      late.now = now
      do throws(PrepareFailure) {
        _ = try channel.prepare(late)
        return nil
      } catch {
        return error
      }
    }
    let pem = lock.pem
    #expect(try refusal(nil) == .unusable(Reason("seal-missing")))
    #expect(
      try refusal(.smime(certificatePEM: pem, sha256: String(repeating: "0", count: 64)))
        == .unusable(Reason("seal-changed")))
    #expect(
      try refusal(.smime(certificatePEM: pem, sha256: lock.sha256), at: Self.today + .days(60))
        == .unusable(Reason("seal-expired")))
    #expect(try refusal(.smime(certificatePEM: pem, sha256: lock.sha256)) == nil)
  }

  @Test func `clear text needs both people's approval of this wave, and ends by its date, for repeats too`() throws {
    func prepared(_ approvers: Set<String>, _ order: Order) throws -> Prepared {
      try channel(Self.waiver) { $0.approvers = approvers }.prepare(order)
    }
    for approvers in [[], ["anna@a.example"], ["anna@a.example", "eve@a.example"]] {
      #expect(throws: PrepareFailure.unusable(Reason("clear-text-not-approved"))) {
        try prepared(Set(approvers), try order())
      }
    }
    let both: Set = ["anna@a.example", "ben@a.example"]
    let first = try prepared(both, try order())
    let list = try #require(try MessageReader(message(first)).attachments.first)
    #expect(list.name == "letters-2022-w1-wide-world-0.csv")
    #expect(list.bytes.count == Self.table.utf8.count)
    var late = try order()
    late.now = Instant(seconds: 4_102_444_800)
    #expect(throws: PrepareFailure.unusable(Reason("clear-text-ended"))) { try prepared(both, late) }
    late.memory = first.keep
    #expect(throws: PrepareFailure.unusable(Reason("clear-text-ended"))) { try prepared(both, late) }
  }

  @Test func `neither subject nor text of a letter names anybody, and a reminder has no list`() throws {
    let channel = try channel(Self.waiver) { $0.approvers = ["anna@a.example", "ben@a.example"] }
    let mail = try MessageReader(try message(try channel.prepare(try order())))
    #expect(mail.text?.contains("canary") == false && mail.header("Subject")?.contains("canary") == false)
    #expect(try !channel.preview(try order()).contains("canary"))
    #expect(try MessageReader(try message(try channel.prepare(try order(.reminder(1))))).attachments.isEmpty)
    #expect(try MessageReader(try message(try channel.prepare(try order(.redirect)))).attachments.count == 1)
  }

  @Test func `a list that no mail system would take is cut, and a value that is no text stands alone`() throws {
    let channel = try channel(Self.waiver) { $0.approvers = ["anna@a.example", "ben@a.example"] }
    var large = try order()
    large.items = (0..<3).map {
      BatchItem(subject: $0, values: [.userID: [UInt8](repeating: 0x61, count: EmailChannel.listLimit / 2)])
    }
    #expect(throws: PrepareFailure.tooLarge) { try channel.prepare(large) }
    var broken = try order()
    broken.items[1].values[.userID] = [0xff, 0xfe]
    #expect(throws: PrepareFailure.oneIsUnusable(Reason("cannot-be-written"))) { try channel.prepare(broken) }
  }

  @Test func `the matter's documents go with the letter, as they were pinned`() throws {
    let pages = Array("%PDF the order".utf8)
    let document = LetterDocument(title: "The order", file: "order.pdf", sha256: Array(SHA256.hash(data: pages)))
    let channel = try channel(Self.waiver) {
      $0.approvers = ["anna@a.example", "ben@a.example"]
      $0.documents = [(document, pages)]
    }
    let mail = try MessageReader(try message(try channel.prepare(try order())))
    #expect(mail.attachments.map(\.name) == ["order.pdf", "letters-2022-w1-wide-world-0.csv"])
    #expect(mail.attachments.first?.bytes == pages)
    // The escalation goes to people who have not seen them; a reminder does not.
    for (number, names) in [(1, []), (2, ["order.pdf"])] {
      var order = try order(.reminder(number))
      order.key = "key-\(number + 1)"
      let reminder = try MessageReader(try message(try channel.prepare(order)))
      #expect(reminder.attachments.map(\.name) == names)
    }
  }
}

/// A certificate with its key, good for 30 days from now.
final class CertificateOfPartner {
  let pem: [UInt8]
  let sha256: String
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "lock-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (key, certificate, der) = (folder.path + "/key.pem", folder.path + "/c.pem", folder.path + "/c.der")
    try CertificateOfPartner.openssl([
      "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "30", "-subj", "/CN=desk", "-keyout", key, "-out",
      certificate,
    ])
    try CertificateOfPartner.openssl(["x509", "-in", certificate, "-outform", "DER", "-out", der])
    pem = [UInt8](try Data(contentsOf: URL(fileURLWithPath: certificate)))
    let digest = SHA256.hash(data: try Data(contentsOf: URL(fileURLWithPath: der)))
    sha256 = digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func open(_ sealed: [UInt8]) throws -> [UInt8] {
    let (closed, plain) = (folder.path + "/ids.cms", folder.path + "/ids.csv")
    try Data(sealed).write(to: URL(fileURLWithPath: closed))
    try CertificateOfPartner.openssl([
      "cms", "-decrypt", "-binary", "-inform", "DER", "-in", closed, "-recip", folder.path + "/c.pem", "-inkey",
      folder.path + "/key.pem", "-out", plain,
    ])
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: plain)))
  }

  private static func openssl(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}
