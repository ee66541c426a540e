/// A condition on one answer: all parts that are given have to hold.
struct Match: Hashable, Sendable {
  /// Empty = any.
  var statuses: [ClosedRange<Int>] = []
  /// Where in the answer to look. Without `path` and `header`, only the status counts.
  var path: JSONPath?
  /// A header line of the answer, instead of `path`.
  var header: String?
  /// One of these texts; with no other test either, the place only has to say something.
  var words: [[UInt8]] = []
  /// None of these texts.
  var notWords: [[UInt8]] = []
  /// Part of the text, or an element of the list: one of these.
  var contains: [[UInt8]] = []
  /// `true`: it says something. `false`: it is not there, or null.
  var isThere: Bool?
  /// Whether a list, an object or a text has nothing in it. What is not there is neither.
  var isEmpty: Bool?
  /// A number, or the length of a list.
  var atLeast: Int?
  var atMost: Int?
  /// All of these as well.
  var all: [Match] = []

  /// What a condition is to prove: then what merely stands there must not say no, such as `"false"`.
  enum Proof { case nothing, success, completion }

  func holds(
    status: Int, answer: JSONValue?, headers: AnswerHeaders = AnswerHeaders(), job: [UInt8]? = nil,
    proves proof: Proof = .nothing
  ) -> Bool {
    guard statuses.isEmpty || statuses.contains(where: { $0.contains(status) }) else { return false }
    guard
      all.allSatisfy({ $0.holds(status: status, answer: answer, headers: headers, job: job, proves: proof) })
    else { return false }
    if let header { return holds(headers.first(header).map { .string(Array($0.trimmed)) }, proof) }
    guard let path else { return true }
    return holds(answer.flatMap { path.find(in: $0, job: job) }, proof)
  }

  private func holds(_ found: JSONValue?, _ proof: Proof) -> Bool {
    let isMissing = found.map { $0 == .null } ?? true
    if isThere == false { return isMissing }
    if saysNo(found, proof) { return false }
    if isThere == true, found?.isPresent != true { return false }
    if !notWords.isEmpty {
      guard let found else { return false }
      if let text = found.text, notWords.contains(text) { return false }
    }
    if !words.isEmpty, found?.text.map(words.contains) != true { return false }
    if !contains.isEmpty, found.map(holdsPart) != true { return false }
    if let isEmpty, found?.length.map({ ($0 == 0) == isEmpty }) != true { return false }
    if let atLeast, found?.size.map({ $0 >= atLeast }) != true { return false }
    if let atMost, found?.size.map({ $0 <= atMost }) != true { return false }
    return hasTest || found?.isPresent == true
  }

  /// A number 0 may be all that has to be there of a success (`{invalid: 0}`), but is no time of completion.
  private func saysNo(_ found: JSONValue?, _ proof: Proof) -> Bool {
    guard let found, proof != .nothing, isThere == true || !hasTest else { return false }
    return found.isZero ? proof == .completion || !hasTest : found.isNoWord
  }

  /// The names at the head of the answer that it looks at.
  var firstNames: [[UInt8]] { [path?.firstName].compactMap(\.self) + all.flatMap(\.firstNames) }

  /// Whether it cannot hold where the list at `list` is empty.
  func wantsRows(at list: JSONPath) -> Bool {
    path == list && (isThere == true || !hasTest) || all.contains { $0.wantsRows(at: list) }
  }

  private var hasTest: Bool {
    isThere != nil || isEmpty != nil || atLeast != nil || atMost != nil || !words.isEmpty || !notWords.isEmpty
      || !contains.isEmpty
  }

  private func holdsPart(_ found: JSONValue) -> Bool {
    switch found {
    case .array(let values): values.contains(where: holdsPart)
    case .string(let text), .number(let text): contains.contains { text.firstRange(of: $0) != nil }
    case .bool, .null, .object: false
    }
  }
}

extension JSONValue {
  /// What says no without being false: a word that people write for it.
  fileprivate var isNoWord: Bool {
    guard case .string(let text) = self else { return false }
    let word = String(decoding: text.trimmed.map(\.asciiLowered), as: UTF8.self)
    return ["", "false", "no", "0", "null", "none", "nil", "undefined", "n", "off"].contains(word)
  }

  /// How many elements, members or bytes it has.
  fileprivate var length: Int? {
    switch self {
    case .array(let values): values.count
    case .object(let members): members.count
    case .string(let text): text.count
    case .null, .bool, .number: nil
    }
  }

  /// What counts are compared with.
  fileprivate var size: Int? { if case .array(let values) = self { values.count } else { integer } }
}
