/// How mail programs announce what they quote, in seven languages.
enum QuoteMarks {
  enum Copy { case original, forwarded }

  /// The index after an attribution such as "On Tue, 3 Nov 2026, Ann wrote:" that begins at `start`; it may be broken
  /// over three lines.
  static func attribution(_ lines: [ReplyLine], _ start: Int) -> Int? {
    var joined = ""
    for index in start..<min(start + 3, lines.count) {
      if lines[index].isBlank || lines[index].isQuoted || lines[index].text.utf8.count > 300 { return nil }
      joined += (joined.isEmpty ? "" : " ") + Paragraphs.trimmed(lines[index].text)
      if joined.utf8.count > 400 { return nil }
      if isAttribution(joined) { return index + 1 }
      if let last = joined.last, ":：".contains(last) { return nil }
    }
    return nil
  }

  private static func isAttribution(_ line: String) -> Bool {
    guard let last = line.last, last == ":" || last == ":", line.contains(where: { $0.isNumber || $0 == "@" }) else {
      return false
    }
    // European Portuguese has the name first, and the date in brackets.
    if line.contains("> escreveu ("), line.hasSuffix("):") { return true }
    let words = Tokenizer.words(line)
    guard let first = words.first else { return false }
    for (starts, verbs) in attributions where starts.contains(first) || Int(first.prefix(1)) != nil {
      if verbs.contains(where: { words.suffix(14).containsRun($0) }) { return true }
    }
    guard Int(first.prefix(1)) != nil else { return false }
    return endings.contains { words.suffix($0.count).elementsEqual($0) }
  }

  /// A rule or a block of "From: Sent: To: Subject:" at `start`, below which everything is a copy.
  static func copy(_ lines: [ReplyLine], _ start: Int) -> Copy? {
    let line = lines[start].text
    guard line.utf8.count <= 200, let mark = line.first(where: { !$0.isWhitespace }) else { return nil }
    let isRule = mark == "-" || mark == "*" || mark == "_" || mark == "="
    if isRule || (mark.isLetter && line.last.map { ":：".contains($0) } == true) {
      let words = Tokenizer.words(line)
      if words.count <= 24, mark == "-", originals.contains(words) { return .original }
      if forwards.contains(where: { words.starts(with: $0) }) { return .forwarded }
    }
    guard lines[start].field == .from else { return nil }
    var found: Set<Field> = []
    for next in lines[start + 1..<min(start + 8, lines.count)] { if let field = next.field { found.insert(field) } }
    return found.subtracting([.from]).count >= 2 ? .original : nil
  }

  enum Field { case from, date, to, subject, copy }

  static func field(_ line: String) -> Field? {
    guard line.utf8.count <= 1_000, line.prefix(40).contains(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let clean = folded(String(line.prefix(40))).filter { $0 != "*" && $0 != " " && $0 != "\t" && $0 != "\u{a0}" }
    guard let colon = clean.firstIndex(of: ":") else { return nil }
    return fields[String(clean[..<colon])]
  }

  private static let fields: [String: Field] = {
    let words: [(Field, String)] = [
      (.from, "From Von De Da 差出人 送信者"),
      (.date, "Sent Date Gesendet Datum Envoyé Enviado Fecha Data Inviato 送信日時 日時 日付"),
      (.to, "To An À A Para 宛先"), (.subject, "Subject Betreff Objet Objeto Asunto Assunto Oggetto 件名"),
      (.copy, "Cc Kopie Copie CCN"),
    ]
    return Dictionary(
      words.flatMap { field, text in text.split(separator: " ").map { (folded(String($0)), field) } },
      uniquingKeysWith: { first, _ in first })
  }()

  private static let attributions: [(Set<String>, [[String]])] = [
    (["on", "at"], [["wrote"]]), (["am"], [["schrieb"], ["hat", "geschrieben"]]), (["le"], [["a", "ecrit"]]),
    (["el"], [["escribio"]]), (["em", "a", "no", "na"], [["escreveu"]]), (["il", "in"], [["ha", "scritto"]]),
  ]

  /// Behind a date: Japanese programs write no more than the sender's address.
  private static let endings = ["のメール:", "書きました:", "書いた:", ">:"].map(Tokenizer.words)

  private static let originals = Set(
    [
      "Original Message", "Original message", "Ursprüngliche Nachricht", "Originalnachricht", "Message d'origine",
      "Message original", "Mensaje original", "Mensagem original", "Messaggio originale", "元のメッセージ",
      "Original Appointment",
    ].map(Tokenizer.words))

  private static let forwards = [
    "Forwarded message", "Forwarded Message", "Begin forwarded message", "Weitergeleitete Nachricht",
    "Anfang der weitergeleiteten", "Message transféré", "Début du message transféré", "Mensaje reenviado",
    "Inicio del mensaje reenviado",
    "Mensagem encaminhada", "Mensagem reencaminhada", "Início da mensagem", "Messaggio inoltrato",
    "Inizio messaggio inoltrato", "転送されたメッセージ", "転送メッセージ",
  ].map(Tokenizer.words)
}

extension Collection where Element: Equatable {
  func containsRun(_ run: [Element]) -> Bool {
    var rest = self[...]
    while rest.count >= run.count {
      if rest.starts(with: run) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
