/// Hands messages to one submission server: one thread, one message a connection.
///
/// Every message ends exactly once, also on cancellation and shutdown.
public final class MailTransfers: Sendable {
  public let server: MailServer
  private let loop: TransferLoop

  public init(_ server: MailServer) {
    self.server = server
    loop = TransferLoop(maxInFlight: server.maxInFlight, name: "mail")
  }

  deinit { loop.stop(by: .now, then: nil) }

  /// Hands over one message and waits for its end. Cancelling the task ends it early: `not-sent` or `in-doubt`.
  /// - Parameter authentication: In place of the server's, where it changes from hour to hour.
  public func send(_ mail: MailTransmission, as authentication: MailAuthentication? = nil) async -> MailResult {
    var server = server
    if let authentication { server.authentication = authentication }
    if let fault = MailTransfers.fault(of: server) { return fault }
    guard let url = server.url() else {
      return MailTransfers.refusal("The server's host, port or greeting is no name.")
    }
    let id = loop.nextID()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        loop.start(MailJob(id: id, server: server, mail: mail, url: url) { waiter.resume(returning: $0) })
        if Task.isCancelled { loop.cancel(id) }
      }
    } onCancel: {
      loop.cancel(id)
    }
  }

  /// As ``Transfers/shutdown(grace:)``.
  public func shutdown(grace: Duration) async {
    await withCheckedContinuation { waiter in
      loop.stop(by: .now + grace) { waiter.resume() }
    }
  }

  /// What no message can change: a clear-text relay must be on this machine and gets no password.
  private static func fault(of server: MailServer) -> MailResult? {
    guard server.security == .plainLoopbackOnly else { return nil }
    if !server.addresses.contains(.loopback) {
      return MailTransfers.refusal("Clear-text mail needs an address policy that allows loopback.")
    }
    switch server.authentication {
    case .none: return nil
    case .plain, .oauth2: return MailTransfers.refusal("A password is never sent in clear text. Use TLS.")
    }
  }

  private static func refusal(_ why: String) -> MailResult {
    var result = MailResult(
      verdict: .notSent(.config), stage: .connect, replyCode: 0, curlCode: 0, transcript: [])
    result.detail = why
    return result
  }
}
