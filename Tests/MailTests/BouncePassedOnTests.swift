import Testing

@testable import Mail

/// Mails of people in which a bounce stands beside their own words.
private struct Passed: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let head: String
  let body: String

  init(_ name: String, _ head: String, _ body: String) {
    testDescription = name
    self.head = head
    self.body = body
  }

  var text: String { head + "\nTo: privacy@clinic.example\nDate: Fri, 12 Mar 2027 10:00:00 +0000\n\n" + body }

  static let anna = "Return-Path: <anna@partner.example>\nFrom: Anna Harker <anna@partner.example>"

  static let all: [Passed] = [
    .init(
      "forwarded by Outlook", anna + "\nSubject: Undeliverable: Please delete",
      """
      This came back to us, but we have deleted all the data.

      -----Original Message-----
      From: Mail Delivery System <MAILER-DAEMON@mx.example>
      Sent: Thursday, 11 March 2027 09:00
      To: Anna Harker
      Subject: Undelivered Mail Returned to Sender

      This is the mail system at host mx.example.
      <desk@partner.example>: 550 5.1.1 User unknown
      """),
    .init(
      "forwarded by Gmail", anna + "\nSubject: Fwd: Delivery Status Notification (Failure)",
      """
      Please write to this address in future.

      ---------- Forwarded message ---------
      From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
      Subject: Delivery Status Notification (Failure)

      Your message wasn't delivered to desk@partner.example because the address couldn't be found.
      550 5.1.1 The email account that you tried to reach does not exist.
      """),
    .init(
      "pasted without a mark", anna + "\nSubject: Undeliverable mail",
      """
      Hello, your letter came back to me:

      Your message to desk@partner.example couldn't be delivered. 550 5.1.1 user unknown

      We have deleted all the data.
      """),
    .init(
      "pasted and signed", anna + "\nSubject: Delivery failure of your mail",
      "Hello,\nyour message to the desk could not be delivered (550 5.1.1 user unknown).\nIs this the right address?\n\nAnna"
    ),
    .init(
      "a postmaster who writes",
      "Return-Path: <postmaster@partner.example>\nFrom: Postmaster <postmaster@partner.example>"
        + "\nSubject: Undeliverable: Please delete",
      "Your letter could not be delivered to the desk (550 5.1.1). We have deleted all the data ourselves."),
    .init(
      "a rule that forwards", "Return-Path: <>\nFrom: Anna Harker <anna@partner.example>\nSubject: Undelivered Mail",
      "We have deleted all the data. An earlier answer could not be delivered to you: 550 5.7.1 blocked."),
    .init(
      "a report among other parts", anna + "\nSubject: your mail\nContent-Type: multipart/mixed; boundary=m",
      """
      --m
      Content-Type: text/plain

      We have deleted all the data.
      --m
      Content-Type: multipart/report; report-type=delivery-status; boundary=r

      --r
      Content-Type: text/plain

      This is the mail system at host mx.example.
      --r
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example

      Final-Recipient: rfc822; desk@partner.example
      Action: failed
      Status: 5.1.1
      --r--
      --m--
      """),
    .init(
      "a report with an answer in it",
      anna
        + "\nSubject: your mail\nContent-Type: multipart/report; report-type=delivery-status; boundary=r",
      """
      --r
      Content-Type: text/plain

      We have deleted all the data.
      --r
      Content-Type: message/delivery-status

      Final-Recipient: rfc822; desk@partner.example
      Action: failed
      Status: 5.1.1
      --r--
      """),
    .init(
      "quoted with marks", anna + "\nSubject: Re: Undelivered Mail",
      "We have deleted all the data.\n\n> This is the mail system at host mx.example.\n> 550 5.1.1 User unknown"),
  ]
}

struct BouncePassedOnTests {
  @Test(arguments: Passed.all)
  fileprivate func `own words beside a bounce go to a person`(passed: Passed) throws {
    let judgement = MailJudge.judge(try mail(passed.text))
    #expect(!judgement.isCertain)
    switch judgement.meaning {
    case .bounced, .delayed, .relayed, .autoReply: Issue.record("\(judgement.meaning)")
    case .deleted, .unclear, .question, .partlyDeleted, .nothingHeld, .needsForm, .refused, .willDo, .receiptConfirmed:
      break
    }
  }

