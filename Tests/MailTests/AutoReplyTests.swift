import Testing

@testable import Mail

private func find(_ headers: String, _ body: String = "Hello.") throws -> AutoReply? {
  AutoReply.find(in: try mail("From: desk@partner.example\n" + headers + "\n\n" + body))
}

struct AutoReplyTests {
  @Test(arguments: [
    ("Auto-Submitted: auto-replied", AutoReply.Kind.other), ("Auto-Submitted: auto-generated (rejected)", .other),
    ("Auto-Submitted: auto-replied (vacation)", .vacation), ("X-Autoreply: yes", .other),
    ("X-Autorespond: Request", .other), ("Precedence: auto_reply", .other), ("X-Vacation: yes", .vacation),
    ("Precedence: bulk", .other), ("List-Id: <news.partner.example>", .mailingList),
    ("X-Zendesk-From-Account-Id: 1", .ticketReceipt), ("X-OTRS-Loop: True", .ticketReceipt),
    ("RT-Ticket: partner #7", .ticketReceipt), ("X-JIRA-FingerPrint: 1", .ticketReceipt),
    ("X-ServiceNow-Generated: true", .ticketReceipt), ("X-SFDC-LK: 1", .ticketReceipt),
    ("X-Mailer: OTRS Mail Service (6)", .ticketReceipt), ("Sender: support@acme.zendesk.com", .ticketReceipt),
    ("X-OneTrust-Id: 1", .ticketReceipt), ("X-TMDA-Fingerprint: 1", .challenge), ("Return-Path: <>", .other),
    ("Sender: x@spamarrest.com", .challenge),
  ])
  func `the headers of machines are known`(header: String, kind: AutoReply.Kind) throws {
    #expect(try find(header)?.kind == kind)
  }

  @Test(arguments: [
    "Subject: Out of Office: Request", "Subject: Automatic reply: Request", "Subject: Re: [partner] Out of office",
    "Subject: Abwesenheitsnotiz: Anfrage", "Subject: Automatische Antwort: Anfrage", "Subject: Absence du bureau",
    "Subject: =?utf-8?Q?R=C3=A9ponse_automatique?= : Demande",
    "Subject: =?utf-8?Q?Respuesta_autom=C3=A1tica?=: Solicitud",
    "Subject: =?utf-8?Q?Resposta_autom=C3=A1tica?=: Pedido", "Subject: Risposta automatica: Richiesta",
    "Subject: =?utf-8?B?6Ieq5YuV6L+U5L+hOiDkuI3lnKg=?=", "Subject: Autosvar: Request",
  ])
  func `the subjects of absence are known in many languages`(header: String) throws {
    let found = try #require(try find(header, "The data has been deleted."))
    #expect(found.kind == .outOfOffice)
    #expect(!found.mayCarryAnswer)
  }

  @Test(arguments: [
    "I am out of the office until Monday.", "Ich bin bis zum 3. Mai nicht im Büro.", "Je suis absente jusqu'au 3 mai.",
    "Estoy fuera de la oficina.", "Estou de férias até segunda.", "Sono fuori ufficio fino a lunedì.",
    "ただいま休暇をいただいております。",
  ])
  func `who says to be away may still have answered`(body: String) throws {
    let found = try #require(try find("Subject: Re: Request\nContent-Type: text/plain; charset=utf-8", body))
    #expect(found.kind == .outOfOffice)
    #expect(found.mayCarryAnswer)
  }

  @Test(arguments: [
    "This is an automated message. Your request was completed.", "Diese E-Mail wurde automatisch generiert.",
    "Ceci est un message automatique.", "Este es un mensaje automático.",
    "Mensagem automática, não responda a este e-mail.",
    "Messaggio automatico, si prega di non rispondere.", "このメールは自動送信されています。",
  ])
  func `a machine that names itself is one`(body: String) throws {
    let found = try #require(try find("Subject: Re: Request\nContent-Type: text/plain; charset=utf-8", body))
    #expect(found.mayCarryAnswer)
    #expect(found.signs == ["says-automatic"])
  }

  @Test(arguments: ["Auto-Submitted: auto-replied", "X-Autoreply: yes", "Return-Path: <>", "Precedence: auto_reply"])
  func `an automatic reply to a letter carries no answer`(header: String) throws {
    #expect(try find(header, "The data has been deleted.")?.mayCarryAnswer == false)
  }

  @Test func `a ticket system passes on receipts and people's answers`() throws {
    let receipt = try find("X-Zendesk-Id: 1\nAuto-Submitted: auto-generated", "We have received your request (#7).")
    #expect(receipt?.kind == .ticketReceipt)
    #expect(receipt?.mayCarryAnswer == false)
    let answer = try find("X-Zendesk-Id: 1\nAuto-Submitted: auto-generated", "All records were deleted on 3 May.")
    #expect(answer?.kind == .ticketReceipt)
    #expect(answer?.mayCarryAnswer == true)
  }

  @Test(arguments: [
    ("Subject: verify#7abc", "Your mail requires verification."),
    ("Subject: Request", "Please click to be added to the approved senders list."),
    ("Subject: [Spam Arrest] Re: Request", "Please confirm that you sent it."),
    ("Subject: AntiSpam UOL", "AntiSpam UOL: confirme"),
  ])
  func `a challenge asks for proof of a person`(header: String, body: String) throws {
    #expect(try find(header, body)?.kind == .challenge)
  }

  @Test func `a note that a letter was read says nothing of its matter`() throws {
    let read = try mail(
      """
      From: desk@partner.example
      Content-Type: multipart/report; report-type=disposition-notification; boundary=b

      --b

      Your message was deleted.
      --b
      Content-Type: message/disposition-notification

      Disposition: manual-action/MDN-sent-manually; deleted
      --b--
      """)
    #expect(AutoReply.find(in: read)?.kind == .disposition)
    #expect(BounceReader.read(read).isEmpty)
  }

  @Test(arguments: [
    "Subject: Re: Request", "Subject: Re: Request\nAuto-Submitted: no", "X-Auto-Response-Suppress: All",
    "Subject: Absolutely done", "Precedence: normal", "X-Autoreply: no", "Subject: Confirmation",
  ])
  func `a person is no machine`(header: String) throws {
    #expect(try find(header, "We have received your request and deleted the data.\nRegards, Anna") == nil)
  }

  @Test func `signs are codes, never a part of the mail`() throws {
    let found = try #require(
      try find(
        "Subject: Out of office canary\nX-Autoreply: canary\nX-Loop: canary", "I am away, canary. Automatic reply"))
    #expect(found.signs == ["autoreply-header", "loop", "subject-en", "opening-away", "says-automatic"])
  }
}
