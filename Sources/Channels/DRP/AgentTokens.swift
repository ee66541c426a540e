import Catalogue
import Curl
import Foundation
import Synchronization
import Workflow

/// Pair-wise key setup: the signed greeting that a business answers with the bearer token for all other calls.
final class AgentTokens: Sendable {
  enum Verdict: Hashable, Sendable {
    case token([UInt8])
    case unanswered(Reason, retryAfter: Span?)
    case halted(Reason)
  }

  typealias Waiter = @Sendable (Verdict) -> Void

  private struct State {
    var token: [UInt8]?
    var waiters: [Waiter] = []
    var isAsking = false
  }

  private let desk: PartnerDesk
  private let route: DrpRoute
  private let transfers: Transfers
  private let state = Mutex(State())

  init(desk: PartnerDesk, route: DrpRoute, transfers: Transfers) {
    self.desk = desk
    self.route = route
    self.transfers = transfers
  }

  func with(_ waiter: @escaping Waiter) {
    if let name = route.token {
      return waiter((try? desk.secret(name)).map(Verdict.token) ?? .halted(Reason("secret-missing")))
    }
    enum Next { case give([UInt8]), ask, wait }
    let next = state.withLock { state -> Next in
      if let token = state.token { return .give(token) }
      state.waiters.append(waiter)
      if state.isAsking { return .wait }
      state.isAsking = true
      return .ask
    }
    switch next {
    case .give(let token): waiter(.token(token))
    case .ask: ask()
    case .wait: break
    }
  }

  /// After a refusal of `token`: whether setting up anew may bring another one.
  func forget(_ token: [UInt8]) -> Bool {
    guard route.token == nil else { return false }
    state.withLock { if $0.token == token { $0.token = nil } }
    return true
  }

  private struct Granted: Decodable {
    var token: String
    var agentID: String?

    enum CodingKeys: String, CodingKey {
      case token
      case agentID = "agent-id"
    }
  }

  private func ask() {
    let request: RenderedRequest
    do {
      guard let key = AgentKey(try desk.secret(route.signingKey)) else { return finish(.halted(Reason("signing-key"))) }
      let message = DRPMessage(route: route, now: desk.now()).setup()
      request = try route.render(
        .setup, body: try key.envelope(Array(message.utf8)), facts: desk.emptyFacts, token: nil)
    } catch { return finish(.halted(Reason("signing-key"))) }
    transfers.start(request.http) { [self] result in
      switch result {
      case .failure(let failure) where TransferFailure.isOurs(failure.reason):
        finish(.halted(Reason(failure.reason.rawValue)))
      case .failure(let failure): finish(.unanswered(Reason(failure.reason.rawValue), retryAfter: nil))
      case .success(let exchange): finish(read(exchange))
      }
    }
  }

  private func read(_ exchange: Exchange) -> Verdict {
    if case .busy(let reason, let wish) = OpenDSRStatus.verdict(exchange, now: desk.now()) {
      return .unanswered(reason, retryAfter: wish)
    }
    guard exchange.status == 200 else { return .halted(Reason("credentials")) }
    guard let granted = try? JSONDecoder().decode(Granted.self, from: Data(exchange.responseBody)),
      granted.agentID.map({ $0 == route.agentID }) ?? true, !granted.token.isEmpty
    else { return .halted(Reason("key-setup")) }
    return .token(Array(granted.token.utf8))
  }

  private func finish(_ verdict: Verdict) {
    let waiters = state.withLock { state -> [Waiter] in
      if case .token(let token) = verdict { state.token = token }
      state.isAsking = false
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter(verdict) }
  }
}

extension PartnerDesk {
  /// For calls that belong to no dispatch.
  var emptyFacts: RequestFacts {
    RequestFacts(account: account, key: "", matter: "", wave: "", dispatch: "", now: now(), selector: selector)
  }
}
