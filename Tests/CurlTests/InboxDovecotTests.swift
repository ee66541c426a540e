import Foundation
import MailRigs
import Testing

@testable import Curl

private func inbox(_ rig: Dovecot, _ user: String = "anna", tls: Bool = false) -> InboxServer {
  var server = InboxServer(
    host: "127.0.0.1", port: tls ? rig.imaps : rig.imap, security: tls ? .tls : .startTLSRequired,
    authentication: .plain(user: user, password: rig.password))
  server.trust = .pem(rig.certificate)
  server.addresses = .loopback
  return server
}

private func mail(_ number: Int) -> [UInt8] { Array("Subject: \(number)\r\n\r\nmail \(number)\r\n".utf8) }

@Suite(.enabled(if: Dovecot.isHere, "needs dovecot-imapd and dovecot-lmtpd"), .serialized, .aside)
struct InboxDovecotTests {
  @Test(arguments: [true, false])
  func `reading changes no flag`(tls: Bool) throws {
    let rig = try Dovecot()
    try rig.put((1...3).map(mail), for: "anna")
    try rig.deliver(mail(4), to: "anna+token@a.example", from: "bob@b.example")
    let session = InboxSession(inbox(rig, tls: tls))
    let status = try session.open()
    #expect(status.messages == 4 && status.nextUID == 5)
    let items = try session.listing(1...status.nextUID)
    #expect(items.map(\.uid) == [1, 2, 3, 4])
    for item in items {
      guard case .whole(let bytes) = try session.fetch(item.uid, limit: 1 << 20) else {
        Issue.record("mail \(item.uid) was not handed out")
        continue
      }
      #expect(bytes.count == item.size)
    }
    guard case .cut = try session.fetch(1, limit: 5) else { throw InboxFault.notOpen }
    session.close()
    #expect(try rig.flags("anna") == ["", "", "", ""])
  }

  /// `INBOX_MAILS=100000` for the long run.
  @Test func `a large mailbox is listed whole, with its gaps, in windows`() throws {
    let total = ProcessInfo.processInfo.environment["INBOX_MAILS"].flatMap { Int($0) } ?? 20_000
    let rig = try Dovecot()
    try rig.put((1...total).lazy.map(mail), for: "anna")
    let session = InboxSession(inbox(rig))
    let status = try session.open()
    #expect(status.messages == total && Int(status.nextUID) == total + 1)
    #expect(try session.listing(1...UInt32.max).map(\.uid) == (1...total).map { UInt32($0) })
    for place in [total - 1, total / 2, 10, 9, 0] { try rig.remove(place, of: "anna") }
    try session.open()
    let gone = Set([total, total / 2 + 1, 11, 10, 1].map { UInt32($0) })
    let expected = (1...total).map { UInt32($0) }.filter { !gone.contains($0) }
    #expect(try session.listing(0...UInt32.max).map(\.uid) == expected)
    #expect(try session.count(1...UInt32.max) == expected.count)
    for uid in stride(from: 2, to: total, by: 97) where !gone.contains(UInt32(uid)) {
      #expect(try session.fetch(UInt32(uid), limit: 1 << 20) == .whole(mail(uid)))
    }
  }

  @Test func `a server that does not count is listed whole, with its gaps`() throws {
    let rig = try Dovecot(counts: false)
    try rig.put((1...3000).lazy.map(mail), for: "anna")
    let session = InboxSession(inbox(rig))
    #expect(try session.open().messages == 3000)
    for place in [2999, 1500, 9, 0] { try rig.remove(place, of: "anna") }
    try session.open()
    let gone: Set<UInt32> = [3000, 1501, 10, 1]
    #expect(try session.count(1...3000) == nil)
    #expect(try session.listing(1...UInt32.max).map(\.uid) == (1...3000).filter { !gone.contains($0) })
    #expect(try session.fetch(2, limit: 1 << 20) == .whole(mail(2)))
  }

  @Test func `past the end there is nothing, not the last mail again`() throws {
    let rig = try Dovecot()
    try rig.put([mail(1)], for: "anna")
    let session = InboxSession(inbox(rig))
    let status = try session.open()
    #expect(try session.listing(status.nextUID...UInt32.max).isEmpty)
    #expect(try session.count(status.nextUID...UInt32.max) == 0)
    try rig.put([mail(2)], for: "anna")
    #expect(try session.open().nextUID == 3)
    #expect(try session.listing(status.nextUID...UInt32.max).map(\.uid) == [2])
  }

  @Test func `a mail expunged after the listing is gone, and the next ones are read`() throws {
    let rig = try Dovecot()
    try rig.put((1...4).map(mail), for: "anna")
    let session = InboxSession(inbox(rig))
    try session.open()
    #expect(try session.listing(1...4).count == 4)
    try rig.remove(1, of: "anna")
    #expect(try session.fetch(2, limit: 1000) == .gone)
    #expect(try session.fetch(3, limit: 1000) == .whole(mail(3)))
    #expect(try session.listing(1...4).map(\.uid) == [1, 3, 4])
    #expect(try rig.flags("anna") == ["", "", ""])
  }

