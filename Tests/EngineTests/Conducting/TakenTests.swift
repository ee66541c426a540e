import Channels
import Store
import Testing
import Workflow

@testable import Engine

/// A partner that shows only later that it took what was sent to it.
@Suite struct TakenTests {
  typealias Scene = SharedQuotaTests.Scene

  private static func terms(_ doubt: InDoubtPolicy) -> Terms {
    Terms(
      inDoubt: doubt, retry: RetrySchedule(base: .seconds(1), cap: .seconds(2), attempts: 50),
      poll: PollSchedule(first: .hours(1), every: .hours(1), giveUp: .days(10)), limits: Limits(concurrency: 1))
  }

  private static let taken = Report.Finding.asked(.taken(.acceptedUnsigned, Reason("file-taken")))

  private static func subjects(_ rung: Rung, in scene: Scene) throws -> Int? {
    let id = InstructionID(wave: "sim-w1", partner: "acme")
    return try scene.store.read { try $0.instruction(id)?.ladder[rung]?.subjects }
  }

  @Test func `the receipt is confirmed once, and what was known before is not counted again`() throws {
    let scene = try Scene([("acme", Self.terms(.safeToRepeat))], subjects: 4)
    _ = try scene.run { .sent(.accepted(Acceptance(grade: .transmitted, job: Array($0.key.utf8)))) }
    #expect(try Self.subjects(.delivered, in: scene) == 4)
    #expect(try Self.subjects(.receiptConfirmed, in: scene) == nil)
    for _ in 0..<2 {
      scene.pass(.hours(1))
      #expect(try scene.run { _ in Self.taken }.map(\.kind) == [.ask])
      for rung in [Rung.issued, .delivered, .receiptConfirmed] { #expect(try Self.subjects(rung, in: scene) == 4) }
    }
    #expect(try Self.subjects(.claimed, in: scene) == nil)
  }

  @Test func `where it was in doubt whether anything arrived, all three facts are known at once`() throws {
    let scene = try Scene([("acme", Self.terms(.queryFirst))], subjects: 4)
    _ = try scene.run { $0.kind == .ask ? nil : .sent(.lost(Reason("reset"))) }
    #expect(try Self.subjects(.issued, in: scene) == nil)
    scene.pass(.minutes(1))
    _ = try scene.run { $0.kind == .ask ? Self.taken : nil }
    for rung in [Rung.issued, .delivered, .receiptConfirmed] { #expect(try Self.subjects(rung, in: scene) == 4) }
  }
}
