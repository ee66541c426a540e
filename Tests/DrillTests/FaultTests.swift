import Foundation
import Testing

@testable import Drill

@Suite struct FaultTests {
  private static func world(_ fault: DrillFault, _ rhythm: FaultRhythm? = .every(1)) -> World {
    World {
      $0.faults = [fault]
      $0.faultRhythm = rhythm
      $0.outage = .requests(0)
    }
  }

  @Test(arguments: [(DrillFault.lying200, 200), (.tooMany, 429), (.redirect, 307)])
  func `a fault in front of the partner leaves the work undone`(fault: DrillFault, status: Int) {
    var world = Self.world(fault)
    let answer = world.batch(people(9))
    #expect(answer.status == status)
    #expect(answer.decoded(BatchPartner.Report.self) == nil)
    #expect(world.drill.identifiersErased(.batch).isEmpty)
    #expect(world.drill.calls.count == 1)
  }

  @Test(arguments: [(DrillFault.truncated, DrillAnswer.Delivery.cut), (.lostAnswer, .dropped)])
  func `a fault on the way back happens after the work was done`(fault: DrillFault, delivery: DrillAnswer.Delivery) {
    var world = Self.world(fault)
    #expect(world.batch(people(9)).delivery == delivery)
    #expect(!world.drill.identifiersErased(.batch).isEmpty)
  }

  @Test func `each fault strikes in its own rhythm, counted for each partner`() {
    var world = Self.world(.lostAnswer, nil)
    let flaky = World.list("emails_sha256", [String(repeating: "a", count: 64)])
    let deliveries = (1...14).map { _ in
      let other = world.call("POST", "/drill-flaky/audience/remove", body: flaky).delivery
      let own = world.batch(people(1)).delivery
      #expect(own == other)
      return own
    }
    #expect(deliveries.count { $0 == .dropped } == 2)
    var busy = Self.world(.tooMany, nil)
    #expect((1...12).map { _ in busy.batch(people(1)).status }.count { $0 == 429 } == 10)
  }

  @Test func `faults stay with the partners they are meant for`() {
    var world = World {
      $0.faults = [.lying200]
      $0.faultRhythm = .every(1)
      $0.faultyPartners = [.single]
    }
    #expect(world.batch(people(1)).decoded(BatchPartner.Report.self) != nil)
  }

  @Test func `missing-item and unknown-item bend a batch answer by one`() throws {
    var missing = Self.world(.missingItem)
    #expect(try #require(missing.batch(people(100)).decoded(BatchPartner.Report.self)).results.count == 99)
    var unknown = Self.world(.unknownItem)
    let results = try #require(unknown.batch(people(100)).decoded(BatchPartner.Report.self)).results
    #expect(results.count == 101)
    #expect(results.last?.user_id == "u-never-named")
  }

  @Test func `slow holds back, huge-body is 5 MB, bad-signature marks OpenDSR only`() {
    var slow = World {
      $0.faults = [.slow]
      $0.faultRhythm = .every(2)
      $0.slowAnswer = 7
    }
    #expect([slow.batch(people(1)).delay, slow.batch(people(1)).delay] == [0, 7])
    var huge = Self.world(.hugeBody)
    #expect(huge.batch(people(1)).body.count > 5_000_000)
    var wrong = Self.world(.badSignature)
    #expect(wrong.call("GET", "/drill-opendsr/discovery").signature == .wrong)
    #expect(wrong.batch(people(1)).signature == .none)
  }

  @Test func `regress takes jobs and requests back, under way and after they were done`() throws {
    var world = Self.world(.regress)
    let body = World.list("client_ids", people(2))
    let id = try #require(
      world.call("POST", "/drill-async/jobs", World.basic, body: body).decoded(AsyncPartner.Accepted.self)
    ).job_id
    let job = (1...6).map { _ in
      world.call("GET", "/drill-async/jobs/\(id)", World.basic).decoded(AsyncPartner.Status.self)?.state
    }
    #expect(job == [.queued, .running, .queued, .done, .running, .done])
    _ = world.call("POST", "/drill-opendsr/requests", body: OpenDSRTests.request())
    let request = (1...6).map { _ in
      world.call("GET", "/drill-opendsr/requests/\(OpenDSRTests.id)").decoded(OpenDSR.Status.self)?.request_status
    }
    #expect(request == [.pending, .in_progress, .pending, .completed, .in_progress, .completed])
  }

  @Test func `the names of the faults are the ones people type`() {
    let names = DrillFault.allCases.map(\.rawValue).sorted()
    let expected = """
      bad-signature huge-body lost-answer lying-200 missing-item redirect regress slow smtp-451-first smtp-550 \
      smtp-drop-at-dot too-many truncated unknown-item
      """
    #expect(names.joined(separator: " ") == expected)
    #expect(DrillFault.allCases.allSatisfy { !$0.explanation.contains("\n") && $0.explanation.count < 100 })
  }
}
