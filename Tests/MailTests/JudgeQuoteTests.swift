import Testing

@testable import Mail

private let ours = """
  Please confirm that the data has been deleted.
  Tick one:
  [ ] Deleted: all of it, in every form, also at our sub-processors
  [ ] Partly deleted; what remains:
  [ ] Nothing held: we have none of this data
  [ ] Cannot be deleted, because (reason, law, until when):
  """

private let quoted = ours.split(separator: "\n").map { "> \($0)" }.joined(separator: "\n")

private func read(_ text: String) -> String { code(reply(text).judged()) }

struct JudgeQuoteTests {
  @Test(arguments: [
    "On Tue, 3 Nov 2026 at 10:00, Clinic Privacy <privacy@clinic.example> wrote:",
    "On Tue, 3 Nov 2026 at 10:00, Clinic Privacy\n<privacy+aaaaaaaaaaaaaaaaaaaaaaaaaa@clinic.example> wrote:",
    "Am Di., 3. Nov. 2026 um 10:00 Uhr schrieb Clinic Privacy <privacy@clinic.example>:",
    "Le mar. 3 nov. 2026 à 10:00, Clinic Privacy <privacy@clinic.example> a écrit :",
    "El mar, 3 nov 2026 a las 10:00, Clinic Privacy (<privacy@clinic.example>) escribió:",
    "Em ter., 3 de nov. de 2026 às 10:00, Clinic Privacy <privacy@clinic.example> escreveu:",
    "Il giorno mar 3 nov 2026 alle ore 10:00 Clinic Privacy <privacy@clinic.example> ha scritto:",
    "2026年11月3日(火) 10:00 Clinic Privacy <privacy@clinic.example>:",
    "-----Original Message-----\nFrom: Clinic Privacy\nSent: Tuesday\nTo: Acme\nSubject: W1",
    "-----Ursprüngliche Nachricht-----\nVon: Clinic\nGesendet: Dienstag\nAn: Acme\nBetreff: W1",
    "From: Clinic Privacy <privacy@clinic.example>\nSent: Tuesday, 3 November 2026\nTo: Acme\nSubject: W1",
    "________________________________\nVon: Clinic\nGesendet: Dienstag\nAn: Acme\nBetreff: W1",
    "De : Clinic\nEnvoyé : mardi\nÀ : Acme\nObjet : W1", "De: Clinic\nEnviado: martes\nPara: Acme\nAsunto: W1",
    "De: Clinic\nEnviada: terça\nData: 3\nPara: Acme\nAssunto: W1",
    "Da: Clinic\nInviato: martedì\nA: Acme\nOggetto: W1",
    "差出人: Clinic\n送信日時: 2026年\n宛先: Acme\n件名: W1", "*From:* Clinic\n*Date:* Tuesday\n*To:* Acme\n*Subject:* W1",
  ])
  func `our own letter below a reply is not the partner's word`(_ mark: String) {
    for copy in [ours, quoted] {
      #expect(read("We have deleted all the data.\n\n\(mark)\n\n\(copy)") == "D!")
      #expect(read("ok will check\n\n\(mark)\n\n\(copy)") == "U")
      #expect(QuoteStripper.own("Hello there.\n\n\(mark)\n\n\(copy)").contains("Please") == false)
      #expect(!reply("\(mark)\n\n\(copy)").judged().isCertain)
    }
  }

  @Test func `a reply may stand below the quote, but not between its lines`() {
    #expect(read("\(quoted)\n\nWe have deleted all the data.") == "D!")
    #expect(read("\(quoted)\n\nWe have deleted all the data.\n\n\(quoted)") == "D")
    #expect(read("> 1. audiences\nWe have deleted all the data.\n> 2. logs\nWe have deleted all the data.") == "D")
  }

  @Test func `what was forwarded, or copied without a mark, is for a person`() {
    #expect(read("We have deleted all the data.\n\n---------- Forwarded message ---------\nFrom: x\n\nnot yet") == "D")
    #expect(read("We have deleted all the data.\nOn Monday 3 March our counsel wrote:\nWe must keep the logs.") == "D")
  }

  @Test func `a hidden exception below the name is noticed`() {
    for tail in ["PS: not the logs", "The backups remain.", "We will delete the rest.", "except EU"] {
      #expect(read("We have deleted all the data.\n\nKind regards\nJordan Lee\n\n\(tail)") != "D!", "\(tail)")
    }
    #expect(read("We have deleted all the data.\n\nJordan Lee\nPrivacy Team\nAcme Ads") == "D!")
    #expect(read("We have deleted all the data.\n\nEU region") == "D")
  }

  @Test func `footers of phones and companies speak of deleting and mean nothing`() {
    let notice =
      "If you are not the intended recipient, please delete this e-mail. It has been deleted from our servers."
    #expect(read("ok will check\n\nKind regards\nJordan\n\n\(notice)") == "U")
    #expect(read("We have deleted all the data.\n\nSent from my iPhone") == "D!")
    #expect(!reply(notice).judged().isCertain)
  }

  @Test(arguments: ["> What have you deleted in the test system?", "> テスト環境では何を削除しましたか？", "> In the sandbox:"])
  func `an answer below a quoted question is read by a person`(question: String) {
    #expect(read(question + "\n\nWe have deleted all the data.") == "D")
    #expect(read("> Kind regards\n\nWe have deleted all the data.") == "D!")
  }
}
