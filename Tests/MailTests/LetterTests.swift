import Foundation
import Testing

@testable import Mail

private let token = "abcdefghijklmnopqrstuvwxyz"

private func letter() throws -> Letter {
  Letter(
    from: Correspondent(try MailAddress("privacy@clinic.example"), name: "Clinic Privacy"),
    to: Correspondent(try MailAddress("dpo@partner.example")), subject: "Request to delete, reference W1",
    messageID: try MessageID(
      wave: "w1", partner: "acme-ads", token: ReplyToken(token), domain: "clinic.example"),
    date: Date(timeIntervalSince1970: 1_767_225_600.9), text: "Please delete.\nThank you.\n")
}

private func lines(_ bytes: [UInt8]) -> [String] {
  String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
}

struct LetterTests {
  @Test func `a letter becomes these bytes`() throws {
    #expect(
      lines(try letter().compose()) == [
        "From: Clinic Privacy <privacy@clinic.example>",
        "To: dpo@partner.example",
        "Subject: Request to delete, reference W1",
        "Date: Thu, 01 Jan 2026 00:00:00 +0000",
        "Message-Id: <w1.acme-ads.\(token)@clinic.example>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "Please delete.",
        "Thank you.",
        "",
      ])
  }

  @Test func `the same letter gives the same bytes, another Message-ID another boundary`() throws {
    var one = try letter()
    one.attachments = [Attachment(name: "ids.csv", contentType: "text/csv", bytes: [1, 2, 3])]
    #expect(try one.compose() == one.compose())
    var two = one
    two.messageID = try MessageID(stored: "other.\(token)@clinic.example")
    let boundary = { (letter: Letter) in lines(try letter.compose()).last { $0.hasPrefix("--=_") } }
    #expect(try boundary(one) != nil)
    #expect(try boundary(one) != boundary(two))
  }

  @Test func `what was written is read back, in any script`() throws {
    var rich = try letter()
    rich.from.name = "Datenschutz, Klinik \"Süd\" <x>"
    rich.replyTo = Correspondent(try MailAddress("privacy+\(token)@clinic.example"), name: "返信")
    rich.subject = "Löschung: 29 000 Personen — Ärzte & Patienten 🏥 " + String(repeating: "lang ", count: 40) + "Ende"
    rich.inReplyTo = try MessageID(stored: "first@clinic.example")
    rich.references = [try MessageID(stored: "zero@clinic.example"), try MessageID(stored: "first@clinic.example")]
    rich.text = "Grüße\r\n.\r\nFrom here = 100 %\rend \n" + String(repeating: "ö", count: 3000)
    let bytes = [UInt8](0...255) + [UInt8](repeating: 0x0d, count: 999)
    rich.attachments = [
      Attachment(name: "Liste ä.csv", contentType: "text/csv", bytes: bytes),
      Attachment(name: "smime.p7m", contentType: "application/pkcs7-mime", bytes: []),
    ]
    let read = try MessageReader(rich.compose())
    #expect(read.header("subject") == rich.subject)
    #expect(read.from == [.init(name: "Datenschutz, Klinik \"Süd\" <x>", address: "privacy@clinic.example")])
    #expect(read.replyTo == [.init(name: "返信", address: "privacy+\(token)@clinic.example")])
    #expect(read.header("In-Reply-To") == "<first@clinic.example>")
    #expect(read.header("References") == "<zero@clinic.example> <first@clinic.example>")
    #expect(read.text == "Grüße\r\n.\r\nFrom here = 100 %\r\nend \r\n" + String(repeating: "ö", count: 3000) + "\r\n")
    #expect(read.attachments.map(\.name) == ["Liste ä.csv", "smime.p7m"])
    #expect(read.attachments.map(\.contentType) == ["text/csv", "application/pkcs7-mime"])
    let intact = read.attachments.map(\.bytes) == [bytes, []]
    #expect(intact)
  }

  @Test func `every byte is ASCII, every line ends in CRLF and has at most 998 bytes`() throws {
    var rich = try letter()
    rich.subject = String(repeating: "ü", count: 2000)
    rich.to.name = String(repeating: "word ", count: 300)
    rich.text = String(repeating: "x", count: 5000) + "\n" + String(repeating: "é", count: 5000)
    rich.references = try (0..<60).map { try MessageID(stored: "\($0).\(token)@clinic.example") }
    rich.attachments = [
      Attachment(
        name: String(repeating: "n", count: 120), contentType: "text/csv", bytes: .init(repeating: 10, count: 9999))
    ]
    let bytes = try rich.compose()
    #expect(bytes.allSatisfy { $0 < 0x80 && $0 != 0 })
    let all = lines(bytes)
    #expect(all.allSatisfy { $0.utf8.count <= 998 && !$0.contains("\r") && !$0.contains("\n") })
    #expect(all.last == "")
  }

  @Test(arguments: ["a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\0b", "a\u{85}b", "a\u{2028}b", "\t"])
  func `no header can be smuggled in by subject or names`(text: String) throws {
    for (path, place) in [
      (\Letter.subject as WritableKeyPath<Letter, String>, "subject"), (\Letter.from.name!, "sender name"),
      (\Letter.to.name!, "recipient name"),
    ] {
      var bad = try letter()
      bad.to.name = "x"
      bad[keyPath: path] = text
      #expect(throws: LetterFault.controlCharacter(in: place)) { try bad.compose() }
    }
  }

  @Test(arguments: ["", "../x", "a/b", "a\\b", "a\r\nX: y", ".hidden", "a\"b"])
  func `an attachment's name cannot leave its place`(name: String) throws {
    var bad = try letter()
    bad.attachments = [Attachment(name: name, contentType: "text/csv", bytes: [])]
    #expect(throws: LetterFault.attachmentName(index: 0)) { try bad.compose() }
  }

  @Test(arguments: ["", "text", "text/", "text/csv; x=y", "text/csv\r\nX: y", "a/b/c"])
  func `an attachment's type is two plain words`(type: String) throws {
    var bad = try letter()
    bad.attachments = [Attachment(name: "a", contentType: type, bytes: [])]
    #expect(throws: LetterFault.attachmentType(index: 0)) { try bad.compose() }
  }

  @Test func `a letter without subject or text is refused`() throws {
    var bad = try letter()
    bad.subject = " "
    #expect(throws: LetterFault.emptySubject) { try bad.compose() }
    bad = try letter()
    bad.text = "\n"
    #expect(throws: LetterFault.emptyText) { try bad.compose() }
  }
}
