import Workflow

extension PartnerEntry {
  /// What is no mistake in a look-up, but to be known.
  public var lookUpWarnings: [String] {
    guard let flow = api?.flow else { return [] }
    return flow.calls.flatMap { call in
      [
        call.trustsTheFilter(lanes: lanes.indices) ? call.filterWarning : nil,
        call.wantsRows ? call.rowsWarning : nil,
      ].compactMap(\.self)
    }
  }
}

extension FlowCall {
  /// A partner that overlooks the filter, as many do with parameters that they do not know, would have others deleted.
  fileprivate var filterWarning: String {
    "The step '\(name)' finds rows by a filter and nothing says whose they are: should the partner overlook the filter, others are deleted. 'match' under 'finds' compares each row, 'at-most' stops where there are too many."
  }

  fileprivate var rowsWarning: String {
    "The step '\(name)' counts as answered only where its list holds a row: of somebody whom the partner does not have it would be asked again and again. Let 'success' look at the status, or at what surrounds the list."
  }

  fileprivate var wantsRows: Bool { role == .step && finds.map { answer.success.wantsRows(at: $0.path) } == true }

  /// A path that names the person is no filter: without it there is no such address.
  fileprivate func trustsTheFilter(lanes: Range<Int>) -> Bool {
    guard role == .step, reads, let finds, finds.match == nil, finds.atMost == nil else { return false }
    return lanes.contains { call.uses(lane: $0).names && !call.pathUses(lane: $0).names }
  }
}
