import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A time-stamping authority (RFC 3161 over HTTP) on loopback, which signs real stamps with `openssl ts`.
///
/// ```swift
/// let authority = try LoopbackAuthority.prepare(directory: folder)
/// let port = try await authority.start()  // POST http://127.0.0.1:<port>/
/// authority.fault = .slow
/// await authority.stop()
/// ```
public final class LoopbackAuthority: Sendable {
  /// What goes wrong with every reply while it is set.
  public enum Fault: Hashable, Sendable, CaseIterable {
    /// The connection is closed without a word. For one that is refused see ``refusingPort``.
    case down
    /// The reply is made, and held until ``release()``.
    case slow
    /// A reply of status 2 (badAlg) without a stamp.
    case rejecting
    /// A good stamp that answers another request.
    case wrongNonce
    /// A good stamp of another digest.
    case wrongImprint
    /// A stamp signed with a certificate that ended a day before.
    case expiredChain
    /// HTTP 503.
    case httpError
    /// HTTP 200 with a page instead of a reply.
    case garbage
  }

  public enum Key: Hashable, Sendable, CaseIterable { case p256, rsa2048 }

  /// Those it stamps under; the first where a query names none.
  public static let policies = ["1.2.3.4.1", "1.2.3.4.2"]

  /// Root and issuing authority, to be trusted in tests and rehearsals only.
  public let chainPEM: String
  public let rootPEM: String
  /// Refuses every connection as long as this object lives.
  public var refusingPort: Int { refusing.number }

  private struct State {
    var fault: Fault?
    var requests = 0
    var held: [EventLoopPromise<Void>] = []
    var groups: [MultiThreadedEventLoopGroup] = []
  }

  private let state = Mutex(State())
  private let desk: Mutex<StampingDesk>
  private let refusing: ReservedPort

  private init(_ identity: StampingIdentity, _ desk: consuming StampingDesk, _ refusing: ReservedPort) {
    chainPEM = identity.rootPEM + identity.issuingPEM
    rootPEM = identity.rootPEM
    self.desk = Mutex(desk)
    self.refusing = refusing
  }

  /// Makes new keys and certificates, and writes into `directory` what signing needs.
  public static func prepare(
    directory: URL, key: Key = .p256, now: Date = Date()
  ) throws(DrillError) -> LoopbackAuthority {
    let identity = try StampingIdentity(key: key, now: now)
    return LoopbackAuthority(identity, try StampingDesk(directory, identity), try ReservedPort())
  }

  public var fault: Fault? {
    get { state.withLock { $0.fault } }
    set { state.withLock { $0.fault = newValue } }
  }

  /// Complete HTTP requests so far, whatever became of them.
  public var requestCount: Int { state.withLock { $0.requests } }

  /// Replies made and not yet let go.
  public var heldCount: Int { state.withLock { $0.held.count } }

  /// Lets go of every held reply. Later ones are held again while the fault stays.
  public func release() {
    let held = state.withLock { state in
      defer { state.held = [] }
      return state.held
    }
    for promise in held { promise.succeed() }
  }

  /// The reply to a query without any network, with the fault where it changes the reply.
  /// - Throws: ``StampingError``.
  public func reply(to query: [UInt8]) throws -> [UInt8] { try reply(to: query, fault) }

  func reply(to query: [UInt8], _ fault: Fault?) throws -> [UInt8] {
    let parts = StampQuery(query)
    return try desk.withLock { desk in
      switch fault {
      case .none, .down, .slow, .httpError: try desk.reply(to: query)
      case .rejecting: try desk.reply(to: query, willing: false)
      case .wrongNonce: try desk.reply(to: parts?.withOtherNonce ?? query)
      case .wrongImprint: try desk.reply(to: parts?.withOtherImprint ?? query)
      case .expiredChain: try desk.reply(to: query, expired: true)
      case .garbage: Array("<html><body>It works!</body></html>".utf8)
      }
    }
  }

  /// Counts a request and tells what goes wrong with it.
  func nextFault() -> Fault? {
    state.withLock {
      $0.requests += 1
      return $0.fault
    }
  }

  func hold(_ promise: EventLoopPromise<Void>) {
    let isHeld = state.withLock { state in
      // After the end nobody lets go any more.
      if state.groups.isEmpty { return false }
      state.held.append(promise)
      return true
    }
    if !isHeld { promise.succeed() }
  }

  /// - Parameter port: on loopback; 0 takes any free one.
  /// - Returns: The port it listens on.
  public func start(port: Int = 0) async throws(DrillError) -> Int {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let channel = try await ServerBootstrap(group: group)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.configureHTTPServerPipeline()
            try channel.pipeline.syncOperations.addHandler(StampingShell(self))
          }
        }
        .bind(host: "127.0.0.1", port: port).get()
      state.withLock { $0.groups.append(group) }
      return channel.localAddress?.port ?? port
    } catch {
      try? await group.shutdownGracefully()
      throw .cannotListen(purpose: "the time-stamping authority", port: port, reason: "\(error)")
    }
  }

  /// Closes all connections and ports; held replies are let go first.
  public func stop() async {
    let groups = state.withLock { state in
      defer { state.groups = [] }
      return state.groups
    }
    release()
    for group in groups { try? await group.shutdownGracefully() }
  }
}
