/// Words of one sentence with the dates and spans in them drawn together.
struct Dated {
  var tokens: [String] = []
  var dates: [DateWords] = []
  var spans: [Int] = []
}

extension Lexicon {
  /// - Parameter today: The day the mail was written; completes dates without a year.
  func dated(_ tokens: [String], today: DateWords?) -> Dated {
    var result = Dated()
    var index = 0
    while index < tokens.count {
      if let (date, end) = date(tokens, index, today) {
        result.tokens.append(Token.date)
        result.dates.append(date)
        index = end
      } else if let (days, end) = span(tokens, index) {
        result.tokens.append(Token.span)
        result.spans.append(days)
        index = end
      } else {
        result.tokens.append(tokens[index])
        index += 1
      }
    }
    return result
  }

  private func date(_ tokens: [String], _ start: Int, _ today: DateWords?) -> (DateWords, Int)? {
    if let numeric = numeric(tokens[start]) { return (numeric, start + 1) }
    if let found = withCharacters(tokens, start, today) { return found }
    var index = start
    var day: Int?
    var month: Int?
    if let number = Int(tokens[index]), (1...31).contains(number) {
      day = number
      index = skipLinks(tokens, index + 1)
      guard index < tokens.count, let found = months[tokens[index]] else { return nil }
      month = found
      index += 1
    } else if let found = months[tokens[index]], index + 1 < tokens.count, let number = Int(tokens[index + 1]),
      (1...31).contains(number)
    {
      month = found
      day = number
      index += 2
    }
    guard let day, let month else { return nil }
    let next = skipLinks(tokens, index)
    if next < tokens.count, let year = Int(tokens[next]), let date = DateWords(year: year, month: month, day: day) {
      return (date, next + 1)
    }
    guard let date = Lexicon.nearest(month, day, today) else { return nil }
    return (date, index)
  }

  private func skipLinks(_ tokens: [String], _ start: Int) -> Int {
    var index = start
    while index < tokens.count, index < start + 2, table.dateLinks.contains(tokens[index]) { index += 1 }
    return index
  }

  /// 2027-03-31, 31.03.2027, 31/3/2027; 3/4/2027 only where the language knows one order.
  private func numeric(_ token: String) -> DateWords? {
    let parts = token.split(omittingEmptySubsequences: false) { "./-".contains($0) }.map { Int($0) ?? -1 }
    guard parts.count == 3 else { return nil }
    if parts[0] > 31 { return DateWords(year: parts[0], month: parts[1], day: parts[2]) }
    let year = parts[2] < 100 ? parts[2] + 2000 : parts[2]
    if parts[0] > 12 { return DateWords(year: year, month: parts[1], day: parts[0]) }
    if parts[1] > 12 { return DateWords(year: year, month: parts[0], day: parts[1]) }
    if token.contains(".") || table.dayFirst == true || parts[0] == parts[1] {
      return DateWords(year: year, month: parts[1], day: parts[0])
    }
    return nil
  }

  /// 2027年3月31日, 3月31日.
  private func withCharacters(_ tokens: [String], _ start: Int, _ today: DateWords?) -> (DateWords, Int)? {
    guard let first = Int(tokens[start]), start + 3 < tokens.count else { return nil }
    if tokens[start + 1] == "月", let day = Int(tokens[start + 2]), tokens[start + 3] == "日" {
      return Lexicon.nearest(first, day, today).map { ($0, start + 4) }
    }
    guard start + 5 < tokens.count, tokens[start + 1] == "年", let month = Int(tokens[start + 2]),
      tokens[start + 3] == "月", let day = Int(tokens[start + 4]), tokens[start + 5] == "日",
      let date = DateWords(year: first, month: month, day: day)
    else { return nil }
    return (date, start + 6)
  }

  private func span(_ tokens: [String], _ start: Int) -> (Int, Int)? {
    guard let count = Int(tokens[start]) ?? table.units["#" + tokens[start]], (1...365).contains(count) else {
      return nil
    }
    var best: (Int, Int)?
    var unit = ""
    for index in start + 1..<max(start + 1, min(start + 4, tokens.count)) {
      unit += (unit.isEmpty ? "" : " ") + tokens[index]
      if let days = table.units[unit] { best = (count * days, index + 1) }
    }
    return best
  }

  /// A day without a year: the one nearest to the day the mail was written.
  private static func nearest(_ month: Int, _ day: Int, _ today: DateWords?) -> DateWords? {
    guard let today else { return nil }
    let away = month - today.month
    let year = today.year + (away > 6 ? -1 : away < -6 ? 1 : 0)
    return DateWords(year: year, month: month, day: day)
  }
}
