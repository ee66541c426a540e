import Testing
import Workflow

struct PlanTests {
  static func partner(
    _ lanes: [PlannedLane], route: Route? = .api, scope: Scope = .subjects, terms: Terms? = nil
  ) -> PlannedPartner {
    PlannedPartner(
      id: "acme", name: "Acme", route: route, scope: scope, bestGrade: nil, obstacle: nil, lanes: lanes, cells: [],
      terms: terms, remarks: [])
  }

  /// Lanes that share no subject, as the planner makes them.
  static func lanes(_ dice: inout Seeded) -> [PlannedLane] {
    var free = SubjectRanges.all(200)
    return (0..<dice.number(0...4)).map { place in
      let subjects = SubjectRanges(dice.ranges(below: 200, atMost: 12)).intersection(free)
      free = free.subtracting(subjects)
      return PlannedLane(name: "lane-\(place)", identifiers: [.email], subjects: subjects, batch: dice.number(0...60))
    }
  }

  @Test func `the planned dispatches cover each routed subject exactly once`() {
    for seed in 0..<300 {
      var dice = Seeded(seed)
      let partner = PlanTests.partner(PlanTests.lanes(&dice), scope: Scope.allCases[dice.number(0...2)])
      var covered: [Int] = []
      for number in 0..<partner.dispatches {
        guard let (lane, subjects) = partner.dispatch(number) else {
          Issue.record("seed \(seed): dispatch \(number) is missing")
          return
        }
        guard let lane, let subjects else {
          #expect(lane == nil && subjects == nil && number == 0 && partner.sendsSelector, "seed \(seed)")
          continue
        }
        #expect(!subjects.isEmpty && subjects.count <= partner.lanes[lane].batch, "seed \(seed)")
        #expect(subjects.subtracting(partner.lanes[lane].subjects).isEmpty, "seed \(seed)")
        covered += subjects.indices
      }
      #expect(covered.sorted() == Array(partner.routed.indices), "seed \(seed)")
      #expect(partner.dispatch(partner.dispatches) == nil, "seed \(seed)")
      #expect(partner.dispatch(-1) == nil)
    }
  }

  @Test func `a partner without a route is sent nothing`() {
    let lane = PlannedLane(name: "l", identifiers: [.email], subjects: .all(5), batch: 2)
    let partner = Self.partner([lane], route: nil, scope: .both)
    #expect(partner.dispatch(0) == nil)
    #expect(partner.requests == 0 && partner.mails == 0 && !partner.sendsSelector)
  }

  @Test(arguments: Route.allCases)
  func `a route counts as requests, as mails, or as a person's work`(_ route: Route) {
    let lane = PlannedLane(name: "l", identifiers: [.email], subjects: .all(5), batch: 2)
    let partner = Self.partner([lane], route: route, scope: .both)
    #expect(partner.dispatches == 4)
    #expect(partner.mails == (route == .email ? 4 : 0))
    #expect(partner.requests == ([.email, .portal].contains(route) ? 0 : 4))
  }

  @Test func `a batch is never smaller than one`() {
    #expect(PlannedLane(name: "l", identifiers: [], subjects: .all(3), batch: 0).dispatches == 3)
    #expect(PlannedLane(name: "l", identifiers: [], subjects: SubjectRanges(), batch: -4).dispatches == 0)
  }

  static let window = Limits(windows: [.init(calls: 10, per: .hours(1)), .init(calls: 50, per: .days(1))])

  @Test(arguments: zip([0, 1, 10, 11, 50, 51, 101], [0, 0, 0, 2, 5, 48, 72] as [Int64]))
  func `sending takes as long as its slowest window, and a window that is begun counts whole`(
    _ calls: Int, _ hours: Int64
  ) {
    #expect(Self.window.time(for: calls) == .hours(hours))
  }

  @Test func `a limit beyond all calendars is for ever, and does not overflow`() {
    #expect(Limits(windows: [.init(calls: 1, per: Span(milliseconds: .max))]).time(for: 9) == Span(milliseconds: .max))
  }

  @Test func `a partner is warned of only where it cannot keep a clock`() {
    var terms = Terms(inDoubt: .safeToRepeat, completesWithin: .days(45))
    terms.limits = Self.window
    let lane = PlannedLane(name: "l", identifiers: [.email], subjects: .all(101), batch: 1)
    let tight = DutyClock(duty: "tight", from: noon, due: noon + .days(47))
    let wide = DutyClock(duty: "wide", from: noon, due: noon + .days(48))
    let plan = Plan(
      matter: "m", wave: "w", subjects: 101, setRoot: [], inputs: [], clocks: [tight, wide],
      partners: [Self.partner([lane], terms: terms), Self.partner([lane], route: nil, terms: terms)])
    let warnings = plan.clockWarnings(at: noon)
    #expect(warnings.map(\.partner) == ["acme"])
    #expect(warnings.map(\.clock) == [tight])
    #expect(warnings.map(\.needs) == [.days(48)])
    #expect(warnings.map(\.left) == [.days(47)])
  }
}
