import Synchronization

/// Sends HTTP requests under one profile: one thread, one connection cache, many requests at once.
///
/// Every request ends exactly once, with an exchange or a failure, also on cancellation and shutdown.
public final class Transfers: Sendable {
  public var profile: TransferProfile { common.profile }
  private let common: HTTPCommon
  private let loop: TransferLoop
  /// The last URL that passed: a partner's calls mostly go to the same one, and parsing it costs more than comparing.
  private let lastURL = Mutex<(text: String, parsed: ParsedURL)?>(nil)

  public init(_ profile: TransferProfile) {
    common = HTTPCommon(profile)
    loop = TransferLoop(maxInFlight: profile.maxInFlight, name: "transfers")
  }

  deinit { loop.stop(by: .now, then: nil) }

  /// Queues a request and returns at once. Above `maxInFlight` it waits for a free place.
  /// - Parameter onEnd: Called once, on the loop's thread (or here, for a request that is refused): it must not block.
  /// - Returns: The number by which ``cancel(_:)`` knows the request.
  @discardableResult
  public func start(_ request: HTTPRequest, onEnd: @escaping @Sendable (TransferResult) -> Void) -> UInt64 {
    start(request, as: loop.nextID(), onEnd: onEnd)
  }

  /// Ends a request: `not-sent` if none of its bytes had left, else `in-doubt`. A finished or unknown one is ignored.
  public func cancel(_ id: UInt64) { loop.cancel(id) }

  /// Sends a request and waits for its end. Cancelling the task ends the request early, with a failure.
  public func perform(_ request: HTTPRequest) async -> TransferResult {
    let id = loop.nextID()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        start(request, as: id) { waiter.resume(returning: $0) }
        if Task.isCancelled { loop.cancel(id) }  // the handler may have run before there was anything to cancel
      }
    } onCancel: {
      loop.cancel(id)
    }
  }

  /// Refuses new requests, ends queued ones unsent, lets those in flight finish until `grace` is over, then ends them
  /// too. Returns when every caller has its result.
  public func shutdown(grace: Duration) async {
    await withCheckedContinuation { waiter in
      loop.stop(by: .now + grace) { waiter.resume() }
    }
  }

  @discardableResult
  private func start(
    _ request: HTTPRequest, as id: UInt64, onEnd: @escaping @Sendable (TransferResult) -> Void
  ) -> UInt64 {
    do throws(RequestFault) {
      let url = try parse(request)
      guard let standIn = common.profile.standIn else {
        loop.start(HTTPJob(id: id, request: request, common: common, url: url, onEnd: onEnd))
        return id
      }
      let moved = try url.moved(to: standIn.origin)
      loop.start(
        HTTPJob(id: id, request: request, common: common, url: moved) { result in
          standIn.watch(request, result)
          onEnd(result)
        })
    } catch {
      onEnd(
        .failure(
          TransferFailure(
            certainty: .notSent, reason: error.reason, curlCode: 0, detail: error.description, seen: nil)))
    }
    return id
  }

  private func parse(_ request: HTTPRequest) throws(RequestFault) -> ParsedURL {
    if let known = lastURL.withLock({ $0?.text == request.url ? $0?.parsed : nil }) {
      try request.checkMethod()
      try request.checkHeaders()
      return known
    }
    let url = try common.profile.parse(request)
    lastURL.withLock { $0 = (request.url, url) }
    return url
  }
}
