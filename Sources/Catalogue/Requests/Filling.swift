import Workflow

/// Gives the bytes of a secret by its name in the entry. Throws when it cannot be had.
public typealias SecretSource = @Sendable (_ name: String) throws -> [UInt8]

/// Where an entry has no secret that could be asked for.
public let noSecrets: SecretSource = { throw RenderFailure(.missing, part: "secret.\($0)") }

/// What the slots of one request are filled with.
struct Filling {
  var lane: Lane?
  /// The lane's position in the entry; -1 where the call is not about subjects.
  var laneIndex = -1
  var items: [SentItem] = []
  let facts: RequestFacts
  var job: [UInt8]?
  var token: [UInt8]?
  var mask = Mask()
  let secret: SecretSource
  /// The subject at hand, inside a list of items.
  var item: SentItem?
  /// The element at hand, inside `write`.
  var element: Value?
  /// The rows at hand, by the flow's call that found them.
  var rows: [Int: FlowRow] = [:]
  /// The rows that this call lists.
  var listed: (step: Int, rows: [FlowRow])?
  var page: [UInt8]?
  /// The position of a repeated parameter.
  var index: Int?

  /// What a preview hides.
  struct Mask {
    var secrets = false
    var identifiers = false
    /// Nothing has been found yet.
    var found = false
  }

  struct Value {
    var bytes: [UInt8]
    /// A mark for eyes, such as `<secret api-key>`: never escaped.
    var isMark = false
  }

  /// - Throws: `RenderFailure`, or what `secret` threw.
  func value(of slot: Slot) throws -> Value {
    switch slot {
    case .identifier(let kind): return try identifier(kind)
    case .laneIdentifier: return try identifier(try laneKind())
    case .value:
      guard let element else { throw RenderFailure(.missing, part: "value") }
      return element
    case .account(let name): return try checked(facts.account[name].map { Array($0.utf8) }, "account.\(name)")
    case .lane(let name): return try checked(lane?.words[name].map { Array($0.utf8) }, "lane.\(name)")
    case .secret(let name): return try secretValue(name)
    case .tracker(let name):
      return try checked(facts.selector.trackers[name].map { Array($0.utf8) }, "tracker.\(name)")
    case .key(let form): return try checked(KeyText.written(facts.key, form), "key")
    case .itemKey(let form):
      guard let item = onlyItem, !facts.key.isEmpty else { throw RenderFailure(.missing, part: "item-key") }
      return Value(bytes: KeyText.written(facts.key, subject: item.subject, form))
    case .job: return try checked(job, "job")
    case .found(let name): return try found(name, in: rows[name.step])
    case .page: return try checked(page, "page")
    case .index: return try checked(index.map { Array(String($0).utf8) }, "index")
    case .fact(.matter): return try checked(Array(facts.matter.utf8), "matter")
    case .fact(.wave): return try checked(Array(facts.wave.utf8), "wave")
    case .fact(.dispatch): return try checked(Array(facts.dispatch.utf8), "dispatch")
    case .time(let moment, let shift, let form): return Value(bytes: try time(moment, shift, form))
    }
  }

  /// The subject that a slot outside of any list speaks of.
  var onlyItem: SentItem? { item ?? (items.count == 1 ? items.first : nil) }

  func laneKind() throws -> IdentifierKind {
    guard let kind = lane?.identifiers.first else { throw RenderFailure(.unknownLane, part: "identifier") }
    return kind
  }

  /// `nil` where the subject has no such value.
  func optionalIdentifier(_ kind: IdentifierKind, of item: SentItem) -> Value? {
    guard let bytes = item.values[kind] else { return nil }
    return mask.identifiers ? Value(bytes: Array("<\(kind.rawValue)>".utf8), isMark: true) : Value(bytes: bytes)
  }

  /// The elements of a list; never empty.
  func elements(of source: Source) throws -> [(item: SentItem?, value: Value)] {
    switch source {
    case .laneIdentifier: return try elements(of: .identifier(try laneKind()))
    case .identifier(let kind):
      guard !items.isEmpty else { throw RenderFailure(.noItems, part: kind.rawValue) }
      return try items.map { item in
        guard let value = optionalIdentifier(kind, of: item) else {
          throw RenderFailure(.missing, part: kind.rawValue, subject: item.subject)
        }
        return (item, value)
      }
    case .found(let name):
      return try listedRows(of: name).map { (nil, try found(name, in: $0)) }
    case .selector(let list):
      let texts =
        switch list {
        case .urls: facts.selector.urls
        case .ips: facts.selector.ips
        case .trackers: facts.selector.trackers.sorted { $0.key < $1.key }.map(\.value)
        }
      guard !texts.isEmpty else { throw RenderFailure(.missing, part: list.rawValue) }
      return try texts.map { (nil, try checked(Array($0.utf8), list.rawValue)) }
    }
  }

  /// Never empty: a list that resolves to nothing is not sent.
  func listedRows(of name: FoundName) throws -> [FlowRow] {
    if mask.found { return [FlowRow(values: [], owners: nil, parent: nil)] }
    guard let listed, listed.step == name.step, !listed.rows.isEmpty else {
      throw RenderFailure(.missing, part: name.text)
    }
    return listed.rows
  }

  /// Found values pass the same rules as identifiers: a partner's answer is no safer than a person's file.
  private func found(_ name: FoundName, in row: FlowRow?) throws -> Value {
    if mask.found { return Value(bytes: Array("<\(name.text)>".utf8), isMark: true) }
    guard let row, row.values.indices.contains(name.value) else { throw RenderFailure(.missing, part: name.text) }
    return try checked(row.values[name.value], name.text)
  }

  private func identifier(_ kind: IdentifierKind) throws -> Value {
    guard let item = onlyItem else { throw RenderFailure(.missing, part: kind.rawValue) }
    guard let value = optionalIdentifier(kind, of: item) else {
      throw RenderFailure(.missing, part: kind.rawValue, subject: item.subject)
    }
    return value
  }

  private func checked(_ bytes: [UInt8]?, _ part: String) throws -> Value {
    guard let bytes else { throw RenderFailure(.missing, part: part) }
    if let fault = Hygiene.fault(of: bytes) { throw RenderFailure(fault, part: part) }
    return Value(bytes: bytes)
  }

  /// Secrets may be any text but must not end a header or be empty.
  func secretValue(_ name: String) throws -> Value {
    if mask.secrets { return Value(bytes: Array("<secret \(name)>".utf8), isMark: true) }
    let bytes = try secret(name)
    guard !bytes.isEmpty else { throw RenderFailure(.empty, part: "secret.\(name)") }
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw RenderFailure(.controlCharacter, part: "secret.\(name)")
    }
    return Value(bytes: bytes)
  }

  private func time(_ moment: Slot.Moment, _ shift: Span, _ form: Slot.TimeForm) throws -> [UInt8] {
    let known: Instant? =
      switch moment {
      case .now: facts.now
      case .from: facts.selector.from
      case .to: facts.selector.to
      }
    guard let instant = known else { throw RenderFailure(.missing, part: moment.rawValue) }
    return form.written(instant + shift)
  }
}
