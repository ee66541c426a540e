import Workflow

public struct EmailRoute: Hashable, Sendable {
  public let to: [String]
  public let cc: [String]
  /// `en`, `de`, ...
  public let language: String
  /// The name of a letter in the templates.
  public let template: String
  public let attachment: Attachment

  public enum Attachment: String, CaseIterable, Hashable, Sendable { case csv, none }
}

/// A person's task.
public struct PortalRoute: Hashable, Sendable {
  public let url: String
  public let steps: [String]
  public let due: Span
  /// What the person has to file.
  public let evidence: [String]
}
