extension LetterLanguage {
  static let french = LetterLanguage(
    code: "fr",
    day: { year, month, day in
      let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
      ]
      return "\(day == 1 ? "1er" : "\(day)") \(months[month - 1]) \(year)"
    },
    grouping: (mark: "\u{A0}", from: 4),
    moment: { "\($0) à \($1.replacing(":", with: "\u{A0}h\u{A0}")) UTC" },
    definitions: [
      .normalCourse: "ne peuvent plus être récupérées dans le cours normal des activités",
      .anyMeans: "ne peuvent plus être récupérées par aucun moyen physique ou technique",
    ],
    data: [
      "ip-address": "adresses IP",
      "page-url": "adresses (URL) des pages consultées, y compris les liens personnalisés",
      "online-identifier": "identifiants de cookie, de clic, de client et d'appareil",
      "account-identifier": "identifiants d'utilisateur et de client",
      "contact": "adresses électroniques et numéros de téléphone",
      "event": "pages vues, clics et autres événements",
      "health": "données qui révèlent l'utilisation d'un dispositif médical ou concernent la santé",
      "derived": "profils, audiences, modèles et autres données qui en sont dérivées",
    ],
    kinds: [
      .ip: "adresses IP", .url: "adresses de pages", .clientID: "identifiants de client",
      .clickID: "identifiants de clic", .userID: "identifiants d'utilisateur", .visitorID: "identifiants de visiteur",
      .sessionID: "identifiants de session", .email: "adresses électroniques", .phone: "numéros de téléphone",
      .deviceID: "identifiants d'appareil", .advertisingID: "identifiants publicitaires",
      .idfa: "identifiants publicitaires (IDFA)", .gaid: "identifiants publicitaires (GAID)",
      .externalID: "identifiants externes",
    ],
    whatHappened:
      "Des traceurs placés sur nos pages web ont transmis des données sur les personnes qui les consultaient aux entreprises qui exploitent ces traceurs ; la vôtre en fait partie.",
    notices: [
      .alleged:
        "La Federal Trade Commission (FTC) des États-Unis soutient, dans sa plainte (dossier {docket}), que la communication de ces données à votre entreprise était déloyale ou trompeuse. Son ordonnance nous impose de vous adresser la présente lettre.",
      .directed:
        "Une ordonnance de la Federal Trade Commission des États-Unis (FTC, dossier {docket}) nous impose de vous adresser cette instruction.",
      .recipients:
        "L'article 19 du règlement général sur la protection des données (RGPD) nous oblige à notifier l'effacement à chaque destinataire des données, et à indiquer ces destinataires aux personnes concernées si elles le demandent.",
      .unitedKingdom:
        "L'article 19 du règlement général sur la protection des données du Royaume-Uni (UK GDPR) nous oblige à notifier l'effacement à chaque destinataire des données, et à indiquer ces destinataires aux personnes concernées si elles le demandent.",
      .brazil:
        "L'article 18, paragraphe 6, de la loi générale brésilienne sur la protection des données (LGPD, loi nº 13.709/2018) nous oblige à informer immédiatement de la suppression tous ceux avec qui nous avons partagé ces données, afin qu'ils les suppriment à leur tour.",
      .publication:
        "Conformément à l'article 17, paragraphe 2, du RGPD, nous vous informons également que les personnes concernées ont demandé l'effacement de tout lien vers ces données et de toute copie ou reproduction de celles-ci.",
      .processor:
        "Dans la mesure où vous traitez ces données pour notre compte, la présente lettre constitue une instruction documentée au sens de l'article 28, paragraphe 3, point a), du RGPD et, lorsque votre prestation a pris fin, notre choix de la suppression au sens du point g). Elle vaut aussi pour vos sous-traitants ultérieurs.",
      .health:
        "Une partie de ces données peut constituer des informations de santé protégées par la réglementation HIPAA des États-Unis. Votre confirmation écrite sera versée à notre évaluation des risques au titre du 45 CFR 164.402, que nous conservons au moins six ans. Dans la mesure où vous êtes notre « business associate », la présente lettre constitue aussi une instruction au titre de notre contrat (45 CFR 164.504(e)) ; elle vaut également pour vos sous-traitants.",
      .california:
        "Le droit californien (Civil Code 1798.105(c) et 11 CCR 7022) nous oblige à demander la suppression à tous ceux à qui ces données ont été vendues, partagées ou communiquées, et vous oblige à transmettre cette demande à vos propres prestataires et sous-traitants.",
      .brokers:
        "Le Delete Act de Californie (Civil Code 1798.99.80 et suivants) nous oblige à faire supprimer ces données, y compris par nos prestataires et sous-traitants.",
      .washington:
        "La loi My Health My Data de l'État de Washington (RCW 19.373.040) nous oblige à avertir chaque destinataire de ces données, et oblige les destinataires à les supprimer à leur tour.",
    ])
}
