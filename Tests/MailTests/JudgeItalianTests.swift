import Testing

@testable import Mail

struct JudgeItalianTests {
  @Test func `Italian replies mean what a careful reader takes them to mean`() {
    #expect(Sample.list(italian).compactMap(mistake) == [])
    #expect(Sample.list(italian).count >= 60)
  }
}

private let italian = """
  D! Abbiamo cancellato tutti i dati.
  D! Gentile Sig.ra Harker,⏎⏎con la presente confermiamo che tutti i dati descritti nella vostra lettera sono stati cancellati dai nostri sistemi.⏎⏎Cordiali saluti,⏎Jordan Lee
  D! Buongiorno,⏎i dati sono stati eliminati il 10 marzo 2027, inclusi i backup.⏎Saluti⏎Jordan
  D! Abbiamo provveduto alla cancellazione di tutti i dati. Restiamo a disposizione per ulteriori chiarimenti.
  D! Vi confermiamo che abbiamo definitivamente eliminato i dati in questione.
  D! TUTTI I DATI SONO STATI CANCELLATI.
  D! I dati sono già stati cancellati. Grazie per la pazienza.
  D! Abbiamo ricevuto la vostra richiesta. Tutti i dati sono stati eliminati definitivamente.
  D! Acme Ads ha cancellato i dati dei vostri clienti.
  D! Come richiesto, abbiamo eliminato tutti i dati.⏎⏎Distinti saluti⏎Jordan⏎⏎Il messaggio contiene informazioni riservate. Se non ne siete il destinatario, siete pregati di cancellarlo.
  N! Non deteniamo nessuno di questi dati.
  N! Buongiorno, non abbiamo mai ricevuto nessuno di questi dati.⏎Saluti,⏎Jordan
  N! Vi confermiamo che non conserviamo nessuno dei dati descritti.
  N Non abbiamo trovato dati nei nostri sistemi.
  N Non risulta alcun record con questo nome.
  U Non abbiamo cancellato i dati.
  U I dati non sono ancora stati cancellati.
  U Nessun dato è stato cancellato.
  U Purtroppo la cancellazione è fallita.
  U Finora nulla è stato eliminato.
  R Non possiamo cancellare i dati.
  R Ci rifiutiamo di cancellare i dati.
  R Siamo tenuti a conservare i dati per dieci anni.
  R La cancellazione è impossibile.
  W! Cancelleremo i dati entro il 31 marzo 2027.
  W! I dati saranno cancellati entro 30 giorni.
  W! Provvederemo a cancellare tutti i dati a breve.
  W! I dati verranno eliminati nei prossimi 15 giorni. Grazie.
  W La cancellazione è in corso.
  W Abbiamo avviato la cancellazione dei dati.
  W La cancellazione è programmata per lunedì.
  W La cancellazione è prevista la prossima settimana.
  U Non appena confermerete, cancelleremo i dati.
  U Se i dati sono nostri, li abbiamo cancellati.
  U Una volta ricevuta conferma, i dati saranno cancellati.
  U|D Credo che abbiamo cancellato i dati.
  U|D I dati dovrebbero essere cancellati.
  U|D Per quanto ne so, i dati sono stati cancellati.
  U|D Avremmo cancellato i dati.
  P Abbiamo cancellato tutti i dati tranne i log.
  P I dati sono stati cancellati, ad eccezione dei backup.
  P I dati sono stati parzialmente cancellati.
  P Abbiamo cancellato la maggior parte dei dati.
  P Abbiamo cancellato i dati, ma restano i backup.
  P Abbiamo eliminato solo i segmenti.
  P Abbiamo eliminato parte dei dati.
  U|D Fatto.
  U|D Cancellato.
  U|D La vostra richiesta è stata evasa.
  U Il vostro ticket è stato chiuso.
  U Abbiamo cancellato il vostro account.
  U Abbiamo eliminato il messaggio duplicato.
  D|U Quanto all'altra richiesta, i dati sono stati cancellati.
  D|U Abbiamo cancellato i vostri dati personali.
  A! Abbiamo ricevuto la vostra richiesta.
  A! Confermiamo la ricezione della vostra lettera e vi risponderemo al più presto.
  A! Salve,⏎⏎accusiamo ricevuta della vostra comunicazione.⏎⏎Saluti⏎Jordan
  Q I dati sono stati cancellati?
  Q Potete indicarci di quali dati si tratta?
  Q Vi preghiamo di confermare che i dati sono stati cancellati.
  F Si prega di utilizzare il nostro modulo online.
  F Dobbiamo verificare la vostra identità.
  D|U Certo, abbiamo cancellato tutti i dati, figuriamoci.
  D|U|P Abbiamo cancellato tutti i dati. The logs remain.
  D|U|P Abbiamo cancellato i dati.⏎⏎Saluti⏎Jordan⏎⏎PS: in Svizzera no
  D! Vi confermiamo di aver cancellato tutti i dati.
  D|U|P Il fornitore conferma di aver cancellato tutti i dati.
  """
