/// What a resolution did, in numbers: nothing in it says who.
public struct ResolutionReport: Codable, Hashable, Sendable {
  public var subjects: Int
  /// Subjects with at least one identifier more.
  public var gained: Int
  /// Subjects of whom something was seen and nothing taken.
  public var unchanged: Int
  /// Subjects of whom nothing was seen.
  public var untouched: Int
  public var refusedValues: Int
  public var rules: [RuleCount]
  public var logs: [LogCount]
  public var coverage: [CoverageChange]
}

/// What one rule did with one source, in subjects.
public struct RuleCount: Codable, Hashable, Sendable {
  public var rule: String
  public var source: String
  public var kind: String
  public var found = 0
  /// More than one value for one subject.
  public var ambiguous = 0
  /// A value that more than one subject could have.
  public var conflicting = 0
  /// The file had it already.
  public var known = 0
  /// The file has another value of that kind, which stays.
  public var differing = 0
}

/// What was read of one log, in lines.
public struct LogCount: Codable, Hashable, Sendable {
  public var log: String
  public var format = LogFormat.auto.rawValue
  public var lines = 0
  /// Inside the window and understood.
  public var read = 0
  public var outside = 0
  public var broken = 0
  /// Empty lines, comments and headers.
  public var empty = 0

  init(log: String) { self.log = log }
}

/// How many subjects one partner can be told of, before and after.
public struct CoverageChange: Codable, Hashable, Sendable {
  public var partner: String
  public var before: Int
  public var after: Int
}
