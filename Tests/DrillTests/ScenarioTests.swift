import Foundation
import Testing

@testable import Drill

@Suite struct ScenarioTests {
  private func text(_ scenario: DrillScenario) throws -> String {
    var bytes: [UInt8] = []
    try scenario.forEachPart { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func rows(_ count: Int, seed: UInt64 = 1) throws -> [[Substring]] {
    try text(DrillScenario(seed: seed, count: count)).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }

  @Test func `equal seeds give equal bytes, other seeds other people`() throws {
    #expect(try text(DrillScenario(seed: 7, count: 500)) == text(DrillScenario(seed: 7, count: 500)))
    #expect(try text(DrillScenario(seed: 7, count: 500)) != text(DrillScenario(seed: 8, count: 500)))
    #expect(try text(DrillScenario(seed: 7, count: -1)) == "subject,ip,url,client-id,click-id,user-id,email\n")
  }

  @Test func `every row has all columns, a key of its own, an address and a link`() throws {
    let rows = try rows(10_000)
    #expect(rows.count == 10_001)
    #expect(rows.allSatisfy { $0.count == 7 })
    #expect(Set(rows.map { $0[0] }).count == 10_001)
    #expect(Set(rows.map { $0[2] }).count == 10_001)
    #expect(rows.allSatisfy { !$0[1].isEmpty && !$0[2].isEmpty })
    #expect(rows[1][0] == "S0000000")
  }

  @Test(arguments: [(3, 73.5), (4, 33.3), (5, 88.2), (6, 65.7)])
  func `values are missing as often as promised`(column: Int, share: Double) throws {
    let present = try rows(10_000).dropFirst().count { !$0[column].isEmpty }
    #expect(abs(Double(present) / 100 - share) < 2)
  }

  @Test func `nobody real can be meant`() throws {
    for row in try rows(5000).dropFirst() {
      let ranges = ["192.0.2.", "198.51.100.", "203.0.113.", "10.", "2001:db8:"]
      #expect(ranges.contains { row[1].hasPrefix($0) })
      #expect(row[6].isEmpty || row[6].hasSuffix(".example"))
      #expect(row[2].hasPrefix("https://notice.devices.example/ack/"))
    }
  }

  @Test func `a large file is written in parts and arrives whole`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "drill-subjects-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data().write(to: path)
    let file = try FileHandle(forWritingTo: path)
    try DrillScenario(seed: 3, count: 5000).writeSubjects(to: file)
    try file.close()
    #expect(try String(contentsOf: path, encoding: .utf8) == text(DrillScenario(seed: 3, count: 5000)))
    var parts = 0
    try DrillScenario(seed: 3, count: 5000).forEachPart { _ in parts += 1 }
    #expect(parts > 1)
  }
}
