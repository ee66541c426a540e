import Workflow

extension ApiRoute {
  /// The request as a person reads it before approving: secrets are always marks, identifiers unless asked for.
  ///
  /// Needs neither secrets nor a token. Shows values unescaped where they are marks, so it is not for sending.
  public func preview(
    lane: String, items: [BatchItem], facts: RequestFacts, showIdentifiers: Bool = false
  ) throws -> String {
    var filling = try filling(
      lane: lane, items: Array(items.prefix(batch.items)), facts: facts, token: nil, secret: { _ in [] })
    filling.mask = Filling.Mask(secrets: true, identifiers: !showIdentifiers, found: true)
    if let flow {
      // The engine names the combined lane; what is shown is its first part.
      return try flow.preview { call in
        try FlowRun.request(
          call.call, pages: call.pages, page: nil, at: call.endpoint ?? endpoint, filling: filling,
          keyHeader: call.reads ? nil : keyHeader
        ).readable
      }
    }
    return try Pen.request(delete, at: endpoint, filling: filling, keyHeader: keyHeader).readable
  }

  /// The same for the selector's call.
  public func previewSelector(facts: RequestFacts) throws -> String {
    guard let call = deleteSelector else { throw RenderFailure(.noSuchCall, part: "delete-selector") }
    var filling = Filling(facts: facts, secret: { _ in [] })
    filling.mask = Filling.Mask(secrets: true, identifiers: true, found: true)
    if lanes.isEmpty, let flow {
      return try flow.preview { call in
        try FlowRun.request(
          call.call, pages: call.pages, page: nil, at: call.endpoint ?? endpoint, filling: filling,
          keyHeader: call.reads ? nil : keyHeader
        ).readable
      }
    }
    return try Pen.request(call, at: endpoint, filling: filling, keyHeader: keyHeader).readable
  }
}

extension RenderedRequest {
  fileprivate var readable: String {
    var lines = ["\(method) \(url)"]
    lines += headers.map { "\($0.name): \(String(decoding: $0.value, as: UTF8.self))" }
    if !body.isEmpty { lines += ["", String(decoding: body, as: UTF8.self)] }
    return lines.joined(separator: "\n")
  }
}
