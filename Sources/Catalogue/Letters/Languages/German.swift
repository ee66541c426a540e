extension LetterLanguage {
  static let german = LetterLanguage(
    code: "de",
    day: { year, month, day in
      let months = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
      ]
      return "\(day). \(months[month - 1]) \(year)"
    },
    grouping: (mark: ".", from: 4),
    moment: { "\($0), \($1) Uhr UTC" },
    definitions: [
      .normalCourse: "im gewöhnlichen Geschäftsgang nicht mehr abgerufen werden können",
      .anyMeans: "mit keinem physischen oder technischen Mittel mehr abgerufen werden können",
    ],
    data: [
      "ip-address": "IP-Adressen",
      "page-url": "Adressen (URLs) der besuchten Seiten, auch persönliche Links",
      "online-identifier": "Cookie-, Klick-, Client- und Gerätekennungen",
      "account-identifier": "Benutzer- und Kundenkennungen",
      "contact": "E-Mail-Adressen und Telefonnummern",
      "event": "Seitenaufrufe, Klicks und andere Ereignisse",
      "health": "Daten, die die Nutzung eines Medizinprodukts erkennen lassen oder die Gesundheit betreffen",
      "derived": "Profile, Zielgruppen, Modelle und andere daraus abgeleitete Daten",
    ],
    kinds: [
      .ip: "IP-Adressen", .url: "Seitenadressen", .clientID: "Client-Kennungen", .clickID: "Klick-Kennungen",
      .userID: "Benutzerkennungen", .visitorID: "Besucherkennungen", .sessionID: "Sitzungskennungen",
      .email: "E-Mail-Adressen", .phone: "Telefonnummern", .deviceID: "Gerätekennungen",
      .advertisingID: "Werbekennungen", .idfa: "Werbekennungen (IDFA)", .gaid: "Werbekennungen (GAID)",
      .externalID: "externe Kennungen",
    ],
    whatHappened:
      "Tracker auf unseren Webseiten haben Daten über die Besucherinnen und Besucher an die Unternehmen hinter diesen Trackern weitergegeben; Ihr Unternehmen ist eines davon.",
    notices: [
      .alleged:
        "Die US-Handelsbehörde Federal Trade Commission (FTC) wirft uns in ihrer Beschwerdeschrift (Aktenzeichen {docket}) vor, dass die Weitergabe dieser Daten an Sie unlauter oder irreführend war. Ihre Anordnung verpflichtet uns zu diesem Schreiben.",
      .directed:
        "Eine Anordnung der US-Handelsbehörde Federal Trade Commission (FTC, Aktenzeichen {docket}) verpflichtet uns, Ihnen diese Anweisung zu erteilen.",
      .recipients:
        "Artikel 19 der Datenschutz-Grundverordnung (DSGVO) verpflichtet uns, jedem Empfänger der Daten mitzuteilen, dass sie zu löschen sind, und den betroffenen Personen auf Verlangen die Empfänger zu nennen.",
      .unitedKingdom:
        "Artikel 19 der Datenschutz-Grundverordnung des Vereinigten Königreichs (UK GDPR) verpflichtet uns, jedem Empfänger der Daten mitzuteilen, dass sie zu löschen sind, und den betroffenen Personen auf Verlangen die Empfänger zu nennen.",
      .brazil:
        "Artikel 18 Absatz 6 des brasilianischen Datenschutzgesetzes (LGPD, Gesetz Nr. 13.709/2018) verpflichtet uns, allen, denen wir diese Daten weitergegeben haben, unverzüglich die Löschung mitzuteilen, damit sie die Daten ebenfalls löschen.",
      .publication:
        "Nach Artikel 17 Absatz 2 DSGVO teilen wir Ihnen außerdem mit, dass die betroffenen Personen die Löschung aller Links zu diesen Daten sowie aller Kopien und Replikationen verlangt haben.",
      .processor:
        "Soweit Sie diese Daten in unserem Auftrag verarbeiten, ist dieses Schreiben eine dokumentierte Weisung nach Artikel 28 Absatz 3 Buchstabe a DSGVO und, wo Ihre Leistung beendet ist, unsere Wahl der Löschung nach Buchstabe g. Sie gilt auch für Ihre Unterauftragsverarbeiter.",
      .health:
        "Ein Teil dieser Daten kann nach den HIPAA-Vorschriften der USA als Gesundheitsinformation geschützt sein. Ihre schriftliche Bestätigung wird Teil unserer Risikobewertung nach 45 CFR 164.402, die wir mindestens sechs Jahre aufbewahren. Soweit Sie für uns als „Business Associate“ tätig sind, ist dieses Schreiben auch eine Anweisung nach unserem Vertrag mit Ihnen (45 CFR 164.504(e)); sie gilt auch für Ihre Unterauftragnehmer.",
      .california:
        "Kalifornisches Recht (Civil Code 1798.105(c) und 11 CCR 7022) verpflichtet uns, allen, denen diese Daten verkauft, weitergegeben oder offengelegt wurden, die Löschung mitzuteilen, und es verpflichtet Sie, dies an Ihre eigenen Dienstleister und Auftragnehmer weiterzugeben.",
      .brokers:
        "Der California Delete Act (Civil Code 1798.99.80 ff.) verpflichtet uns, diese Daten löschen zu lassen, auch bei unseren Dienstleistern und Auftragnehmern.",
      .washington:
        "Der My Health My Data Act des US-Bundesstaats Washington (RCW 19.373.040) verpflichtet uns, jeden Empfänger dieser Daten zu benachrichtigen, und verpflichtet die Empfänger, sie ebenfalls zu löschen.",
    ])
}
