import Crypto
import Curl
import Drill
import Foundation
import Mail
import Testing
import Workflow

@testable import Channels

/// Letters over real SMTP, from the templates to the mailbox.
@Suite struct EmailTests {
  @Test func `a letter arrives byte for byte as it was prepared`() async throws {
    try await withPartners { partners in
      let scene = try EmailScene(port: partners.smtpPort)
      let channel = try scene.channel()
      let announced = try channel.prepare(scene.order()).bodyHash
      let report = try await channel.send(scene.order())
      #expect(report.finding == .sent(.accepted(Acceptance(grade: .transmitted))))
      let mail = try #require(partners.mails().first)
      #expect(partners.mails().count == 1)
      #expect(announced == Array(SHA256.hash(data: mail.message)))
      #expect(report.file("message.eml") == mail.message)
      #expect(mail.to == ["privacy@wideworld.example"])
      let talk = try #require(report.text("smtp.txt"))
      #expect(talk.contains("C: RCPT TO:<privacy@wideworld.example>\r\n") && talk.contains("S: 250 2.0.0 stored"))
    }
  }

  @Test func `a repeat is the same letter: the same Message-ID and the same bytes`() async throws {
    try await withPartners { partners in
      let scene = try EmailScene(port: partners.smtpPort)
      _ = try await scene.channel().send(scene.order())
      var later = scene.order()
      later.now = noon + .days(2)
      _ = try await scene.channel().send(later)
      let mails = partners.mails()
      try #require(mails.count == 2)
      #expect(mails[0].message == mails[1].message)
      #expect(mails[0].from == mails[1].from)
      let id = try #require(try MessageReader(mails[0].message).header("Message-ID"))
      #expect(id.contains("letters-2022-w1.wide-world.") && id.contains("@devices.example"))
    }
  }

  @Test func `another dispatch is another letter in the same conversation`() throws {
    let scene = try EmailScene(port: 1)
    let channel = try scene.channel()
    let first = try message(channel, scene.order())
    let other = try message(channel, scene.order(.reminder(1), key: "key-2"))
    #expect(first.header("Message-ID") != other.header("Message-ID"))
    #expect(first.replyTo == other.replyTo)
    #expect(first.header("In-Reply-To") == nil && first.header("References") == nil)
  }

  @Test func `a reminder threads onto the first letter and names its date`() async throws {
    try await withPartners { partners in
      let scene = try EmailScene(port: partners.smtpPort)
      let channel = try scene.channel()
      _ = try await channel.send(scene.order())
      _ = try await channel.send(scene.order(.reminder(1), key: "key-2", issuedAt: noon + .days(7)))
      let mails = try partners.mails().map { try MessageReader($0.message) }
      try #require(mails.count == 2)
      let first = bare(mails[0].header("Message-ID"))
      #expect(first != nil && bare(mails[1].header("In-Reply-To")) == first)
      #expect(bare(mails[1].header("References")) == first)
      #expect(mails[1].header("Subject")?.hasPrefix("Reminder: ") == true)
      #expect(mails[1].text?.contains("On 6 December 2022 we asked you") == true)
      #expect(mails[1].text?.contains("13 December 2022") == true)
    }
  }

