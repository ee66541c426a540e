/// What a mail system said about one of our letters. Never what the partner said: a report can only tell whether the
/// letter arrived.
public struct DeliveryReport: Hashable, Sendable {
  /// RFC 3464, section 2.3.3.
  public enum Action: String, Hashable, Sendable, CaseIterable { case failed, delayed, delivered, relayed, expanded }

  /// `report`: the fields of RFC 3464. `heuristic`: the shape and the words of a bounce that has none.
  public enum Basis: String, Hashable, Sendable { case report, heuristic }

  public var action: Action
  /// Such as `5.1.1`; nil when the mail names none.
  public var status: String?
  /// The class digit decides, not the prose: 5 is permanent, 4 is not. Without a status a failure is permanent.
  public var isPermanent: Bool
  /// The Message-ID of the letter the report is about, without angle brackets.
  public var originalMessageID: String?
  /// What that letter referred to, and other Message-IDs the report names; without angle brackets.
  public var originalReferences: [String] = []
  /// Whom the letter did not reach, as the report has it. Personal data: never to be logged.
  public var recipients: [String] = []
  /// `Original-Envelope-Id`.
  public var envelopeID: String?
  public var basis: Basis

  public init(action: Action, status: String? = nil, isPermanent: Bool, basis: Basis) {
    self.action = action
    self.status = status
    self.isPermanent = isPermanent
    self.basis = basis
  }
}
