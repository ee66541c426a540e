import Catalogue
import Channels
import Drill
import Foundation
import Synchronization
import Testing
import Workflow

/// The moment at which all rehearsals play, for us and for the simulated partners.
let noon = Instant(seconds: 1_670_328_000)  // 2022-12-06T12:00:00Z

/// A clock that only a test moves.
final class Clock: Sendable {
  private let time = Mutex(noon)

  var now: Instant { time.withLock { $0 } }
  func advance(_ span: Span) { time.withLock { $0 = $0 + span } }
}

/// One partner as its entry describes it, with what its channel needs.
struct Scene {
  var entry: PartnerEntry
  var environment: [String: String] = [:]
  var selector = RequestFacts.Selector()
  var network = NetworkRules(allowsLoopback: true)
  var clock = Clock()
  var tokens: (any TokenKeeping)?

  /// - Parameter entry: One element of `partners`, without its dash and indentation.
  init(_ entry: String, environment: [String: String] = [:]) throws {
    self.entry = try partner(entry)
    self.environment = environment
  }

  var desk: PartnerDesk {
    PartnerDesk(
      entry: entry, account: [:], selector: selector, secrets: SecretBook(environment: environment), network: network,
      tokens: tokens,
      now: { [clock] in clock.now })
  }

  func api() throws -> ApiChannel { try ApiChannel(desk: desk, route: try #require(entry.api)) }
  func opendsr() throws -> OpenDSRChannel { try OpenDSRChannel(desk: desk, route: try #require(entry.opendsr)) }

  func order(_ values: [String], of kind: IdentifierKind = .userID, key: String = "key-1") -> Order {
    Order(
      matter: "m-1", wave: "m-1-w1", partner: entry.id, dispatch: "d-1", key: key, firstKey: key, purpose: .deletion,
      lane: "user",
      items: values.enumerated().map { BatchItem(subject: $0.offset, values: [kind: Array($0.element.utf8)]) },
      issuedAt: noon, now: noon)
  }
}

func partner(_ entry: String) throws -> PartnerEntry {
  let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
  let indented = lines.enumerated().map { ($0.offset == 0 ? "  - " : "    ") + $0.element }.joined(separator: "\n")
  return try #require(
    try PartnerFile.read("version: 1\npartners:\n\(indented)\n", file: "partners.yaml").first)
}

extension Channel {
  /// Prepares, sends and waits. A channel that reports twice stops the tests.
  func send(_ order: Order) async throws -> Report {
    let prepared = try prepare(order)
    return await withCheckedContinuation { waiter in
      transmit(prepared, order) { waiter.resume(returning: $0) }
    }
  }

  func ask(_ job: String?, _ order: Order) async -> Report {
    await withCheckedContinuation { waiter in
      ask(job: job.map { Array($0.utf8) }, order) { waiter.resume(returning: $0) }
    }
  }
}

extension Report {
  func file(_ name: String) -> [UInt8]? { evidence.first { $0.name == name }?.bytes }
  func text(_ name: String) -> String? { file(name).map { String(decoding: $0, as: UTF8.self) } }

  /// Of an answer that speaks of single subjects: what it says of each.
  var standings: [Int: Item.Standing] {
    let items: [Item] =
      switch finding {
      case .sent(.items(let items)), .asked(.items(let items)): items
      case .sent, .asked: []
      }
    return items.reduce(into: [:]) { all, item in for subject in item.subjects.indices { all[subject] = item.standing }
    }
  }
}

/// Runs `body` with simulated partners whose clock stands at noon.
func withPartners(
  _ adjust: (inout DrillSettings) -> Void = { _ in }, _ body: (DrillPartners) async throws -> Void
) async throws {
  var settings = DrillSettings()
  settings.clock = { Date(timeIntervalSince1970: Double(noon.seconds)) }
  adjust(&settings)
  let partners = try await DrillPartners.start(settings)
  do {
    try await body(partners)
  } catch {
    await partners.stop()
    throw error
  }
  await partners.stop()
}

/// A folder of its own, gone when the test is over.
final class Scratch {
  let path = NSTemporaryDirectory() + "channels-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// - Returns: The file's path.
  @discardableResult
  func write(_ name: String, _ bytes: some Sequence<UInt8>, mode: Int = 0o600) throws -> String {
    let file = "\(path)/\(name)"
    let made = FileManager.default.createFile(
      atPath: file, contents: Data(bytes), attributes: [.posixPermissions: mode])
    try #require(made)
    return file
  }
}

/// Runs a program of the path. Answers its exit status.
func run(_ program: String, _ arguments: [String], in folder: String) async throws -> Int32 {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  process.currentDirectoryURL = URL(fileURLWithPath: folder)
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  return try await withCheckedThrowingContinuation { waiter in
    process.terminationHandler = { waiter.resume(returning: $0.terminationStatus) }
    do {
      try process.run()
    } catch {
      waiter.resume(throwing: error)
    }
  }
}
