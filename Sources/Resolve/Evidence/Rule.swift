/// Why a value is taken to be a person's, strongest first. What a rule sees, the weaker ones see too.
public enum Rule: Int, CaseIterable, Comparable, Sendable {
  /// The value stands in the person's own leaked URL.
  case ownURL
  /// Seen on a page of the person's, asked for from an address of the person's; nobody else has that pair.
  case addressAndPage
  /// Seen on a page that is this person's alone.
  case personalPage
  /// Seen from an address that is this person's alone. Off unless asked for: strangers may sit behind one address.
  case address

  public var name: String {
    switch self {
    case .ownURL: "own-url"
    case .addressAndPage: "address-and-page"
    case .personalPage: "personal-page"
    case .address: "address"
    }
  }

  public var words: String {
    switch self {
    case .ownURL: "in the person's own URL"
    case .addressAndPage: "seen with the person's address on the person's page"
    case .personalPage: "seen on a page that is one person's alone"
    case .address: "seen from an address that is one person's alone"
    }
  }

  public static func < (left: Rule, right: Rule) -> Bool { left.rawValue < right.rawValue }
}
