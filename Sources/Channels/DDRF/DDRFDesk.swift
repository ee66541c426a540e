import Catalogue
import Crypto
import Curl
import Synchronization
import Workflow

/// What a partner publishes, fetched once and again when it is old or when a key is unknown.
final class DDRFDesk: Sendable {
  struct Partner: Sendable {
    var document: DDRFDocument
    var endpoint: String
    var keys: [PublishedKey]
    /// SHA-256 of the document as it was fetched.
    var digest: [UInt8]
    var fetchedAt: Instant

    /// The key that a token names, or the only one where it names none.
    func key(for token: SignedToken) -> PublishedKey? {
      guard let id = token.keyID else { return keys.count == 1 ? keys[0] : nil }
      return keys.first { $0.keyID == id && $0.algorithm == token.algorithm } ?? keys.first { $0.keyID == id }
    }
  }

  enum Fault: Error, Hashable, Sendable {
    /// May be better later.
    case unreachable(Reason)
    /// What was found is wrong: a person looks.
    case wrong(Reason)
  }

  typealias Waiter = @Sendable (Result<Partner, Fault>) -> Void

  private struct State {
    var partner: Partner?
    var waiters: [Waiter] = []
    var isFetching = false
  }

  private let route: DdrfRoute
  private let lines: OriginLines
  private let now: @Sendable () -> Instant
  private let state = Mutex(State())

  init(route: DdrfRoute, lines: OriginLines, now: @escaping @Sendable () -> Instant) {
    self.route = route
    self.lines = lines
    self.now = now
  }

  func with(_ waiter: @escaping Waiter) {
    enum Next { case give(Partner), fetch, wait }
    let moment = now()
    let next = state.withLock { state -> Next in
      if let partner = state.partner, moment - partner.fetchedAt < partner.document.lives { return .give(partner) }
      state.waiters.append(waiter)
      if state.isFetching { return .wait }
      state.isFetching = true
      return .fetch
    }
    switch next {
    case .give(let partner): waiter(.success(partner))
    case .fetch: fetch(route.documents[...], isFirst: true)
    case .wait: break
    }
  }

  /// After a token with an unknown key: whether asking again may bring it. Not more often than once in five minutes.
  func forget(_ partner: Partner) -> Bool {
    let moment = now()
    return state.withLock { state in
      guard let known = state.partner, known.fetchedAt == partner.fetchedAt else { return true }
      guard moment - known.fetchedAt >= .minutes(5) else { return false }
      state.partner = nil
      return true
    }
  }

  private func fetch(_ addresses: ArraySlice<String>, isFirst: Bool) {
    guard let address = addresses.first else { return finish(.failure(.wrong(Reason("no-discovery-document")))) }
    lines.get(address) { [self] result in
      switch result {
      case .failure(let failure): finish(.failure(failure))
      case .success(let exchange) where exchange.status == 404 || exchange.status == 410 || exchange.status == 403:
        fetch(addresses.dropFirst(), isFirst: isFirst)
      case .success(let exchange) where exchange.status == 200: read(exchange.responseBody, isFirst: isFirst)
      case .success(let exchange): finish(.failure(.unreachable(Reason("status-\(exchange.status)"))))
      }
    }
  }

  private func read(_ bytes: [UInt8], isFirst: Bool) {
    guard let document = DDRFDocument(bytes) else { return finish(.failure(.wrong(Reason("discovery-document")))) }
    if document.endpoint == nil, let elsewhere = document.elsewhere, isFirst, route.allows(url: elsewhere) {
      return fetch([elsewhere], isFirst: false)
    }
    guard let endpoint = document.endpoint, route.allows(url: endpoint) else {
      return finish(.failure(.wrong(Reason("endpoint-elsewhere"))))
    }
    let partner = Partner(
      document: document, endpoint: endpoint, keys: document.keys, digest: Array(SHA256.hash(data: bytes)),
      fetchedAt: now())
    let addresses = [document.keysAddress, document.retiredKeysAddress].compactMap { $0 }
    guard addresses.allSatisfy(route.allows(url:)) else {
      return finish(.failure(.wrong(Reason("keys-elsewhere"))))
    }
    addKeys(addresses[...], partner)
  }

  private func addKeys(_ addresses: ArraySlice<String>, _ partner: Partner) {
    guard let address = addresses.first else {
      return finish(partner.keys.isEmpty ? .failure(.wrong(Reason("no-published-key"))) : .success(partner))
    }
    lines.get(address) { [self] result in
      switch result {
      case .failure(let failure): finish(.failure(failure))
      case .success(let exchange) where exchange.status == 200:
        var partner = partner
        let known = Set(partner.keys.map { [$0.keyID.map { Array($0.utf8) } ?? [], $0.spki] })
        partner.keys += PublishedKey.all(in: LenientJSON.object(exchange.responseBody))
          .filter { !known.contains([$0.keyID.map { Array($0.utf8) } ?? [], $0.spki]) }
        addKeys(addresses.dropFirst(), partner)
      case .success(let exchange) where exchange.status == 404: addKeys(addresses.dropFirst(), partner)
      case .success(let exchange): finish(.failure(.unreachable(Reason("status-\(exchange.status)"))))
      }
    }
  }

  private func finish(_ result: Result<Partner, Fault>) {
    let waiters = state.withLock { state -> [Waiter] in
      if case .success(let partner) = result { state.partner = partner }
      state.isFetching = false
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter(result) }
  }
}

/// Connections to places that are only known once a document has been read: each its own, with its own allow-list.
final class OriginLines: Sendable {
  private let desk: PartnerDesk
  private let open = Mutex<[Origin: Transfers]>([:])

  init(desk: PartnerDesk) { self.desk = desk }

  func start(_ request: HTTPRequest, _ onEnd: @escaping @Sendable (TransferResult) -> Void) throws {
    let origin = try Origin(url: request.url)
    let transfers = try open.withLock { open throws in
      if let known = open[origin] { return known }
      let made = Transfers(try desk.profile(origins: [origin.description]))
      open[origin] = made
      return made
    }
    transfers.start(request) { onEnd($0) }
  }

  func get(_ address: String, _ onEnd: @escaping @Sendable (Result<Exchange, DDRFDesk.Fault>) -> Void) {
    do {
      try start(HTTPRequest(method: "GET", url: address)) { result in
        onEnd(
          result.mapError { failure in
            let reason = Reason(failure.reason.rawValue)
            return TransferFailure.isOurs(failure.reason) ? .wrong(reason) : .unreachable(reason)
          })
      }
    } catch {
      onEnd(.failure(.wrong(Reason("bad-url"))))
    }
  }

  func close(grace: Span) { for transfers in open.withLock({ Array($0.values) }) { transfers.close(grace: grace) } }
}
