/// What automatic replies say, in lower case with single blanks.
enum AutoReplyWords {
  /// Beginnings of subjects, prefixes of replies taken away.
  static let subjects: [(language: String, words: [StaticString])] = [
    (
      "en",
      [
        "automatic reply", "auto reply", "auto-reply", "autoreply", "auto response", "auto-response", "autoresponse",
        "automated reply", "automated response", "automatic response", "out of office", "out-of-office",
        "out of the office",
        "ooo:", "vacation", "away from my mail", "i am out of", "i'm out of", "on leave", "on vacation",
        "on holiday", "annual leave", "maternity leave", "[auto-reply", "absence notification", "away notice",
      ]
    ),
    (
      "de",
      [
        "abwesenheit", "automatische antwort", "automatische rückantwort", "automatische eingangsbestätigung",
        "nicht im büro",
        "abwesend", "autom. antwort", "ich bin im urlaub", "urlaub", "ausser haus", "außer haus", "autoantwort",
        "automatische empfangsbestätigung", "automatische nachricht",
      ]
    ),
    (
      "fr",
      [
        "absence du bureau", "réponse automatique", "reponse automatique", "absent du bureau", "absence", "en congé",
        "message d'absence", "en vacances", "absent(e)", "message automatique", "accusé de réception automatique",
      ]
    ),
    (
      "es",
      [
        "respuesta automática", "respuesta automatica", "fuera de la oficina", "fuera de oficina", "ausencia",
        "contestación automática", "autorespuesta", "mensaje automático", "de vacaciones",
      ]
    ),
    (
      "pt",
      [
        "resposta automática", "resposta automatica", "fora do escritório", "ausência", "fora da empresa", "de férias",
        "ausente do escritório", "mensagem automática", "em férias",
      ]
    ),
    (
      "it",
      [
        "risposta automatica", "fuori sede", "fuori ufficio", "assenza", "messaggio automatico", "assente dall'ufficio",
        "risponditore automatico", "in ferie",
      ]
    ),
    (
      "ja",
      [
        "自動返信", "【自動返信】", "自動応答", "自動送信", "不在通知", "不在の", "不在:", "【自動応答】", "【自動送信】", "(自動返信)",
        "外出中", "休暇中", "不在のお知らせ",
      ]
    ),
    ("nl", ["automatisch antwoord", "afwezig", "niet aanwezig", "automatisch bericht"]),
    ("sv", ["autosvar", "automatiskt svar", "frånvaro"]),
    ("da", ["automatisk svar", "autosvar", "ikke til stede", "fravær"]),
    ("pl", ["autoodpowiedź", "automatyczna odpowiedź", "odpowiedź automatyczna", "nieobecność"]),
    ("fi", ["automaattinen vastaus", "poissa"]), ("cs", ["automatická odpověď", "nepřítomnost"]),
    ("ru", ["автоответ", "автоматический ответ", "вне офиса"]), ("tr", ["otomatik yanıt", "ofis dışında"]),
    ("zh", ["自动回复", "自動回覆", "外出"]), ("ko", ["자동 회신", "자동응답", "부재중"]),
  ]

  /// First sentences of somebody who is not there.
  static let away: [StaticString] = [
    "i am out of the office", "i'm out of the office", "i am currently out of", "i'm currently out of",
    "i am away", "i will be away", "i will be out of", "i am on leave", "i am on vacation", "i am on holiday",
    "i'm on vacation", "i'm on holiday", "on annual leave", "maternity leave", "parental leave",
    "currently out of office",
    "i am out of office", "i'm out of office", "limited access to email", "limited access to my email",
    "no access to my email", "will be back in the office", "will return to the office", "no longer with the company",
    "no longer work for", "no longer works for", "no longer employed", "has left the company", "upon my return",
    "when i return", "this mailbox is not monitored",
    "mailbox is no longer monitored",
    "ich bin derzeit nicht", "ich bin zurzeit nicht", "ich bin zur zeit nicht", "ich bin bis zum", "nicht im büro",
    "nicht im hause", "außer haus", "ausser haus", "ich bin im urlaub", "bin ich nicht erreichbar", "wieder erreichbar",
    "im mutterschutz", "in elternzeit", "nicht weitergeleitet",
    "nicht mehr im unternehmen",
    "nach meiner rückkehr", "dieses postfach wird nicht",
    "je suis absent", "je suis actuellement absent", "je suis en congé", "je suis en vacances", "absent du bureau",
    "absente du bureau", "de retour le", "à mon retour", "je serai de retour", "absent jusqu",
    "absente jusqu", "ne fait plus partie",
    "estoy fuera de la oficina", "me encuentro fuera", "estaré fuera", "estoy de vacaciones", "estaré ausente",
    "a mi regreso", "fuera de la oficina", "acceso limitado a mi correo", "ya no trabaja",
    "estou fora do escritório", "estou ausente", "estarei ausente", "estou de férias", "no meu regresso",
    "no meu retorno",
    "estarei fora", "acesso limitado ao", "não trabalha mais",
    "sono fuori sede", "sono fuori ufficio", "sono assente", "sarò assente", "sono in ferie", "al mio rientro",
    "sarò fuori ufficio", "non lavora più", "in maternità",
    "不在にして", "不在となります", "休暇をいただ", "休暇を頂", "外出して", "休業とさせて", "夏季休業", "年末年始", "出張中",
    "退職いたしました", "休業中",
  ]

