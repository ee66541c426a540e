/// Reads a policy file line by line and gathers every mistake.
struct WitnessPolicyReading {
  private static let sizeLimit = 1 << 20
  private static let none = Array("none".utf8)

  private var logs: [WitnessPolicy.Log] = []
  private var witnesses: [WitnessPolicy.Witness] = []
  private var nodes: [WitnessPolicy.Node] = []
  private var places: [[UInt8]: Int] = [:]
  private var members: Set<Int> = []
  /// The first quorum line; its place is nil for `none`.
  private var quorum: (line: Int, place: Int?)?
  private var mistakes: [WitnessPolicyError.Mistake] = []
  private var line = 0

  mutating func read(_ bytes: [UInt8], file: String) throws(WitnessPolicyError) -> WitnessPolicy {
    if bytes.count > Self.sizeLimit {
      throw WitnessPolicyError(file: file, mistakes: [.init(line: 1, what: "the file is over 1 MiB")])
    }
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let tail = lines.removeLast()
    for content in lines {
      line += 1
      take(content)
    }
    // A file that was cut short must not pass for a whole one.
    if !tail.isEmpty {
      line += 1
      fail("the line has no newline at its end; add one, or fetch the file again if it was cut short")
    }
    if quorum == nil, mistakes.isEmpty {
      fail("there is no 'quorum' line; end the file with 'quorum <name>', or with 'quorum none'")
    }
    guard mistakes.isEmpty, let quorum else { throw WitnessPolicyError(file: file, mistakes: mistakes) }
    return WitnessPolicy(logs: logs, witnesses: witnesses, nodes: nodes, quorum: quorum.place)
  }

  private mutating func fail(_ what: String) { mistakes.append(.init(line: max(line, 1), what: what)) }

  private mutating func take(_ content: ArraySlice<UInt8>) {
    if let byte = content.first(where: { $0 != 0x09 && ($0 < 0x20 || $0 == 0x7F) }) {
      return fail("byte \(byte) is a control character; only tabs are allowed (save with Unix line ends)")
    }
    let words = content.split { $0 == 0x20 || $0 == 0x09 }
    guard let first = words.first, first.first != UInt8(ascii: "#") else { return }
    let rest = Array(words.dropFirst())
    switch String(decoding: first, as: UTF8.self) {
    case "log": takeLog(rest)
    case "witness": takeWitness(rest)
    case "group": takeGroup(rest)
    case "quorum": takeQuorum(rest)
    case let word: fail("'\(word)' is no keyword; known: log, witness, group, quorum, #")
    }
  }

  private mutating func takeLog(_ words: [ArraySlice<UInt8>]) {
    guard (1...2).contains(words.count) else { return fail("it is not 'log <vkey> [<url>]'") }
    do throws(NoteError) {
      let key = try VerifierKey(Self.text(words[0]))
      if logs.contains(where: { $0.key.publicKey == key.publicKey }) {
        return fail("the log's public key stands on an earlier line already; remove one")
      }
      logs.append(.init(key: key, url: words.dropFirst().first.map(Self.text)))
    } catch {
      fail("\(error)")
    }
  }

  private mutating func takeWitness(_ words: [ArraySlice<UInt8>]) {
    guard (2...3).contains(words.count) else { return fail("it is not 'witness <name> <vkey> [<url>]'") }
    do throws(CosignatureError) {
      let key = try WitnessKey(Self.text(words[1]))
      if witnesses.contains(where: { $0.key.publicKey == key.publicKey }) {
        fail("the witness's public key stands on an earlier line already; remove one")
      }
      witnesses.append(.init(name: Self.text(words[0]), key: key, url: words.dropFirst(2).first.map(Self.text)))
    } catch {
      fail("\(error)")
    }
    define(words[0], .witness(max(witnesses.count - 1, 0)))
  }

  private mutating func takeGroup(_ words: [ArraySlice<UInt8>]) {
    guard words.count >= 3 else { return fail("it is not 'group <name> all|any|<number> <name>...'") }
    let found = words.dropFirst(2).compactMap { member($0) }
    let count = words.count - 2
    switch Self.text(words[1]) {
    case "all": define(words[0], .group(threshold: count, members: found))
    case "any": define(words[0], .group(threshold: 1, members: found))
    case let word:
      let threshold = Decimal63.parse(words[1]) ?? 0
      if !(1...UInt64(count)).contains(threshold) {
        fail("'\(word)' is neither 'all' nor 'any' nor a number from 1 to \(count), the count of the members")
      }
      define(words[0], .group(threshold: Int(clamping: threshold), members: found))
    }
  }

  private mutating func member(_ word: ArraySlice<UInt8>) -> Int? {
    guard let place = defined(word) else { return nil }
    // Otherwise one witness could fill two seats.
    guard members.insert(place).inserted else {
      fail("'\(Self.text(word))' is a member of a group already; a name can be a member once")
      return nil
    }
    return place
  }

  private mutating func takeQuorum(_ words: [ArraySlice<UInt8>]) {
    guard words.count == 1 else { return fail("it is not 'quorum <name>'") }
    if let quorum { return fail("there is a quorum already, on line \(quorum.line); keep one") }
    if Array(words[0]) == Self.none {
      quorum = (line, nil)
    } else if let place = defined(words[0]) {
      quorum = (line, place)
    }
  }

  private mutating func defined(_ word: ArraySlice<UInt8>) -> Int? {
    let place = places[Array(word)]
    if place == nil { fail("'\(Self.text(word))' is not the name of a witness or group on a line above") }
    return place
  }

  private mutating func define(_ word: ArraySlice<UInt8>, _ rule: WitnessPolicy.Node.Rule) {
    let name = Array(word)
    if name == Self.none { return fail("'none' is the name of the empty quorum; choose another") }
    if places[name] != nil { return fail("'\(Self.text(word))' is defined on an earlier line already") }
    places[name] = nodes.count
    nodes.append(.init(name: name, rule: rule))
  }

  private static func text(_ word: ArraySlice<UInt8>) -> String { String(decoding: word, as: UTF8.self) }
}
