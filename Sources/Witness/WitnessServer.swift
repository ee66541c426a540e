import Ledger
import NIOCore
import NIOHTTP1
import NIOPosix

/// A small witness on the machine of whoever audits: C2SP tlog-witness over plain HTTP.
///
/// ```swift
/// let server = try await WitnessServer.start(directory: folder, host: "127.0.0.1", port: 8390) { LedgerTime(Date()) }
/// await server.waitUntilStopped()
/// ```
/// It knows no TLS; across a network, put it behind a server that does.
public final class WitnessServer: Sendable {
  private static let idleLimit = TimeAmount.seconds(30)

  /// The one that was taken, where 0 was asked for.
  public let port: Int
  public var key: WitnessKey { desk.key }

  private let desk: WitnessDesk
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup

  private init(_ desk: WitnessDesk, _ channel: any Channel, _ group: MultiThreadedEventLoopGroup, port: Int) {
    (self.desk, self.channel, self.group, self.port) = (desk, channel, group, port)
  }

  /// Returns once the port listens. The folder is held for as long as the server's object lives.
  /// - Parameters:
  ///   - port: 0 takes any free one.
  ///   - report: Takes a line for each checkpoint that was cosigned or refused; it is called on the server's thread.
  /// - Throws: ``WitnessError``; nothing is left running then.
  public static func start(
    directory: String, host: String = "127.0.0.1", port: Int,
    report: @escaping @Sendable (String) -> Void = { _ in }, clock: @escaping @Sendable () -> LedgerTime
  ) async throws(WitnessError) -> WitnessServer {
    let desk = try WitnessDesk(folder: WitnessFolder(directory: directory), clock: clock, report: report)
    return try await start(desk, host: host, port: port)
  }

  static func start(_ desk: WitnessDesk, host: String, port: Int) async throws(WitnessError) -> WitnessServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let door = WitnessDoor()
    do {
      let channel = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 128)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(IdleStateHandler(allTimeout: idleLimit))
            try channel.pipeline.syncOperations.configureHTTPServerPipeline()
            try channel.pipeline.syncOperations.addHandler(WitnessShell(desk, door))
          }
        }
        .bind(host: host, port: port).get()
      return WitnessServer(desk, channel, group, port: channel.localAddress?.port ?? port)
    } catch {
      try? await group.shutdownGracefully()
      throw .cannotListen(host: host, port: port, reason: "\(error)")
    }
  }

  public func waitUntilStopped() async { try? await channel.closeFuture.get() }

  /// Closes all connections and the port.
  public func stop() async { try? await group.shutdownGracefully() }
}
