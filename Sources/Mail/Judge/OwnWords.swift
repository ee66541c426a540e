/// What the sender wrote by hand, read sentence by sentence. It counts only when every sentence is understood.
struct OwnWords {
  let reply: Reply
  let lines: [String]

  func judged() -> Judgement {
    var signs: [String] = []
    var length = 0
    var read: [String] = []
    for line in lines {
      length += line.count
      if length > Reply.mostReadCharacters { break }
      read.append(line)
    }
    if length > Reply.mostOwnCharacters { signs.append("long") }
    let parts = Closing.part(read, senderNames: reply.senderNames)
    signs += parts.doubts
    let sentences = Tokenizer.sentences(in: Paragraphs.joined(parts.body))
    guard !sentences.isEmpty else { return Judgement(meaning: .unclear, basis: .words, signs: signs + ["no-own-text"]) }
    guard let reader = reader(for: sentences) else {
      return Judgement(meaning: .unclear, basis: .words, signs: signs + ["unknown-language"])
    }
    let readings = sentences.enumerated().map { reader.read($1, isFirst: $0 <= 1) }
    for sentence in Tokenizer.sentences(in: parts.signature.map(Closing.withoutLetter))
    where !reader.warnings(in: sentence).isEmpty {
      signs.append("words-in-signature")
    }
    var judgement = Verdict(readings: readings).judgement
    judgement.language = reader.lexicon.table.language
    judgement.claimedOn = readings.compactMap(\.claimed).min()
    if !signs.isEmpty { judgement.isCertain = false }
    return judgement.adding(signs)
  }

  private func reader(for sentences: [Sentence]) -> SentenceReader? {
    let words = sentences.flatMap(\.tokens)
    let readers = Lexicon.all.map {
      SentenceReader(lexicon: $0, names: reply.names, sender: reply.senderNames, today: reply.today)
    }
    let scored = readers.map { reader -> (SentenceReader, Int) in
      let covered = sentences.reduce(0) { sum, sentence in
        let reading = reader.read(sentence)
        return sum + (reading.isCovered ? 3 * sentence.tokens.count : 0)
      }
      return (reader, covered + 2 * reader.knownWords(sentences))
    }
    guard let best = scored.max(by: { $0.1 < $1.1 }), best.1 > 0, best.1 * 4 >= words.count else { return nil }
    return best.0
  }
}

/// The sentences of one mail taken together.
struct Verdict {
  let readings: [SentenceReading]

  var judgement: Judgement {
    let signs = readings.flatMap(\.signs)
    let covered = readings.filter(\.isCovered)
    let meanings = Set(covered.map(\.meaning)).subtracting([.polite])
    if covered.count == readings.count, !readings.promisesAnswer {
      switch meanings {
      case [.deleted], [.deleted, .receipt]: return Judgement(meaning: .deleted, basis: .words, isCertain: true)
      case [.nothingHeld], [.nothingHeld, .receipt]:
        return Judgement(meaning: .nothingHeld, basis: .words, isCertain: true)
      case [.receipt]: return Judgement(meaning: .receiptConfirmed, basis: .words, isCertain: true)
      case [.promise], [.promise, .receipt]:
        return Judgement(meaning: .willDo(by: date), basis: .words, isCertain: true)
      case _: break
      }
    }
    let rest = covered.count < readings.count ? ["not-understood"] : []
    return Judgement(meaning: suggestion, basis: .words, signs: signs + rest)
  }

  private var date: DateWords? { readings.filter { $0.meaning == .promise }.compactMap(\.date).max() }

  /// What asks something of us comes before what tells us something, and the less good news before the better.
  private var suggestion: Judgement.Meaning {
    let all = Set(readings.map(\.meaning))
    let claims = all.contains(.deleted)
    if all.contains(.needsForm) { return .needsForm }
    if all.contains(.partly) || (claims && (all.contains(.negated) || all.contains(.refused))) { return .partlyDeleted }
    if all.contains(.question) { return .question }
    if all.contains(.refused) { return .refused }
    if all.contains(.promise) { return claims ? .partlyDeleted : .willDo(by: date) }
    if all.contains(.negated) { return .unclear }
    if claims { return all.contains(.nothingHeld) ? .unclear : .deleted }
    if all.contains(.nothingHeld) { return .nothingHeld }
    return all.contains(.receipt) ? .receiptConfirmed : .unclear
  }
}

extension [SentenceReading] {
  /// "We will get back to you" behind a claim says that something is still to come.
  fileprivate var promisesAnswer: Bool {
    guard let claim = firstIndex(where: { $0.meaning == .deleted || $0.meaning == .nothingHeld }) else { return false }
    return self[claim...].contains { $0.meaning == .receipt }
  }
}
