/// The lines of the answer block at the foot of every letter, in one language. The letters print them and the
/// reader of replies looks for them, so both speak from this one table.
public struct ReplyLabels: Hashable, Sendable {
  /// Two letters of ISO 639-1.
  public let language: String
  /// Stands in the rule above the block.
  public let heading: String
  public let reference: String
  public let tickOne: String
  public let deleted: String
  public let partly: String
  public let nothingHeld: String
  public let refused: String
  public let subProcessors: String
  public let backups: String
  public let deletionDate: String
  public let name: String

  /// The empty block as a letter prints it: twelve lines without line ends, none wider than 72 columns.
  public func block(reference value: String) -> [String] {
    let width = heading.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) }
    let rest = String(repeating: "-", count: max(5, 72 - 5 - 2 - width))
    return ["----- \(heading) \(rest)", "\(reference) \(value)", tickOne]
      + [deleted, partly, nothingHeld, refused].map { "[ ] \($0)" }
      + [subProcessors, backups, deletionDate, name, String(repeating: "-", count: 72)]
  }

  public static func of(_ language: String) -> ReplyLabels? { all.first { $0.language == language } }
}