  @Test func `a mailbox made anew is noticed, within a session and between two`() throws {
    let rig = try Dovecot()
    try rig.put((1...3).map(mail), for: "anna")
    let session = InboxSession(inbox(rig))
    let before = try session.open()
    rig.stop()
    try rig.renewValidity("anna")
    try rig.start()
    #expect(inboxFault { () throws(InboxFault) in try session.fetch(1, limit: 1000) } == .validityChanged)
    #expect(inboxFault { () throws(InboxFault) in try session.fetch(1, limit: 1000) } == .notOpen)
    let after = try session.open()
    #expect(after.validity != before.validity && after.messages == 3)
    try rig.renewValidity("anna")
    let fault = inboxFault { () throws(InboxFault) in
      _ = try session.listing(1...3)
      return try session.open()
    }
    #expect(fault == .validityChanged)
  }

  @Test func `a wrong password, a missing mailbox and a server that is down are told apart`() throws {
    let rig = try Dovecot()
    var server = inbox(rig)
    server.authentication = .plain(user: "anna", password: "wrong")
    #expect(inboxFault { () throws(InboxFault) in try InboxSession(server).open() } == .refusedLogin)
    server = inbox(rig)
    server.mailbox = "No such place"
    #expect(inboxFault { () throws(InboxFault) in try InboxSession(server).open() } == .noSuchMailbox)
    server = inbox(rig)
    server.trust = .system
    #expect(inboxFault { () throws(InboxFault) in try InboxSession(server).open() } == .unreachable(.tlsVerify))
    rig.kill()
    #expect(
      inboxFault { () throws(InboxFault) in try InboxSession(inbox(rig)).open() } == .unreachable(.connectRefused))
  }

  @Test func `a server that offers no TLS gets no password`() throws {
    let rig = try Dovecot(offersTLS: false)
    let fault = inboxFault { () throws(InboxFault) in try InboxSession(inbox(rig)).open() }
    #expect(fault == .unreachable(.startTLSMissing))
    #expect(!rig.output.contains("Login: user"))
  }

  @Test func `a server that dies in the middle is lost, and read on when it is back`() throws {
    let rig = try Dovecot()
    try rig.put((1...3).map(mail), for: "anna")
    let session = InboxSession(inbox(rig))
    try session.open()
    #expect(try session.fetch(1, limit: 1000) == .whole(mail(1)))
    rig.kill()
    #expect(inboxFault { () throws(InboxFault) in try session.fetch(2, limit: 1000) } == .lost(.connectRefused))
    #expect(inboxFault { () throws(InboxFault) in try session.listing(1...3) } == .lost(.connectRefused))
    try rig.start()
    #expect(try session.fetch(2, limit: 1000) == .whole(mail(2)))
    #expect(try session.listing(1...3).count == 3)
    session.close()
    #expect(try rig.flags("anna") == ["", "", ""])
  }

  @Test func `a mail that looks like a conversation is a mail`() throws {
    let rig = try Dovecot()
    let traps = [
      "", "A001 OK done", "A005 OK done", "* 1 FETCH (UID 9 BODY[] {100000}", "* BYE", ")", "{5}",
      "* OK [UIDVALIDITY 1] x", ".",
    ]
    let trap = Array(("Subject: x\r\n" + traps.joined(separator: "\r\n") + "\r\n").utf8)
    let high = trap + [0xff, 0xfe, 0x0d, 0x0a]
    let large = Array("Subject: large\r\n\r\n".utf8) + [UInt8](repeating: 0x78, count: 12 << 20) + [0x0d, 0x0a]
    try rig.put([trap, high, large, trap + [0, 0x0d, 0x0a], mail(5)], for: "anna")
    let session = InboxSession(inbox(rig))
    try session.open()
    #expect(try session.fetch(1, limit: 10 << 20) == .whole(trap))
    #expect(try session.fetch(2, limit: 10 << 20) == .whole(high))
    guard case .cut(let bytes, let size) = try session.fetch(3, limit: 10 << 20) else { throw InboxFault.notOpen }
    #expect(bytes.elementsEqual(large.prefix(10 << 20)) && size == large.count)
    guard case .whole(let odd) = try session.fetch(4, limit: 10 << 20) else { throw InboxFault.notOpen }
    #expect(odd.count == trap.count + 3 && odd.starts(with: trap))  // Dovecot shows NUL as 0x80
    #expect(try session.fetch(5, limit: 10 << 20) == .whole(mail(5)))
    #expect(try session.fetch(5, limit: mail(5).count) == .whole(mail(5)))
    #expect(try session.fetch(5, limit: mail(5).count - 1) == .cut(mail(5).dropLast(), size: mail(5).count))
  }

  @Test func `a mailbox may be named as people name things`() throws {
    let rig = try Dovecot()
    try rig.put([mail(1), mail(2)], for: "anna", in: "Gel&APY-scht 50% \"alt\" R&-D")
    var server = inbox(rig)
    server.mailbox = "Gelöscht 50% \"alt\" R&D"
    let session = InboxSession(server)
    #expect(try session.open().messages == 2)
    #expect(try session.fetch(2, limit: 1000) == .whole(mail(2)))
  }
}
