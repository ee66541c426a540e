import Workflow

/// A partner's own HTTP interface, compiled from its entry: requests out, verdicts in. Pure.
public struct ApiRoute: Hashable, Sendable {
  /// Longer addresses are cut or refused by common servers.
  static let urlLimit = 8000

  let endpoint: Endpoint
  let lanes: [Lane]
  let delete: Call
  var deleteSelector: Call?
  let keyHeader: String?
  var usesKey: Bool
  let answer: AnswerRule
  var poll: PollRule?
  let query: PollRule?
  public let batch: Batch
  /// Where a deletion takes more than one call.
  var flow: Flow?
  public internal(set) var probe: ProbeRule?

  public struct Batch: Hashable, Sendable {
    /// Subjects in one call.
    public let items: Int
    /// Bytes of one body.
    public let bytes: Int?
    /// Rows of a step that one call lists; `nil` = as many as subjects.
    var rows: Int?
  }

  /// Writes the deletion call for `items`, all of one lane.
  /// - Throws: `RenderFailure`, before anything could leave; `.tooLarge` asks for a smaller batch. Or what `secret` threw.
  public func render(
    lane: String, items: [BatchItem], facts: RequestFacts, token: [UInt8]? = nil, secret: @escaping SecretSource
  ) throws -> RenderedRequest {
    try written(lane: lane, items: items, facts: facts, token: token, secret: secret).request
  }

  /// As `render`, with what the partner is told of each subject, as `sent` gives it.
  public func written(
    lane: String, items: [BatchItem], facts: RequestFacts, token: [UInt8]? = nil, secret: @escaping SecretSource
  ) throws -> (request: RenderedRequest, sent: [SentItem]) {
    let filling = try filling(lane: lane, items: items, facts: facts, token: token, secret: secret)
    let request = try checkedSize(Pen.request(delete, at: endpoint, filling: filling, keyHeader: keyHeader))
    return (request, filling.items)
  }

  /// Writes the deletion call for the matter's selector.
  public func renderSelector(
    facts: RequestFacts, token: [UInt8]? = nil, secret: @escaping SecretSource
  ) throws -> RenderedRequest {
    guard let call = deleteSelector else { throw RenderFailure(.noSuchCall, part: "delete-selector") }
    let filling = Filling(facts: facts, token: token, secret: secret)
    return try checkedSize(Pen.request(call, at: endpoint, filling: filling, keyHeader: keyHeader))
  }

  /// Asks how far a job is.
  /// - Parameter items: The subjects of the dispatch, for partners whose status call names them; may be empty.
  public func renderPoll(
    job: [UInt8], lane: String? = nil, items: [BatchItem] = [], facts: RequestFacts, token: [UInt8]? = nil,
    secret: @escaping SecretSource
  ) throws -> RenderedRequest {
    guard let poll else { throw RenderFailure(.noSuchCall, part: "poll") }
    return try render(poll, job: job, lane: lane, items: items, facts: facts, token: token, secret: secret)
  }

  /// Asks a query-first partner whether an earlier attempt arrived.
  public func renderQuery(
    lane: String? = nil, items: [BatchItem] = [], facts: RequestFacts, token: [UInt8]? = nil,
    secret: @escaping SecretSource
  ) throws -> RenderedRequest {
    guard let query else { throw RenderFailure(.noSuchCall, part: "query") }
    return try render(query, job: nil, lane: lane, items: items, facts: facts, token: token, secret: secret)
  }

  private func render(
    _ rule: PollRule, job: [UInt8]?, lane: String?, items: [BatchItem], facts: RequestFacts, token: [UInt8]?,
    secret: @escaping SecretSource
  ) throws -> RenderedRequest {
    var filling = Filling(facts: facts, token: token, secret: secret)
    if let lane, !items.isEmpty {
      filling = try self.filling(lane: lane, items: items, facts: facts, token: token, secret: secret)
    }
    filling.job = job
    return try Pen.request(rule.call, at: rule.endpoint ?? endpoint, filling: filling)
  }

  /// What the partner is told of each subject: keep nothing, compute it again when an answer has to be read.
  public func sent(lane: String, items: [BatchItem], secret: SecretSource = noSecrets) throws -> [SentItem] {
    let lane = lanes[try firstPart(of: lane)]
    return try items.map { try lane.prepared($0, secret: secret) }
  }

  /// Whether a body of this size may go out; the caller halves the batch otherwise.
  public func fits(_ request: RenderedRequest) -> Bool { request.body.count <= batch.bytes ?? .max }

  func filling(
    lane name: String, items: [BatchItem], facts: RequestFacts, token: [UInt8]?, secret: @escaping SecretSource
  ) throws -> Filling {
    let index = try firstPart(of: name)
    guard !items.isEmpty else { throw RenderFailure(.noItems, part: name) }
    guard items.count <= batch.items else {
      throw RenderFailure(.tooManyItems(items.count, limit: batch.items), part: name)
    }
    var filling = Filling(facts: facts, token: token, secret: secret)
    filling.lane = lanes[index]
    filling.laneIndex = index
    filling.items = try items.map { try lanes[index].prepared($0, secret: secret) }
    return filling
  }

  private func firstPart(of name: String) throws(RenderFailure) -> Int {
    // Nearly all names are those of a single lane, and every call asks.
    if let index = lanes.firstIndex(where: { $0.name == name }) { return index }
    return try parts(of: name)[0]
  }

  /// Positions of the lanes that a joined name such as `user+cookie` stands for; never empty.
  func parts(of lane: String) throws(RenderFailure) -> [Int] {
    var parts: [Int] = []
    for name in lane.split(separator: "+", omittingEmptySubsequences: false) { parts.append(try index(of: name)) }
    return parts
  }

  private func index(of lane: Substring) throws(RenderFailure) -> Int {
    guard let index = lanes.firstIndex(where: { $0.name == lane }) else {
      throw RenderFailure(.unknownLane, part: String(lane))
    }
    return index
  }

  private func checkedSize(_ request: RenderedRequest) throws -> RenderedRequest {
    guard fits(request) else {
      throw RenderFailure(.tooLarge(request.body.count, limit: batch.bytes ?? .max), part: "body")
    }
    return request
  }
}