  /// A machine speaks of itself.
  static let automatic: [StaticString] = [
    "this is an automated", "this is an automatic", "this is an auto-generated", "this is an autoreply",
    "this is an auto-reply", "this email was automatically", "this e-mail was automatically",
    "this message was automatically", "automatically generated", "auto-generated email", "automated response",
    "automatic response", "automated message", "automated email", "automated reply", "automatic reply", "autoresponder",
    "do not reply to this", "please do not reply", "please don't reply", "unattended mailbox", "unmonitored mailbox",
    "automatisch generiert", "automatisch erzeugt", "automatisch erstellt", "automatische antwort",
    "automatische nachricht",
    "automatische eingangsbestätigung", "nicht auf diese e-mail", "nicht auf diese mail", "antworten sie nicht auf",
    "automatisch versand",
    "réponse automatique", "message automatique", "généré automatiquement", "envoyé automatiquement",
    "ne pas répondre à ce", "ne répondez pas à ce", "accusé de réception automatique", "mail automatique",
    "respuesta automática", "mensaje automático", "generado automáticamente", "no responda a este", "correo automático",
    "resposta automática", "mensagem automática", "gerada automaticamente", "gerado automaticamente",
    "não responda a este", "não responder a este", "não responda esta", "favor não responder",
    "risposta automatica", "messaggio automatico", "generato automaticamente", "generata automaticamente",
    "non rispondere a questo", "non rispondere a questa", "si prega di non rispondere",
    "自動返信", "自動送信", "自動配信", "自動応答", "自動的に送信", "返信しないで", "返信はご遠慮", "返信いただいても", "ご返信いただけません",
  ]

  /// Receipt, a ticket, a case.
  static let receipts: [StaticString] = [
    "have received your", "we received your", "we've received your", "has been received", "was received",
    "got your request",
    "got your message", "your ticket", "ticket has been", "a ticket", "ticket number", "ticket id", "case number",
    "case has been", "your case", "reference number", "request number", "has been created", "has been logged",
    "has been opened", "been assigned", "request has been submitted", "thank you for contacting",
    "thanks for contacting", "thank you for reaching out", "thanks for reaching out", "thank you for your request",
    "thank you for your inquiry", "thank you for your enquiry", "will get back to you", "will respond within",
    "will be in touch", "reply within", "business days",
    "eingegangen", "haben ihre anfrage erhalten", "haben ihre nachricht erhalten", "vielen dank für ihre anfrage",
    "vielen dank für ihre nachricht", "ticketnummer", "ticket-nummer", "vorgangsnummer", "bearbeitungsnummer",
    "aktenzeichen lautet", "werden uns bei ihnen melden", "schnellstmöglich",
    "avons bien reçu", "a bien été reçu", "a bien été enregistré", "numéro de ticket", "numéro de dossier",
    "nous vous répondrons", "dans les plus brefs délais", "votre demande a été", "merci de nous avoir contact",
    "hemos recibido", "ha sido recibid", "número de ticket", "número de caso", "gracias por contactar",
    "nos pondremos en contacto", "a la brevedad", "recebemos a sua", "recebemos sua", "recebemos seu",
    "recebemos o seu", "foi recebid", "número do protocolo", "número de protocolo", "número do chamado",
    "obrigado por entrar em contato", "obrigado pelo contato", "entraremos em contato",
    "abbiamo ricevuto", "è stata ricevuta", "numero di ticket", "numero di pratica", "grazie per averci contattato",
    "la ricontatteremo", "presa in carico", "al più presto",
    "受け付けました", "受け付けいたしました", "受付いたしました", "受付しました", "受信いたしました", "お問い合わせありがとうございます",
    "お問い合わせいただき", "受付番号", "お問い合わせ番号", "チケット番号", "営業日以内", "追ってご連絡",
  ]

  static let receiptSubjects: [StaticString] = [
    "request received", "ticket received", "received your", "ticket created", "case created", "new ticket", "ticket#",
    "ticket #", "case #", "[case", "received:", "acknowledg", "confirmation of receipt", "has been received",
    "eingangsbestätigung", "empfangsbestätigung", "anfrage erhalten", "accusé de réception", "demande reçue",
    "acuse de recibo", "solicitud recibida", "confirmação de recebimento", "solicitação recebida", "chamado",
    "conferma di ricezione", "richiesta ricevuta", "受付完了", "受付のお知らせ", "お問い合わせを受け付け", "受付確認",
  ]

  /// Prove that you are a person first.
  static let challenges: [StaticString] = [
    "requires verification", "verify#", "sender verification", "verify that you are", "verify you are", "spam arrest",
    "spamarrest", "boxtrapper", "antispam uol", "anti-spam uol", "anti spam uol", "autorização pendente",
    "confirm that you are a real", "confirm that you sent", "confirm you are human", "prove that you are",
    "one-time verification", "to be added to my", "added to the approved sender", "approved senders list",
    "challenge-response", "challenge/response", "held until you confirm", "click the link below to deliver",
    "please confirm your message", "reply to this message to confirm", "complete this verification",
    "pour être autorisé", "mailinblack", "demande d'authentification",
  ]
}
