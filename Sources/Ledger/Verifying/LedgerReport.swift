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

  /// An outside time or witness, as its `anchor/1` line tells it.
  public struct Anchor: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      case timeStamp
      /// With the key's name.
      case witness(String)
    }

    /// The line that tells of it.
    public let index: UInt64
    public let size: UInt64
    public let time: LedgerTime
    public let kind: Kind
    public let authority: LedgerHash
    /// Whether this verification knew an authority's chain or key, and its signature held.
    public let isChecked: Bool
  }

  /// A key that signs or signed the ledger.
  public struct Key: Sendable, Hashable {
    public let vkey: String
    /// The first size it may sign.
    public let activeFrom: UInt64
    public let retiredFrom: UInt64?
    public let compromisedFrom: UInt64?
  }

  /// How closely outside times enclose the lines.
  public struct Brackets: Sendable, Hashable {
    /// Entries that no anchor covers yet.
    public let aboveLastAnchor: UInt64
    /// Seconds between the two outside times around an entry, at most; nil where no entry has two.
    public let widest: Int64?
  }

  public internal(set) var findings: [LedgerFinding] = []
  /// Worth reading, not wrong.
  public internal(set) var notes: [String] = []
  /// Time-stamps and cosignatures that could not be checked with what was given.
  public internal(set) var foreign: [String] = []
  /// As signed; nil where no checkpoint could be verified.
  public internal(set) var head: LedgerHead?
  public internal(set) var entries: UInt64 = 0
  /// In the order they were opened.
  public internal(set) var waves: [Wave] = []
  /// In the order of their lines.
  public internal(set) var anchors: [Anchor] = []
  /// The genesis' key first.
  public internal(set) var keys: [Key] = []
  public internal(set) var brackets = Brackets(aboveLastAnchor: 0, widest: nil)

  public var isSound: Bool { findings.isEmpty }

  /// Findings of a check that needs more than the ledger itself.
  public mutating func add(_ more: [LedgerFinding]) { findings += more }
}
