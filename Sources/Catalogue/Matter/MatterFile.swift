import Workflow

/// A matter as a person wrote it, and what is worth a second look without being a mistake.
public struct MatterFile: Sendable {
  public let matter: Matter
  /// Same shape as a mistake; nothing is refused because of them.
  public let notes: [Mistake]

  /// - Parameters:
  ///   - file: The name that messages give.
  ///   - exists: Whether a file of that name lies beside the matter file.
  /// - Throws: `Mistakes`, all of them at once.
  public static func read(text: String, file: String, exists: (String) -> Bool) throws -> MatterFile {
    let sheet = Sheet(file: file)
    guard let root = sheet.root(of: text) else {
      try sheet.verdict()
      throw Mistakes([Mistake(file: file, line: 1, column: 1, what: "the file is empty")])
    }
    return try withoutActuallyEscaping(exists) { exists in
      let reading = MatterReading(root: root, exists: exists)
      let matter = reading.matter()
      root.finish()
      try sheet.verdict()
      guard let matter else {
        throw Mistakes([Mistake(file: file, line: 1, column: 1, what: "the matter is incomplete")])
      }
      return MatterFile(matter: matter, notes: reading.notes)
    }
  }
}
