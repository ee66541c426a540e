import Testing
import Workflow

@testable import Catalogue

/// A partner of the product's own file, with good values for everything, and ways to spoil one of them.
struct ShelfTrap {
  let entry: PartnerEntry
  let route: ApiRoute
  var facts: RequestFacts

  init(_ id: String) throws {
    entry = try Shelf.entry(id)
    route = try #require(entry.api)
    facts = Shelf.facts(entry)
    facts.nonce = Array(0..<16)
  }

  /// All calls that the deletion is made of.
  var calls: [FlowCall] { (route.flow ?? route.singleFlow).calls }

  static func good(_ kind: IdentifierKind) -> String {
    switch kind {
    case .ip: "192.0.2.1"
    case .url: "https://shop.example/ack/1"
    case .email: "anna@shop.example"
    case .phone: "+4930123456"
    case _: "12345.67890"
    }
  }

  func item(_ lane: Lane, spoilt: IdentifierKind? = nil, with value: [UInt8]? = nil) -> BatchItem {
    var values: [IdentifierKind: [UInt8]] = [:]
    for kind in lane.identifiers { values[kind] = Array(ShelfTrap.good(kind).utf8) }
    if let spoilt { values[spoilt] = value }
    return BatchItem(subject: 0, values: values)
  }

  /// One call, as if each step before it had found one row of these values.
  func write(
    _ call: FlowCall, lane place: Int, item: BatchItem?, found: [UInt8]? = Array("f-1".utf8), listsNothing: Bool = false
  ) throws -> RenderedRequest {
    var filling = Filling(facts: facts, token: Array("token".utf8), secret: { Array("s3cret-\($0)".utf8) })
    if let item {
      filling.lane = route.lanes[place]
      filling.laneIndex = place
      filling.items = [try route.lanes[place].prepared(item) { Array("s3cret-\($0)".utf8) }]
    }
    for (step, earlier) in calls.enumerated() {
      let row = FlowRow(
        values: Array(repeating: found, count: earlier.finds?.values.count ?? 0), owners: nil, parent: nil)
      filling.rows[step] = row
      if call.lists == step { filling.listed = (step, listsNothing ? [] : [row]) }
    }
    return try Pen.request(call.call, at: call.endpoint ?? route.endpoint, filling: filling, keyHeader: nil)
  }

  /// The whole flow, as a partner answers it.
  /// - Returns: The deletions that left.
  func deletions(lane: Int, _ answer: (_ call: String) -> String) throws -> [RenderedRequest] {
    var (memory, known, left) = ([UInt8]?.none, FlowFinds(), [RenderedRequest]())
    for _ in 0..<50 {
      let step = try route.flowStep(
        lane: route.lanes[lane].name, items: [item(route.lanes[lane])], facts: facts, memory: memory, known: known,
        now: facts.now)
      guard case .call(let callout) = step else { return left }
      let request: RenderedRequest
      do {
        request = try callout.request(token: Array("t".utf8), secret: { Array("s3cret-\($0)".utf8) })
      } catch is RenderFailure {
        return left
      }
      if callout.run.call.role == .deletion { left.append(request) }
      let report = callout.judge(
        status: 200, headers: AnswerHeaders([("Content-Type", Array("application/json".utf8))]),
        body: Array(answer(callout.run.call.name).utf8), now: facts.now)
      guard case .proceeding = report.verdict else { return left }
      (memory, known) = (report.memory, report.known)
    }
    return left
  }
}
