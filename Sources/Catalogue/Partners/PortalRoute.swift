import Workflow

/// A person's task.
public struct PortalRoute: Hashable, Sendable {
  public let url: String
  public let steps: [String]
  public let due: Span
  /// What the person has to file.
  public let evidence: [String]
}
