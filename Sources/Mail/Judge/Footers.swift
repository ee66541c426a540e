/// Lines that mail programs and companies add to every mail. They speak of deleting too ("please delete this e-mail"),
/// so they must be known.
enum Footers {
  static func isPhoneLine(_ line: String) -> Bool {
    guard line.utf8.count <= 90 else { return false }
    let words = Tokenizer.words(line)
    guard words.count <= 9, let mark = phones.first(where: { words.starts(with: $0) }) else { return false }
    return Prose.loose(line.split(separator: " ").dropFirst(mark.count).joined(separator: " ")).count <= 1
  }

  static func isBanner(_ text: String) -> Bool {
    text.utf8.count <= 400 && holds(banners, text) && begins(bannerStarts, text) && !isAboutData(text)
  }

  static func isNotice(_ text: String) -> Bool {
    text.utf8.count <= 3_000 && holds(notices, text) && begins(noticeStarts, text)
  }

  private static func holds(_ marks: [[String]], _ text: String) -> Bool {
    let words = Tokenizer.words(text)
    for start in words.indices {
      for mark in marks where words[start] == mark[0] && words[start...].starts(with: mark) { return true }
    }
    return false
  }

  /// A remark of the sender in the same paragraph must not go with the notice.
  private static func begins(_ starts: [[String]], _ text: String) -> Bool {
    let words = Tokenizer.words(text)
    return starts.contains { words.starts(with: $0) }
  }

  private static func isAboutData(_ text: String) -> Bool {
    Tokenizer.words(text).contains {
      ["data", "daten", "donnees", "datos", "dados", "dati", "copy", "copies"].contains($0)
    }
  }

  private static let bannerStarts = lists([
    "caution", "warning", "external", "attention", "notice", "this", "achtung", "vorsicht", "extern", "externe",
    "externer", "diese", "avertissement", "expéditeur externe", "ce", "atención", "precaución", "correo externo",
    "este",
    "atenção", "cuidado", "remetente externo", "esta", "attenzione", "mittente esterno", "questo", "注", "社外",
  ])

  private static let noticeStarts = lists([
    "this", "the information", "the contents", "the content", "confidential", "confidentiality", "disclaimer", "notice",
    "if", "important", "legal", "privileged", "please consider", "think", "save", "before printing", "diese", "dieses",
    "die in dieser", "die Informationen", "der Inhalt", "wenn", "sollten", "hinweis", "vertraulich", "wichtig",
    "bitte denken", "denken", "ce", "cet", "les informations", "l'information", "le présent", "le contenu", "si",
    "avis",
    "pensez", "avant", "este", "esta", "la información", "el contenido", "aviso", "antes", "a informação",
    "as informações", "o conteúdo", "se", "questo", "questa", "il messaggio", "the message", "the e mail", "le message",
    "el mensaje", "a mensagem",
    "die Nachricht", "le informazioni", "il contenuto", "il presente",
    "la presente", "qualora", "avviso", "本", "この", "当", "message confidentiel",
  ])

  private static let phones = lists([
    "Sent from my", "Sent from Outlook", "Get Outlook for", "Sent via", "Von meinem iPhone gesendet",
    "Von meinem Mobiltelefon gesendet", "Gesendet von meinem", "Von meinem Samsung", "Diese Nachricht wurde von meinem",
    "Envoyé de mon", "Envoyé depuis mon", "Télécharger Outlook", "Obtenez Outlook", "Enviado desde mi",
    "Obtener Outlook",
    "Enviado do meu", "Obter o Outlook", "Obtenha o Outlook", "Inviato da iPhone", "Inviato dal mio",
    "Inviato da Outlook",
    "Scarica Outlook", "Ottieni Outlook", "iPhoneから送信", "私のiPhoneから送信", "Outlook for iOS",
  ])

  private static let banners = lists([
    "originated from outside", "external email", "external sender", "externe e mail", "expéditeur externe",
    "correo externo", "remetente externo", "mittente esterno", "社外からのメール", "externer absender",
  ])

  private static let notices = lists([
    "the intended recipient", "not the intended", "intended recipients", "intended solely", "intended only for",
    "received this email in error",
    "received this e mail in error", "received this message in error", "privileged and confidential",
    "confidential and may", "nicht der richtige Adressat", "nicht der beabsichtigte Empfänger",
    "vertrauliche Informationen",
    "irrtümlich erhalten", "vertraulich und ausschließlich", "vertrauliche und", "pas le destinataire",
    "destinataire de ce", "son destinataire", "ses destinataires", "destinataires désignés",
    "informations confidentielles",
    "reçu ce message par erreur", "exclusivement à l'attention", "información confidencial", "es el destinatario",
    "usted el destinatario", "su destinatario", "sus destinatarios", "il destinatario di",
    "recibido este mensaje por error", "recibido este correo por error", "for o destinatário", "seu destinatário",
    "destinatário pretendido", "destinatário desta", "informação confidencial",
    "informações confidenciais", "recebeu esta mensagem por engano", "informazioni riservate",
    "ricevuto questo messaggio per errore",
    "ricevuto questa e mail per errore", "riservato e", "誤って受信", "宛先以外の方", "誤送信", "受信者以外",
    "consider the environment", "environnement avant d'imprimer", "medio ambiente antes de imprimir", "an die Umwelt",
  ])

  private static func lists(_ texts: [String]) -> [[String]] { texts.map(Tokenizer.words) }
}
