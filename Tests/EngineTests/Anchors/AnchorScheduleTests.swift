import Foundation
import Ledger
import Store
import Testing
import Workflow

@testable import Engine

@Suite struct AnchorScheduleTests {
  let home: TestHome
  let service = ScriptedService()

  init() throws { home = try TestHome() }

  @Test func `a ledger is vouched for when it opens, and not again for its own anchor`() throws {
    try home.keeping([service]).finish()
    #expect(service.asked == [2])
    try home.keeping([service]).finish()
    #expect(service.asked == [2])
    let anchors = try home.anchors()
    #expect(anchors.map(\.size) == [2])
    #expect(anchors.first?.token == TreeHash.sha256(Array("token https://tsa.example 2".utf8)))
    #expect(try AnchorFiles(directory: home.ledger).tokens().map(\.path) == ["checkpoints/2.tsr"])
  }

  @Test func `an idle ledger is renewed monthly, one with a running wave hourly`() throws {
    try home.keeping([service]).finish()
    home.clock.advance(.days(29))
    try home.keeping([service]).finish()
    #expect(service.asked == [2])
    home.clock.advance(.days(2))
    try home.keeping([service]).finish()
    #expect(service.asked == [2, 3])
    try home.setStage(sending: true)
    home.clock.advance(.minutes(59))
    try home.keeping([service]).finish()
    #expect(service.asked == [2, 3])
    home.clock.advance(.minutes(2))
    try home.keeping([service]).finish()
    #expect(service.asked == [2, 3, 4])
  }

  @Test func `a demand is met at once, however fresh the last anchor`() throws {
    try home.keeping([service]).finish()
    try home.addLine()
    try home.keeping([service]).finish()
    #expect(service.asked == [2])
    try home.installation.store.write { try AnchorDemand.note(TestHome.matter, in: $0) }
    try home.keeping([service]).prepare()
    #expect(service.asked == [2, 4])
    #expect(try home.anchors().map(\.size) == [2, 4])
  }

  @Test func `a service that is down holds nothing up and is asked again later, ever more rarely`() throws {
    service.answer(false)
    try home.keeping([service]).finish()
    #expect(try home.anchors().isEmpty)
    home.clock.advance(.minutes(4))
    try home.keeping([service]).finish()
    #expect(service.asked.count == 1)
    home.clock.advance(.minutes(2))
    try home.keeping([service]).finish()
    #expect(service.asked.count == 2)
    home.clock.advance(.minutes(6))
    try home.keeping([service]).finish()
    #expect(service.asked.count == 2)
    #expect(try mark().trouble == "it is down")
    home.clock.advance(.hours(7))
    service.answer(true)
    try home.keeping([service]).finish()
    #expect(service.asked.count == 3)
    #expect(try mark() == AnchorMark(size: 2, at: try mark().at))
  }

  @Test func `one service's trouble is not another's`() throws {
    let (down, up) = (ScriptedService("https://down.example", answers: false), ScriptedService("https://up.example"))
    try home.keeping([down, up]).finish()
    #expect(try home.anchors().count == 1)
    #expect(down.asked == [2] && up.asked == [2])
  }

  @Test func `two services vouch for the same checkpoint side by side`() throws {
    try home.keeping([service, ScriptedService("https://other.example")]).finish()
    #expect(
      try AnchorFiles(directory: home.ledger).tokens().map(\.path) == ["checkpoints/2.tsr", "checkpoints/2.2.tsr"])
    #expect(try home.anchors().map(\.size) == [2, 2])
  }

  @Test func `a token that a crash left without its line is given one, and the service is not asked again`() throws {
    do {
      let writer = try home.installation.openLedger(of: TestHome.matter)
      try writer.keepCheckpoint(2)
      _ = try writer.keepToken(Array("token https://tsa.example 2".utf8), of: 2)
    }
    try home.reopen()
    try home.keeping([service]).finish()
    #expect(service.asked.isEmpty)
    #expect(try home.anchors().map(\.size) == [2])
    #expect(try mark().size == 2)
  }

  @Test func `cron looks for due anchors only where the settings name a service`() throws {
    var settings = AnchorSettings()
    let now = home.clock.now
    #expect(try !home.installation.store.read { try AnchorSchedule.isAnyDue(settings, at: now, in: $0) })
    settings.timeStamps = [.init(url: service.name, chain: "x", policy: nil)]
    #expect(try home.installation.store.read { try AnchorSchedule.isAnyDue(settings, at: now, in: $0) })
    try home.keeping([service]).finish()
    #expect(try !home.installation.store.read { try AnchorSchedule.isAnyDue(settings, at: now, in: $0) })
  }

  private func mark() throws -> AnchorMark {
    try home.installation.store.read { try AnchorMarks(matter: TestHome.matter).mark(of: service.name, in: $0) }
  }
}
