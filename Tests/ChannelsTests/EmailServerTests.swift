import Curl
import Foundation
import Mail
import MailRigs
import Testing
import Workflow

@testable import Channels

/// Letters to mail servers that the world runs: Postfix's smtp-sink, and Exim with its genuine bounces.
@Suite struct EmailServerTests {
  /// - Parameter options: Of smtp-sink.
  private func send(_ options: [String], _ change: (inout EmailScene) throws -> Void = { _ in }) async throws -> Report
  {
    let sink = try SMTPSink(options)
    let report = try await send(to: sink.port, change)
    sink.kill()
    return report
  }

  private func send(to port: Int, _ change: (inout EmailScene) throws -> Void = { _ in }) async throws -> Report {
    var scene = try EmailScene(port: port)
    try change(&scene)
    return try await scene.channel().send(scene.order())
  }

  @Test(.enabled(if: SMTPSink.isHere)) func `smtp-sink gets one recipient and a return address that names the letter`()
    async throws
  {
    let sink = try SMTPSink()
    #expect(try await send(to: sink.port).finding == .sent(.accepted(Acceptance(grade: .transmitted))))
    let mail = try #require(try sink.messages().first)
    #expect(mail.contains("X-Rcpt-Args: <privacy@wideworld.example>"))
    #expect(mail.firstMatch(of: /X-Mail-Args: <answers\+b-[a-z2-7]{26}@devices\.example>/) != nil)
  }

  @Test(.enabled(if: SMTPSink.isHere))
  func `a recipient refused for good is the contact's end, a refused message is not`()
    async throws
  {
    let recipient = try await send(["-f", "rcpt"])
    #expect(recipient.refusesContact && recipient.finding == .sent(.rejected(Reason("smtp-500"))))
    let message = try await send(["-f", "."])
    #expect(!message.refusesContact && message.finding == .sent(.rejected(Reason("smtp-500"))))
    let sender = try await send(["-f", "mail"])
    #expect(!sender.refusesContact && sender.finding == .sent(.halted(Reason("smtp-500"))))
  }

  @Test(.enabled(if: SMTPSink.isHere)) func `a wish to wait is one wherever it comes`() async throws {
    for place in ["mail", "rcpt", "data", "."] {
      let report = try await send(["-r", place])
      #expect(report.finding == .sent(.busy(Reason("smtp-450"), retryAfter: nil)), "\(place)")
      #expect(!report.refusesContact)
    }
  }

  @Test(.enabled(if: SMTPSink.isHere)) func `a server that hangs up at the final dot leaves doubt, before it none`()
    async throws
  {
    guard case .sent(.lost) = try await send(["-q", "."]).finding else {
      return #expect(Bool(false), "no doubt after the final dot")
    }
    guard case .sent(.notSent) = try await send(["-q", "rcpt"]).finding else {
      return #expect(Bool(false), "doubt before the message")
    }
  }

  @Test(.enabled(if: SMTPSink.isHere)) func `a slow final reply beyond all patience is doubt, not failure`()
    async throws
  {
    let report = try await send(["-W", ".:5"]) {
      $0.server.replyTimeout = .seconds(1)
      $0.server.totalTimeout = .seconds(2)
    }
    guard case .sent(.lost) = report.finding else { return #expect(Bool(false), "\(report.finding)") }
  }

  @Test(.enabled(if: SMTPSink.isHere)) func `a server without STARTTLS gets nothing where STARTTLS is required`()
    async throws
  {
    let sink = try SMTPSink()
    let report = try await send(to: sink.port) { $0.server.security = .startTLSRequired }
    #expect(report.finding == .sent(.halted(Reason("starttls-missing"))))
    #expect(try sink.messages().isEmpty)
  }

  @Test(.enabled(if: Exim.isHere)) func `Exim's genuine bounce comes back to the address that names the letter`()
    async throws
  {
    let exim = try Exim()
    let report = try await send(to: exim.port) { $0.entry = try $0.entry.written(to: "gone@wideworld.example") }
    #expect(report.finding == .sent(.accepted(Acceptance(grade: .transmitted))))
    let sent = try MessageReader(try #require(report.file("message.eml")))
    let bounces = try exim.messages(atLeast: 1).filter { bytes in
      String(decoding: bytes, as: UTF8.self).contains("this address is no more")
    }
    let bounce = String(decoding: try #require(bounces.first), as: UTF8.self)
    let scene = try EmailScene(port: 1)
    let token = try ReplyTokens(key: scene.tokenKey).token(for: scene.order().key).text
    #expect(bounce.contains("answers+b-\(token)@devices.example"))
    #expect(bounce.contains(try #require(sent.header("Message-ID"))))
  }

  @Test(.enabled(if: Exim.isHere)) func `Exim refuses, defers and takes, each as it is`() async throws {
    let exim = try Exim()
    func finding(_ name: String) async throws -> Report {
      try await send(to: exim.port) { $0.entry = try $0.entry.written(to: "\(name)@wideworld.example") }
    }
    let unknown = try await finding("unknown")
    #expect(unknown.refusesContact && unknown.finding == .sent(.rejected(Reason("smtp-550"))))
    #expect(try await finding("full").refusesContact)
    #expect(try await finding("later").finding == .sent(.busy(Reason("smtp-451"), retryAfter: nil)))
    #expect(try await finding("privacy").finding == .sent(.accepted(Acceptance(grade: .transmitted))))
  }
}
