import Testing

@testable import Mail

struct JudgeGermanTests {
  @Test func `German replies mean what a careful reader takes them to mean`() {
    #expect(Sample.list(german).compactMap(mistake) == [])
    #expect(Sample.list(german).count >= 60)
  }
}

private let german = """
  D! Wir haben alle betroffenen Daten gelöscht.
  D! Sehr geehrte Frau Harker,⏎⏎vielen Dank für Ihr Schreiben. Hiermit bestätigen wir Ihnen, dass alle in Ihrem Schreiben beschriebenen Daten vollständig gelöscht wurden.⏎⏎Mit freundlichen Grüßen⏎Jordan Lee⏎Datenschutzbeauftragter
  D! Guten Tag,⏎die Daten wurden am 10. März 2027 unwiderruflich aus allen unseren Systemen gelöscht.⏎Viele Grüße⏎Jordan
  D! Hallo zusammen,⏎⏎wir haben die genannten Daten am 02.03.2027 gelöscht, einschließlich aller Backups.⏎⏎LG Jordan
  D! Alle Daten sind gelöscht.
  D! ALLE DATEN WURDEN GELÖSCHT.
  D! Wir haben die Daten geloescht. Bei Rückfragen stehen wir Ihnen gerne zur Verfügung.
  D! Sämtliche Daten Ihrer Kunden wurden von uns gelöscht. Vielen Dank für den Hinweis.
  D! Sehr geehrte Damen und Herren,⏎⏎wir haben Ihr Schreiben erhalten. Alle genannten Daten wurden wunschgemäß gelöscht.⏎⏎Freundliche Grüße⏎Jordan Lee⏎⏎Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie bitte diese E-Mail.
  D! Wir bestätigen, dass wir die Daten gelöscht haben.
  N! Wir speichern keine dieser Daten.
  N! Uns liegen keine der genannten Daten vor.
  N! Wir haben keine der in Ihrem Schreiben beschriebenen Daten.
  N! Guten Tag,⏎⏎keine dieser Daten sind bei uns gespeichert.⏎⏎Beste Grüße⏎Jordan
  N Wir haben keine Daten gefunden.
  N In unseren Systemen konnten unter diesem Namen keine Einträge ermittelt werden.
  U Die Daten wurden nicht gelöscht.
  U Wir haben die Daten noch nicht gelöscht.
  U|R Leider konnten die Daten nicht gelöscht werden, es gab einen Fehler.
  U Keine dieser Daten wurden gelöscht.
  U Bisher haben wir nichts gelöscht.
  R Wir können die Daten wegen gesetzlicher Aufbewahrungspflichten nicht löschen.
  R Die Löschung ist uns nicht möglich.
  R Wir lehnen die Löschung ab.
  R Die Daten dürfen nicht gelöscht werden.
  W! Wir werden die Daten bis zum 31. März 2027 löschen.
  W! Die Daten werden innerhalb von 30 Tagen gelöscht.
  W! Alle Daten werden gelöscht.
  W! Wir werden alle Daten in Kürze löschen. Vielen Dank für Ihre Geduld.
  W Die Löschung ist veranlasst.
  W Die Löschung der Daten wurde eingeleitet.
  W Die Daten wird man nächste Woche löschen.
  W Wir sind derzeit dabei, die Daten zu löschen.
  U Sobald Sie Ihre Unterlagen schicken, löschen wir die Daten.
  U Falls die Daten von uns stammen, haben wir sie gelöscht.
  U Wenn Sie zustimmen, werden die Daten gelöscht.
  U|D Die Daten müssten gelöscht sein.
  U|D Meines Wissens wurden alle Daten gelöscht.
  U|D Ich glaube, wir haben die Daten gelöscht.
  U|D Wir hätten die Daten gelöscht.
  P Alle Daten wurden gelöscht, bis auf die Protokolle.
  P Wir haben alle Daten außer den Backups gelöscht.
  P Die Daten wurden teilweise gelöscht.
  P Wir haben die Daten gelöscht. In den Sicherungen sind sie noch vorhanden.
  P Wir haben nur die Zielgruppen gelöscht.
  P Die meisten Daten wurden gelöscht.
  U|D Erledigt.
  U|D Gelöscht.
  U|D Ihre Anfrage wurde abgeschlossen.
  U Ihr Ticket wurde geschlossen.
  U Wir haben Ihr Benutzerkonto gelöscht.
  U Die E-Mail wurde versehentlich gelöscht.
  U|D Zur anderen Anfrage: die Daten wurden gelöscht.
  A! Wir haben Ihre Anfrage erhalten.
  A! Sehr geehrte Damen und Herren,⏎⏎hiermit bestätigen wir den Eingang Ihres Schreibens.⏎⏎Mit freundlichen Grüßen⏎Jordan Lee
  A! Vielen Dank für Ihre Nachricht. Wir prüfen den Sachverhalt und melden uns.
  Q Können Sie uns sagen, welche Daten gemeint sind?
  Q Wurden die Daten gelöscht?
  Q Bitte bestätigen Sie, dass die Daten gelöscht wurden.
  F Bitte nutzen Sie unser Online-Formular.
  F Wir müssen zuerst Ihre Identität prüfen.
  D|U Klar, haben wir alle Daten gelöscht. Ganz bestimmt.
  D|P|U Wir haben alle Daten gelöscht. The logs remain.
  D|P|U Alle Daten wurden gelöscht.⏎⏎Mit freundlichen Grüßen⏎Jordan⏎⏎PS: Die EU-Region folgt.
  D|U Wir haben Ihre personenbezogenen Daten gelöscht.
  D Wir haben die „gelöschten“ Daten gelöscht.
  U|P Wir haben alle Daten gespeichert.
  U Wir haben keine der genannten Daten gelöscht.
  W Werden die Daten gelöscht
  D Wurden alle Daten gelöscht
  D Ihre Daten wurden gelöscht.
  D! Hiermit bestätigen wir, dass wir sämtliche Daten aus Ihrem Schreiben vollständig gelöscht haben.
  N! Wir haben keine Daten zu den genannten Personen gespeichert.
  P|D|U Wir haben alle Daten aus Ihrem Schreiben von gestern gelöscht.
  """
