import Testing

@testable import Drill

@Suite struct MailSessionTests {
  static let hello = "EHLO home.example\r\n"
  static let envelope = "MAIL FROM:<a@home.example> SIZE=10 BODY=8BITMIME\r\nRCPT TO:<b@partner.example>\r\n"

  /// The reply codes, in order, that `input` earns, fed in pieces of `size` bytes.
  private func codes(_ input: String, _ world: inout World, size: Int = 1_000_000) -> [String] {
    var session = MailSession()
    var replies = ""
    var rest = Array(input.utf8)[...]
    while !rest.isEmpty {
      replies += session.receive(rest.prefix(size), desk: &world.drill)
      rest = rest.dropFirst(size)
    }
    return replies.split(separator: "\r\n").map { String($0.prefix(4)) }.filter { !$0.hasSuffix("-") }
      .map { String($0.prefix(3)) }
  }

  @Test(arguments: [1, 2, 7, 1000])
  func `a message is stored whole, without SMTP's dots, however it is cut into packets`(size: Int) throws {
    var world = World()
    let content = "Subject: x\r\n\r\n..one\r\nb\u{e4}r\r\n.\r\nQUIT\r\n"
    let replies = codes(Self.hello + Self.envelope + "DATA\r\n" + content, &world, size: size)
    #expect(replies == ["250", "250", "250", "354", "250", "221"])
    let mail = try #require(world.drill.mails.first)
    #expect(String(decoding: mail.message, as: UTF8.self) == "Subject: x\r\n\r\n.one\r\nbär\r\n")
    #expect(mail.from == "a@home.example")
    #expect(mail.to == ["b@partner.example"])
    #expect(mail.greeting == "home.example")
    #expect(mail.acknowledged)
    #expect("\(mail)" == "mail 1: 1 recipients, 26 bytes")
  }

  @Test func `a dot between bare line feeds does not end a message`() {
    var world = World()
    let smuggled = "DATA\r\nx\n.\nMAIL FROM:<evil@x.example>\r\n.\r\n"
    #expect(codes(Self.hello + Self.envelope + smuggled, &world) == ["250", "250", "250", "354", "250"])
    #expect(world.drill.mails.count == 1)
  }

  @Test(arguments: [
    ("MAIL FROM:<a@b>\r\n", ["503"]), ("EHLO x\r\nRCPT TO:<a@b>\r\n", ["250", "503"]),
    ("EHLO x\r\nMAIL FROM:<a@b>\r\nDATA\r\n", ["250", "250", "503"]), ("FOO\r\nNOOP\r\n", ["500", "250"]),
    ("EHLO x\r\nMAIL FROM:<a@b>\r\nRSET\r\nRCPT TO:<a@b>\r\n", ["250", "250", "250", "503"]),
    ("EHLO x\r\nMAIL FROM:<a@b> SIZE=99999999\r\n", ["250", "552"]), ("EHLO x\r\nMAIL a@b\r\n", ["250", "501"]),
    ("HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<>\r\n", ["250", "250", "501"]),
    ("EHLO x\r\nMAIL FROM:<a@b> FOO=1\r\n", ["250", "555"]), ("QUIT\r\nNOOP\r\n", ["221"]),
    (String(repeating: "x", count: 5000), ["500"]),
  ])
  func `commands out of order or out of shape are refused`(input: String, expected: [String]) {
    var world = World()
    #expect(codes(input, &world) == expected)
    #expect(world.drill.mails.isEmpty)
  }

  @Test func `greylisting refuses the first attempt at a recipient and takes the second`() {
    var world = World { $0.faults = [.smtp451First] }
    #expect(codes(Self.hello + Self.envelope, &world) == ["250", "250", "451"])
    #expect(codes(Self.hello + Self.envelope, &world) == ["250", "250", "250"])
  }

  @Test func `smtp-550 refuses every recipient, every time`() {
    var world = World { $0.faults = [.smtp550] }
    #expect(codes(Self.hello + Self.envelope, &world) == ["250", "250", "550"])
    #expect(codes(Self.hello + Self.envelope, &world) == ["250", "250", "550"])
  }

  @Test func `smtp-drop-at-dot stores the message and says nothing, then takes the same bytes again`() {
    var world = World { $0.faults = [.smtpDropAtDot] }
    let whole = Self.hello + Self.envelope + "DATA\r\nx\r\n.\r\nNOOP\r\n"
    #expect(codes(whole, &world) == ["250", "250", "250", "354"])
    #expect(codes(whole, &world) == ["250", "250", "250", "354", "250", "250"])
    #expect(world.drill.mails.map(\.acknowledged) == [false, true])
    #expect(world.drill.mails[0].message == world.drill.mails[1].message)
  }
}