  @Test func `an empty return path alone makes no machine of somebody who claims something, a machine's word does`()
    throws
  {
    let head = "From: Anna <anna@partner.example>\nTo: privacy@clinic.example\nSubject: Ask\nReturn-Path: <>\n"
    let claim = "\n\nWe have deleted all the data."
    let judgement = MailJudge.judge(try mail(head + claim))
    #expect(judgement.meaning == .deleted && !judgement.isCertain)
    let machine = MailJudge.judge(try mail(head + "Auto-Submitted: auto-replied" + claim))
    #expect(machine.meaning == .autoReply(.other))
    #expect(MailJudge.judge(try mail(head + "\n\nPlease call us.")).meaning == .autoReply(.other))
  }

  @Test(arguments: [
    "From: Mail Delivery System <postmaster@partner.example>\nReturn-Path: <>\nSubject: Sorry, your mail did not arrive",
    "From: MAILER-DAEMON@partner.example\nSubject: a note",
  ])
  func `a mail system that sounds like a person is one still`(head: String) throws {
    let read = try mail(
      head + """

        To: privacy@clinic.example

        Dear colleague,

        I'm sorry to have to inform you that your letter has found no reader here.

           desk@partner.example
           550 no such mailbox
        """)
    let report = try #require(BounceReader.read(read).first)
    #expect(report.action == .failed && report.isPermanent)
    #expect(report.recipients == ["desk@partner.example"])
  }

  @Test(arguments: [
    ("Subject: Rejected: [W1-ACME] Please delete", "550 5.7.1 This message does not comply with our rules."),
    ("Subject: Mail loop: [W1-ACME] Please delete", "This Message was undeliverable: too many hops"),
    ("Subject: Votre message n'a pas été distribué", "La boîte de desk@partner.example est fermée."),
    ("Subject: 안내", "받는사람: desk@partner.example\n사유: 받는사람이 없습니다. 550 5.1.1"),
    ("Subject: Nota", "Indirizzo non valido\n\n  <desk@partner.example>\n  550 utente inesistente"),
  ])
  func `a report is known by its shape, whatever it says`(subject: String, body: String) throws {
    let head = "Return-Path: <>\nFrom: postmaster@partner.example\nTo: privacy@clinic.example\n"
    #expect(BounceReader.read(try mail(head + subject + "\n\n" + body)).first?.action == .failed)
    let receipt = "We have received your mail.\n\nprivacy@partner.example"
    #expect(BounceReader.read(try mail(head + "Subject: Received: [W1-ACME] Please delete\n\n" + receipt)).isEmpty)
  }

  @Test(arguments: ["宛先: desk@partner.example\n理由: 未登録", "Nie znaleziono.\n\n<desk@partner.example>: 550 nie ma"])
  func `a daemon with an empty return path that names an address reports on it`(body: String) throws {
    let head = "Return-Path: <>\nFrom: MAILER-DAEMON@partner.example\nTo: privacy@clinic.example\nSubject: ?\n\n"
    #expect(BounceReader.read(try mail(head + body)).first?.action == .failed)
    #expect(BounceReader.read(try mail(head + "Witamy! Pozdrawiamy.")).isEmpty)
  }

  @Test(arguments: [
    ("postmaster@partner.example", "Betreff: Ask", "konnte nicht zugestellt werden an:\n\n  desk@partner.example"),
    ("gate@partner.example\nReturn-Path: <>", "Subject: Ask", "The email has NOT BEEN DELIVERED:"),
  ])
  func `a letter's subject in the text makes a report likely`(from: String, line: String, words: String) throws {
    let text =
      "From: \(from)\nTo: privacy@clinic.example\nSubject: Nachricht\n\nIhre Nachricht\n\n  \(line)\n\n\(words)"
    #expect(BounceReader.read(try mail(text)).first?.action == .failed)
  }
}
