import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// The simulated partners, running: real HTTP and real SMTP on loopback, in this process.
///
/// ```swift
/// let partners = try await DrillPartners.start(DrillSettings())
/// // http://127.0.0.1:<httpPort>/drill-batch/v1/deletions, smtp://127.0.0.1:<smtpPort>
/// await partners.stop()
/// ```
public final class DrillPartners: Sendable {
  public let httpPort: Int
  public let smtpPort: Int
  /// Refuses every connection until ``stop()``.
  public var deadPort: Int { dead.number }
  /// Issuer of the OpenDSR partner's certificate, so that a rehearsal's home can trust it.
  public let rootCertificatePEM: String
  /// The domain in the OpenDSR partner's certificate and headers.
  public static let processorDomain = ProcessorIdentity.domain
  /// The domain that signs the acknowledgements of the deletion request framework's partner.
  public static let recipientDomain = RecipientIdentity.domain

  private let house: DrillHouse
  private let dead: ReservedPort
  private let group: MultiThreadedEventLoopGroup

  private init(
    _ house: DrillHouse, _ dead: ReservedPort, _ group: MultiThreadedEventLoopGroup, rootPEM: String, httpPort: Int,
    smtpPort: Int
  ) {
    self.house = house
    self.dead = dead
    self.group = group
    self.rootCertificatePEM = rootPEM
    self.httpPort = httpPort
    self.smtpPort = smtpPort
  }

  /// Returns once both ports listen.
  /// - Throws: ``DrillError``; nothing is left running then.
  public static func start(_ settings: DrillSettings) async throws -> DrillPartners {
    let identity = try ProcessorIdentity(now: settings.clock())
    let dead = try ReservedPort()
    let house = DrillHouse(settings, identity: identity)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let http = try await listen(group, settings.port, "the HTTP partners") { channel in
        try channel.pipeline.syncOperations.configureHTTPServerPipeline()
        try channel.pipeline.syncOperations.addHandler(CallShell(house))
      }
      let smtp = try await listen(group, settings.smtpPort, "the mailbox") { channel in
        try channel.pipeline.syncOperations.addHandler(MailShell(house))
      }
      return DrillPartners(house, dead, group, rootPEM: identity.rootPEM, httpPort: http, smtpPort: smtp)
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  private static func listen(
    _ group: MultiThreadedEventLoopGroup, _ port: Int, _ purpose: String,
    _ furnish: @escaping @Sendable (any Channel) throws -> Void
  ) async throws(DrillError) -> Int {
    do {
      let channel = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 1024)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelInitializer { channel in channel.eventLoop.makeCompletedFuture { try furnish(channel) } }
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .bind(host: "127.0.0.1", port: port).get()
      return channel.localAddress?.port ?? port
    } catch {
      throw .cannotListen(purpose: purpose, port: port, reason: "\(error)")
    }
  }

  /// Puts up what a domain of ours shows: without it no partner believes a token that we signed.
  public func show(_ site: PublishedSite) { house.withWorld { $0.see(site) } }

  /// All HTTP calls so far, in the order of their arrival.
  public func received() -> [ReceivedCall] { house.withWorld { $0.calls } }

  /// All messages so far, in the order of their arrival.
  public func mails() -> [ReceivedMail] { house.withWorld { $0.mails } }

  /// Identifiers named in calls to `partner`, and how often each was.
  public func identifiersReceived(_ partner: DrillPartner) -> [String: Int] {
    house.withWorld { $0.identifiersReceived(partner) }
  }

  /// Identifiers `partner` has really erased, and how often each was: the truth that a receipt only claims.
  public func identifiersErased(_ partner: DrillPartner) -> [String: Int] {
    house.withWorld { $0.identifiersErased(partner) }
  }

  /// Writes `calls.jsonl` and `mails.jsonl` into `directory`, making it where needed.
  /// - Throws: ``DrillError/cannotWrite(path:reason:)``.
  public func writeRecord(to directory: URL) throws(DrillError) {
    let (calls, mails) = house.withWorld { ($0.calls, $0.mails) }
    try RecordWriter(directory).write(calls, mails)
  }

  /// Closes all connections and ports. What was received can still be read afterwards.
  public func stop() async { try? await group.shutdownGracefully() }
}
