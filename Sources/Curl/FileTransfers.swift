/// Moves files to and from one SFTP server: one thread, one connection a file.
///
/// Every task ends exactly once, also on cancellation and shutdown.
public final class FileTransfers: Sendable {
  public let server: FileServer
  private let loop: TransferLoop

  public init(_ server: FileServer) {
    self.server = server
    loop = TransferLoop(maxInFlight: server.maxInFlight, name: "files")
  }

  deinit { loop.stop(by: .now, then: nil) }

  /// Queues a task and returns at once.
  /// - Parameter onEnd: Called once, on the loop's thread (or here, for a task that is refused): it must not block.
  public func start(_ task: FileTask, onEnd: @escaping @Sendable (FileResult) -> Void) {
    start(task, as: loop.nextID(), onEnd: onEnd)
  }

  /// Does one thing and waits for its end. Cancelling the task ends it early, with a failure.
  public func perform(_ task: FileTask) async -> FileResult {
    let id = loop.nextID()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        start(task, as: id) { waiter.resume(returning: $0) }
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

  private func start(_ task: FileTask, as id: UInt64, onEnd: @escaping @Sendable (FileResult) -> Void) {
    if let fault = server.fault { return onEnd(FileTransfers.refusal(.config, fault)) }
    if case .put(let bytes, _) = task, bytes.count > server.uploadCap {
      return onEnd(
        FileTransfers.refusal(.bodyCap, "The file is larger than \(server.uploadCap) bytes; send fewer subjects."))
    }
    loop.start(FileJob(id: id, server: server, task: task, onEnd: onEnd))
  }

  private static func refusal(_ reason: FailureReason, _ why: String) -> FileResult {
    .failure(TransferFailure(certainty: .notSent, reason: reason, curlCode: 0, detail: why, seen: nil))
  }
}
