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

  /// The same error told from outside: `subjects` inside `partners` is `partners.subjects`.
  func inside(_ name: String) -> EntryError {
    let joint = field.isEmpty || field.hasPrefix("[") ? "" : "."
    return EntryError(field: name + joint + field, what: what)
  }

  func inside(item: Int) -> EntryError { inside("[\(item)]") }
}
