import Testing

/// Bounces without machine-readable fields, in the shapes of the systems that write them. Names are invented.
struct BounceShape: Sendable, CustomTestStringConvertible {
  let system: String
  let headers: String
  let body: String
  var action = "failed"
  var status: String?
  var isPermanent = true

  var testDescription: String { system }
  var text: String { headers + "\nTo: privacy@clinic.example\n\n" + body }

  static let english: [BounceShape] = [
    .init(
      system: "qmail", headers: "Return-Path: <>\nFrom: MAILER-DAEMON@mx.partner.example\nSubject: failure notice",
      body: """
        Hi. This is the qmail-send program at mx.partner.example.
        I'm afraid I wasn't able to deliver your message to the following addresses.

        <desk@partner.example>:
        Sorry, no mailbox here by that name. (#5.1.1)

        --- Below this line is a copy of the message.

        Message-ID: <w1.acme.token@clinic.example>
        """, status: "5.1.1"),
    .init(
      system: "old Exim",
      headers:
        "From: Mail Delivery System <Mailer-Daemon@mx.example>\nSubject: Mail delivery failed: returning message",
      body: """
        A message that you sent could not be delivered to one or more of its recipients.
          desk@partner.example
            SMTP error from remote mailer after RCPT TO:<desk@partner.example>:
            host mx.partner.example [192.0.2.1]: 550 unknown user
        """),
    .init(
      system: "Exim, delayed",
      headers: "From: Mail Delivery System <Mailer-Daemon@mx.example>\nSubject: Warning: message 1abc delayed 24 hours",
      body: """
        A message that you sent has not yet been delivered to all its recipients after 24 hours.
        No action is required on your part. Eventually the mail delivery software will give up.
        """, action: "delayed", isPermanent: false),
    .init(
      system: "old Sendmail",
      headers: "Return-Path: <MAILER-DAEMON@x.example>\nFrom: Mail Delivery Subsystem <MAILER-DAEMON@x.example>\n"
        + "Subject: Returned mail: User unknown",
      body: """
          ----- Transcript of session follows -----
        ... while talking to mx.partner.example.:
        >>> RCPT To:<desk@partner.example>
        <<< 550 5.1.1 <desk@partner.example>... User unknown
          ----- Original message follows -----
        """, status: "5.1.1"),
    .init(
      system: "Exchange 5.5",
      headers: "From: System Administrator <postmaster@partner.example>\nSubject: Undeliverable: Ask",
      body: """
        Your message
          To:      desk@partner.example
          Subject: Ask
        did not reach the following recipient(s):
        desk@partner.example on Mon, 1 Jan 2035 10:00:00 +0100
            The recipient name is not recognized
        """),
    .init(
      system: "Office 365",
      headers: "From: Microsoft Outlook <MicrosoftExchange329e@partner.example>\nSubject: Undeliverable: Ask",
      body: """
        Your message to desk@partner.example couldn't be delivered.
        desk wasn't found at partner.example.
        Diagnostic information for administrators:
        Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'
        """, status: "5.1.10"),
    .init(
      system: "Domino", headers: "From: Postmaster@partner.example\nSubject: DELIVERY FAILURE: User desk not listed",
      body:
        "Your message\n  Subject: Ask\nwas not delivered to:\n  desk@partner.example\nbecause:\n  User desk not listed in Domino Directory"
    ),
    .init(
      system: "GroupWise",
      headers: "From: Mail Administrator <ma@partner.example>\nSubject: Message status - undeliverable",
      body: "The message that you sent was undeliverable to the following:\n\tdesk (user not found)"),
    .init(
      system: "MDaemon", headers: "From: MDaemon@partner.example\nSubject: Permanent Delivery Failure",
      body:
        "The attached message had PERMANENT fatal delivery errors!\nRCPT To:<desk@partner.example>\n<<< 550 No such user"
    ),
    .init(
      system: "MailMarshal", headers: "From: MailMarshal@partner.example\nSubject: Undeliverable Mail: Ask",
      body: "Your message:\n   From: privacy@clinic.example\nCould not be delivered because of\n550 5.1.1 User unknown",
      status: "5.1.1"),
    .init(
      system: "InterScan", headers: "From: imss@partner.example\nSubject: Mail could not be delivered",
      body:
        "****** Message from InterScan Messaging Security Suite ******\nUnable to deliver message to <desk@partner.example>."
    ),
    .init(
      system: "Yahoo", headers: "From: MAILER-DAEMON@yahoo.example\nSubject: Delivery failure",
      body:
        "Message from yahoo.example.\nUnable to deliver message to the following address(es).\n<desk@partner.example>:\n"
        + "This user doesn't have a yahoo.example account (desk@partner.example) [-9]\n--- Original message follows."),
    .init(
      system: "Google, delay",
      headers:
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nSubject: Delivery Status Notification (Delay)",
      body:
        "THIS IS A WARNING MESSAGE ONLY.\nDelivery to the following recipient has been delayed:\n  desk@partner.example",
      action: "delayed", isPermanent: false),
    .init(
      system: "Google Groups",
      headers:
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nX-Failed-Recipients: desk@partner.example\n"
        + "Subject: Delivery Status Notification (Failure)",
      body: "We're writing to let you know that the group you tried to contact (desk) may not exist."),
    .init(
      system: "a mobile gateway that answers",
      headers: "From: post_master@sms.example\nIn-Reply-To: <a@b>\nSubject: Re:Ask",
      body: "Error: Invalid user address\nError message below:\n550 - Requested action not taken: no such user here"),
    .init(
      system: "over quota, for now",
      headers: "Return-Path: <>\nFrom: Postmaster@partner.example\nSubject: Undeliverable",
      body: "Could not deliver to desk@partner.example: 452 4.2.2 Mailbox full", status: "4.2.2", isPermanent: false),
    .init(
      system: "a delay that came to its end", headers: "From: MAILER-DAEMON@mx.example\nSubject: failure notice",
      body:
        "<desk@partner.example>:\nYour message has been delayed for 5 days. I've given up; it's been queued too long."),
    .init(
      system: "a sending service's notice",
      headers: "From: Notices <no-reply@sns.amazonaws.com>\nSubject: Notification",
      body: "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\"}}"),
    .init(
      system: "a list server",
      headers: "From: list-admin@partner.example\nX-MLServer: fml [fml 4.0]\n"
        + "Message-Id: <1.FMLAAA1.list@partner.example>\nSubject: NOT MEMBER article from privacy@clinic.example",
      body: "You are not a member of this mailing list <list@partner.example>."),
    .init(
      system: "a gateway that does not say who it is",
      headers: "From: relay7@partner.example\nSubject: Returned Mail - Error",
      body: "------ Failed Recipients ------\n<desk@partner.example>: mailbox unavailable. [SMTP Error Code 550]\n"
        + "------ Returned Mail -------"),
  ]

