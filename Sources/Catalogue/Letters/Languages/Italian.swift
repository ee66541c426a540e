extension LetterLanguage {
  static let italian = LetterLanguage(
    code: "it",
    day: { year, month, day in
      let months = [
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
        "novembre", "dicembre",
      ]
      return "\(day == 1 ? "1º" : "\(day)") \(months[month - 1]) \(year)"
    },
    grouping: (mark: ".", from: 4),
    moment: { "\($0), ore \($1) UTC" },
    definitions: [
      .normalCourse: "non possono più essere recuperati nel normale svolgimento dell'attività",
      .anyMeans: "non possono più essere recuperati con alcun mezzo fisico o tecnico",
    ],
    data: [
      "ip-address": "indirizzi IP",
      "page-url": "indirizzi (URL) delle pagine visitate, compresi i link personalizzati",
      "online-identifier": "identificativi di cookie, di clic, di client e di dispositivo",
      "account-identifier": "identificativi di utenti e di clienti",
      "contact": "indirizzi e-mail e numeri di telefono",
      "event": "visualizzazioni di pagine, clic e altri eventi",
      "health": "dati che rivelano l'uso di un dispositivo medico o riguardano la salute",
      "derived": "profili, segmenti di pubblico, modelli e altri dati derivati dai precedenti",
    ],
    kinds: [
      .ip: "indirizzi IP", .url: "indirizzi di pagine", .clientID: "identificativi di client",
      .clickID: "identificativi di clic", .userID: "identificativi di utente",
      .visitorID: "identificativi di visitatore",
      .sessionID: "identificativi di sessione", .email: "indirizzi e-mail", .phone: "numeri di telefono",
      .deviceID: "identificativi di dispositivo", .advertisingID: "identificativi pubblicitari",
      .idfa: "identificativi pubblicitari (IDFA)", .gaid: "identificativi pubblicitari (GAID)",
      .externalID: "identificativi esterni",
    ],
    whatHappened:
      "Alcuni strumenti di tracciamento presenti sulle nostre pagine web hanno trasmesso dati sulle persone che le visitavano alle aziende che gestiscono tali strumenti; la vostra è una di queste.",
    notices: [
      .alleged:
        "La Federal Trade Commission degli Stati Uniti (FTC) sostiene nel suo atto di contestazione (procedimento {docket}) che la comunicazione di questi dati alla vostra azienda sia stata sleale o ingannevole. Il suo provvedimento ci impone di inviarvi questa lettera.",
      .directed:
        "Un provvedimento della Federal Trade Commission degli Stati Uniti (FTC, procedimento {docket}) ci impone di inviarvi questa istruzione.",
      .recipients:
        "L'articolo 19 del regolamento generale sulla protezione dei dati (GDPR) ci obbliga a comunicare la cancellazione a ciascun destinatario dei dati e a indicare i destinatari agli interessati che lo richiedano.",
      .unitedKingdom:
        "L'articolo 19 del regolamento generale sulla protezione dei dati del Regno Unito (UK GDPR) ci obbliga a comunicare la cancellazione a ciascun destinatario dei dati e a indicare i destinatari agli interessati che lo richiedano.",
      .brazil:
        "L'articolo 18, paragrafo 6, della legge generale brasiliana sulla protezione dei dati (LGPD, legge n. 13.709/2018) ci obbliga a informare senza indugio della cancellazione tutti coloro con cui abbiamo condiviso questi dati, affinché facciano altrettanto.",
      .publication:
        "Ai sensi dell'articolo 17, paragrafo 2, del GDPR vi informiamo inoltre che gli interessati hanno chiesto la cancellazione di ogni link a questi dati e di ogni loro copia o riproduzione.",
      .processor:
        "Nella misura in cui trattate questi dati per nostro conto, questa lettera è un'istruzione documentata ai sensi dell'articolo 28, paragrafo 3, lettera a), del GDPR e, se il vostro servizio è terminato, la nostra scelta della cancellazione ai sensi della lettera g); vale anche per i vostri sub-responsabili.",
      .health:
        "Una parte di questi dati può costituire informazioni sanitarie protette dalle norme HIPAA degli Stati Uniti. La vostra conferma scritta entrerà a far parte della nostra valutazione del rischio ai sensi di 45 CFR 164.402, che conserviamo per almeno sei anni. Nella misura in cui siete un nostro «business associate», questa lettera è anche un'istruzione ai sensi del nostro contratto con voi (45 CFR 164.504(e)) e vale anche per i vostri subappaltatori.",
      .california:
        "La legge della California (Civil Code 1798.105(c) e 11 CCR 7022) ci obbliga a chiedere la cancellazione a tutti coloro ai quali questi dati sono stati venduti, condivisi o comunicati, e obbliga voi a trasmettere la richiesta ai vostri fornitori e appaltatori.",
      .brokers:
        "Il Delete Act della California (Civil Code 1798.99.80 e seguenti) ci obbliga a far cancellare questi dati, anche presso i nostri fornitori e appaltatori.",
      .washington:
        "La legge My Health My Data dello Stato di Washington (RCW 19.373.040) ci obbliga ad avvisare ogni destinatario di questi dati e obbliga i destinatari a cancellarli a loro volta.",
    ])
}
