import Foundation
import Testing

@testable import Curl

/// Servers that list short, keep mails back, answer beside the question, or never.
@Suite(.serialized, .aside) struct InboxStubbornTests {
  private static let plain = "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n$T OK done\r\n"

  private func session(_ answers: [String: String]) throws -> (InboxSession, HostileServer) {
    let server = try imapServer(answers)
    let session = InboxSession(inbox(server))
    try session.open()
    return (session, server)
  }

  private func line(_ uid: Int) -> String { "* \(uid) FETCH (UID \(uid) RFC822.SIZE 5)\r\n" }

  @Test func `a server that does not count is asked what it finds`() throws {
    let (session, server) = try session(["CAPABILITY": Self.plain])
    #expect(try session.count(1...3) == nil)
    #expect(try session.listing(1...3) == (1...3).map { InboxItem(uid: $0, size: 5) })
    #expect(server.received.filter { $0.contains("UID FETCH") }.count == 1)
    #expect(server.received.contains { $0.hasSuffix("UID SEARCH UID 1:3\r\n") })
  }

  @Test func `a server that neither counts nor finds is asked to list twice`() throws {
    let (session, server) = try session(["CAPABILITY": Self.plain, "UID SEARCH": "$T OK done\r\n"])
    #expect(try session.listing(1...3).map(\.uid) == [1, 2, 3])
    #expect(server.received.filter { $0.contains("UID FETCH") }.count == 2)
  }

  @Test func `a listing shorter than what is found is asked for again in smaller windows`() throws {
    let (session, _) = try session([
      "CAPABILITY": Self.plain, "UID FETCH 1:3": line(1) + line(2) + "$T OK done\r\n",
      "UID SEARCH UID 1:1": "* SEARCH 1\r\n$T OK done\r\n", "UID FETCH 1:1": line(1) + "$T OK done\r\n",
      "UID SEARCH UID 2:3": "* SEARCH 2 3\r\n$T OK done\r\n",
      "UID FETCH 2:3": line(2) + line(3) + "$T OK done\r\n",
    ])
    #expect(try session.listing(1...3).map(\.uid) == [1, 2, 3])
  }

  @Test func `a listing that stays shorter than what is found is never taken`() throws {
    let (session, _) = try session([
      "CAPABILITY": Self.plain, "UID FETCH": line(1) + line(2) + "$T OK done\r\n",
    ])
    #expect(inboxFault { () throws(InboxFault) in try session.listing(1...3) } != nil)
  }

  @Test(arguments: [true, false])
  func `a mail that is found or counted and never listed is a mail of unknown size`(counts: Bool) throws {
    let (session, _) = try session([
      "CAPABILITY": counts ? "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR ESEARCH\r\n$T OK done\r\n" : Self.plain,
      "UID SEARCH": "* SEARCH 7\r\n* ESEARCH (TAG \"$T\") UID COUNT 1\r\n$T OK done\r\n",
      "UID FETCH 7:7": "$T OK done\r\n",
    ])
    #expect(try session.listing(7...7) == [InboxItem(uid: 7, size: InboxItem.unknownSize)])
  }

  @Test(arguments: [
    "* 5 FETCH (FLAGS (\\Seen) UID 5)\r\n", "* 2 FETCH (FLAGS (\\Seen \\Deleted))\r\n",
    "* 9 EXISTS\r\n* 2 FETCH (UID 2 FLAGS ())\r\n* 3 FETCH (FLAGS ())\r\n* 1 RECENT\r\n",
  ])
  func `a line about flags before the mail is looked past`(before: String) throws {
    let (session, server) = try session([
      "UID FETCH 2 BODY": before + "* 2 FETCH (UID 2 BODY[]<0> {5}\r\nhello)\r\n$T OK done\r\n"
    ])
    #expect(try session.fetch(2, limit: 100) == .whole(Array("hello".utf8)))
    #expect(server.connections == 1)
  }

