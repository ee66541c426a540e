import Foundation

/// A partner's behaviour without its socket. The same calls in the same order at the same times give the same answers.
protocol SimulatedPartner: Sendable {
  /// Takes a call whose first path part is this partner's id.
  mutating func answer(to call: ReceivedCall, now: Date) -> DrillAnswer

  /// What a domain of ours shows from now on, for the partners that look.
  mutating func see(_ site: PublishedSite)

  /// Identifiers the call names, in its order and as the partner reads them; none when it cannot be read.
  func identifiers(in call: ReceivedCall) -> [String]

  /// Identifiers really erased, and how many times each was.
  var erased: [String: Int] { get }
}

extension SimulatedPartner {
  mutating func see(_ site: PublishedSite) {}
}
