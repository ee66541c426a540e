import Catalogue
import Curl
import Foundation
import Synchronization
import Workflow

/// Keeps the processor's certificate, once fetched, for as long as it is valid.
final class ProcessorDesk: Sendable {
  /// A signature that fails may come of a new key; whoever forges signatures must not make us fetch for each of them.
  private static let renewal = Span.minutes(10)

  private let signature: OpendsrSignature
  private let source: CertificateSource
  private let now: @Sendable () -> Instant
  private let state = Mutex(State())

  typealias Waiter = @Sendable (Result<ProcessorKey, ProcessorKeyFault>) -> Void

  private struct State {
    var key: ProcessorKey?
    var fetchedAt = Instant(milliseconds: 0)
    var waiters: [Waiter] = []
    var isFetching = false
  }

  init(source: CertificateSource, now: @escaping @Sendable () -> Instant) {
    signature = source.signature
    self.source = source
    self.now = now
  }

  /// Calls back with a key whose certificate is valid now.
  func with(_ waiter: @escaping Waiter) {
    enum Next { case give(ProcessorKey), fetch, wait }
    let moment = now()
    let next = state.withLock { state -> Next in
      if let key = state.key, key.validity.contains(moment) { return .give(key) }
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

  /// After a signature that `key` did not make: whether asking again may bring another key.
  func forget(_ key: ProcessorKey) -> Bool {
    let moment = now()
    return state.withLock { state in
      guard let known = state.key else { return state.isFetching }
      if known.fingerprint != key.fingerprint { return true }
      guard moment - state.fetchedAt >= ProcessorDesk.renewal else { return false }
      state.key = nil
      return true
    }
  }

  func close(grace: Span) { source.lines.close(grace: grace) }

  private func fetch() {
    source.fetch { [self] result in
      Task {
        do {
          finish(.success(try await ProcessorKey(pem: try result.get(), signature: signature, at: now())))
        } catch {
          finish(.failure(error as? ProcessorKeyFault ?? .unreadable))
        }
      }
    }
  }

  private func finish(_ result: Result<ProcessorKey, ProcessorKeyFault>) {
    let moment = now()
    let waiters = state.withLock { state -> [Waiter] in
      if case .success(let key) = result {
        state.key = key
        state.fetchedAt = moment
      }
      state.isFetching = false
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter(result) }
  }
}
