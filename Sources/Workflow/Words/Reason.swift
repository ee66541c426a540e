/// A short published code that says why; the only kind of explanation that reaches the ledger.
///
/// Shape: 1 to 48 characters of `a-z 0-9 . -`. A partner's free text is never a reason.
public struct Reason: Hashable, Sendable, Codable, CustomStringConvertible {
  public let code: String

  /// Anything that is not a code becomes `unspecified`, so that free text cannot slip through.
  public init(_ code: String) {
    self.code = Reason.isCode(code) ? code : "unspecified"
  }

  public var description: String { code }

  public static func isCode(_ text: String) -> Bool {
    (1...48).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      }
  }

  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}

extension Reason {
  /// The partner's limit, not its trouble.
  var asksToWait: Bool { code == "status-429" || code == "partner-asks-to-wait" }

  /// The partner's server failed at it, or answered in a way that fits no rule: it may have been carried out first.
  /// 503 is what a server says that does not even begin.
  public var mayHaveActed: Bool {
    code.hasPrefix("status-5") && code != "status-503" || Reason.unfit.contains(code)
  }

  private static let unfit: Set<String> = ["unexpected-content", "fault-in-answer", "unknown-item"]

  /// How many waits count as one failure: an entry's own words for "come again" may stand for trouble too.
  var waitsPerStrike: Int { code == "status-429" ? 100 : 10 }

  /// The partner calls a first attempt a repeat.
  public static let unprovenRepeat = Reason("repeat-of-nothing")
  var isUnprovenRepeat: Bool { self == .unprovenRepeat }

  /// Beside `not-found`: an attempt before this one may have deleted.
  public static let earlierAttempt = Reason("earlier-attempt-may-have-deleted")

  /// The partner answered, only not in a way that can be used: it is there.
  var isAnAnswer: Bool { asksToWait || Reason.unusable.contains(code) }

  private static let unusable: Set<String> = [
    "unreadable-answer", "unknown-state", "contradictory-answer", "unexpected-status", "success-not-stated",
    "count-differs", "no-job-in-answer", "claim-not-covered", "unexpected-content", "another-job",
  ]
}
