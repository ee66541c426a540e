import Testing

@testable import Mail

private let fields = """
  Return-Path: <>
  From: Mail Delivery System <MAILER-DAEMON@mx.partner.example>
  Subject: Undelivered Mail Returned to Sender
  Content-Type: multipart/report; report-type=delivery-status; boundary=b

  --b

  This is the mail system at host mx.partner.example.
  --b
  Content-Type: message/delivery-status

  Reporting-MTA: dns; mx.partner.example
  Original-Envelope-Id: env-7

  %%
  --b
  Content-Type: text/rfc822-headers

  Message-ID: <w1.acme.token@clinic.example>
  References: <w0@clinic.example>
  --b--
  """

private func report(_ recipient: String) throws -> [DeliveryReport] {
  BounceReader.read(try mail(fields.replacing("%%", with: recipient)))
}

struct BounceTests {
  @Test(arguments: BounceShape.english + BounceShape.others)
  func `a bounce of any system is recognised`(shape: BounceShape) throws {
    let found = BounceReader.read(try mail(shape.text))
    let first = try #require(found.first)
    #expect(found.count == 1)
    #expect(first.action.rawValue == shape.action)
    #expect(first.status == shape.status)
    #expect(first.isPermanent == shape.isPermanent)
    #expect(first.basis == .heuristic)
  }

  @Test(
    arguments: [
      ("Action: failed\nStatus: 5.1.1", DeliveryReport.Action.failed, "5.1.1", true),
      ("Action: FAILED (no such user)\nStatus: 5.0.0 (permanent)", .failed, "5.0.0", true),
      ("Action: failed\nStatus: 4.4.7", .failed, "4.4.7", false),
      ("Action: delayed\nStatus: 4.4.1", .delayed, "4.4.1", false),
      ("Action: delivered\nStatus: 2.0.0", .delivered, "2.0.0", false),
      ("Action: relayed\nStatus: 2.1.5", .relayed, "2.1.5", false),
      ("Action: expanded\nStatus: 2.0.0", .expanded, "2.0.0", false),
      ("Status: 5.2.2", .failed, "5.2.2", true), ("Status: 4.2.2", .delayed, "4.2.2", false),
      ("Action: failed\nDiagnostic-Code: smtp; 550 5.7.1 rejected", .failed, "5.7.1", true),
      ("Action: failed\nDiagnostic-Code: smtp; 452 try later", .failed, nil, false),
      // The prose says 5, the field says 4: the field's class decides.
      ("Action: failed\nStatus: 4.0.0\nDiagnostic-Code: smtp; 550 5.1.1 unknown", .failed, "4.0.0", false),
    ] as [(String, DeliveryReport.Action, String?, Bool)])
  func `the fields of a report are read`(
    lines: String, action: DeliveryReport.Action, status: String?, isPermanent: Bool
  ) throws {
    let found = try report("Final-Recipient: rfc822; desk@partner.example\n" + lines)
    let first = try #require(found.first)
    #expect(found.count == 1)
    #expect(first.action == action)
    #expect(first.status == status)
    #expect(first.isPermanent == isPermanent)
    #expect(first.recipients == ["desk@partner.example"])
    #expect(first.basis == .report)
  }

  @Test func `a report names its letter`() throws {
    let first = try #require(try report("Final-Recipient: rfc822; a@b.example\nAction: failed").first)
    #expect(first.originalMessageID == "w1.acme.token@clinic.example")
    #expect(first.originalReferences == ["w0@clinic.example"])
    #expect(first.envelopeID == "env-7")
  }

  @Test func `a copy in the text names the letter as well`() throws {
    let shape = try #require(BounceShape.english.first)
    let first = try #require(BounceReader.read(try mail(shape.text)).first)
    #expect(first.originalMessageID == "w1.acme.token@clinic.example")
    #expect(first.recipients == ["desk@partner.example"])
  }

