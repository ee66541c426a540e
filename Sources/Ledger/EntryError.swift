/// Why a line is not a ledger entry. It names the field and never quotes the value.
public struct EntryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Such as `partners[2].best_grade`; empty for the line as a whole.
  public let field: String
  public let what: String

  public init(field: String, what: String) {
    (self.field, self.what) = (field, what)
  }

  public var description: String {
    field.isEmpty ? "the entry \(what)" : "field '\(field)' \(what)"
  }
}
