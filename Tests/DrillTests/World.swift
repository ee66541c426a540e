import Foundation
import Synchronization

@testable import Drill

/// A clock that moves only when it is told to.
final class Clock: Sendable {
  private let moment = Mutex(Date(timeIntervalSince1970: 1_670_317_200))

  var now: Date { moment.withLock { $0 } }
  var read: @Sendable () -> Date { { self.now } }

  func advance(_ seconds: TimeInterval) { moment.withLock { $0 += seconds } }
}

/// The partners without sockets.
struct World {
  let clock = Clock()
  var drill: DrillWorld

  static let bearer = ["authorization": "Bearer \(DrillCredentials.batchToken)"]
  static let apiKey = ["x-api-key": DrillCredentials.singleKey]
  static let basic = ["authorization": "Basic ZHJpbGwtYXN5bmM6ZHJpbGwtYXN5bmMtcGFzc3dvcmQ="]

  init(_ change: (inout DrillSettings) -> Void = { _ in }) {
    var settings = DrillSettings()
    settings.clock = clock.read
    change(&settings)
    drill = DrillWorld(settings, certificatePEM: "PEM")
  }

  mutating func call(
    _ method: String, _ path: String, _ headers: [String: String] = [:], body: String = ""
  ) -> DrillAnswer {
    drill.answer(method: method, path: path, headers: headers, body: [UInt8](body.utf8))
  }

  mutating func batch(_ ids: [String]) -> DrillAnswer {
    call("POST", "/drill-batch/v1/deletions", World.bearer, body: Self.list("user_ids", ids))
  }

  static func list(_ name: String, _ ids: [String]) -> String {
    "{\"\(name)\":[\"\(ids.joined(separator: "\",\""))\"]}"
  }
}

extension DrillAnswer {
  var text: String { String(decoding: body, as: UTF8.self) }
}

func people(_ count: Int) -> [String] { (0..<count).map { "u-\($0)" } }
