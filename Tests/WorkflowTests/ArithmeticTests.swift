import Foundation
import Testing
import Workflow

/// Quota against volume for 29,000 people, with the limits that real partners publish.
struct ArithmeticTests {
  struct Row {
    var partner: String
    var windows: [Limits.Window]
    var batch: Int
    var needs: Span
  }

  static let people = 29_000

  static let rows = [
    Row(partner: "ga4-user-deletion", windows: [.init(calls: 500, per: .days(1))], batch: 1, needs: .days(58)),
    Row(partner: "tealium", windows: [.init(calls: 1000, per: .days(1))], batch: 1, needs: .days(29)),
    Row(partner: "adobe-privacy-service", windows: [.init(calls: 20_000, per: .days(1))], batch: 1, needs: .days(2)),
    Row(
      partner: "mparticle",
      windows: [
        .init(calls: 1000, per: .minutes(1)), .init(calls: 26_666, per: .hours(8)), .init(calls: 80_000, per: .days(1)),
      ], batch: 1, needs: .hours(16)),
    Row(partner: "klaviyo", windows: [.init(calls: 60, per: .minutes(1))], batch: 1, needs: .minutes(484)),
    Row(partner: "zendesk", windows: [.init(calls: 700, per: .minutes(10))], batch: 1, needs: .hours(7)),
    Row(partner: "appsflyer", windows: [.init(calls: 350, per: .minutes(1))], batch: 1, needs: .minutes(83)),
    Row(partner: "hubspot", windows: [.init(calls: 100, per: .seconds(10))], batch: 1, needs: .seconds(2900)),
    Row(partner: "amplitude", windows: [.init(calls: 1, per: .seconds(1))], batch: 100, needs: .seconds(290)),
    Row(
      partner: "branch",
      windows: [
        .init(calls: 5, per: .seconds(1)), .init(calls: 10, per: .minutes(1)), .init(calls: 100, per: .hours(1)),
      ], batch: 1000, needs: .minutes(3)),
    Row(partner: "segment", windows: [.init(.subjects, 110_000, per: .days(30))], batch: 5000, needs: .zero),
  ]

  static func partner(
    _ id: String, _ limits: Limits, batch: Int = 1, people: Int = people, completesWithin: Span? = nil,
    facts: PlannedFacts? = nil
  ) -> PlannedPartner {
    PlannedPartner(
      id: id, name: id, route: .api, scope: .subjects, bestGrade: nil, obstacle: nil,
      lanes: [PlannedLane(name: "l", identifiers: [.email], subjects: .all(people), batch: batch)], cells: [],
      terms: Terms(inDoubt: .safeToRepeat, completesWithin: completesWithin, limits: limits), remarks: [], facts: facts)
  }

  static func plan(_ partners: [PlannedPartner], days: Int64 = 45) -> Plan {
    Plan(
      matter: "m", wave: "w", subjects: people, setRoot: [], inputs: [],
      clocks: [DutyClock(duty: "gdpr-art-17", from: noon, due: noon + .days(days))], partners: partners)
  }

  @Test(arguments: rows)
  func `what sending takes is what the published limits come to`(_ row: Row) {
    let partner = Self.partner(row.partner, Limits(windows: row.windows), batch: row.batch)
    #expect(Self.plan([partner]).timeNeeded(of: partner) == row.needs)
  }

  @Test func `one job at a time takes as long as all of them, one after another`() {
    let limits = Limits(jobs: 1)
    let partner = Self.partner("adobe-analytics-data-repair", limits, batch: 1000, completesWithin: .days(2))
    let pace = Self.plan([partner]).pace(of: partner)
    #expect(pace?.needs == .days(58))
    #expect(pace?.why == .jobs(29, atOnce: 1, each: .days(2)))
  }

  @Test func `a call that takes several requests spends the quota several times`() {
    let limits = Limits(windows: [.init(calls: 1000, per: .days(1))])
    let partner = Self.partner("intercom", limits, facts: PlannedFacts(callsEach: 2))
    #expect(partner.load().calls == 58_000)
    #expect(Self.plan([partner]).timeNeeded(of: partner) == .days(58))
  }

  @Test func `subjects and bytes count as calls do`() {
    let monthly = Self.partner("segment", Limits(windows: [.init(.subjects, 10_000, per: .days(30))]), batch: 5000)
    #expect(Self.plan([monthly]).timeNeeded(of: monthly) == .days(90))
    let heavy = Limits(windows: [.init(.bytes, 5_000_000, per: .minutes(1))], callBytes: 4_000_000)
    let mass = Self.partner("mass", heavy, batch: 1000)
    #expect(Self.plan([mass]).timeNeeded(of: mass) == .minutes(24))
  }

