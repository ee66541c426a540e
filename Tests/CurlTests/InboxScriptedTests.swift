import Foundation
import Testing

@testable import Curl

@Suite(.serialized, .aside) struct InboxScriptedTests {
  @Test func `the mailbox is opened read-only before anything is fetched, on every connection`() throws {
    let server = try imapServer()
    let session = InboxSession(inbox(server))
    #expect(try session.open() == InboxStatus(validity: 9, nextUID: 4, messages: 3))
    #expect(try session.fetch(2, limit: 100) == .whole(Array("hello".utf8)))
    session.close()
    let verbs = server.received.map { $0.split(separator: " ").dropFirst().joined(separator: " ") }.map(trimmed)
    #expect(
      verbs == [
        "CAPABILITY", "AUTHENTICATE PLAIN AGFubmEAc2VjcmV0", "SELECT INBOX", "EXAMINE \"INBOX\"", "CAPABILITY",
        "UID FETCH 2 BODY[]<0.101>", "LOGOUT",
      ])
    #expect(server.connections == 1)
  }

  @Test func `a connection that broke is replaced by one that is opened read-only again`() throws {
    let server = try imapServer(["UID FETCH 2": ""])
    let session = InboxSession(inbox(server))
    try session.open()
    #expect(inboxFault { () throws(InboxFault) in try session.fetch(2, limit: 100) } == .lost(.reset))
    #expect(try session.fetch(3, limit: 100) == .whole(Array("hello".utf8)))
    let verbs = server.received.compactMap { $0.split(separator: " ").dropFirst().first }.map { trimmed(String($0)) }
    for (place, verb) in verbs.enumerated() where verb == "SELECT" { #expect(verbs[place + 1] == "EXAMINE") }
    #expect(verbs.filter { $0 == "SELECT" }.count == server.connections)
    #expect(server.connections == 3)  // the first, one for the second try, one for the next mail
  }

  @Test func `a server that says in the middle that the mailbox was made anew ends the session`() throws {
    let server = try imapServer(["UID SEARCH": "* OK [UIDVALIDITY 10] anew\r\n* ESEARCH UID COUNT 0\r\n$T OK\r\n"])
    let session = InboxSession(inbox(server))
    try session.open()
    #expect(inboxFault { () throws(InboxFault) in try session.listing(1...3) } == .validityChanged)
    #expect(inboxFault { () throws(InboxFault) in try session.listing(1...3) } == .notOpen)
  }

  @Test(arguments: [
    ("* BYE too many\r\n", [:], InboxFault.unavailable),
    ("* OK hi\r\n", ["AUTHENTICATE": "$T NO [AUTHENTICATIONFAILED] no\r\n"], .refusedLogin),
    ("* OK hi\r\n", ["AUTHENTICATE": "$T NO [UNAVAILABLE] later\r\n"], .unavailable),
    ("* OK hi\r\n", ["SELECT": "$T NO no such\r\n"], .noSuchMailbox),
    ("* OK hi\r\n", ["EXAMINE": "$T NO [NOPERM] no\r\n"], .noSuchMailbox),
    ("* OK hi\r\n", ["EXAMINE": "$T NO [INUSE] locked\r\n"], .unavailable),
    ("* OK hi\r\n", ["EXAMINE": ""], .unreachable(.reset)),
    (
      "* OK hi\r\n", ["EXAMINE": "* 3 EXISTS\r\n* OK [UIDVALIDITY 9] x\r\n* OK [UIDNEXT 4] x\r\n$T OK done\r\n"],
      .protocolBroken("It does not confirm that it opens read-only.")
    ),
  ])
  func `a mailbox that does not open says why`(greeting: String, answers: [String: String], fault: InboxFault) throws {
    let server = try imapServer(answers, greeting: greeting)
    let session = InboxSession(inbox(server))
    #expect(inboxFault { () throws(InboxFault) in try session.open() } == fault)
    #expect(!server.received.contains { $0.contains("FETCH") })
  }

  @Test(arguments: [
    ("* 1 FETCH (UID 3 BODY[]<0> {5}\r\nhello)\r\n", "It handed out another mail than was asked for."),
    ("* 1 FETCH (BODY[]<0> {5}\r\nhello UID 1)\r\n", "It handed out another mail than was asked for."),
    (
      "* 1 FETCH (UID 2 BODY[]<0> {9000}\r\n" + String(repeating: "x", count: 9000) + ")\r\n",
      "It sent more than was asked for."
    ),
  ])
  func `a mail that is not the one asked for is refused`(answer: String, why: String) throws {
    let server = try imapServer([
      "UID FETCH 2 BODY": answer + "$T OK done\r\n",
      "UID FETCH 2:2": "* 2 FETCH (UID 2 RFC822.SIZE 5)\r\n$T OK done\r\n",
      "UID SEARCH": "* ESEARCH UID COUNT 1\r\n$T OK done\r\n",
    ])
    let session = InboxSession(inbox(server))
    try session.open()
    #expect(inboxFault { () throws(InboxFault) in try session.fetch(2, limit: 100) } == .protocolBroken(why))
  }

  @Test func `the uid may stand behind the mail, and a line about flags may come before it`() throws {
    let server = try imapServer([
      "UID FETCH 2 BODY": "* 1 FETCH (BODY[]<0> {5}\r\nhello FLAGS (UID 7) UID 2)\r\n$T OK done\r\n"
    ])
    let session = InboxSession(inbox(server))
    try session.open()
    #expect(try session.fetch(2, limit: 100) == .whole(Array("hello".utf8)))
  }

  @Test func `an empty mail is a mail, one that is gone is not`() throws {
    let server = try imapServer([
      "UID FETCH 1 BODY": "* 1 FETCH (UID 1 BODY[]<0> {0}\r\n)\r\n$T OK done\r\n",
      "UID FETCH 2 BODY": "* 1 FETCH (UID 2 BODY[]<0> \"\")\r\n$T OK done\r\n",
      "UID FETCH 2:2": "* 2 FETCH (UID 2 RFC822.SIZE 0)\r\n$T OK done\r\n",
      "UID FETCH 3": "$T OK done\r\n",
    ])
    let session = InboxSession(inbox(server))
    try session.open()
    #expect(try session.fetch(1, limit: 100) == .whole([]))
    #expect(try session.fetch(2, limit: 100) == .whole([]))
    #expect(try session.fetch(3, limit: 100) == .gone)
  }

  @Test func `a listing that the count contradicts is never taken`() throws {
    let server = try imapServer(["UID SEARCH": "* ESEARCH (TAG \"$T\") UID COUNT 4\r\n$T OK done\r\n"])
    let session = InboxSession(inbox(server))
    try session.open()
    let fault = inboxFault { () throws(InboxFault) in try session.listing(1...3) }
    #expect(fault != nil && fault != .notOpen)
    #expect(fault?.needsPerson == false)
  }

  @Test func `a count of none does not hide mails that are listed`() throws {
    let server = try imapServer([
      "UID SEARCH": "* ESEARCH (TAG \"$T\") UID COUNT 0\r\n$T OK done\r\n",
      "UID FETCH 1:": "* 1 FETCH (UID 1 RFC822.SIZE 5)\r\n$T OK done\r\n",
    ])
    let session = InboxSession(inbox(server))
    try session.open()
    let broken = InboxFault.protocolBroken("What it lists and what it counts differ, again and again.")
    #expect(inboxFault { () throws(InboxFault) in try session.listing(1...3) } == broken)
  }

  @Test func `mails outside the range asked for are refused`() throws {
    let server = try imapServer(["UID SEARCH": "* ESEARCH (TAG \"$T\") UID COUNT 1\r\n$T OK done\r\n"])
    let session = InboxSession(inbox(server))
    try session.open()
    let broken = InboxFault.protocolBroken("It lists mails outside the range that was asked for.")
    #expect(inboxFault { () throws(InboxFault) in try session.listing(10...20) } == broken)
  }

  @Test func `lines without end are given up`() throws {
    let server = try imapServer(["UID SEARCH": String(repeating: "* 1 FETCH (FLAGS ())\r\n", count: 100_000)])
    let session = InboxSession(inbox(server))
    try session.open()
    #expect(inboxFault { () throws(InboxFault) in try session.listing(1...3) } != nil)
  }

  @Test func `a server without UIDNEXT is asked for it`() throws {
    let server = try imapServer([
      "EXAMINE": "* 3 EXISTS\r\n* OK [UIDVALIDITY 9] x\r\n$T OK [READ-ONLY] done\r\n",
      "STATUS": "* STATUS \"INBOX (UIDNEXT 99)\" (UIDNEXT 4)\r\n$T OK done\r\n",
    ])
    #expect(try InboxSession(inbox(server)).open().nextUID == 4)
  }

  @Test func `a token goes by XOAUTH2, and a server with nothing but LOGIN gets that`() throws {
    let server = try imapServer()
    var settings = inbox(server)
    settings.authentication = .oauth2(user: "anna", token: "t0ken")
    try InboxSession(settings).open()
    let expected = Data("user=anna\u{1}auth=Bearer t0ken\u{1}\u{1}".utf8).base64EncodedString()
    #expect(server.received.contains { $0.contains("AUTHENTICATE XOAUTH2 \(expected)\r\n") })
    let old = try imapServer(["CAPABILITY": "* CAPABILITY IMAP4rev1\r\n$T OK done\r\n"])
    settings = inbox(old)
    settings.authentication = .plain(user: "anna", password: "a \"b\" \\c")
    try InboxSession(settings).open()
    #expect(old.received.contains { $0.hasSuffix("LOGIN anna \"a \\\"b\\\" \\\\c\"\r\n") })
  }

  @Test func `a server without STARTTLS gets neither user nor password`() throws {
    let server = try imapServer()
    var settings = inbox(server)
    settings.security = .startTLSRequired
    let fault = inboxFault { () throws(InboxFault) in try InboxSession(settings).open() }
    #expect(fault == .unreachable(.startTLSMissing))
    #expect(!server.received.contains { $0.contains("AUTH") || $0.contains("LOGIN") })
    let early = try imapServer(greeting: "* PREAUTH welcome\r\n")
    settings.port = early.port
    let again = inboxFault { () throws(InboxFault) in try InboxSession(settings).open() }
    #expect(again == .unreachable(.startTLSMissing))
  }

  @Test(arguments: ["a\r\nA9 DELETE x", "", "a\u{0}", "a\u{7f}"])
  func `nothing that could end a command gets into one`(text: String) throws {
    let server = try imapServer()
    var settings = inbox(server)
    settings.mailbox = text
    let settingsOnly = { (fault: InboxFault?) in fault?.needsPerson == true }
    #expect(settingsOnly(inboxFault { () throws(InboxFault) in try InboxSession(settings).open() }))
    settings = inbox(server)
    settings.authentication = .plain(user: "anna", password: text)
    #expect(settingsOnly(inboxFault { () throws(InboxFault) in try InboxSession(settings).open() }))
    settings.authentication = .oauth2(user: text, token: "x")
    #expect(settingsOnly(inboxFault { () throws(InboxFault) in try InboxSession(settings).open() }))
    #expect(server.connections == 0)
  }

  @Test func `a session that waits for a silent server can be stopped`() throws {
    let sign = StopSign()
    let server = try HostileServer { peer in
      peer.say("* OK hi\r\n")
      sign.set()
      peer.waitForEnd()
    }
    let session = InboxSession(inbox(server), stop: sign)
    #expect(inboxFault { () throws(InboxFault) in try session.open() } == .stopped)
    #expect(server.connections == 1)
  }

  private func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .newlines) }
}
