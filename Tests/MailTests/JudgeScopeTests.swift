import Testing

@testable import Mail

private func mail(_ headers: String, _ body: String, type: String = "text/plain; charset=utf-8") throws -> Judgement {
  let text = """
    To: privacy@clinic.example
    Date: Fri, 12 Mar 2027 10:00:00 +0000
    MIME-Version: 1.0
    Content-Type: \(type)
    \(headers)

    \(body)
    """
  return MailJudge.judge(try MessageReader(Array(text.utf8)))
}

private let sender = "From: Jordan Lee <dpo@acme.example>\n"

/// Replies that look complete and are not.
struct JudgeScopeTests {
  @Test(arguments: Sample.list(samples))
  func `what narrows a claim, wherever it stands, leaves it to a person`(_ sample: Sample) {
    #expect(!reply(sample.text).judged().isCertain)
  }

  @Test(arguments: [
    "Re: Germany", "Re: [#4433] Klaus Weber", "Re: BigQuery", "Re: Please delete data received from Northwind (M1)",
  ])
  func `a subject names nobody unless it is ours`(subject: String) throws {
    let subjects = ["Germany", "Klaus Weber", "BigQuery", "Northwind"]
    for name in subjects {
      let judgement = try mail(sender + "Subject: \(subject)", "We have deleted all the data from \(name).")
      #expect(judgement.isCertain == (name == "Northwind" && subject.contains(name)), "\(subject) \(name)")
    }
  }

  @Test func `a region or a product in the sender's name is none of its names`() throws {
    for (name, body) in [
      ("Acme EMEA <privacy@emea.acme.example>", "All data for EMEA has been deleted."),
      ("Acme Analytics <privacy@acme.example>", "We have deleted all data from Analytics."),
      ("Acme Germany <privacy@acme.example>", "We have deleted all data from Germany."),
    ] {
      #expect(try !mail("From: \(name)", body).isCertain, "\(body)")
    }
    #expect(try mail("From: Acme Ads <a@acme.example>", "Acme Ads has deleted all the data.").isCertain)
  }

  @Test(arguments: ["<s>", "<del>", "<strike>", "<span style='text-decoration: line-through'>"])
  func `what is struck out says nothing for certain`(tag: String) throws {
    let html = "<p>\(tag)We have deleted all the data.</p>"
    #expect(try !mail(sender, html, type: "text/html; charset=utf-8").isCertain)
  }

  @Test func `a machine's mail that may hold the answer is shown to a person with its words and its signs`() throws {
    let judgement = try mail(
      sender + "X-Zendesk-From-Account-Id: 1\nSubject: Re: x", "We have deleted all the data.")
    #expect(judgement.meaning == .deleted)
    #expect(!judgement.isCertain)
    #expect(judgement.signs.contains("may-be-ticketreceipt"))
    let away = try mail(sender + "Auto-Submitted: auto-replied\nSubject: Out of office: x", "I am away.")
    #expect(away.meaning == .autoReply(.outOfOffice) || away.meaning == .autoReply(.vacation))
    let silent = try mail(sender + "List-Id: <x.acme.example>\nSubject: Re: x", "Hello Anna, lorem ipsum.")
    #expect(silent.meaning == .unclear && !silent.isCertain)
  }

  @Test(arguments: [
    "We have deleted all the data on 3 May 2019.", "Wir haben alle Daten am 3. Mai 2019 gelöscht.",
    "Toutes les données ont été supprimées le 3 mai 2019.", "Todos los datos fueron eliminados el 3 de mayo de 2019.",
    "Todos os dados foram excluídos em 3 de maio de 2019.", "Tutti i dati sono stati cancellati il 3 maggio 2019.",
    "すべてのデータを2019年5月3日に削除しました。",
  ])
  func `a deletion of years ago answers no letter of today`(text: String) {
    #expect(!reply(text).judged().isCertain)
    #expect(
      code(
        reply(
          text.replacing("2019", with: "2027").replacing("3 May", with: "3 March")
            .replacing("3. Mai", with: "3. März").replacing("3 mai", with: "3 mars")
            .replacing("3 de mayo", with: "3 de marzo").replacing("3 de maio", with: "3 de março")
            .replacing("3 maggio", with: "3 marzo").replacing("5月", with: "3月")
        ).judged()) == "D!")
  }

  @Test(arguments: [
    "We have deleted all the data on 3 March 2027.", "Wir haben alle Daten am 3. März 2027 gelöscht.",
    "Toutes les données ont été supprimées le 3 mars 2027.", "Todos los datos fueron eliminados el 3 de marzo de 2027.",
    "Todos os dados foram excluídos em 3 de março de 2027.", "Tutti i dati sono stati cancellati il 3 marzo 2027.",
    "すべてのデータを2027年3月3日に削除しました。",
    "We have deleted all the data on 5 March 2027.\nAll the data was deleted on 3 March 2027.",
  ])
  func `the day of a claim is handed on, the earliest of several`(text: String) {
    #expect(reply(text).judged().claimedOn == DateWords(year: 2027, month: 3, day: 3))
    #expect(reply("We have deleted all the data.").judged().claimedOn == nil)
    #expect(reply("We will delete all the data by 3 April 2027.").judged().claimedOn == nil)
  }
}

private let samples = """
  P We have deleted everything derived from it.
  P We have deleted all copies.
  U We have deleted any of the data.
  P We have deleted all data as of 31 December 2026.
  P We have deleted all the data we received from you yesterday.
  P We have deleted all the data you sent us this morning.
  P We have deleted the data.⏎⏎Best regards⏎Jordan Lee⏎⏎Applies to the EU entity.
  P We have deleted all data.⏎⏎Jordan Lee⏎Counsel⏎⏎The marketing copy sits with the agency.
  P We have deleted all data.⏎⏎Regards, Jordan⏎⏎France: outstanding
  P We have deleted all the data.⏎⏎--⏎France follows
  P Our external email provider has the data too.⏎⏎We have deleted all the data.
  P We have deleted all the data.⏎Sent via our processor, who has another copy
  P We have deleted all the data.⏎⏎France follows. If you are not the intended recipient, please tell us.
  P Wir haben daraus abgeleitete Daten gelöscht.
  P Wir haben sämtliche Kopien vernichtet.
  P Wir haben alle Daten zum 31.12.2026 gelöscht.
  Q Hallo, wurden die Daten gelöscht
  Q Guten Tag, haben wir alle Daten gelöscht
  P Wir haben alle Daten gelöscht.⏎⏎Mit freundlichen Grüßen⏎Jordan Lee⏎⏎Frankreich folgt
  P Nous avons supprimé toutes les données reçues de votre part hier.
  P Nous avons supprimé toutes les données.⏎⏎Un autre destinataire des données est Bluefin.
  P Hemos eliminado todos los datos con fecha 3 de marzo de 2027.
  P Hemos eliminado todos los datos.⏎⏎También los tiene un destinatario en México.
  P El proveedor de correo externo tiene los datos.⏎⏎Hemos eliminado todos los datos.
  P Eliminámos todos os dados recebidos de Northwind ontem.
  P Eliminámos todos os dados.⏎⏎Outro destinatário dos dados é a Bluefin.
  P Abbiamo cancellato tutti i dati ricevuti da voi ieri.
  P Abbiamo cancellato tutte le copie.
  P 3月11日のデータを削除しました。
  P 昨日のデータを削除しました。
  P 派生データを削除しました。
  U データが削除されたことを確認いたします。
  U 対象データを削除しております。
  """
