import Foundation
import Synchronization

/// A server for measuring clients: one thread, keep-alive, and the same small answer to every request.
///
/// It reads no more of HTTP/1.1 than it must (`Content-Length`, `Expect`), keeps nothing, and answers
/// `200 {"status":"ok"}`, whatever the method and path. It asks the kernel directly, because what the server spends on a
/// small machine is what the measured client lacks.
public final class BenchServer: Sendable {
  public let port: Int
  private let requests: RequestCount
  private let bell: BenchSocket
  private let ended = DispatchSemaphore(value: 0)

  /// - Parameter port: on loopback; 0 takes any free one.
  /// - Throws: ``DrillError/cannotListen(purpose:port:reason:)``.
  public init(port: Int = 0) throws {
    let listener = BenchSocket(socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
    guard let bound = listener.listen(on: port) else {
      let reason = String(cString: strerror(errno))
      throw DrillError.cannotListen(purpose: "the benchmark server", port: port, reason: reason)
    }
    self.port = bound
    requests = RequestCount()
    bell = .bell()
    let loop = BenchLoop(listener: listener, bell: bell, requests: requests)
    let thread = Thread { [ended] in
      loop.run()
      ended.signal()
    }
    thread.name = "bench-server"
    thread.start()
  }

  /// Complete requests answered so far.
  public var requestCount: Int { requests.value.load(ordering: .relaxed) }

  /// Nothing is answered any more when this returns.
  public func stop() {
    bell.ring()
    ended.wait()
    ended.signal()
  }
}

final class RequestCount: Sendable {
  let value = Atomic<Int>(0)
}