  static let others: [BounceShape] = [
    .init(
      system: "GMX", headers: "From: \"GMX Mailer Daemon\" <mailer-daemon@gmx.example>\nSubject: Mail delivery failed",
      body:
        "Ihre E-Mail konnte nicht zugestellt werden an\n\"desk@partner.example\":\nSMTP error: 550 Benutzer unbekannt"),
    .init(
      system: "German Exchange", headers: "From: Postmaster@partner.example\nSubject: Unzustellbar: Anfrage",
      body:
        "Fehler bei der Nachrichtenzustellung an folgende Empfänger\ndesk@partner.example\nDie Nachricht wurde abgelehnt."
    ),
    .init(
      system: "German delay",
      headers: "Return-Path: <>\nFrom: mailer-daemon@partner.example\nSubject: Zustellung verzögert",
      body: "Ihre Nachricht ist noch nicht zugestellt. Weitere Zustellversuche folgen.", action: "delayed",
      isPermanent: false),
    .init(
      system: "French provider", headers: "From: MAILER-DAEMON@orange.example\nSubject: Non remis : Demande",
      body:
        "Votre message n'a pas pu être remis aux destinataires suivants : desk@partner.example (utilisateur inconnu)"),
    .init(
      system: "French gateway with the subject in front",
      headers: "From: filtre.sortant@partner.example\nSubject: RE: Demande : non remis",
      body: "Votre message n'a pas pu etre delivre a desk@partner.example"),
    .init(
      system: "Spanish",
      headers: "From: postmaster@partner.example\nReturn-Path: <>\nSubject: No se puede entregar: Solicitud",
      body: "No se pudo entregar el mensaje a desk@partner.example. El buzón está lleno."),
    .init(
      system: "Portuguese", headers: "From: MAILER-DAEMON@partner.example\nSubject: Falha na entrega",
      body: "Sua mensagem não pôde ser entregue: usuário desconhecido"),
    .init(
      system: "Italian", headers: "From: postmaster@partner.example\nSubject: Mancato recapito: Richiesta",
      body: "Il messaggio non è stato recapitato. Casella di posta è piena."),
    .init(
      system: "Japanese carrier in ISO-2022-JP",
      headers: "Return-Path: <MAILER-DAEMON>\nFrom: Postmaster@mobile.example\n"
        + "Subject: Mail System Error - Returned Mail",
      body: "\u{1b}$BAw?.$G$-$^$;$s$G$7$?\u{1b}(B"),
    .init(
      system: "Japanese filter",
      headers: "From: filter@partner.example\nX-Mailer: m-FILTER\nSubject: failure notice\n"
        + "Content-Type: text/plain; charset=utf-8",
      body: "このメールは送信できませんでした。\ndesk@partner.example\n-------server message\n550 5.1.1 unknown user", status: "5.1.1"),
    .init(
      system: "Japanese delay",
      headers: "Return-Path: <>\nFrom: mailer-daemon@partner.example\n"
        + "Content-Type: text/plain; charset=utf-8\nSubject: =?utf-8?B?6YWN5L+h44Gu6YGF5bu2?=",
      body: "お客様のメッセージの配信が遅延しています。", action: "delayed", isPermanent: false),
    .init(
      system: "Russian",
      headers: "From: Mail Delivery System <Mailer-Daemon@mx.example>\n"
        + "Content-Type: text/plain; charset=utf-8\nSubject: =?utf-8?B?0J3QtSDQtNC+0YHRgtCw0LLQu9C10L3Qvg==?=",
      body: "Ваше письмо не может быть доставлено: пользователь не найден"),
    .init(
      system: "Chinese",
      headers: "From: MAILER-DAEMON@mx.example\nContent-Type: text/plain; charset=gb2312\nSubject: x",
      body: "550 5.1.1 no such user", status: "5.1.1"),
    .init(
      system: "HTML only",
      headers: "Return-Path: <>\nFrom: postmaster@partner.example\nSubject: Undeliverable\n"
        + "Content-Type: text/html",
      body: "<html><p><b>Delivery has failed</b> to these recipients:</p><p>desk@partner.example</p></html>"),
  ]
}
