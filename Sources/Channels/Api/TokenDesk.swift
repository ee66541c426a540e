import Catalogue
import Curl
import Synchronization
import Workflow

/// Gets a short-lived token, once for many calls, and again before it ends.
final class TokenDesk: Sendable {
  /// A token is not used in its last moments: the partner's clock may be ahead of ours.
  private static let margin = Span.seconds(30)

  private let call: TokenCall
  private let desk: PartnerDesk
  private let transfers: Transfers
  private let state = Mutex(State())

  typealias Waiter = @Sendable (TokenVerdict) -> Void

  private struct State {
    var token: Token?
    var endsAt = Instant(milliseconds: 0)
    var waiters: [Waiter] = []
    var isAsking = false
    /// A replaced secret that could not be stored yet: the partner knows no other any more.
    var unkept: Token?
  }

  init(call: TokenCall, desk: PartnerDesk, transfers: Transfers) {
    self.call = call
    self.desk = desk
    self.transfers = transfers
  }

  /// Calls back with a token that is good now: at once, or when the partner has answered.
  func with(_ waiter: @escaping Waiter) {
    let now = desk.now()
    enum Next { case give(Token), ask, wait }
    let next = state.withLock { state -> Next in
      if let token = state.token, now < state.endsAt { return .give(token) }
      state.waiters.append(waiter)
      if state.isAsking { return .wait }
      state.isAsking = true
      return .ask
    }
    switch next {
    case .give(let token): waiter(.token(token))
    case .ask: ask(at: now)
    case .wait: break
    }
  }

  /// After a refused credential: the next call asks anew.
  func forget() { state.withLock { $0.token = nil } }

  /// The same for one token; another that has taken its place meanwhile stays.
  func forget(_ token: Token) {
    state.withLock { if $0.token?.bytes == token.bytes { $0.token = nil } }
  }

  private func ask(at now: Instant) {
    if let name = call.rotatingSecret {
      guard desk.tokens != nil else { return finish(.halted(Reason("no-token-store")), at: now) }
      if let token = state.withLock({ $0.unkept }), !keeps(token, as: name) {
        return finish(.halted(Reason("token-not-kept")), at: now)
      }
    }
    let request: RenderedRequest
    do {
      request = try call.render(facts: desk.ownFacts, secret: { [desk] in try desk.secret($0) })
    } catch {
      return finish(.halted(Reason("credentials")), at: now)
    }
    transfers.start(request.http) { [self] result in
      let now = desk.now()
      switch result {
      case .success(let exchange):
        let verdict = call.read(
          status: exchange.status, headers: exchange.answerHeaders, body: exchange.responseBody, now: now)
        finish(kept(verdict), at: now)
      case .failure(let failure): finish(.unanswered(Reason(failure.reason.rawValue), retryAfter: nil), at: now)
      }
    }
  }

  /// A token whose successor is not durable must not be used: a crash would lock us out.
  private func kept(_ verdict: TokenVerdict) -> TokenVerdict {
    guard case .token(let token) = verdict, token.successor != nil, let name = call.rotatingSecret else {
      return verdict
    }
    return keeps(token, as: name) ? verdict : .halted(Reason("token-not-kept"))
  }

  private func keeps(_ token: Token, as name: String) -> Bool {
    guard let successor = token.successor else { return true }
    do {
      try desk.keep(successor, as: name)
      state.withLock { $0.unkept = nil }
      return true
    } catch {
      state.withLock { $0.unkept = token }
      return false
    }
  }

  private func finish(_ verdict: TokenVerdict, at now: Instant) {
    let waiters = state.withLock { state -> [Waiter] in
      if case .token(let token) = verdict {
        state.token = token
        state.endsAt = now + max(Span(milliseconds: token.lives.milliseconds - TokenDesk.margin.milliseconds), .zero)
      }
      state.isAsking = false
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter(verdict) }
  }
}

extension Transfers {
  /// Ends in the background: every call that is under way still brings its result.
  func close(grace: Span) {
    Task { await shutdown(grace: .milliseconds(grace.milliseconds)) }
  }
}