  @Test func `the last reminder is the escalation, with the dates of all letters before it`() throws {
    let scene = try EmailScene(port: 1)
    let letter = try message(
      try scene.channel(), scene.order(.reminder(2), key: "key-3", issuedAt: noon + .days(14)))
    #expect(letter.header("Subject")?.hasPrefix("Reminder: ") == false)
    #expect(letter.text?.contains("6 December 2022") == true)
    #expect(letter.text?.contains("13 December 2022") == true)
    #expect(
      bare(letter.header("In-Reply-To")) == bare(try message(try scene.channel(), scene.order()).header("Message-ID")))
  }

  @Test func `answers and bounces come back to an address that names the instruction`() async throws {
    try await withPartners { partners in
      let scene = try EmailScene(port: partners.smtpPort)
      _ = try await scene.channel().send(scene.order())
      let mail = try #require(partners.mails().first)
      let address = try #require(try MessageReader(mail.message).replyTo.first?.address)
      // What a mail system could not deliver comes back under the letter's own name.
      #expect(mail.from.wholeMatch(of: /answers\+b-[a-z2-7]{26}@devices\.example/) != nil)
      #expect(mail.from.dropFirst(10) != address.dropFirst(8))
      let token = try #require(address.wholeMatch(of: /answers\+([a-z2-7]{26})@devices\.example/)?.output.1)
      #expect(try MessageReader(mail.message).text?.contains(address) == true)
      #expect(try MessageReader(mail.message).from.first?.address == "privacy@devices.example")
      #expect(!token.isEmpty)
    }
  }

  @Test func `the reply address cannot be guessed: it depends on the key, the wave and the partner`() throws {
    let scene = try EmailScene(port: 1)
    func address(_ scene: EmailScene, _ change: (inout Order) -> Void = { _ in }) throws -> String {
      var order = scene.order()
      change(&order)
      return try #require(try message(try scene.channel(), order).replyTo.first?.address)
    }
    var other = scene
    other.tokenKey[0] ^= 1
    let addresses = try [
      address(scene), address(other), address(scene) { $0.wave = "letters-2022-w2" },
      address(scene) { $0.partner = "narrow-world" },
    ]
    #expect(Set(addresses).count == 4)
    #expect(try address(scene) { $0.dispatch = "d-2" } == addresses[0])
  }

  @Test func `a letter holds no identifier, whatever the order knows`() async throws {
    try await withPartners { partners in
      let scene = try EmailScene(port: partners.smtpPort)
      var order = scene.order()
      order.lane = "user"
      order.items = [
        .init(subject: 0, values: [.email: Array("canary.person@mail.example".utf8), .userID: Array("u-canary".utf8)])
      ]
      let report = try await scene.channel().send(order)
      #expect(report.finding == .sent(.accepted(Acceptance(grade: .transmitted))))
      for file in report.evidence { #expect(!String(decoding: file.bytes, as: UTF8.self).contains("canary")) }
      let mail = try MessageReader(try #require(partners.mails().first).message)
      #expect(mail.text?.contains("canary") == false)
      #expect(mail.attachments.isEmpty)
    }
  }

  @Test func `the letter says what the matter says`() throws {
    let scene = try EmailScene(port: 1)
    let text = try #require(try message(try scene.channel(), scene.order()).text)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for words in [
      "Wide World Hosting", "Example Devices Inc.", "https://notice.devices.example/ack/*", "WW-5", "1 December 2022",
      "letters-2022-w1/wide-world", "5 January 2023",
    ] { #expect(text.contains(words), "\(words)") }
  }

  @Test func `the preview is the letter, and sends nothing`() async throws {
    try await withPartners { partners in
      let scene = try EmailScene(port: partners.smtpPort)
      let channel = try scene.channel()
      let preview = try channel.preview(scene.order())
      let letter = try message(channel, scene.order())
      let subject = try #require(letter.header("Subject"))
      #expect(preview.hasPrefix("To: privacy@wideworld.example\nSubject: \(subject)\n\n"))
      let text = try #require(letter.text).replacingOccurrences(of: "\r\n", with: "\n")
      #expect(preview.hasSuffix(text.trimmingCharacters(in: .newlines)) || preview.hasSuffix(text))
      #expect(partners.mails().isEmpty)
    }
  }

  private func bare(_ id: String?) -> String? { id?.trimmingCharacters(in: ["<", ">", " "]) }

  private func message(_ channel: EmailChannel, _ order: Order) throws -> MessageReader {
    try MessageReader(try #require(try channel.prepare(order).content as? MailTransmission).message)
  }
}
