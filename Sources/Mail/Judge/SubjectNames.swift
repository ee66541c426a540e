/// The words of a subject that are names: the numbers of references, and the operator's name where the subject is
/// still that of our letter. In any other subject stands what the mail is about, such as one country or one person.
enum SubjectNames {
  static func words(_ subject: String) -> Set<String> {
    let text = folded(subject)
    var result = Set(Tokenizer.words(text).filter { $0.utf8.contains { (0x30...0x39).contains($0) } })
    for mark in marks {
      guard let range = text.firstRange(of: mark) else { continue }
      let behind = text[range.upperBound...].prefix { $0 != "(" && $0 != "[" }
      let before = text[..<range.lowerBound].split(separator: "]").last ?? ""
      result.formUnion(Tokenizer.words(String(mark.first.map(\.isASCII) == true ? behind : before)))
    }
    return result.filter { $0.utf8.count > 1 }
  }

  private static let marks = [
    "data you received from ", "data received from ", "daten, die sie von ", "daten, die von ", "données reçues de ",
    "datos recibidos de ", "dados recebidos de ", "dati ricevuti da ", "から受領された",
  ].map(folded)
}

/// Words of senders' names that also say where something is: "deleted all data from Analytics" is less than all.
enum ScopeWords {
  /// Never a name.
  static let areas = Set(
    Tokenizer.words(
      """
      emea apac latam dach benelux europe europa america americas asia germany deutschland france frankreich spain
      españa espagne italy italia italien portugal japan austria switzerland schweiz uk usa us eu production prod
      staging sandbox backup archive archives
      """))
  /// A name only behind another word of it, as in "Acme Analytics".
  static let products = Set(
    Tokenizer.words(
      """
      analytics ads marketing cloud crm web mobile app apps api shop store support sales billing newsletter media
      search insights tracking tags audience audiences data platform warehouse server servers logs security legal
      """))

  static func isName(_ token: String, behindName: Bool) -> Bool {
    !areas.contains(token) && (behindName || !products.contains(token))
  }
}
