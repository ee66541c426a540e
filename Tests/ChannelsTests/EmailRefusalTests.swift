import Curl
import Drill
import Foundation
import Mail
import Testing
import Workflow

@testable import Catalogue
@testable import Channels

/// Letters that must not leave, and servers that do not take them.
@Suite struct EmailRefusalTests {
  private let unusable = PrepareFailure.unusable(Reason("letter-cannot-be-written"))

  private func withMailbox(_ fault: DrillFault, _ body: (DrillPartners, EmailScene) async throws -> Void) async throws {
    try await withPartners({ $0.faults = [fault] }) { partners in
      try await body(partners, try EmailScene(port: partners.smtpPort))
    }
  }

  @Test func `550 is a refusal of this letter`() async throws {
    try await withMailbox(.smtp550) { partners, scene in
      let report = try await scene.channel().send(scene.order())
      #expect(report.finding == .sent(.rejected(Reason("smtp-550"))))
      #expect(report.text("smtp.txt")?.contains("S: 550 5.1.1 no such mailbox here") == true)
      #expect(partners.mails().isEmpty)
    }
  }

  @Test func `451 is a wish to wait, and the same letter is taken the next time`() async throws {
    try await withMailbox(.smtp451First) { partners, scene in
      let channel = try scene.channel()
      let first = try await channel.send(scene.order())
      #expect(first.finding == .sent(.busy(Reason("smtp-451"), retryAfter: nil)))
      #expect(partners.mails().isEmpty)
      let second = try await channel.send(scene.order())
      #expect(second.finding == .sent(.accepted(Acceptance(grade: .transmitted))))
      #expect(partners.mails().map(\.message) == [first.file("message.eml")])
    }
  }

  @Test func `a connection lost after the last dot leaves the letter in doubt; the repeat is recognisable`()
    async throws
  {
    try await withMailbox(.smtpDropAtDot) { partners, scene in
      let channel = try scene.channel()
      guard case .sent(.lost) = try await channel.send(scene.order()).finding else {
        Issue.record("the letter is not in doubt")
        return
      }
      let second = try await channel.send(scene.order())
      #expect(second.finding == .sent(.accepted(Acceptance(grade: .transmitted))))
      let mails = partners.mails()
      try #require(mails.map(\.acknowledged) == [false, true])
      #expect(mails[0].message == mails[1].message)
    }
  }

  @Test func `a mail server that is not there is waited for, and costs no attempt`() async throws {
    try await withPartners { partners in
      let scene = try EmailScene(port: partners.deadPort)
      let report = try await scene.channel().send(scene.order())
      #expect(report.finding == .sent(.busy(Reason("connect-refused"), retryAfter: .minutes(15))))
    }
  }

  @Test func `clear text to this machine needs a word of permission`() async throws {
    try await withPartners { partners in
      var scene = try EmailScene(port: partners.smtpPort)
      scene.server.addresses = .publicOnly
      let report = try await scene.channel().send(scene.order())
      #expect(report.finding == .sent(.halted(Reason("config"))))
      #expect(partners.mails().isEmpty)
    }
  }

  @Test(arguments: ["deletion-request", "reminder", "escalation"])
  func `a letter whose template is missing is not written`(name: String) throws {
    var scene = try EmailScene(port: 1)
    let order =
      switch name {
      case "reminder": scene.order(.reminder(1), key: "key-2")
      case "escalation": scene.order(.reminder(2), key: "key-3")
      case _: scene.order()
      }
    _ = try scene.channel().prepare(order)
    scene.templates["\(name).en.mustache"] = nil
    let channel = try scene.channel()
    #expect(throws: unusable) { try channel.prepare(order) }
    let error = #expect(throws: LetterMissing.self) { try channel.preview(order) }
    #expect(error?.description.contains("\(name).en.mustache") == true)
  }

  @Test(arguments: ["Wide\r\nBcc: canary@evil.example", "Wide\nX-Canary: 1", "Wide\u{2028}Bcc: canary@evil.example"])
  func `a partner's name with a line end in it is never sent`(name: String) throws {
    var scene = try EmailScene(port: 1)
    scene.entry = scene.entry.called(name)
    let channel = try scene.channel()
    #expect(throws: unusable) { try channel.prepare(scene.order()) }
  }

  @Test func `a company's name with a line end in it is never sent`() throws {
    var scene = try EmailScene(port: 1)
    scene.matter.operator.name = "Example\r\nBcc: canary@evil.example"
    let channel = try scene.channel()
    #expect(throws: unusable) { try channel.prepare(scene.order()) }
  }

  @Test func `a matter's title with line ends in it adds no header, no second letter and no line`() async throws {
    try await withPartners { partners in
      var scene = try EmailScene(port: partners.smtpPort)
      _ = try await scene.channel().send(scene.order())
      scene.matter.title = "Pages\r\nBcc: canary@evil.example\r\n\r\n.\r\nMAIL FROM:<canary@evil.example>\r\n"
      let report = try await scene.channel().send(scene.order())
      #expect(report.finding == .sent(.accepted(Acceptance(grade: .transmitted))))
      let mails = partners.mails()
      try #require(mails.count == 2)
      #expect(headerNames(of: mails[1].message) == headerNames(of: mails[0].message))
      #expect(head(of: mails[1].message).allSatisfy { !$0.contains("canary") })
      #expect(mails[1].to == ["privacy@wideworld.example"])
      let lines = try #require(try MessageReader(mails[1].message).text).split(whereSeparator: \.isNewline)
      #expect(lines.allSatisfy { !$0.hasPrefix("Bcc:") && !$0.hasPrefix("MAIL FROM:") && $0 != "." })
      #expect(lines.contains { $0.contains("canary@evil.example") })
    }
  }

  @Test func `a wave whose name could not stand in a Message-ID is never sent`() throws {
    let scene = try EmailScene(port: 1)
    let channel = try scene.channel()
    for wave in ["", "w 1", "w>1", "w\r\n1", "w@1"] {
      var order = scene.order()
      order.wave = wave
      #expect(throws: unusable) { try channel.prepare(order) }
    }
  }

  @Test func `a mailbox keeps no jobs`() async throws {
    let scene = try EmailScene(port: 1)
    #expect(try await scene.channel().ask(nil, scene.order()).finding == .asked(.unknown(Reason("no-such-call"))))
  }

  @Test func `bytes prepared by another channel are not sent`() async throws {
    try await withPartners { partners in
      let scene = try EmailScene(port: partners.smtpPort)
      let channel = try scene.channel()
      let report = await withCheckedContinuation { waiter in
        channel.transmit(Prepared(bodyHash: [], content: "foreign"), scene.order()) { waiter.resume(returning: $0) }
      }
      #expect(report.finding == .sent(.rejected(Reason("letter-cannot-be-written"))))
      #expect(partners.mails().isEmpty)
    }
  }
}
