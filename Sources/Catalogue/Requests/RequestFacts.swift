import Workflow

/// What the caller knows of a dispatch besides its subjects; fills the slots of a request.
public struct RequestFacts: Hashable, Sendable {
  /// Resolved values of the entry's `account`, by name.
  public var account: [String: String]
  /// The idempotency key of the dispatch.
  public var key: String
  public var matter: String
  public var wave: String
  public var dispatch: String
  public var now: Instant
  public var selector: Selector
  /// When the request leaves, which is what signatures state; `now` is the same for every attempt.
  public var sentAt: Instant
  /// Fresh randomness for signatures: 8 bytes or more where something is signed.
  public var nonce: [UInt8]
  /// The address that came with the token, where the partner says which host to use.
  public var tokenHost: String?

  /// - Parameter sentAt: `now` where absent.
  public init(
    account: [String: String] = [:], key: String, matter: String, wave: String, dispatch: String, now: Instant,
    selector: Selector = Selector(), sentAt: Instant? = nil, nonce: [UInt8] = [], tokenHost: String? = nil
  ) {
    self.sentAt = sentAt ?? now
    self.nonce = nonce
    self.tokenHost = tokenHost
    self.account = account
    self.key = key
    self.matter = matter
    self.wave = wave
    self.dispatch = dispatch
    self.now = now
    self.selector = selector
  }

  /// The matter's scope: trackers by name, addresses, and the window of time.
  public struct Selector: Hashable, Sendable {
    public var trackers: [String: String]
    public var urls: [String]
    public var ips: [String]
    public var from: Instant?
    public var to: Instant?

    public init(
      trackers: [String: String] = [:], urls: [String] = [], ips: [String] = [], from: Instant? = nil,
      to: Instant? = nil
    ) {
      self.trackers = trackers
      self.urls = urls
      self.ips = ips
      self.from = from
      self.to = to
    }
  }
}

extension FlowRun {
  /// The same call at the moment when it leaves.
  func leaving(_ facts: RequestFacts?) -> FlowRun {
    guard let facts else { return self }
    var run = self
    (run.facts.sentAt, run.facts.nonce, run.facts.tokenHost) = (facts.sentAt, facts.nonce, facts.tokenHost)
    return run
  }
}

/// One subject of a batch with its normalised, not yet prepared values. Not printable.
public struct BatchItem: Sendable, CustomStringConvertible, CustomReflectable {
  public var subject: Int
  public var values: IdentifierValues

  public init(subject: Int, values: IdentifierValues) {
    self.subject = subject
    self.values = values
  }

  public init(subject: Int, values: [IdentifierKind: [UInt8]]) {
    self.init(subject: subject, values: IdentifierValues(values))
  }

  public var description: String { "subject \(subject), values withheld" }
  public var customMirror: Mirror { Mirror(self, children: ["subject": subject]) }
}

/// The same after the lane's preparation: what the partner is told, and what its answer is matched with. Not printable.
public struct SentItem: Sendable, CustomStringConvertible, CustomReflectable {
  public let subject: Int
  public let values: IdentifierValues
  /// The lane's first identifier, which `{identifier}` stands for.
  let main: IdentifierKind?

  public init(subject: Int, values: IdentifierValues, main: IdentifierKind? = nil) {
    self.subject = subject
    self.values = values
    self.main = main
  }

  public init(subject: Int, values: [IdentifierKind: [UInt8]], main: IdentifierKind? = nil) {
    self.init(subject: subject, values: IdentifierValues(values), main: main)
  }

  public var description: String { "subject \(subject), values withheld" }
  public var customMirror: Mirror { Mirror(self, children: ["subject": subject]) }
}
