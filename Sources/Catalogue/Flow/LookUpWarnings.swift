import Workflow

extension PartnerEntry {
  /// Look-ups whose rows are taken for a person's only because the partner was asked for them: one that overlooks the
  /// filter, as many do with parameters that they do not know, would have others deleted. No mistakes, but to be known.
  public var lookUpWarnings: [String] {
    guard let flow = api?.flow else { return [] }
    return flow.calls.filter { $0.trustsTheFilter(lanes: lanes.indices) }.map {
      "The step '\($0.name)' finds rows by a filter and nothing says whose they are: should the partner overlook the filter, others are deleted. 'match' under 'finds' compares each row, 'at-most' stops where there are too many."
    }
  }
}

extension FlowCall {
  /// A path that names the person is no filter: without it there is no such address.
  fileprivate func trustsTheFilter(lanes: Range<Int>) -> Bool {
    guard role == .step, reads, let finds, finds.match == nil, finds.atMost == nil else { return false }
    return lanes.contains { call.uses(lane: $0).names && !call.pathUses(lane: $0).names }
  }
}
