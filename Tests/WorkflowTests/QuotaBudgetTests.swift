import Foundation
import Testing
import Workflow

/// Quotas that last longer than a process: days, months, fixed windows, subjects and bytes.
struct QuotaBudgetTests {
  struct Call {
    var at: Instant
    var load: Load
  }

  /// The greatest amount in any rolling or fixed window, counted from the plain list of calls.
  static func most(_ calls: [Call], _ window: Limits.Window) -> Int {
    if let resets = window.resets {
      let windows = Dictionary(grouping: calls) { ($0.at.milliseconds - resets.milliseconds) / window.per.milliseconds }
      return windows.values.map { $0.reduce(0) { $0 + $1.load[window.unit] } }.max() ?? 0
    }
    var (first, held, most) = (0, 0, 0)
    for last in calls.indices {
      held += calls[last].load[window.unit]
      while calls[last].at - calls[first].at >= window.per {
        held -= calls[first].load[window.unit]
        first += 1
      }
      most = max(most, held)
    }
    return most
  }

  static func window(_ dice: inout Seeded) -> Limits.Window {
    let unit = Limits.Window.Unit.allCases[dice.number(0...2)]
    guard dice.number(0...3) > 0 else {
      return .init(unit, dice.number(20...900), per: .days(1), resets: .minutes(Int64(dice.number(0...1439))))
    }
    return .init(unit, dice.number(20...900), per: .milliseconds(Int64(dice.number(1...200_000_000))))
  }

  @Test func `no window of any unit ever holds more than it may, over restarts and clocks set back`() throws {
    for seed in 0..<150 {
      var dice = Seeded(seed)
      let limits = Limits(windows: (0..<dice.number(1...4)).map { _ in Self.window(&dice) })
      var (budget, now, calls) = (Budget(), noon, [Call]())
      for _ in 0..<400 {
        now = now + .milliseconds(Int64(dice.number(0...3) == 0 ? dice.number(0...40_000_000) : dice.number(0...9000)))
        let loads = (0..<dice.number(0...30)).map { _ in
          Load(calls: 1, subjects: dice.number(0...20), bytes: dice.number(0...20))
        }
        let allowed = budget.take(loads, of: limits, at: now)
        calls += loads.prefix(allowed).map { Call(at: now, load: $0) }
        if dice.number(0...20) == 0 { budget = try BudgetTests.restarted(budget) }
        if dice.number(0...40) == 0 { _ = budget.take(0, of: limits, at: now + .milliseconds(-5000)) }
      }
      #expect(!calls.isEmpty, "seed \(seed)")
      for window in limits.windows {
        let most = Self.most(calls, window)
        #expect(most <= window.count, "seed \(seed): \(most) in \(window)")
      }
    }
  }

  @Test func `a window that is used all the time never holds more than it may, and nearly always as much`() throws {
    for seed in 0..<30 {
      var dice = Seeded(seed)
      let window = Limits.Window(calls: dice.number(120...600), per: .minutes(Int64(dice.number(5...3000))))
      let limits = Limits(windows: [window])
      let step = Int(window.per.milliseconds) / window.count
      var (budget, now, calls) = (Budget(), noon, [Call]())
      while now < noon + .milliseconds(window.per.milliseconds * 5) {
        let allowed = budget.take(dice.number(1...3), of: limits, at: now)
        calls += Array(repeating: Call(at: now, load: .call), count: allowed)
        now = now + .milliseconds(Int64(dice.number(1...step)))
        if dice.number(0...200) == 0 { budget = try BudgetTests.restarted(budget) }
      }
      let most = Self.most(calls, window)
      #expect(most <= window.count, "seed \(seed): \(most) in \(window)")
      #expect(calls.count >= window.count * 5 * 97 / 100, "seed \(seed): \(calls.count) in 5 of \(window)")
    }
  }

  @Test func `500 a day are 500 on each day, and 29,000 are through within 58 days`() throws {
    let limits = Limits(windows: [.init(calls: 3, per: .seconds(2)), .init(calls: 500, per: .days(1))])
    var (budget, now, begun, days, last) = (Budget(), noon, 0, [Int64: Int](), noon)
    while begun < 29_000 {
      let allowed = budget.take(min(4, 29_000 - begun), of: limits, at: now)
      begun += allowed
      if allowed > 0 { last = now }
      days[(now - noon).milliseconds / 86_400_000, default: 0] += allowed
      now = max(now + .milliseconds(1), budget.next(of: limits, after: now))
      if begun.isMultiple(of: 97) { budget = try BudgetTests.restarted(budget) }
    }
    #expect(days.count == 58 && days.values.allSatisfy { $0 == 500 })
    // Nothing is wasted: each day begins less than half a minute later than the one before.
    #expect(last - noon < .minutes(57 * 1440 + 30))
    #expect(last - noon <= limits.time(for: 29_000))
  }

