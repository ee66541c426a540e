import Foundation
import Testing

@testable import Mail

/// A message from lines, as a mail system would hand it over.
func mail(_ text: String) throws -> MessageReader {
  try MessageReader(Array(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n").utf8))
}

struct ReadTests {
  @Test func `headers keep their order, their raw form and their repeats`() throws {
    let read = try mail(
      """
      Received: from a.example
      \tby b.example; Mon, 1 Jan 2035 00:00:00 +0000
      Received: from c.example by a.example
      Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= aus
       =?iso-8859-1?Q?K=F6ln?=
      Content-Type: text/plain

      Text
      """)
    #expect(read.headers.map(\.name) == ["Received", "Received", "Subject", "Content-Type"])
    #expect(read.all("received").count == 2)
    #expect(read.all("Received").first?.raw == " from a.example\r\n\tby b.example; Mon, 1 Jan 2035 00:00:00 +0000")
    #expect(read.header("subject") == "Grüße aus Köln")
  }

  @Test func `it says whom the mail was for, what it answers and when it was written`() throws {
    let read = try mail(
      """
      Delivered-To: privacy+abc@clinic.example
      X-Original-To: privacy+abc@clinic.example
      From: "Desk, Privacy" <desk@partner.example>
      To: Clinic <privacy@clinic.example>, other@clinic.example
      Cc: legal@partner.example
      Message-ID: <m1@partner.example>
      In-Reply-To: <w1.acme.tok@clinic.example>
      References: <w0@clinic.example>
       <w1.acme.tok@clinic.example>
      Date: Tue, 02 Jan 2035 10:00:00 +0100

      Hello
      """)
    #expect(
      read.recipients == [
        "privacy+abc@clinic.example", "privacy@clinic.example", "other@clinic.example", "legal@partner.example",
      ])
    #expect(read.from == [.init(name: "Desk, Privacy", address: "desk@partner.example")])
    #expect(read.messageID == "m1@partner.example")
    #expect(read.inReplyTo == ["w1.acme.tok@clinic.example"])
    #expect(read.references == ["w0@clinic.example", "w1.acme.tok@clinic.example"])
    #expect(read.date == Date(timeIntervalSince1970: 2_051_341_200))
  }

  @Test func `plain parts are joined, the HTML beside them is told apart, files are attachments`() throws {
    let read = try mail(
      """
      From: desk@partner.example
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=o

      --o
      Content-Type: multipart/alternative; boundary=i

      --i
      Content-Type: text/plain; charset=utf-8

      One
      --i
      Content-Type: text/html

      <p>Another <b>one</b></p>
      --i--
      --o
      Content-Type: text/plain; name=list.txt
      Content-Disposition: attachment; filename=list.txt

      in a file
      --o
      Content-Type: text/plain
      Content-Disposition: inline

      Two
      --o
      Content-Type: application/pdf; name="a.pdf"
      Content-Transfer-Encoding: base64

      JVBERi0=
      --o--
      """)
    #expect(read.text == "One\nTwo")
    #expect(read.textOfHTML?.trimmed == "Another one")
    #expect(read.attachments.map(\.name) == ["list.txt", "a.pdf"])
    #expect(read.attachments.last?.bytes == Array("%PDF-".utf8))
    #expect(read.isComplete)
    #expect(
      read.outline.map { "\($0.depth) \($0.contentType)" } == [
        "0 multipart/mixed", "1 multipart/alternative", "2 text/plain", "2 text/html", "1 text/plain", "1 text/plain",
        "1 application/pdf",
      ])
  }

  @Test func `reports and embedded messages are read, but not as the sender's words`() throws {
    let read = try mail(
      """
      Content-Type: multipart/report; report-type=Delivery-Status; boundary=r

      --r

      It failed.
      --r
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.partner.example

      Final-Recipient: rfc822; desk@partner.example
      Action: failed
       (really)
      --r
      Content-Type: message/rfc822

      Message-ID: <w1@clinic.example>
      References: <w0@clinic.example>

      We ask you to delete.
      --r
      Content-Type: text/rfc822-headers

      Message-ID: <w2@clinic.example>
      --r--
      """)
    #expect(read.reportType == "delivery-status")
    #expect(read.reports.first?.groups.map { $0.map(\.name) } == [["Reporting-MTA"], ["Final-Recipient", "Action"]])
    #expect(read.reports.first?.groups.last?.last?.value == "failed (really)")
    #expect(read.embedded.map(\.messageID) == ["w1@clinic.example", "w2@clinic.example"])
    #expect(read.embedded.first?.references == ["w0@clinic.example"])
    #expect(read.text?.trimmed == "It failed.")
    #expect(read.attachments.isEmpty)
  }

  @Test func `mailbox lines and bare carriage returns do not hide a message`() throws {
    let text = "From MAILER-DAEMON Mon Jan  1 00:00:00 2035\nSubject: One\nTo: a@b.example\n\nBody\n"
    #expect(try MessageReader(Array(text.utf8)).header("Subject") == "One")
    let bare = try MessageReader(Array(text.replacing("\n", with: "\r").utf8))
    #expect(bare.header("Subject") == "One")
    #expect(bare.recipients == ["a@b.example"])
    #expect(bare.text?.trimmed == "Body")
  }

  @Test(arguments: [
    ("<a@b.example>", ["a@b.example"]), ("a@b.example", ["a@b.example"]), ("<a@b> junk <c@d>", ["a@b", "c@d"]),
    ("<<a@b>>", ["a@b"]), ("", []), ("<>", []), ("<no at>", []), ("two words@here", []), ("<a@b c>", []),
  ])
  func `Message-IDs are found where they stand`(value: String, ids: [String]) {
    #expect(messageIDs(in: value) == ids)
  }
}
