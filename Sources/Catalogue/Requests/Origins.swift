import Workflow

extension ApiRoute {
  /// Scheme, host and port that this partner's calls may go to, as URLs: the allow-list for the sender.
  public func origins(facts: RequestFacts) throws -> [String] {
    let others =
      (flow?.calls.compactMap(\.endpoint) ?? [])
      + [poll?.endpoint, poll?.result?.endpoint, query?.endpoint, probe?.endpoint].compactMap { $0 }
    return try ([endpoint] + others).flatMap { try $0.origins(facts: facts) }
  }
}

extension OpendsrRoute {
  /// As `ApiRoute.origins`; the certificate's address is a matter of its own.
  public func origins(facts: RequestFacts) throws -> [String] {
    try endpoint.origins(facts: facts)
  }
}

extension Endpoint {
  func origins(facts: RequestFacts) throws -> [String] {
    var found = [try origin(facts: facts)]
    for part in auth {
      if case .token(let step) = part {
        found.append(try step.endpoint.origin(facts: facts))
        if let within = step.hostWithin { found += within.origins }
      }
    }
    return found
  }

  private func origin(facts: RequestFacts) throws -> String {
    let pen = Pen(Filling(facts: facts, secret: { _ in [] }))
    return String(decoding: try pen.text(try host.text(in: facts.account), .host), as: UTF8.self)
  }
}

extension Lane {
  /// What a partner is told of a subject, after the lane's preparation. For routes whose body is not described in the entry.
  public func sent(_ item: BatchItem, secret: SecretSource = noSecrets) throws -> SentItem {
    try prepared(item, secret: secret)
  }
}