  @Test func `each recipient has a report of their own`() throws {
    let found = try report(
      "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n"
        + "Original-Recipient: rfc822; c@d.example\nFinal-Recipient: rfc822; <C@D.example>\nAction: delayed\nStatus: 4.4.1"
    )
    #expect(found.map(\.action) == [.failed, .delayed])
    #expect(found.map(\.recipients) == [["a@b.example"], ["c@d.example"]])
  }

  @Test(arguments: [
    "From: Anna <anna@partner.example>\nSubject: Re: Undelivered Mail\nIn-Reply-To: <a@b>\n\nWe got a bounce:\n> 550 5.1.1 User unknown\n> could not be delivered",
    "From: Anna <anna@partner.example>\nSubject: Fwd: Undelivered Mail Returned to Sender\n\nFYI\n\nThis is the mail system at host mx.example.\n550 5.1.1 unknown",
    "From: Anna <anna@partner.example>\nSubject: Your request\n\nWe have deleted the data. An earlier mail could not be delivered to you.",
    "From: Postmaster <postmaster@partner.example>\nSubject: Re: Request\nIn-Reply-To: <a@b>\n\nYour letter was not delivered to the right desk; we have deleted the data now.",
    "Return-Path: <>\nFrom: Anna <anna@partner.example>\nSubject: Out of Office: Request\nAuto-Submitted: auto-replied\n\nI am on leave. Mail to bob@partner.example could not be delivered: 550 5.1.1.",
    "From: MAILER-DAEMON@partner.example\nSubject: Automatic reply: Request\n\nI am out of the office.",
    "Return-Path: <>\nFrom: Anna <anna@partner.example>\nSubject: Request\n\nI no longer work here.",
    "From: Anna <anna@partner.example>\nSubject: original as attachment\nContent-Type: message/rfc822\n\nFrom: MAILER-DAEMON@x.example\nSubject: failure notice\n\nUser unknown",
    "From: Anna <anna@partner.example>\nSubject: Re: Request\n\nDelivery of the deleted records list follows, 550 of them.",
  ])
  func `what a person writes or forwards is no bounce`(text: String) throws {
    #expect(BounceReader.read(try mail(text)).isEmpty)
  }

  @Test func `a person who attaches a report has not sent one`() throws {
    let forwarded = fields.replacing("%%", with: "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1")
      .replacing(
        "Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.partner.example>", with: "From: a@b.example"
      )
      .replacing("multipart/report; report-type=delivery-status", with: "multipart/mixed")
      .replacing("Subject: Undelivered", with: "In-Reply-To: <x@y>\nSubject: Fwd: Undelivered")
    #expect(BounceReader.read(try mail(forwarded)).isEmpty)
  }

  @Test func `a complaint of a feedback loop is no bounce`() throws {
    let read = try mail(
      """
      From: fbl@provider.example
      Subject: complaint about message from 192.0.2.1
      Content-Type: multipart/report; report-type=feedback-report; boundary=b

      --b

      This is an abuse report. The message could not be delivered.
      --b
      Content-Type: message/feedback-report

      Feedback-Type: abuse
      --b--
      """)
    #expect(BounceReader.read(read).isEmpty)
    #expect(AutoReply.find(in: read)?.kind == .complaint)
  }

  @Test(
    arguments: [
      ("x 5.1.1 y", "5.1.1"), ("(#5.4.6)", "5.4.6"), ("550-5.7.26 x", "5.7.26"), ("host 5.1.1.7 x", nil),
      ("version 15.1.1", nil), ("status: 4.4.7.", "4.4.7"), ("5.1.1234", nil), ("5.1", nil), ("2.0.0", nil),
    ] as [(String, String?)])
  func `a status is told from an address or a version`(text: String, code: String?) {
    #expect(BounceStatus.enhanced(in: Array(text.utf8)) == code)
  }

  @Test func `a bounce is never taken for the answer of a person`() throws {
    for shape in BounceShape.english + BounceShape.others {
      let read = try mail(shape.text)
      let isMachine = !BounceReader.read(read).isEmpty || AutoReply.find(in: read) != nil
      #expect(isMachine, "\(shape.system)")
    }
  }
}
