/// Why a subject's value was not written into a request, as a reason code tells it: never the value itself.
///
/// `cannot-be-written.quoting.email.soql`: why, of which kind the identifier is, and in which quoting it was to stand.
public struct UnwritableValue: Hashable, Sendable {
  public enum Why: String, CaseIterable, Hashable, Sendable {
    case missing, empty, encoding, control, wildcard, preparation, quoting, number
  }

  public let why: Why
  /// The kind of the identifier, or the slot's own name; with its quoting after a dot.
  public let slot: String

  private static let prefix = "cannot-be-written."

  /// - Parameter slot: As the partner file has it: `email`, `identifier.email|soql`.
  public init(_ why: Why, slot: String) {
    self.why = why
    let name = slot.hasPrefix("identifier.") ? String(slot.dropFirst("identifier.".count)) : slot
    let dotted = name.replacing("|", with: ".")
    let code = { UnwritableValue.prefix + why.rawValue + "." + $0 }
    // A code has an end; the quoting says the least.
    self.slot = Reason.isCode(code(dotted)) ? dotted : String(name.prefix { $0 != "|" })
  }

  /// - Returns: `nil` for any other reason.
  public init?(_ reason: Reason) {
    guard reason.code.hasPrefix(UnwritableValue.prefix) else { return nil }
    let parts = reason.code.dropFirst(UnwritableValue.prefix.count).split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let why = Why(rawValue: String(parts[0])) else { return nil }
    self.why = why
    slot = String(parts[1])
  }

  public var reason: Reason {
    let code = UnwritableValue.prefix + why.rawValue + "." + slot
    return Reason(Reason.isCode(code) ? code : "cannot-be-written")
  }

  public var words: String {
    let parts = slot.split(separator: ".", maxSplits: 1).map(String.init)
    let kind = parts.first ?? slot
    let what =
      kind == "identifier" ? "the value of the lane's first identifier" : "the value of the identifier '\(kind)'"
    switch why {
    case .missing: return "\(what) is missing"
    case .empty: return "\(what) is empty"
    case .encoding: return "\(what) is not UTF-8"
    case .control: return "\(what) holds a line end or another control character"
    case .wildcard: return "\(what) holds a wildcard, which could delete everyone's data"
    case .preparation: return "\(what) cannot go through what 'prepare' does with it"
    case .quoting:
      let quoting = parts.count == 2 ? " as the quoting '\(parts[1])'" : ""
      return "\(what) cannot be written safely where it stands\(quoting)"
    case .number: return "\(what) is not a number, where a number must stand"
    }
  }

  public static let todo =
    "correct the value in the list of people (where it is right as it is, tell the partner by hand instead)"
}
