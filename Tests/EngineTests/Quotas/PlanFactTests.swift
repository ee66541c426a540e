import Ledger
import Store
import Testing
import Workflow

@testable import Engine

/// What partners' facts do to a plan, and to the ledger that follows from it.
struct PlanFactTests {
  @Test func `what a partner keeps no longer is expired, with the date, and nobody is asked`() throws {
    let plan = try FactScene().plan().plan
    let gone = try #require(plan.partner("gone"))
    #expect(gone.route == nil && gone.dispatches == 0 && gone.obstacle == Reason("retention-ended-2023-01-05"))
    #expect(gone.restOutcome == .expiredByRetention)
    let words = "recordings: kept 30 days, so nothing of the period is left since 2023-01-05"
    #expect(
      gone.cells.map(\.finding)
        == Array(
          repeating: .notPossible(
            Reason("retention-ended-2023-01-05"), because: words, source: "docs.gone.example"), count: 2))
  }

  @Test func `what the vendor forbids is not possible, unless the account says that it is permitted`() throws {
    let barred = try #require(try FactScene().plan().plan.partner("barred"))
    #expect(barred.route == nil && barred.obstacle == Reason("vendor-forbids") && barred.restOutcome == .notPossible)
    #expect(
      barred.cells.first?.finding
        == .notPossible(Reason("vendor-forbids"), because: "not for clean-ups", source: nil))
    let lifted = try #require(try FactScene().plan(accounts: ["barred": ["may": "permitted"]]).plan.partner("barred"))
    #expect(lifted.route == .api && lifted.dispatches == FactScene.people)
    #expect(lifted.remarks.contains { $0.hasPrefix("the vendor forbids this use (not for clean-ups); the account") })
    let other = try #require(try FactScene().plan(accounts: ["barred": ["may": "yes"]]).plan.partner("barred"))
    #expect(other.route == nil)
  }

  @Test func `a plan says when nothing will be left, and how long asking would take`() throws {
    let wave = try FactScene().plan()
    let slow = try #require(wave.plan.partner("slow"))
    #expect(slow.facts?.retention?.ends == Instant(seconds: 1_704_909_600))  // 2024-01-10T18:00:00Z
    #expect(
      slow.remarks.contains(
        "retention: events kept 400 days, nothing of the period is left after 2024-01-10; "
          + "asking would need until 2024-01-13"), "\(slow.remarks)")
    #expect(wave.plan.clockWarnings(at: wave.createdAt).map(\.partner) == ["slow"])
    #expect(wave.plan.clockWarnings(at: wave.createdAt).first?.alternatives.map(\.words) == ["ask for more"])
  }

  @Test func `a plan shows side effects, and who would hear of a person twice`() throws {
    let hub = try #require(try FactScene().plan().plan.partner("hub"))
    #expect(
      hub.remarks.suffix(3) == [
        "side effect: also keeps the person's future data out",
        "passes the deletion on to slow, which this wave also asks itself: it hears of each person twice",
        "passes the deletion on to gone",
      ])
  }

  @Test func `a plan counts every call that is certain: steps, slices, and each lane that tells`() throws {
    let plan = try FactScene().plan().plan
    let sliced = try #require(plan.partner("sliced"))
    #expect(sliced.dispatches == FactScene.people)
    // Three slices of two calls; ten people are told by two lanes.
    #expect(sliced.requests == (FactScene.people + 10) * 6 && sliced.mayNeedMore && plan.mayNeedMore)
    #expect(sliced.load().calls == sliced.requests)
    let slow = try #require(plan.partner("slow"))
    #expect(slow.requests == FactScene.people && !slow.mayNeedMore)
  }

  @Test func `a preview shows each lane that tells, and how many calls the dispatch makes`() throws {
    let scene = try FactScene()
    let wave = try scene.plan()
    let text = try Previews(scene.installation).text(
      of: wave, partner: "sliced", dispatch: 0, showIdentifiers: true)
    #expect(text.contains("# lane user\n") && text.contains("# lane mail\n"))
    #expect(text.contains("user-10") && text.contains("@shop.example"))
    #expect(text.hasSuffix("# this dispatch makes at least 12 calls"), "\(text)")
    let plain = try Previews(scene.installation).text(of: wave, partner: "slow", dispatch: 0, showIdentifiers: true)
    #expect(!plain.contains("# "))
  }

  @Test func `the ledger tells the expired from the impossible, and holds`() throws {
    let scene = try FactScene()
    let wave = try scene.plan()
    try scene.open(wave)
    let report = LedgerVerifier.verify(directory: scene.home.ledger(of: "facts"))
    #expect(report.findings.isEmpty, "\(report.findings)")
    let partners = try #require(report.waves.first).partners
    #expect(partners.first { $0.id == "gone" }?.byOutcome == [.expiredByRetention: FactScene.people])
    #expect(partners.first { $0.id == "barred" }?.byOutcome == [.notPossible: FactScene.people])
    #expect(partners.first { $0.id == "slow" }?.settled == 0)
    let states = try scene.installation.store.read { try $0.instructions(of: wave.id) }
    #expect(states.first { $0.id.partner == "gone" }?.state == .settled(.expiredByRetention))
  }
}
