/// A mistake in a file that a person wrote, told so that they can fix it.
///
/// `what` names the key and quotes the value found, unless the file holds identifiers: then it never quotes.
public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  /// Both from 1; columns count Unicode scalars.
  public let line: Int
  public let column: Int
  public let what: String
  public let remedy: String?

  public init(file: String, line: Int, column: Int, what: String, remedy: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.what = what
    self.remedy = remedy
  }

  public var description: String {
    "\(file):\(line):\(column): error: \(what)" + (remedy.map { "\n  \($0)" } ?? "")
  }
}

/// All mistakes of one reading, so that a person mends a file in one go.
public struct Mistakes: Error, Sendable, CustomStringConvertible {
  public let all: [Mistake]

  public init(_ all: [Mistake]) {
    self.all = all.sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
  }

  public var description: String { all.map(\.description).joined(separator: "\n") }
}