  @Test(arguments: [
    "* 1 FETCH (UID 2 BODY[]<0> NIL)\r\n$T OK done\r\n", "$T OK done\r\n", "$T NO cannot open it\r\n",
    "$T BAD what\r\n",
    "* 2 FETCH (UID 2 FLAGS ())\r\n$T OK done\r\n",
  ])
  func `a mail that is listed and not handed out is named`(answer: String) throws {
    let (session, server) = try session([
      "UID FETCH 2 BODY": answer, "UID FETCH 2:2": line(2) + "$T OK done\r\n",
      "UID FETCH 3 BODY": "* 3 FETCH (UID 3 BODY[]<0> {5}\r\nhello)\r\n$T OK done\r\n",
    ])
    let fault = inboxFault { () throws(InboxFault) in try session.fetch(2, limit: 100) }
    #expect(fault == .withheld(2))
    #expect(fault?.description.contains("uid 2") == true && fault?.needsPerson == false)
    #expect(try session.fetch(3, limit: 100) == .whole(Array("hello".utf8)))
    #expect(server.connections == 3)  // a new one for the second try, and one for the next mail
  }

  @Test(arguments: ["SERVERBUG", "UNAVAILABLE", "INUSE", "LIMIT"])
  func `a server that asks for patience gets it`(code: String) throws {
    let (session, server) = try session(["UID FETCH 2 BODY": "$T NO [\(code)] later\r\n"])
    #expect(inboxFault { () throws(InboxFault) in try session.fetch(2, limit: 100) } == .unavailable)
    #expect(server.connections == 1)
  }

  @Test(arguments: [
    ("UID FETCH 2 BODY", "* 1 FETCH (UID 2 BODY[]<0> {5}\r\nhe"), ("UID FETCH 2 BODY", "ZZ9 OK done\r\n"),
    ("UID FETCH 1:3", "ZZ9 OK done\r\n"), ("UID FETCH 1:3", "* 1 FETCH (UID 1 RFC822.SIZE 5)\r\n"),
    ("UID SEARCH", "* ESEARCH (TAG "),
  ])
  func `a server that never comes to an end is left`(command: String, answer: String) throws {
    let server = try imapServer([command: answer])
    var settings = inbox(server)
    settings.replyTimeout = .seconds(1)
    let session = InboxSession(settings)
    try session.open()
    let begin = ContinuousClock.now
    let fault =
      command.hasSuffix("BODY")
      ? inboxFault { () throws(InboxFault) in try session.fetch(2, limit: 100) }
      : inboxFault { () throws(InboxFault) in try session.listing(1...3) }
    #expect(fault == .lost(.timeoutAfterSend))
    #expect(ContinuousClock.now - begin < .seconds(10))
  }

  @Test(arguments: ["BODY[]", "RFC822.SIZE"])
  func `a server that drips is left, however long it would go on`(at word: String) throws {
    let server = try HostileServer { peer in
      peer.say("* OK hi\r\n")
      while let line = peer.line(), let space = line.firstIndex(of: " ") {
        let command = String(line[line.index(after: space)...])
        guard command.contains(word) else {
          peer.say(honest(command).replacing("$T", with: line[..<space]))
          continue
        }
        peer.say(word == "BODY[]" ? "* 1 FETCH (UID 2 BODY[]<0> {90}\r\n" : "* ")
        while peer.say("x") { poll(nil, 0, 100) }
      }
    }
    var settings = inbox(server)
    (settings.replyTimeout, settings.totalTimeout) = (.seconds(8), .seconds(2))
    let session = InboxSession(settings)
    try session.open()
    let begin = ContinuousClock.now
    let fault =
      word == "BODY[]"
      ? inboxFault { () throws(InboxFault) in try session.fetch(2, limit: 100) }
      : inboxFault { () throws(InboxFault) in try session.listing(1...3) }
    #expect(fault == .lost(.timeoutAfterSend))
    #expect(ContinuousClock.now - begin < .seconds(8))
  }
}
