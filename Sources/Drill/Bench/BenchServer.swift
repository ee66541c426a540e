import NIOCore
import NIOPosix
import Synchronization

/// A server for measuring clients: one thread, keep-alive, and the same small answer to every request.
///
/// It reads no more of HTTP/1.1 than it must (`Content-Length`, `Expect`), keeps nothing, and answers
/// `200 {"status":"ok"}`, whatever the method and path.
public final class BenchServer: Sendable {
  public let port: Int
  private let requests: RequestCount
  private let group: MultiThreadedEventLoopGroup

  private init(port: Int, requests: RequestCount, group: MultiThreadedEventLoopGroup) {
    self.port = port
    self.requests = requests
    self.group = group
  }

  /// - Parameter port: on loopback; 0 takes any free one.
  /// - Throws: ``DrillError/cannotListen(purpose:port:reason:)``.
  public static func start(port: Int = 0) async throws -> BenchServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let requests = RequestCount()
    do {
      let channel = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 1024)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(BenchShell(requests))
          }
        }
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .bind(host: "127.0.0.1", port: port).get()
      return BenchServer(port: channel.localAddress?.port ?? port, requests: requests, group: group)
    } catch {
      try? await group.shutdownGracefully()
      throw DrillError.cannotListen(purpose: "the benchmark server", port: port, reason: "\(error)")
    }
  }

  /// Complete requests answered so far.
  public var requestCount: Int { requests.value.load(ordering: .relaxed) }

  public func stop() async { try? await group.shutdownGracefully() }
}

private final class RequestCount: Sendable {
  let value = Atomic<Int>(0)
}

private final class BenchShell: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private static let answer = ByteBuffer(
    string: "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}")
  private static let goOn = ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")
  private static let largestHead = 65_536

  private let requests: RequestCount
  private var waiting: ByteBuffer?
  /// Body bytes still to come of a request whose head has been read.
  private var owed: Int?

  init(_ requests: RequestCount) { self.requests = requests }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    if var earlier = waiting {
      earlier.writeBuffer(&bytes)
      bytes = earlier
      waiting = nil
    }
    while bytes.readableBytes > 0 || owed == 0 {
      if let length = owed {
        let taken = min(length, bytes.readableBytes)
        bytes.moveReaderIndex(forwardBy: taken)
        owed = length - taken
        guard taken == length else { return }
        answer(context)
      } else if let head = bytes.withUnsafeReadableBytes(RequestHead.init) {
        bytes.moveReaderIndex(forwardBy: head.size)
        owed = head.contentLength
        if head.expectsContinue { context.writeAndFlush(wrapOutboundOut(Self.goOn), promise: nil) }
      } else {
        if bytes.readableBytes > Self.largestHead { return context.close(promise: nil) }
        waiting = bytes
        return
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ context: ChannelHandlerContext) {
    owed = nil
    requests.value.add(1, ordering: .relaxed)
    context.writeAndFlush(wrapOutboundOut(Self.answer), promise: nil)
  }
}
