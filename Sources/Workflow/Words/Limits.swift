/// Limits that outlive the process: kept in the store, shared by all workers.
public struct Limits: Hashable, Sendable, Codable {
  /// Calls under way at once; at least 1.
  public var concurrency: Int
  public var windows: [Window]
  /// Dispatches that were accepted and are not finished, at most; `nil` where the partner does not count them.
  public var jobs: Int?
  /// Partners with the same word share one budget: windows, rest, concurrency and jobs.
  public var share: String?
  /// Bytes of one call at most: what a call counts with under a window of bytes, as its size is known too late.
  public var callBytes: Int?

  public init(
    concurrency: Int = 4, windows: [Window] = [], jobs: Int? = nil, share: String? = nil, callBytes: Int? = nil
  ) {
    self.concurrency = concurrency
    self.windows = windows
    self.jobs = jobs
    self.share = share
    self.callBytes = callBytes
  }

  /// At most `count` of a unit in a window of time.
  public struct Window: Hashable, Sendable {
    public enum Unit: String, CaseIterable, Hashable, Sendable, Codable { case calls, subjects, bytes }

    public var unit: Unit
    public var count: Int
    public var per: Span
    /// Where windows are fixed: when one begins, counted from midnight in UTC. `nil`: any time of this length is one.
    public var resets: Span?

    public init(_ unit: Unit, _ count: Int, per: Span, resets: Span? = nil) {
      self.unit = unit
      self.count = count
      self.per = per
      self.resets = resets
    }

    public init(calls: Int, per: Span) { self.init(.calls, calls, per: per) }
  }
}

/// Stored as it is written in the partner file: `{calls: 500, per: ...}`.
extension Limits.Window: Codable {
  private enum Key: String, CodingKey { case calls, subjects, bytes, per, resets }

  private static func key(_ unit: Unit) -> Key {
    switch unit {
    case .calls: .calls
    case .subjects: .subjects
    case .bytes: .bytes
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard let unit = Unit.allCases.first(where: { container.contains(Self.key($0)) }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .calls, in: container, debugDescription: "a limit counts neither calls nor subjects nor bytes")
    }
    self.init(
      unit, try container.decode(Int.self, forKey: Self.key(unit)), per: try container.decode(Span.self, forKey: .per),
      resets: try container.decodeIfPresent(Span.self, forKey: .resets))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(count, forKey: Self.key(unit))
    try container.encode(per, forKey: .per)
    try container.encodeIfPresent(resets, forKey: .resets)
  }
}

/// What calls cost under a partner's limits.
public struct Load: Hashable, Sendable, Codable {
  public var calls: Int
  public var subjects: Int
  public var bytes: Int

  public init(calls: Int, subjects: Int = 0, bytes: Int = 0) {
    self.calls = calls
    self.subjects = subjects
    self.bytes = bytes
  }

  /// One call that tells of nobody: a question, or a request by pattern.
  public static let call = Load(calls: 1)

  public subscript(unit: Limits.Window.Unit) -> Int {
    switch unit {
    case .calls: calls
    case .subjects: subjects
    case .bytes: bytes
    }
  }

  /// Saturates, as no plan is told too small.
  public static func + (left: Load, right: Load) -> Load {
    func sum(_ a: Int, _ b: Int) -> Int {
      let (sum, overflow) = a.addingReportingOverflow(b)
      return overflow ? .max : sum
    }
    return Load(
      calls: sum(left.calls, right.calls), subjects: sum(left.subjects, right.subjects),
      bytes: sum(left.bytes, right.bytes))
  }
}

extension Limits {
  /// Subjects of one call at most, so that it fits every window.
  public var largestBatch: Int { smallest(.subjects) ?? .max }
  /// Bytes of one call at most; `nil` where no window counts them.
  public var smallestBytes: Int? { smallest(.bytes) }

  private func smallest(_ unit: Window.Unit) -> Int? { windows.filter { $0.unit == unit }.map(\.count).min() }

  /// The cost of one call.
  public func cost(subjects: Int = 0) -> Load { Load(calls: 1, subjects: subjects, bytes: callBytes ?? 0) }
}
