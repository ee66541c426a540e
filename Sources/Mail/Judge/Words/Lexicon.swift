/// A word table made ready for reading: its phrases in a tree of words, longest match first.
struct Lexicon: Sendable {
  let table: WordTable
  /// Month words, folded, and their numbers.
  let months: [String: Int]
  let closings: [[String]]
  private let stems: [(Role, String)]
  private var words: [String: UInt64] = [:]
  /// Keyed by node and word: one table for the whole tree is small and quick to fill.
  private var edges: [UInt64: UInt64] = [:]
  private var roles: [UInt64: Role] = [:]
  private var nodes: UInt64 = 1

  static let all = WordTable.all.map(Lexicon.init)

  static func of(_ language: String) -> Lexicon? { all.first { $0.table.language == language } }

  init(_ table: WordTable) {
    self.table = table
    months = Dictionary(
      zip(table.months.map(folded), 1...).map { ($0, $1) } + zip(table.monthsShort.map(folded), 1...).map { ($0, $1) },
      uniquingKeysWith: { first, _ in first })
    closings = entries(table.closings).map { Tokenizer.words($0) }
    stems = table.stems.flatMap { role, text in entries(text).map { (role, folded($0)) } }
    var classes: [String: [[UInt64]]] = [:]
    for (role, text) in table.phrases {
      for line in entries(text) { add(choices(in: line, &classes)[...], at: 0, role) }
    }
    for closing in entries(table.closings) { add(choices(in: closing, &classes)[...], at: 0, .polite) }
  }

  /// A template as a row of choices, each a list of words; a plain piece is a choice of one.
  private mutating func choices(in template: String, _ classes: inout [String: [[UInt64]]]) -> [[[UInt64]]] {
    var result: [[[UInt64]]] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result.append([ids(String(rest[..<open]))])
      var name = String(rest[rest.index(after: open)..<close])
      let isOptional = name.last == "?"
      if isOptional { name.removeLast() }
      result.append((isOptional ? [[]] : []) + members(of: name, &classes))
      rest = rest[rest.index(after: close)...]
    }
    return result + [[ids(String(rest))]]
  }

  private mutating func members(of name: String, _ classes: inout [String: [[UInt64]]]) -> [[UInt64]] {
    if let known = classes[name] { return known }
    var result: [[UInt64]] = table.classes[name]?.last == "|" ? [[]] : []
    for entry in entries(table.classes[name] ?? "") {
      var lists: [[UInt64]] = [[]]
      for choice in choices(in: entry, &classes) { lists = lists.flatMap { list in choice.map { list + $0 } } }
      result += lists
    }
    classes[name] = result
    return result
  }

  private mutating func ids(_ text: String) -> [UInt64] {
    var tokens: [String] = []
    for (index, part) in text.split(separator: "§", omittingEmptySubsequences: false).enumerated() {
      tokens +=
        index == 0 ? Tokenizer.words(String(part)) : ["§" + part.prefix(4)] + Tokenizer.words(String(part.dropFirst(4)))
    }
    return tokens.map { token in
      if let known = words[token] { return known }
      words[token] = UInt64(words.count + 1)
      return UInt64(words.count)
    }
  }

  private mutating func add(_ choices: ArraySlice<[[UInt64]]>, at node: UInt64, _ role: Role) {
    guard let first = choices.first else {
      // A phrase in two roles keeps its first: the tables list what is certain before what is loose.
      if roles[node] == nil, node != 0 { roles[node] = role }
      return
    }
    for list in first {
      var end = node
      for word in list {
        let key = end << 32 | word
        if let known = edges[key] {
          end = known
        } else {
          edges[key] = nodes
          end = nodes
          nodes += 1
        }
      }
      add(choices.dropFirst(), at: end, role)
    }
  }

  func knows(_ word: String) -> Bool { words[word] != nil }

  /// The longest phrase that begins at `start`.
  func longest(_ tokens: [String], from start: Int) -> (role: Role, end: Int)? {
    var node: UInt64 = 0
    var best: (Role, Int)?
    for index in start..<tokens.count {
      let token = tokens[index] == Token.ours ? Token.name : tokens[index]
      guard let word = words[token], let next = edges[node << 32 | word] else { break }
      node = next
      if let role = roles[node] { best = (role, index + 1) }
    }
    return best
  }

  func stem(_ word: String) -> Role? { stems.first { word.hasPrefix($0.1) }?.0 }
}

private func entries(_ text: String) -> [String] {
  text.split { $0 == "|" || $0 == "\n" }.map { Paragraphs.trimmed(String($0)) }.filter { !$0.isEmpty }
}