  @Test func `GA4 at 500 a day is warned of on day one, with the ways out that the file knows`() throws {
    let ways = [Alternative(partner: nil, words: "ask Google for a higher quota")]
    let ga4 = Self.partner(
      "ga4-user-deletion", Limits(windows: [.init(calls: 500, per: .days(1))]), facts: PlannedFacts(alternatives: ways))
    let warning = try #require(Self.plan([ga4]).clockWarnings(at: noon).first)
    #expect(warning.needs == .days(58) && warning.left == .days(45))
    #expect(warning.why == .window(.init(calls: 500, per: .days(1)), amount: 29_000))
    #expect(warning.alternatives == ways)
    #expect(Self.plan([ga4], days: 58).clockWarnings(at: noon).isEmpty)
  }

  @Test func `partners that share a budget wait for each other`() throws {
    let limits = Limits(windows: [.init(calls: 500, per: .days(1))], share: "google")
    let pair = [Self.partner("one", limits, people: 10_000), Self.partner("two", limits, people: 12_500)]
    let alone = Self.partner("three", Limits(windows: limits.windows), people: 10_000)
    let plan = Self.plan(pair + [alone], days: 40)
    let warnings = plan.clockWarnings(at: noon)
    #expect(warnings.map(\.partner) == ["one", "two"])
    #expect(warnings.map(\.needs) == [.days(45), .days(45)])
    #expect(warnings.map(\.sharedWith) == [["two"], ["one"]])
  }

  @Test func `what is already sent needs no time any more`() {
    let ga4 = Self.partner("ga4", Limits(windows: [.init(calls: 500, per: .days(1))]))
    let plan = Self.plan([ga4])
    #expect(plan.clockWarnings(at: noon + .days(10)) { _ in 5000 }.map(\.needs) == [.days(48)])
    #expect(plan.clockWarnings(at: noon + .days(10)) { _ in 12_000 }.isEmpty)
    #expect(plan.clockWarnings(at: noon + .days(60)) { _ in 29_000 }.isEmpty)
  }

  @Test func `the first dispatches are taken off lane by lane`() {
    let lanes = [
      PlannedLane(name: "a", identifiers: [.email], subjects: .all(25), batch: 10),
      PlannedLane(name: "b", identifiers: [.email], subjects: SubjectRanges(25...44), batch: 10),
    ]
    var partner = PlanTests.partner(lanes, scope: .both, terms: Terms(inDoubt: .safeToRepeat))
    #expect((0...7).map { partner.load(begun: $0).subjects } == [45, 45, 35, 25, 20, 10, 0, 0])
    partner.terms?.limits.callBytes = 100
    #expect(partner.load(begun: 4) == Load(calls: 2, subjects: 20, bytes: 200))
  }

  @Test func `retention counts from the end of the leak, and what it ends before the plan is not asked`() {
    let over = PlannedRetention(of: "events", days: 30, source: nil, until: noon, now: noon + .days(30))
    #expect(over.ends == noon + .days(30) && over.isOver)
    #expect(!PlannedRetention(of: "events", days: 30, source: nil, until: noon, now: noon + .days(29)).isOver)
    var partner = PlanTests.partner([], route: nil)
    #expect(partner.restOutcome == .notPossible)
    partner.facts = PlannedFacts(retention: over)
    #expect(partner.restOutcome == .expiredByRetention)
    #expect(PlanTests.partner([]).restOutcome == .noIdentifier)
    #expect(PlanTests.partner([], scope: .both).restOutcome == nil)
  }

  @Test func `a plan of an earlier version keeps its bytes`() throws {
    let old = """
      {"concurrency":4,"windows":[{"calls":500,"per":86400000}]}
      """
    let limits = try JSONDecoder().decode(Limits.self, from: Data(old.utf8))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    #expect(String(decoding: try encoder.encode(limits), as: UTF8.self) == old)
    let partner = String(decoding: try encoder.encode(PlanTests.partner([])), as: UTF8.self)
    #expect(!partner.contains("facts"))
    let written = try encoder.encode(
      Limits(windows: [.init(.subjects, 7, per: .days(1), resets: .hours(8))], jobs: 1, share: "x", callBytes: 5))
    #expect(String(decoding: written, as: UTF8.self).contains(#"{"per":86400000,"resets":28800000,"subjects":7}"#))
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Limits.Window.self, from: Data(#"{"per":1}"#.utf8))
    }
  }
}
