import Workflow

/// One way through a flow's calls: by one lane, for as many of the dispatch's values as one call may name.
struct FlowPass: Hashable, Sendable {
  /// Of the entry; -1 for a selector.
  var lane: Int
  /// Of the dispatch's items.
  var positions: [Int]

  /// A subject with several values of a kind comes as several items: each value is told once by each lane that it fits.
  static func all(of route: ApiRoute, lanes: [Int], items: [BatchItem]) -> [FlowPass] {
    lanes.flatMap { lane -> [FlowPass] in
      guard route.lanes.indices.contains(lane) else { return [FlowPass(lane: lane, positions: [0])] }
      let positions = distinct(items, in: route.lanes[lane])
      return stride(from: 0, to: positions.count, by: route.batch.items).map { first in
        FlowPass(
          lane: lane, positions: Array(positions[first..<min(first + route.batch.items, positions.count)]))
      }
    }
  }

  private struct Told: Hashable {
    var subject: Int
    var values: [[UInt8]?]
  }

  /// Further values of a subject, where they are news to this lane. Its first item stays in any case: what it lacks is
  /// found out when the call is written.
  private static func distinct(_ items: [BatchItem], in lane: Lane) -> [Int] {
    let kinds = lane.identifiers + lane.optional
    var told: Set<Told> = []
    var subjects: Set<Int> = []
    return items.indices.filter { place in
      let item = items[place]
      let isNew = told.insert(Told(subject: item.subject, values: kinds.map { item.values[$0] })).inserted
      if subjects.insert(item.subject).inserted { return true }
      return isNew && lane.identifiers.allSatisfy { item.values[$0] != nil }
    }
  }
}

extension ApiRoute {
  /// A partner that takes one call may need several, when one subject has more values than a call may name.
  var singleFlow: Flow {
    var deletion = FlowCall(
      name: "delete", role: .deletion, call: delete, endpoint: nil, reads: false, answer: answer, isPersonal: true)
    deletion.decides = true
    return Flow(calls: [deletion])
  }
}
