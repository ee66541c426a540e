extension WordTable {
  static let german = WordTable(
    language: "de",
    classes: [
      "alle":
        """
      alle|sämtliche|die|diese|alle diese|alle genannten|die genannten|alle betroffenen|die betroffenen
      die fraglichen|die beschriebenen|alle beschriebenen|die betreffenden|alle betreffenden|die angefragten
      alle von Ihnen genannten|die von Ihnen genannten|die von Ihnen beschriebenen
      alle von Ihnen beschriebenen|die angeforderten|die in Ihrem Schreiben genannten
      alle in Ihrem Schreiben genannten|die in Ihrem Schreiben beschriebenen
      alle in Ihrem Schreiben beschriebenen
      """,
      "daten": "Daten|Datensätze|personenbezogenen Daten|Informationen",
      "ihr": "Ihr|Ihrem|Ihres|Ihre|Ihrer|dem|das|die|der|den",
      "brief":
        """
      Schreiben|Schreibens|Brief|Briefes|E-Mail|Mail|Nachricht|Anfrage|Aufforderung|Löschanfrage
      Löschungsanfrage|Anliegen|Löschaufforderung|Mitteilung|Löschersuchen|Erinnerung
      """,
      "wir": "wir|unser Team|unsere Technik",
      "ihnen": "Ihnen|Euch|",
      "fragen": "Fragen|Rückfragen|weitere Fragen|noch Fragen",
      "keine":
        """
      keine dieser Daten|keine der genannten Daten|keine der beschriebenen Daten|keine solchen Daten
      keinerlei solche Daten|keine Daten zu den genannten Personen
      keine Daten dieser Personen|keine Daten zu diesen Personen|zu den genannten Personen keine Daten
      zu diesen Personen keine Daten|keine der betroffenen Daten|keine der in Ihrem Schreiben genannten Daten
      keine der in Ihrem Schreiben beschriebenen Daten|keine der von Ihnen genannten Daten
      keine der von Ihnen beschriebenen Daten|keine derartigen Daten|keine der fraglichen Daten
      """,
    ],
    phrases: [
      (
        .auxiliary,
        """
        wir haben|haben wir|ich habe|habe ich|haben|wurden|wurde|sind|worden sind|§name hat|unser Team hat
        hat unser Team|unsere Technik hat|von uns
        """
      ),
      (
        .done,
        """
        gelöscht|geloescht|gelöscht worden|vernichtet|entfernt|gelöscht und vernichtet|unwiderruflich gelöscht
        vollständig gelöscht
        endgültig gelöscht|dauerhaft gelöscht|restlos gelöscht|bereits gelöscht|nun gelöscht|erfolgreich gelöscht
        """
      ),
      (
        .object,
        """
        {alle} {daten}|die Daten Ihrer Kunden|alle Daten Ihrer Kunden
        sämtliche Daten Ihrer Kunden|alle Daten
        {alle} {daten} Ihrer Kundinnen und Kunden
        {alle} {daten} aus Ihrem Schreiben|{alle} {daten} aus Ihrer Anfrage|{alle} {daten} aus Ihrer Nachricht
        alles
        """
      ),
      (.nothing, "{keine} wurden uns je übermittelt|wir besitzen {keine}|wir haben {keine} erhalten"),
      (.none, "{keine}"),
      (
        .hold,
        """
        wir speichern|speichern wir|wir verarbeiten|verarbeiten wir|wir besitzen|liegen uns|uns liegen|vor
        bei uns vorhanden|bei uns gespeichert
        vorhanden|gespeichert|wir halten|halten wir|wir verfügen über|erhalten|vorliegen
        """
      ),
      (.will, "wir werden|werden wir|ich werde|werde ich|werden|wird §name|§name wird|unser Team wird"),
      (.delete, "löschen|löschen werden|entfernen|vernichten|gelöscht werden|loeschen|gelöscht haben werden"),
      (
        .deadline,
        """
        bis zum §date|bis §date|bis spätestens §date|spätestens am §date|innerhalb von §span|binnen §span|in §span
        innerhalb der nächsten §span
        in den nächsten §span|bis Ende des Monats|bis Monatsende|bis Ende der Woche|in Kürze|demnächst
        nächste Woche|umgehend|zeitnah|so bald wie möglich|unverzüglich|bis spätestens zum §date
        spätestens bis zum §date
        """
      ),
      (
        .receipt,
        """
        wir haben {ihr} {brief} erhalten|{ihr} {brief} haben wir erhalten|{ihr} {brief} ist bei uns eingegangen
        wir bestätigen den Eingang {ihr} {brief}
        hiermit bestätigen wir den Eingang {ihr} {brief}|wir bestätigen {ihnen} den Eingang {ihr} {brief}
        wir kümmern uns darum|wir prüfen {ihr} {brief}
        wir prüfen das|wir prüfen den Sachverhalt|wir melden uns|wir melden uns bei Ihnen|und melden uns
        wir kommen auf Sie zu|ich habe {ihr} {brief} erhalten
        wir haben {ihr} {brief} an unsere Rechtsabteilung weitergeleitet
        wir haben {ihr} {brief} an unseren Datenschutzbeauftragten weitergeleitet
        ich habe {ihr} {brief} an unseren Datenschutzbeauftragten weitergeleitet|und werden uns bei Ihnen melden
        wir werden uns bei Ihnen melden|und melden uns bei Ihnen
        Eingang bestätigt|danke ist angekommen|ist angekommen
        """
      ),
      (
        .filler,
        """
        wir bestätigen {ihnen} hiermit dass|hiermit bestätigen wir {ihnen} dass|wir bestätigen dass
        ich bestätige dass|wir bestätigen {ihnen} dass|hiermit bestätige ich dass
        hiermit bestätige ich {ihnen} dass|hiermit bestätigen wir|wir können bestätigen dass
        wir können {ihnen} bestätigen dass|gerne bestätigen wir dass|gern bestätigen wir {ihnen} dass
        gerne bestätigen wir {ihnen} dass
        wir teilen Ihnen mit dass|hiermit teilen wir Ihnen mit dass|wir möchten Ihnen mitteilen dass|wie gewünscht
        wunschgemäß|wie angefordert|wie von Ihnen gewünscht|wie verlangt
        aus unseren Systemen|aus allen unseren Systemen|aus allen Systemen|in unseren Systemen
        in allen unseren Systemen|in allen Systemen|aus unseren Datenbanken|aus unserer Datenbank
        vollständig|unwiderruflich|endgültig|dauerhaft|restlos|vollständig und unwiderruflich|sicher|bereits|nun
        inzwischen|hiermit|heute|gestern|erfolgreich|mittlerweile|ebenfalls|auch|jetzt
        einschließlich aller Kopien|einschließlich aller Backups|einschließlich aller Sicherungen
        inklusive aller Backups|inklusive Backups|samt Backups|samt allen Kopien|einschließlich der Sicherungen
        auch bei unseren Dienstleistern|auch bei unseren Auftragsverarbeitern|sowie bei unseren Dienstleistern
        auch bei unseren Unterauftragsverarbeitern|in jeder Form|in allen Formen
        wir|ich|am §date|und|unter der Referenz §name|Referenz §name|unter dem Aktenzeichen §name
        Ihr Zeichen §name|§name|von §name|bei §name|bei uns|auf unserer Seite|unsererseits|zu Ihrer Information
        zu {ihr} {brief}
        gemäß {ihr} {brief}|entsprechend {ihr} {brief}|aufgrund {ihr} {brief}|mit Bezug auf {ihr} {brief}
        bezüglich {ihr} {brief}|auf {ihr} {brief} hin|in {ihr} {brief}
        """
      ),
      (.also, "alle Kopien|sämtliche Kopien|daraus abgeleitete Daten|alles daraus Abgeleitete"),
      (
        .greeting,
        """
        sehr geehrte Damen und Herren|sehr geehrte|sehr geehrter|guten Tag|guten Morgen|hallo|liebe|lieber|liebes
        hallo zusammen|liebe Kolleginnen und Kollegen|moin|grüß Gott|hi|liebes Team|sehr geehrte Frau
        sehr geehrter Herr|guten Tag Frau|guten Tag Herr|hallo Frau|hallo Herr
        """
      ),
      (
        .polite,
        """
        vielen Dank|danke|besten Dank|herzlichen Dank|vielen Dank für {ihr} {brief}|danke für {ihr} {brief}
        besten Dank für {ihr} {brief}|vielen Dank für {ihr} {brief} vom §date|wir danken Ihnen für {ihr} {brief}
        vielen Dank für Ihre Geduld|danke für Ihre Geduld|vielen Dank für den Hinweis|danke für den Hinweis
        bei {fragen} stehen wir Ihnen gerne zur Verfügung|bei {fragen} stehen wir gerne zur Verfügung
        für {fragen} stehen wir Ihnen gerne zur Verfügung
        für {fragen} stehen wir gerne zur Verfügung|bei {fragen} melden Sie sich gerne
        bei {fragen} melden Sie sich bitte|bitte entschuldigen Sie die Verzögerung
        bitte entschuldigen Sie die späte Antwort|wir bitten die Verzögerung zu entschuldigen
        wir bitten die Unannehmlichkeiten zu entschuldigen
        wir nehmen den Datenschutz sehr ernst|Datenschutz ist uns wichtig|schönen Tag|schönes Wochenende
        einen schönen Tag|einen schönen Tag noch|ich wünsche Ihnen einen schönen Tag
        wir beziehen uns auf {ihr} {brief}|wir beziehen uns auf {ihr} {brief} vom §date
        ich stehe Ihnen gerne zur Verfügung|bei {fragen} stehe ich Ihnen gerne zur Verfügung
        bei {fragen} stehe ich gerne zur Verfügung
        """
      ),
      (
        .negation,
        """
        nicht|nie|niemals|kein|keine|keinen|keiner|keinerlei|nichts|ohne|weder|noch nicht|leider|niemand
        fehlgeschlagen|misslungen|fehler|kaum
        """
      ),
      (
        .future,
        "wird|geplant|vorgesehen|demnächst|bald|künftig|morgen|später|sollen|beabsichtigen|voraussichtlich|ab dem"
      ),
      (
        .condition,
        """
        wenn|falls|sobald|sofern|vorausgesetzt|soweit|nachdem|erst|bevor|solange|unter der Bedingung|sollte
        sollten Sie|bis|ob|nach|im Falle|vorbehaltlich|andernfalls
        """
      ),
      (
        .partial,
        """
        außer|ausser|bis auf|mit Ausnahme|ausgenommen|jedoch|aber|allerdings|nur|teilweise|zum Teil|größtenteils
        die meisten|einige|verbleiben|verbleibende|noch|weiterhin|Backups|Backup|Sicherungen|Protokolle
        Protokolldaten|Logs|Logdateien|Rest|aufbewahrt|behalten|fast|beinahe|abgesehen|lediglich|Teil|gesperrt
        anonymisiert|archiviert|überwiegend|hälfte|sicherungskopien|obwohl|während
        """
      ),
      (
        .doubt,
        """
        glaube|glauben|denke|denken|vermutlich|wahrscheinlich|eigentlich|vielleicht|wohl|müsste|müssten|dürfte
        dürften|könnte|könnten|angeblich|hoffentlich|meines Wissens|unseres Wissens|scheint|scheinen|vermuten
        würden|würde|hätten|hätte|klar|natürlich|sollten|soweit ich weiß|nehmen an|gehen davon aus|anscheinend
        wäre|wären
        """
      ),
      (
        .refusal,
        """
        können nicht löschen|nicht löschen|dürfen nicht|Aufbewahrungspflicht|Aufbewahrungspflichten
        Aufbewahrungsfrist|Aufbewahrungsfristen|gesetzlich verpflichtet|verweigern|lehnen ab|lehnen wir ab|lehnen
        nicht möglich|können wir nicht|nicht nachkommen|ablehnen|keine Verpflichtung|nicht gelöscht werden
        verpflichtet
        """
      ),
      (
        .ask,
        """
        können Sie|könnten Sie|würden Sie|bitte bestätigen Sie|bitte senden Sie|bitte teilen Sie uns|welche|wer
        warum|wie|benötigen wir|benötigen weitere|bitte nennen|um welche|haben Sie|bitte schicken|bitte klären
        wir benötigen|bitte präzisieren|bitte
        """
      ),
      (
        .form,
        """
        Formular|Portal|Webformular|Online-Formular|Kontaktformular|Datenschutzportal|Identität
        Identitätsnachweis|hier klicken|klicken Sie|Ausweiskopie|identifizieren|verifizieren
        """
      ),
      (
        .process,
        """
        veranlasst|eingeleitet|angestoßen|beauftragt|in Bearbeitung|läuft|gestartet|begonnen|in Arbeit|angelegt
        weitergeleitet|eingeplant|derzeit dabei|dabei|beantragt
        """
      ),
      (.closed, "bearbeitet|abgeschlossen|erledigt|geschlossen|gelöst|umgesetzt|erfüllt|durchgeführt"),
      (
        .other,
        """
        Konto|Benutzerkonto|Kundenkonto|Ticket|Newsletter|Profil|Ihre personenbezogenen Daten|Cookies|E-Mail
        Nachricht|andere|anderen|anderer|andere Anfrage|Duplikat|Ihre E-Mail|Ihre Anfrage|Testdaten|Account
        früheren|vorherigen|Verteiler
        """
      ),
      (.notFound, "keine Daten gefunden|nicht gefunden|keine Daten|keine Treffer|keine Einträge"),
      (.yours, "Ihre Daten|alle Ihre Daten"),
      (.deletion, "Löschung|Löschen|Löschvorgang|Löschauftrag"),
      (.negation, "ps|p s|nachtrag"),
    ],
    stems: [
      (.deletion, "lösch|gelösch|vernicht|loesch|geloesch"),
      (.partial, "backup|sicherung|protokoll|verbleib|aufbewahr"),
    ],
    months: [
      "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
      "Dezember",
    ],
    monthsShort: ["Jan", "Feb", "Maerz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"],
    units: [
      "tag": 1, "tage": 1, "tagen": 1, "werktagen": 1, "arbeitstagen": 1, "woche": 7, "wochen": 7, "monat": 30,
      "monate": 30, "monaten": 30,
      "#einem": 1, "#einer": 1, "#zwei": 2, "#drei": 3, "#vier": 4, "#zehn": 10, "#dreissig": 30, "#sechs": 6,
    ], dayFirst: true, dateLinks: [],
    closings: """
      mit freundlichen Grüßen|freundliche Grüße|viele Grüße|beste Grüße|mit besten Grüßen|herzliche Grüße
      liebe Grüße|schöne Grüße|mfg|mit freundlichem Gruß|hochachtungsvoll|freundlicher Gruß|gruß|grüße|vg|lg
      besten Gruß|viele Grüsse aus
      """)
}
