import Catalogue
import Curl
import Foundation
import Synchronization
import Workflow

/// Fetches the processor's certificate once, from the address in the entry: an answer never says where to look.
final class ProcessorDesk: Sendable {
  private let route: OpendsrRoute
  private let transfers: Transfers
  private let now: @Sendable () -> Instant
  private let state = Mutex(State())

  typealias Waiter = @Sendable (Result<ProcessorKey, ProcessorKeyFault>) -> Void

  private struct State {
    var key: ProcessorKey?
    var waiters: [Waiter] = []
    var isFetching = false
  }

  init(route: OpendsrRoute, transfers: Transfers, now: @escaping @Sendable () -> Instant) {
    self.route = route
    self.transfers = transfers
    self.now = now
  }

  func with(_ waiter: @escaping Waiter) {
    enum Next { case give(ProcessorKey), fetch, wait }
    let next = state.withLock { state -> Next in
      if let key = state.key { return .give(key) }
      state.waiters.append(waiter)
      if state.isFetching { return .wait }
      state.isFetching = true
      return .fetch
    }
    switch next {
    case .give(let key): waiter(.success(key))
    case .fetch: fetch()
    case .wait: break
    }
  }

  func close(grace: Span) { transfers.close(grace: grace) }

  private func fetch() {
    transfers.start(HTTPRequest(method: "GET", url: route.certificateURL)) { [self] result in
      guard case .success(let exchange) = result, exchange.status == 200 else {
        return finish(.failure(.unreachable))
      }
      let date = Date(timeIntervalSince1970: Double(now().milliseconds) / 1000)
      Task {
        do {
          finish(.success(try await ProcessorKey(pem: exchange.responseBody, route: route, at: date)))
        } catch {
          finish(.failure(error as? ProcessorKeyFault ?? .unreadable))
        }
      }
    }
  }

  private func finish(_ result: Result<ProcessorKey, ProcessorKeyFault>) {
    let waiters = state.withLock { state -> [Waiter] in
      if case .success(let key) = result { state.key = key }
      state.isFetching = false
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter(result) }
  }
}
