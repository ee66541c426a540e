/// What kind of data leaked to a partner; the columns of the coverage table.
///
/// Shape: a short code, `a-z 0-9 -`, chosen from `known` or made by the matter for something special.
public struct DataType: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  public let code: String

  public init?(_ code: String) {
    guard (1...32).contains(code.utf8.count), Reason.isCode(code), !code.contains(".") else { return nil }
    self.code = code
  }

  public var description: String { code }
  public static func < (left: DataType, right: DataType) -> Bool { left.code < right.code }

  /// Codes with a fixed meaning, and the words for it that letters and pages use.
  public static let known: [(code: String, words: String)] = [
    ("ip-address", "IP addresses"),
    ("page-url", "addresses (URLs) of the pages visited, including individualized links"),
    ("online-identifier", "cookie, click, client and device identifiers"),
    ("account-identifier", "user and customer identifiers"),
    ("contact", "e-mail addresses and telephone numbers"),
    ("event", "page views, clicks and other events"),
    ("health", "data that shows the use of a medical device or concerns health"),
    ("derived", "profiles, audiences, models and other data derived from the above"),
  ]

  /// The words for a person; the code itself where the matter made its own.
  public var words: String { Self.known.first { $0.code == code }?.words ?? code }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let code = try container.decode(String.self)
    guard let type = DataType(code) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a data type code")
    }
    self = type
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}
