/// Something that does not hold.
public struct LedgerFinding: Hashable, Sendable, CustomStringConvertible {
  /// Relative to the ledger's directory.
  public let file: String
  /// The entry, where there is one.
  public let index: UInt64?
  public let what: String

  public init(file: String, index: UInt64? = nil, what: String) {
    (self.file, self.index, self.what) = (file, index, what)
  }

  public var description: String {
    file + (index.map { ": entry \($0)" } ?? "") + ": " + what
  }
}

/// Everything a verification found, and how far each wave is.
public struct LedgerReport: Sendable {
  /// How a partner stands in a wave.
  public struct Partner: Sendable, Hashable {
    public let id: String
    public let name: String
    /// Subjects routed to the partner.
    public let routed: Int
    public let settled: Int
    public let byOutcome: [LedgerOutcome: Int]
    /// Nil where nothing is proved.
    public let byGrade: [LedgerGrade?: Int]
    /// Subjects without an outcome.
    public let open: IndexRanges
  }

  public struct Wave: Sendable, Hashable {
    public let id: String
    /// N.
    public let subjects: Int
    public let isClosed: Bool
    /// Sorted by id.
    public let partners: [Partner]
  }

  public internal(set) var findings: [LedgerFinding] = []
  /// Worth reading, not wrong.
  public internal(set) var notes: [String] = []
  /// Time-stamps and cosignatures, listed and not checked.
  public internal(set) var foreign: [String] = []
  /// As signed; nil where no checkpoint could be verified.
  public internal(set) var head: LedgerHead?
  public internal(set) var entries: UInt64 = 0
  /// In the order they were opened.
  public internal(set) var waves: [Wave] = []

  public var isSound: Bool { findings.isEmpty }

  /// Findings of a check that needs more than the ledger itself.
  public mutating func add(_ more: [LedgerFinding]) { findings += more }
}
