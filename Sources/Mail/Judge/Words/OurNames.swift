/// Names of ours in a partner's sentence: "Northwind has deleted all the data" says nothing of what the partner did,
/// "all the data from Northwind" does.
extension SentenceReader {
  /// Whether our names stand only where they change nothing: where the data came from, in a reference, by themselves.
  func leavesUsOut(_ roles: [Role], _ starts: [Int], _ tokens: [String]) -> Bool {
    for (index, role) in roles.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : tokens.count
      let words = tokens[starts[index]..<end]
      guard words.contains(Token.ours) else { continue }
      switch role {
      case .greeting, .polite, .receipt: continue
      case .filler, .object:
        let before = index > 0 ? roles[index - 1] : nil
        if !isHarmless(words, behind: before, next: end < tokens.count ? tokens[end] : nil) { return false }
      case .claim, .auxiliary, .done, .done1, .nothing, .none, .hold, .promise, .will, .delete, .deadline, .also,
        .yours,
        .notFound, .negation, .future, .condition, .partial, .doubt, .refusal, .ask, .form, .process, .closed, .other,
        .deletion, .unknown:
        return false
      }
    }
    return true
  }

  private func isHarmless(_ words: ArraySlice<String>, behind role: Role?, next: String?) -> Bool {
    guard let first = words.first else { return true }
    if first == Token.ours { return !["が", "は", "も", "に", "側"].contains(next ?? "") }
    if SentenceReader.references.contains(first) { return true }
    let isOfData = role == .object || role == Role.none || role == .nothing || role == .also
    return isOfData && SentenceReader.sources.contains(first)
  }

  private static let sources = Set(
    Tokenizer.words("from of received von de du des di da recibidos reçues ricevuti recebidos"))

  private static let references = Set(
    Tokenizer.words(
      """
      reference ref case under with our your for referenz unter ihr sous référence dossier con referencia expediente
      com referência processo riferimento pratica 整
      """))
}
