/// What is wrong in a policy file, all of it at once.
public struct WitnessPolicyError: Error, Hashable, Sendable, CustomStringConvertible {
  public struct Mistake: Hashable, Sendable {
    /// From 1.
    public let line: Int
    public let what: String
  }

  public let file: String
  public let mistakes: [Mistake]

  public var description: String {
    mistakes.map { "\(file):\($0.line): error: \($0.what)" }.joined(separator: "\n")
  }
}
