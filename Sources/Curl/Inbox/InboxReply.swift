/// What the lines of a reply say. Pure. Lines come from outside: what is not exactly as RFC 3501 wants it is not seen.
struct InboxReply {
  /// Every line of the reply, tagged or not, in order.
  let lines: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) { lines = bytes.split(separator: 0x0a) }

  /// `* 12 EXISTS`: the last one counts.
  var exists: Int? {
    last { words in
      words.count == 3 && words[0] == "*" && words[2] == "EXISTS" ? number(words[1], upTo: 10).map { Int($0) } : nil
    }
  }

  var validity: UInt32? { code("UIDVALIDITY") }
  var nextUID: UInt32? { code("UIDNEXT") }

  /// True when the server confirms that nothing we do can change the mailbox.
  var isReadOnly: Bool {
    last { words in
      guard words.count > 2, words[0] != "*", words[1] == "OK" else { return nil }
      return words[2] == "[READ-ONLY]"
    } ?? false
  }

  /// The tagged line's verdict and response code, such as `NO` and `[UNAVAILABLE]`.
  var ending: (verdict: String, code: String)? {
    last { words in
      guard words.count > 1, words[0] != "*", words[0] != "+", ["OK", "NO", "BAD"].contains(words[1]) else {
        return nil
      }
      return (words[1], words.count > 2 ? words[2] : "")
    }
  }

  /// `* ESEARCH (TAG "A5") UID COUNT 3`
  var count: Int? {
    last { words in
      guard words.count > 3, words[0] == "*", words[1] == "ESEARCH", let place = words.lastIndex(of: "COUNT"),
        place + 1 < words.count
      else { return nil }
      return number(words[place + 1], upTo: 10).map { Int($0) }
    }
  }

  /// `* SEARCH 3 5 8`: all uids of all such lines. `nil` when there is no such line, or one with anything else in it.
  var found: Set<UInt32>? {
    var found: Set<UInt32>?
    var uids: Set<UInt32> = []
    for line in lines {
      let words = line.split { $0 == 0x20 || $0 == 0x0d }
      guard words.count > 1, words[0].elementsEqual([0x2a]),
        String(decoding: words[1], as: UTF8.self).uppercased() == "SEARCH"
      else { continue }
      for word in words.dropFirst(2) {
        guard let uid = number(word, upTo: 10).flatMap({ UInt32(exactly: $0) }) else { return nil }
        uids.insert(uid)
      }
      found = uids
    }
    return found
  }

  /// `* STATUS "INBOX" (UIDNEXT 7)`: from the last bracket on, since the name before it may look like anything.
  var statusNextUID: UInt32? {
    last { words in
      guard words.count > 3, words[0] == "*", words[1] == "STATUS", words[words.count - 2] == "(UIDNEXT",
        let value = words.last, value.hasSuffix(")")
      else { return nil }
      return number(String(value.dropLast()), upTo: 10).flatMap { UInt32(exactly: $0) }
    }
  }

  func offers(_ capability: String) -> Bool {
    last { words in
      words.count > 1 && words[0] == "*" && words[1] == "CAPABILITY" ? words.contains(capability) : nil
    } ?? false
  }

  /// Every line that gives both the uid and the size of a mail. Lines about flags come unasked and give no size.
  var items: [InboxItem] {
    lines.compactMap { line in
      guard let facts = FetchLine(line), let uid = facts.uid, let size = facts.size else { return nil }
      return InboxItem(uid: uid, size: size)
    }
  }

  /// `* OK [UIDNEXT 7] ...`
  private func code(_ name: String) -> UInt32? {
    last { words in
      guard words.count > 3, words[0] == "*", words[1] == "OK", words[2] == "[" + name, words[3].hasSuffix("]") else {
        return nil
      }
      return number(String(words[3].dropLast()), upTo: 10).flatMap { UInt32(exactly: $0) }
    }
  }

  /// The last line that `read` understands. Only the beginning of a line matters here.
  private func last<Value>(_ read: ([String]) -> Value?) -> Value? {
    for line in lines.reversed() {
      if let found = read(InboxReply.words(line)) { return found }
    }
    return nil
  }

  private static func words(_ line: ArraySlice<UInt8>) -> [String] {
    line.prefix(4096).split { $0 == 0x20 || $0 == 0x0d }.map { String(decoding: $0, as: UTF8.self).uppercased() }
  }
}

/// `* 12 FETCH (UID 5 RFC822.SIZE 1234)`, in any order, with whatever else the server adds.
struct FetchLine {
  private(set) var uid: UInt32?
  private(set) var size: Int?

  init?(_ line: ArraySlice<UInt8>) {
    let words = line.prefix(4096).split { $0 == 0x20 || $0 == 0x0d }
    guard words.count > 3, words[0].elementsEqual([0x2a]), words[2].elementsEqual("FETCH".utf8), words[3].first == 0x28,
      number(words[1], upTo: 10) != nil
    else { return nil }
    read(words[3...], depth: 0)
  }

  /// The rest of such a line, after the mail: ` UID 5)`.
  init(rest line: ArraySlice<UInt8>) {
    read(line.prefix(4096).split { $0 == 0x20 || $0 == 0x0d }[...], depth: 1)
  }

  private mutating func read(_ words: ArraySlice<ArraySlice<UInt8>>, depth: Int) {
    var depth = depth
    var name: ArraySlice<UInt8> = []
    for word in words {
      let opening = word.prefix { $0 == 0x28 }.count
      let closing = word.reversed().prefix { $0 == 0x29 }.count
      depth += opening
      let core = word.dropFirst(opening).dropLast(min(closing, word.count - opening))
      if depth == 1 && opening == 0 || name.isEmpty {
        if depth == 1 && name.elementsEqual("UID".utf8) {
          uid = uid ?? number(core, upTo: 10).flatMap { UInt32(exactly: $0) }
        } else if depth == 1 && name.elementsEqual("RFC822.SIZE".utf8) {
          size = size ?? number(core, upTo: 18).map { Int($0) }
        }
      }
      name = depth == 1 ? core : []
      depth -= closing
    }
  }
}

/// Digits only, so many at most.
private func number(_ digits: ArraySlice<UInt8>, upTo limit: Int) -> UInt64? {
  guard (1...limit).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
  return digits.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
}

private func number(_ digits: String, upTo limit: Int) -> UInt64? { number(Array(digits.utf8)[...], upTo: limit) }
