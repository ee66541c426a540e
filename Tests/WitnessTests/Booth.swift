import Foundation
import Ledger
import Synchronization
import Testing

@testable import Witness

/// A witness's folder of its own, with a clock that stands still until it is told otherwise.
final class Booth: Sendable {
  static let at = LedgerTime(seconds: 1_764_979_200)

  let path: String
  let key: WitnessKey
  let now = Mutex(Booth.at)
  let reports = Mutex<[String]>([])

  /// - Parameter keys: Of the logs it knows.
  init(_ keys: VerifierKey...) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("witness-\(UUID().uuidString)").path
    key = try WitnessFolder.create(directory: path, name: "audit.example/w1")
    for key in keys { try folder.addLog(vkey: key.description) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var folder: WitnessFolder { WitnessFolder(directory: path) }

  /// - Parameter atClock: Runs between the check of a request and its answer.
  func desk(
    atClock: @escaping @Sendable () -> Void = {}, afterKeeping: @escaping @Sendable () throws -> Void = {}
  ) throws -> WitnessDesk {
    let clock: @Sendable () -> LedgerTime = {
      atClock()
      return self.now.withLock { $0 }
    }
    return try WitnessDesk(
      folder: folder, clock: clock, report: { line in self.reports.withLock { $0.append(line) } },
      afterKeeping: afterKeeping)
  }

  func server() async throws -> WitnessServer {
    try await WitnessServer.start(try desk(), host: "127.0.0.1", port: 0)
  }

  func seen(_ origin: String = LetterLog.origin) throws -> SeenCheckpoint? {
    try folder.list().first { $0.origin == origin }?.seen
  }

  func files(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + name).sorted()
  }
}

extension WitnessAnswer {
  var text: String { String(decoding: body, as: UTF8.self) }

  /// The cosignature in a 200, verified.
  func cosignature(over checkpoint: Checkpoint, by key: WitnessKey) throws -> Cosignature {
    #expect(status == 200, "\(text)")
    let line = try Cosignature(parsing: text)
    try line.verify(checkpoint: checkpoint.bytes, by: key)
    return line
  }

  var isConflict: Bool { status == 409 && contentType == "text/x.tlog.size" }
}
