import Foundation
import Ledger
import Store
import Testing
import Workflow

@testable import Engine

/// No line is dated before the line above it, whatever the machine's clock does.
struct BackupClockTests {
  private func times(_ scene: BackupScene) throws -> [LedgerTime] {
    var times: [LedgerTime] = []
    try LedgerReader(directory: scene.home.ledger(of: "leak")).forEachEntry { _, line in
      times.append(try Entry.parse(Array(line)).at)
    }
    return times
  }

  @Test(arguments: [1, 59, 300] as [Int64])
  func `a clock set back a little gives lines the date of the line above`(_ seconds: Int64) throws {
    let scene = try BackupScene()
    try scene.work(turns: 3)
    let size = try scene.size()
    scene.pass(.seconds(-seconds))
    try scene.work(turns: 4)
    let times = try times(scene)
    #expect(times.count > size && zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(try scene.findings() == [])
  }

  @Test func `a clock set back in the middle of a run does no harm either`() throws {
    let scene = try BackupScene()
    try scene.work(turns: 12) { _ in
      scene.pass(.seconds(-9))
      return true
    }
    let times = try times(scene)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 } && times.count > 10)
  }

  @Test func `a wrong clock stops everything before a byte leaves, and says so`() throws {
    let scene = try BackupScene()
    try scene.work(turns: 3)
    let (size, calls) = (try scene.size(), scene.effects)
    scene.pass(.minutes(-30))
    let failure = #expect(throws: ClockIsBehind.self) { try scene.work(turns: 4) }
    #expect(try scene.size() == size && scene.effects == calls)
    #expect(failure?.matter == "leak" && failure?.description.contains("set the clock") == true)
  }

  @Test func `a line book refuses lines of a wrong clock, whoever hands them in`() throws {
    let scene = try BackupScene()
    try scene.open { installation in
      let newest = try #require(try times(scene).last)
      func line(_ seconds: Int64) throws {
        try installation.store.write { session in
          var book = LineBook()
          let at = LedgerTime(seconds: newest.seconds + seconds)
          let basis = try known(LedgerCode("x"), "x")
          try book.add(
            .hold(HoldEntry(at: at, wave: BackupScene.wave, partner: nil, subjects: nil, basis: basis, until: nil)),
            to: "leak", in: session)
          try book.commit(in: session)
        }
      }
      try line(10)
      try line(-290)
      #expect(throws: ClockIsBehind.self) { try line(-291) }
      try installation.sequencer().sequenceAll()
      #expect(try times(scene).suffix(2).map { $0.seconds - newest.seconds } == [10, 10])
    }
  }
}
