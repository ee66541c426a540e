import Testing

@testable import Curl

private func reply(_ lines: String...) -> InboxReply {
  InboxReply(Array((lines.joined(separator: "\r\n") + "\r\n").utf8))
}

struct InboxReplyTests {
  @Test(arguments: [
    ("* 1 FETCH (UID 5 RFC822.SIZE 12)", [InboxItem(uid: 5, size: 12)]),
    ("* 1 FETCH (RFC822.SIZE 12 UID 5)", [InboxItem(uid: 5, size: 12)]),
    ("* 1 FETCH (FLAGS (\\Seen UID 7) UID 5 MODSEQ (9) RFC822.SIZE 12)", [InboxItem(uid: 5, size: 12)]),
    ("* 1 FETCH (FLAGS () UID 5 RFC822.SIZE 12)", [InboxItem(uid: 5, size: 12)]),
    ("* 1 FETCH (FLAGS (\\Seen) UID 5)", []),
    ("* 1 FETCH (UID 5 RFC822.SIZE -1)", []),
    ("* 1 FETCH (UID 4294967296 RFC822.SIZE 1)", []),
    ("* 1 FETCH (UID 5x RFC822.SIZE 1)", []),
    ("* 1 FETCH (UID 5 RFC822.SIZE 99999999999999999999)", []),
    ("* x FETCH (UID 5 RFC822.SIZE 1)", []),
    ("A1 FETCH (UID 5 RFC822.SIZE 1)", []),
    ("* 1 FETCH (", []),
    ("* 1 FETCH )(UID 5 RFC822.SIZE 1)", []),
  ])
  func `only a line that gives uid and size is a mail`(line: String, items: [InboxItem]) {
    #expect(reply(line).items == items)
  }

  @Test func `the facts of an opened mailbox are the last ones given`() {
    let found = reply(
      "* 7 EXISTS", "* OK [UIDVALIDITY 3] first", "A1 OK [READ-WRITE] selected", "* 8 EXISTS",
      "* OK [UIDVALIDITY 4] then", "* OK [UIDNEXT 20] next", "A2 OK [READ-ONLY] examined")
    #expect(found.exists == 8 && found.validity == 4 && found.nextUID == 20 && found.isReadOnly)
    #expect(!reply("* OK [READ-ONLY] untagged", "A2 OK [READ-WRITE] x").isReadOnly)
    #expect(reply("* OK [UIDVALIDITY 4294967296] x").validity == nil)
    #expect(reply("* OK [UIDVALIDITY 4").validity == nil)
  }

  @Test func `a count is read from an ESEARCH reply only`() {
    #expect(reply("* ESEARCH (TAG \"A1\") UID COUNT 12", "A1 OK x").count == 12)
    #expect(reply("* ESEARCH (TAG \"A1\") UID", "A1 OK COUNT 3").count == nil)
  }

  @Test(
    arguments: [
      (["* SEARCH 3 5 8"], [3, 5, 8]), (["* SEARCH"], []), (["* search 3"], [3]), (["* SEARCH 4294967295"], [.max]),
      (["* SEARCH 3 5", "* 7 EXISTS", "* SEARCH 8"], [3, 5, 8]), (["A1 OK SEARCH 3"], nil), ([], nil),
      (["* SEARCH 3 x"], nil), (["* SEARCH 4294967296"], nil), (["* SEARCH 3 -5"], nil), (["* SEARCH 3:5"], nil),
      (["* ESEARCH (TAG \"A1\") UID ALL 3:5"], nil), (["* SEARCH 3 (MODSEQ 9)"], nil),
    ] as [([String], Set<UInt32>?)])
  func `what a search finds is uids and nothing else`(lines: [String], found: Set<UInt32>?) {
    #expect(InboxReply(Array(lines.map { $0 + "\r\n" }.joined().utf8)).found == found)
  }

  @Test func `a search that finds many is read to its end`() {
    let uids = (1...400).map { UInt32($0) + 4_294_966_000 }
    #expect(reply("* SEARCH " + uids.map(String.init).joined(separator: " "), "A1 OK x").found == Set(uids))
  }

  @Test(arguments: [
    ("INBOX", "\"INBOX\"", "INBOX"), ("Gelöscht", "\"Gel&APY-scht\"", "Gel%26APY%2dscht"),
    ("a \"b\" \\c", "\"a \\\"b\\\" \\\\c\"", "a%20%22b%22%20%5cc"), ("R&D", "\"R&-D\"", "R%26%2dD"),
    ("100%", "\"100%25\"", "100%25"), ("台北/日本語", "\"&U,BTFw-/&ZeVnLIqe-\"", "%26U%2cBTFw%2d%2f%26ZeVnLIqe%2d"),
    ("😀", "\"&2D3eAA-\"", "%262D3eAA%2d"), ("../x;UID=1", "\"../x;UID=1\"", "%2e%2e%2fx%3bUID%3d1"),
  ])
  func `a mailbox's name is spelled as IMAP and URLs want it`(name: String, command: String, url: String) throws {
    let spelled = try #require(MailboxName(name))
    #expect(spelled.inCommand == command)
    #expect(spelled.inURL == url)
  }
}
