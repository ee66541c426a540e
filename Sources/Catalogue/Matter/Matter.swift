import Workflow

/// The incident: what leaked, through which trackers, to whom, when, and what was promised about it.
public struct Matter: Hashable, Codable, Sendable {
  /// 3 to 40 characters of `a-z 0-9 -`.
  public var id: String
  public var title: Wording
  public var `operator`: Operator
  public var discovered: Instant
  public var contained: Containment?
  public var promise: Promise?
  /// In place of the letters' usual sentence on trackers, complete with full stops.
  public var whatHappened: Wording?
  public var data: [DataType]
  /// Words for data types that the matter made itself, or wants to call differently.
  public var dataWords: [String: Wording]
  /// URL patterns; `*` stands for anything.
  public var urls: [String]
  public var exposure: Exposure
  public var definition: DeletionDefinition
  public var clocks: [Clock]
  public var documents: [Document]
  public var partners: [Recipient]
  /// Whose words stand in where the matter has none in a letter's language; `nil`: such letters are refused.
  public var fallbackLanguage: String?

  /// Words for a person, in letters and on pages.
  public func words(for type: DataType) -> String { dataWords[type.code]?.plain ?? type.words }

  /// What is due when, earliest first.
  public var due: [(clock: Clock, at: Instant)] {
    clocks.map { ($0, $0.due) }.sorted { ($0.1, $0.0.duty) < ($1.1, $1.0.duty) }
  }
}

extension Matter {
  /// The company whose matter this is; `domain` names its ledger.
  public struct Operator: Hashable, Codable, Sendable {
    public var name: String
    public var domain: String
    public var contact: String
    public var signatory: Wording?
    public var address: String?
  }

  /// When and how the leak was stopped; `evidence` is a file beside the matter file.
  public struct Containment: Hashable, Codable, Sendable {
    public var at: Instant
    public var how: String
    public var evidence: String?
  }

  /// The public sentence that the ledger makes true or not.
  public struct Promise: Hashable, Codable, Sendable {
    public var words: String
    public var published: Instant?
    public var url: String?
  }

  /// The time in which data could leak: from `from`, before `until`.
  public struct Exposure: Hashable, Codable, Sendable {
    public var from: Instant
    public var until: Instant
  }

  /// A duty with its clock.
  public struct Clock: Hashable, Codable, Sendable {
    public var duty: String
    public var from: Instant
    public var within: Span
    public var note: String?

    public var due: Instant { from + within }
    /// The words of a known duty; the code where the matter made its own.
    public var words: String { Duty.named(duty)?.words ?? duty }
  }

  /// Something sent with letters; `file` lies beside the matter file.
  public struct Document: Hashable, Codable, Sendable {
    public var file: String
    public var title: Wording
    /// `nil`: none that a duty asks for.
    public var kind: Kind?

    public enum Kind: String, CaseIterable, Hashable, Codable, Sendable {
      case complaint, order

      public var words: String {
        switch self {
        case .complaint: "the complaint"
        case .order: "the order"
        }
      }
    }

    public init(file: String, title: Wording, kind: Kind? = nil) {
      self.file = file
      self.title = title
      self.kind = kind
    }
  }

  /// A partner that received data, by the id it has in partners.yaml.
  public struct Recipient: Hashable, Codable, Sendable {
    public var id: String
    /// Tag, pixel, property or container ids.
    public var trackers: [String]
    public var data: [DataType]
    public var exposure: Exposure
    /// How this partner and its data were identified.
    public var method: String?
  }
}

/// What "deleted" means in this matter's letters and receipts. The two readings are those of the FTC's orders.
public enum DeletionDefinition: String, CaseIterable, Hashable, Codable, Sendable {
  case normalCourse = "normal-course"
  case anyMeans = "any-means"

  /// Completes "Deleted means that the data ...".
  public var words: String {
    switch self {
    case .normalCourse: "cannot be retrieved any more in the normal course of business"
    case .anyMeans: "cannot be retrieved any more by any physical or technical means"
    }
  }
}
