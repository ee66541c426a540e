/// What one sentence of a reply says.
struct SentenceReading: Hashable, Sendable {
  enum Meaning: Hashable, Sendable {
    case deleted, nothingHeld, partly, refused, promise, receipt, needsForm, question, polite, negated, unclear
  }

  var meaning: Meaning
  /// Every word of it is known and belongs to the meaning.
  var isCovered: Bool
  var signs: [String] = []
  var date: DateWords?
  /// The earliest day on which it says that something was done.
  var claimed: DateWords?
}

/// Reads the sentences of one mail by the tables of one language.
struct SentenceReader {
  let lexicon: Lexicon
  /// Folded words of names and references known from the mail's head.
  let names: Set<String>
  /// Those of them that are the sender's own.
  var sender: Set<String> = []
  /// The day the mail was written.
  let today: DateWords?

  /// Words known to the language: the measure by which a mail's language is found.
  func knownWords(_ sentences: [Sentence]) -> Int {
    sentences.reduce(0) { $0 + $1.tokens.count { lexicon.knows($0) } }
  }

  func read(_ sentence: Sentence, isFirst: Bool = false) -> SentenceReading {
    let dated = lexicon.dated(named(sentence.tokens), today: today)
    let (roles, starts) = roles(dated.tokens)
    var reading = covered(roles, starts, dated, isFirst: isFirst) ?? loose(roles)
    if reading.meaning == .promise || !reading.isCovered { reading.date = deadline(dated) }
    if reading.meaning == .deleted || reading.meaning == .nothingHeld { reading.claimed = dated.dates.min() }
    if sentence.isQuestion || dated.tokens.isEmpty {
      reading.isCovered = false
      reading.signs.append("question-mark")
      if reading.meaning != .needsForm { reading.meaning = .question }
    }
    return reading
  }

  /// Roles of the loose kind in lines that should hold none, such as a signature.
  func warnings(in sentence: Sentence) -> [Role] {
    roles(lexicon.dated(named(sentence.tokens), today: today).tokens).roles.filter { role in
      switch role {
      case .claim, .done, .done1, .nothing, .none, .promise, .will, .delete, .negation, .future, .condition, .partial,
        .doubt, .refusal, .ask, .deletion, .process:
        true
      case .auxiliary, .object, .hold, .deadline, .receipt, .filler, .also, .greeting, .polite, .form, .closed,
        .other, .unknown, .yours, .notFound:
        false
      }
    }
  }

  private func named(_ tokens: [String]) -> [String] {
    var result: [String] = []
    for token in tokens {
      let isName =
        names.contains(token) && !lexicon.knows(token)
        && ScopeWords.isName(token, behindName: result.last == Token.name || result.last == Token.ours)
      guard isName else {
        result.append(token)
        continue
      }
      let name = sender.contains(token) ? Token.name : Token.ours
      if result.last != Token.name && result.last != Token.ours {
        result.append(name)
      } else if name == Token.ours {
        result[result.count - 1] = name
      }
    }
    return result
  }

  private func roles(_ tokens: [String]) -> (roles: [Role], starts: [Int]) {
    var result: [Role] = []
    var starts: [Int] = []
    var index = 0
    while index < tokens.count {
      starts.append(index)
      if let (role, end) = lexicon.longest(tokens, from: index) {
        result.append(role)
        index = end
      } else {
        result.append(lexicon.stem(tokens[index]) ?? .unknown)
        index += 1
      }
    }
    return (result, starts)
  }

  private func deadline(_ dated: Dated) -> DateWords? {
    if let date = dated.dates.max() { return date }
    guard let days = dated.spans.max() else { return nil }
    return today?.adding(days: days)
  }

  /// Nil when a word is left over, or when the words do not add up to one of the few things that may count.
  private func covered(_ all: [Role], _ starts: [Int], _ dated: Dated, isFirst: Bool) -> SentenceReading? {
    let opens = isFirst && all.first == .greeting
    let roles = opens && all.count > 1 ? Array(all.dropFirst()) : all
    let has = Set(roles)
    if opens, isGreeting(all) { return SentenceReading(meaning: .polite, isCovered: true) }
    let isJapanese = lexicon.table.language == "ja"
    // "Deleted, but": whatever was to follow.
    if isJapanese, isLeftOpen(all, starts, dated.tokens) { return nil }
    let neutral: Set<Role> = has.contains(.object) ? [.filler, .also] : [.filler]
    // German puts the verb first in questions and in conditions without a word for "if".
    let verbFirst =
      (roles.first == .auxiliary || roles.first == .will)
      && !["wir", "ich", "unser", "unsere", "von", Token.name].contains(dated.tokens[starts[all.count - roles.count]])
    if verbFirst || !leavesUsOut(all, starts, dated.tokens) { return nil }
    let claims = has.contains(.claim) || has.isSuperset(of: [.auxiliary, .done])
    if claims, has.contains(.object), has.subtracting(neutral).isSubset(of: [.claim, .auxiliary, .done, .object]) {
      return isRecent(dated) ? SentenceReading(meaning: .deleted, isCovered: true) : nil
    }
    let holders: Set<Role> = isJapanese ? [.object] : [.hold, .auxiliary]
    let isNow = dated.tokens.allSatisfy { !SentenceReader.days.contains($0) }
    let nothing = has.contains(.nothing) || (has.contains(.none) && !has.isDisjoint(with: holders))
    if nothing, isNow, has.subtracting(neutral).isSubset(of: holders.union([.nothing, .none, .hold])) {
      return isRecent(dated) ? SentenceReading(meaning: .nothingHeld, isCovered: true) : nil
    }
    let promises = has.contains(.promise) || (has.contains(.will) && !has.isDisjoint(with: [.done, .delete]))
    if promises, has.contains(.object),
      has.subtracting(neutral).isSubset(of: [.promise, .will, .done, .delete, .object, .deadline])
    {
      return SentenceReading(meaning: .promise, isCovered: true)
    }
    if has.contains(.receipt), has.subtracting(neutral).subtracting([.polite]).isSubset(of: [.receipt, .deadline]) {
      return SentenceReading(meaning: .receipt, isCovered: true)
    }
    if !dated.tokens.isEmpty, dated.tokens.allSatisfy({ $0 == Token.name || $0 == Token.ours }) {
      return SentenceReading(meaning: .polite, isCovered: true)
    }
    if has.contains(.polite) || has.contains(.greeting), has.isSubset(of: [.polite, .greeting, .filler]) {
      return SentenceReading(meaning: .polite, isCovered: true)
    }
    return nil
  }

  private func isLeftOpen(_ roles: [Role], _ starts: [Int], _ tokens: [String]) -> Bool {
    roles.indices.dropLast().contains { index in
      (roles[index] == .claim || roles[index] == .none) && ["が", "け", "も"].contains(tokens[starts[index + 1]])
    }
  }

  /// Who holds nothing today may have held it, or will.
  private static let days = Set(
    Tokenizer.words("today yesterday heute gestern aujourd hier hoy ayer hoje ontem oggi ieri"))

  /// Neither ahead of the mail nor so long before it that it answers no letter of ours.
  private func isRecent(_ dated: Dated) -> Bool {
    dated.dates.allSatisfy { date in today.map { date <= $0 && !date.isLong(before: $0) } ?? false }
  }

  /// "Dear Ms Harker," may hold names that nobody knows, but no word that could mean something.
  private func isGreeting(_ roles: [Role]) -> Bool {
    roles.count <= 6 && roles.allSatisfy { $0 == .greeting || $0 == .filler || $0 == .unknown || $0 == .polite }
  }
}
