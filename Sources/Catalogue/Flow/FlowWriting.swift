import Workflow

extension FlowRun {
  /// The request of the call at hand.
  /// - Throws: `RenderFailure`, or what `secret` threw.
  func request(token: [UInt8]?, secret: @escaping SecretSource) throws -> RenderedRequest {
    let call = self.call
    var filling = try filling(lane: position.lane, positions: turn.positions, token: token, secret: secret)
    filling.rows = rows(of: turn)
    filling.listed = call.lists.map { ($0, turn.listed) }
    let endpoint = call.endpoint ?? route.endpoint
    let keyHeader = call.reads ? nil : route.keyHeader
    return try FlowRun.request(
      call.call, pages: call.pages, page: position.page, at: endpoint, filling: filling, keyHeader: keyHeader)
  }

  /// - Parameter positions: Empty where the call names nobody.
  func filling(
    lane: Int, positions: [Int], token: [UInt8]?, secret: @escaping SecretSource, written: Int? = nil
  ) throws -> Filling {
    var facts = self.facts
    if let slices = flow.slices, let from = facts.selector.from, let to = facts.selector.to {
      (facts.selector.from, facts.selector.to) = slices.bounds(position.slice, from: from, to: to)
    }
    facts.key = key(written: written ?? (position.isAsking ? 0 : position.written))
    var filling = Filling(facts: facts, token: token, secret: secret)
    let place = passes[lane].lane
    guard place >= 0 else { return filling }
    filling.lane = route.lanes[place]
    filling.laneIndex = place
    filling.items = try sent(positions, lane: lane, secret: secret)
    return filling
  }

  /// Of the call at hand.
  var key: String { key(written: position.written) }

  /// The same for every attempt of one call, and another for the next call.
  private func key(written: Int) -> String { written > 0 ? "\(facts.key)-\(written)" : facts.key }

  /// What the partner is told of these subjects in one of the dispatch's lanes.
  func sent(_ positions: [Int], lane: Int, secret: SecretSource = noSecrets) throws -> [SentItem] {
    let place = passes[lane].lane
    guard place >= 0 else { return [] }
    return try positions.filter(items.indices.contains).map {
      try route.lanes[place].prepared(items[$0], secret: secret)
    }
  }

  static func request(
    _ call: Call, pages: Pages?, page: [UInt8]?, at endpoint: Endpoint, filling: Filling, keyHeader: String? = nil
  ) throws -> RenderedRequest {
    guard let pages else { return try Pen.request(call, at: endpoint, filling: filling, keyHeader: keyHeader) }
    var (call, filling) = (call, filling)
    switch pages.form {
    case .cursor, .number, .offset:
      filling.page = pages.value(at: page)
      if let send = pages.send, filling.page != nil {
        let parameter = Parameter(name: SlotText(constant: send), value: .text(SlotText([.slot(.page, nil)])))
        if case .form(let parameters) = call.body {
          call.body = .form(parameters + [parameter])
        } else {
          call.query.append(parameter)
        }
      }
    case .link, .linkHeader:
      guard let link = page else { break }
      let origin = try Pen(filling).text(try endpoint.host.text(in: filling.facts.account), .host)
      guard let path = Pages.path(of: link, at: origin) else { throw RenderFailure(.badHost, part: "pages.link") }
      call.path = .same(SlotText([.constant(path)]))
      call.query = []
    }
    return try Pen.request(call, at: endpoint, filling: filling, keyHeader: keyHeader)
  }
}