  @Test func `a quota that resets at a time of day is whole again at that time and not before`() {
    // Midnight eight hours west of Greenwich.
    let limits = Limits(windows: [.init(.calls, 500, per: .days(1), resets: .hours(8))])
    var budget = Budget()
    let reset = Instant(milliseconds: (noon.milliseconds / 86_400_000 + 1) * 86_400_000) + .hours(8)
    #expect(budget.take(600, of: limits, at: reset + .milliseconds(-1)) == 500)
    #expect(budget.next(of: limits, after: reset + .milliseconds(-1)) == reset)
    #expect(budget.take(600, of: limits, at: reset) == 500)
    #expect(budget.take(1, of: limits, at: reset + .hours(23)) == 0)
    #expect(budget.next(of: limits, after: reset) == reset + .days(1))
  }

  @Test func `a call waits until all of its subjects fit`() {
    let limits = Limits(windows: [.init(.subjects, 110_000, per: .days(30))])
    var budget = Budget()
    let call = Load(calls: 1, subjects: 5000)
    #expect(budget.take(Array(repeating: call, count: 30), of: limits, at: noon) == 22)
    #expect(budget.next(call, of: limits, after: noon) == noon + .days(30))
    #expect(budget.next(.call, of: limits, after: noon) == noon)
    #expect(budget.take([call], of: limits, at: noon + .days(30) + .milliseconds(-1)) == 0)
    #expect(budget.take([.call], of: limits, at: noon + .days(29)) == 1)
  }

  @Test func `a budget in use stays under 2 KiB`() throws {
    let limits = Limits(windows: [
      .init(calls: 5, per: .seconds(1)), .init(calls: 26_666, per: .hours(8)), .init(calls: 80_000, per: .days(1)),
    ])
    var (budget, now) = (Budget(), noon)
    for _ in 0..<20_000 {
      _ = budget.take(5, of: limits, at: now)
      now = now + .milliseconds(5123)
    }
    #expect(try JSONEncoder().encode(budget).count < 2048)
  }

  static let old = """
    {"arrivals":[%@],"failures":2,"probeUntil":0,"restUntil":1000,"rests":1}
    """

  @Test func `what an earlier version stored is read, and is no reason for a burst`() throws {
    // 500 a day as it was kept then: a burst of 100, one more each 86,400 s / 401.
    let interval: Int64 = (86_400_000_000 + 400) / 401
    let limits = Limits(windows: [.init(calls: 500, per: .days(1))])
    func stored(_ arrival: Int64) throws -> Budget {
      let text = Self.old.replacingOccurrences(of: "%@", with: String(arrival))
      return try JSONDecoder().decode(Budget.self, from: Data(text.utf8))
    }
    var idle = try stored((noon + .days(-2)).milliseconds * 1000)
    #expect(idle.failures == 2 && idle.rests == 1 && idle.restUntil == Instant(milliseconds: 1000))
    #expect(idle.take(600, of: limits, at: noon) == 500)
    // The burst of 100 had just gone; before it there may have been one call in each interval.
    var busy = try stored(noon.milliseconds * 1000 + 100 * interval)
    #expect(busy.take(600, of: limits, at: noon) == 0)
    var (later, begun) = (noon, 0)
    while later < noon + .days(1) {
      later = busy.next(of: limits, after: later)
      begun += busy.take(1, of: limits, at: later)
    }
    #expect((395...405).contains(begun))
    #expect(busy.take(600, of: limits, at: noon + .days(1)) <= 100)
    // One call, long before: of the day only that one can be in the way.
    var single = try stored(noon.milliseconds * 1000 - 12 * 3_600_000_000)
    #expect(single.take(600, of: limits, at: noon) < 500)
  }

  @Test func `an old budget is kept until a window asks for it`() throws {
    let text = Self.old.replacingOccurrences(of: "%@", with: String((noon + .days(1)).milliseconds * 1000))
    var budget = try JSONDecoder().decode(Budget.self, from: Data(text.utf8))
    _ = budget.take(1, of: Limits(), at: noon)
    budget = try BudgetTests.restarted(budget)
    #expect(budget.take(1, of: Limits(windows: [.init(calls: 10, per: .days(2))]), at: noon) == 0)
  }

  @Test func `a limit that was changed in the file does not forget what was spent`() {
    var budget = Budget()
    #expect(budget.take(400, of: Limits(windows: [.init(calls: 500, per: .days(1))]), at: noon) == 400)
    let wider = Limits(windows: [.init(calls: 600, per: .days(2))])
    #expect(budget.take(600, of: wider, at: noon + .hours(1)) == 200)
    let larger = Limits(windows: [.init(calls: 1000, per: .days(1))])
    #expect(budget.take(1000, of: larger, at: noon + .hours(2)) == 400)
  }

  @Test func `a damaged record is refused`() {
    for spent in ["gA==", "AQ==", "////////////AQ=="] {
      let text = """
        {"failures":0,"probeUntil":0,"restUntil":0,"rests":0,"meters":[{"unit":"calls","per":1000,"spent":"\(spent)"}]}
        """
      #expect(throws: DecodingError.self) { try JSONDecoder().decode(Budget.self, from: Data(text.utf8)) }
    }
  }
}
