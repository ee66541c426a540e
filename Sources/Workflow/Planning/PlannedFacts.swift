/// What the partner file says of a partner beyond its route, as far as the plan has to show it. All of it is frozen and
/// approved with the plan.
public struct PlannedFacts: Hashable, Sendable, Codable {
  public var retention: PlannedRetention?
  /// Other ways, shown where a clock cannot be kept.
  public var alternatives: [Alternative]
  /// Calls of one dispatch, where it needs several.
  public var callsEach: Int?
  /// Calls of all dispatches together that are certain, where a dispatch may need several.
  public var certainCalls: Int?
  /// Who may be written to, where letters are.
  public var contacts: PlannedContacts?

  public init(
    retention: PlannedRetention? = nil, alternatives: [Alternative] = [], callsEach: Int? = nil,
    certainCalls: Int? = nil, contacts: PlannedContacts? = nil
  ) {
    self.contacts = contacts
    self.certainCalls = certainCalls
    self.retention = retention
    self.alternatives = alternatives
    self.callsEach = callsEach
  }

  public var isEmpty: Bool {
    retention == nil && alternatives.isEmpty && (callsEach ?? 1) == 1 && certainCalls == nil && contacts == nil
  }
}

/// How many of a partner's contacts there are; who they are says its entry.
public struct PlannedContacts: Hashable, Sendable, Codable {
  public var count: Int
  /// Who gets the escalation, as long as nobody behind them is spoken to already.
  public var escalation: Int

  public init(count: Int, escalation: Int) {
    self.count = count
    self.escalation = escalation
  }
}

/// How long a partner keeps data, set against the time in which the matter's data could leak.
public struct PlannedRetention: Hashable, Sendable, Codable {
  /// What is kept that long, in words: `events`.
  public var of: String
  public var days: Int
  public var source: String?
  /// From this moment on nothing of the matter's period is left.
  public var ends: Instant
  /// Whether that was so when the wave was planned: then nothing is asked.
  public var isOver: Bool

  /// - Parameters:
  ///   - until: The end of the time in which data could leak.
  ///   - now: The moment of planning.
  public init(of: String, days: Int, source: String?, until: Instant, now: Instant) {
    self.of = of
    self.days = days
    self.source = source
    ends = until + .days(Int64(days))
    isOver = ends <= now
  }
}

/// Another way to the same end.
public struct Alternative: Hashable, Sendable, Codable {
  /// An entry of the partner file; `nil` where the words say it all.
  public var partner: String?
  public var words: String?

  public init(partner: String?, words: String?) {
    self.partner = partner
    self.words = words
  }
}

extension PlannedPartner {
  /// What becomes of subjects whom no dispatch covers; `nil` where a request by pattern speaks for everyone.
  public var restOutcome: Outcome? {
    guard route == nil else { return sendsSelector ? nil : .noIdentifier }
    return facts?.retention?.isOver == true ? .expiredByRetention : .notPossible
  }
}
