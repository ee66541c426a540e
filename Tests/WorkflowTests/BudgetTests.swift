import Foundation
import Testing
import Workflow

struct BudgetTests {
  static func limits(_ windows: (calls: Int, per: Span)...) -> Limits {
    Limits(windows: windows.map { Limits.Window(calls: $0.calls, per: $0.per) })
  }

  /// What a restart does to it.
  static func restarted(_ budget: Budget) throws -> Budget {
    try JSONDecoder().decode(Budget.self, from: JSONEncoder().encode(budget))
  }

  @Test func `no window ever holds more calls than it may, wherever it begins, and over restarts`() throws {
    for seed in 0..<150 {
      var dice = Seeded(seed)
      let windows = (0..<dice.number(1...2)).map { _ in
        Limits.Window(calls: dice.number(1...40), per: .milliseconds(Int64(dice.number(1...5000))))
      }
      var (budget, now, begun) = (Budget(), noon, [Instant]())
      for _ in 0..<300 {
        now = now + .milliseconds(Int64(dice.number(0...3) == 0 ? dice.number(0...3000) : dice.number(0...40)))
        let allowed = budget.take(dice.number(0...30), of: Limits(windows: windows), at: now)
        begun += Array(repeating: now, count: allowed)
        if dice.number(0...9) == 0 { budget = try BudgetTests.restarted(budget) }
      }
      #expect(!begun.isEmpty, "seed \(seed)")
      for window in windows {
        let most = BudgetTests.most(begun, in: window.per)
        #expect(most <= window.count, "seed \(seed): \(most) calls in \(window)")
      }
    }
  }

  /// The greatest number of calls in any window [t, t + per).
  static func most(_ begun: [Instant], in per: Span) -> Int {
    var (first, most) = (0, 0)
    for last in begun.indices {
      while begun[last] - begun[first] >= per { first += 1 }
      most = max(most, last - first + 1)
    }
    return most
  }

  @Test(arguments: [(100, 10), (3, 2), (1, 1), (600, 60), (1000, 3600)])
  func `a partner that is asked as fast as it allows gets its whole limit`(_ calls: Int, _ seconds: Int64) {
    let limits = Self.limits((calls, .seconds(seconds)))
    var (budget, now, begun) = (Budget(), noon, 0)
    while now < noon + .seconds(seconds * 100) {
      begun += budget.take(10_000, of: limits, at: now)
      now = budget.next(of: limits, after: now)
    }
    #expect((calls * 99...calls * 100).contains(begun))
  }

  @Test func `a short window is spread out, and at most a fifth of it goes at once`() {
    let limits = Self.limits((100, .seconds(10)))
    var budget = Budget()
    #expect(budget.take(1000, of: limits, at: noon) == 20)
    #expect(budget.take(1000, of: limits, at: noon + .milliseconds(99)) == 0)
    #expect(budget.take(1000, of: limits, at: noon + .milliseconds(100)) == 1)
  }

  @Test func `it says exactly when it allows again`() {
    for seed in 0..<200 {
      var dice = Seeded(seed)
      let limits = Self.limits((dice.number(1...30), .milliseconds(Int64(dice.number(1...9000)))))
      var budget = Budget()
      let now = noon + .milliseconds(Int64(dice.number(0...999)))
      _ = budget.take(dice.number(1...30), of: limits, at: now)
      let next = budget.next(of: limits, after: now)
      var (early, due) = (budget, budget)
      let isEarly = next > now
      #expect(!isEarly || early.take(1, of: limits, at: next + .milliseconds(-1)) == 0, "seed \(seed)")
      #expect(due.take(1, of: limits, at: next) == 1, "seed \(seed)")
    }
  }

  @Test func `a partner without windows is not paced`() {
    var budget = Budget()
    #expect(budget.take(1000, of: Limits(), at: noon) == 1000)
    #expect(budget.next(of: Limits(), after: noon) == noon)
  }

  @Test func `nothing begins before the rest that the partner asked for is over`() throws {
    var budget = Budget()
    budget.rest(until: noon + .seconds(120))
    budget.rest(until: noon + .seconds(60))
    budget.note(healthy: true, terms: .usual(), at: noon, dice: 0.5)
    budget = try BudgetTests.restarted(budget)
    #expect(budget.take(5, of: Limits(), at: noon + .milliseconds(119_999)) == 0)
    #expect(budget.next(of: Limits(), after: noon) == noon + .seconds(120))
    #expect(budget.take(5, of: Limits(), at: noon + .seconds(120)) == 5)
  }

  static func broken() -> Budget {
    var budget = Budget()
    for _ in 0..<Budget.breaksAfter { budget.note(healthy: false, terms: .usual(), at: noon, dice: 0.5) }
    return budget
  }

  @Test func `five failures in a row break the circuit, and a success between them does not`() {
    var budget = Budget()
    for place in 1...9 {
      budget.note(healthy: place == 5, terms: .usual(), at: noon, dice: 0.5)
      #expect(!budget.isBroken)
    }
    budget.note(healthy: false, terms: .usual(), at: noon, dice: 0.5)
    #expect(budget.isBroken)
    #expect(budget.restUntil == noon + .seconds(1))
  }

  @Test func `a broken partner gets one probe at a time`() throws {
    var budget = Self.broken()
    let after = budget.restUntil
    #expect(budget.take(9, of: Limits(), at: noon) == 0)
    #expect(budget.take(9, of: Limits(), at: after) == 1)
    budget = try BudgetTests.restarted(budget)
    #expect(budget.take(9, of: Limits(), at: after + .seconds(30)) == 0)
    #expect(budget.next(of: Limits(), after: after) == after + Budget.probePatience)
    #expect(budget.take(9, of: Limits(), at: after + Budget.probePatience) == 1)
  }

  @Test func `a probe that fails rests longer, and then another may go`() {
    var budget = Self.broken()
    let probed = budget.restUntil
    _ = budget.take(1, of: Limits(), at: probed)
    budget.note(healthy: false, terms: .usual(), at: probed + .seconds(1), dice: 0.5)
    #expect(budget.next(of: Limits(), after: probed) == probed + .seconds(3))
    #expect(budget.take(9, of: Limits(), at: probed + .seconds(3)) == 1)
  }

  @Test func `a probe that succeeds opens the way for all`() {
    var budget = Self.broken()
    let probed = budget.restUntil
    _ = budget.take(1, of: Limits(), at: probed)
    budget.note(healthy: true, terms: .usual(), at: probed + .seconds(1), dice: 0.5)
    #expect(budget.take(9, of: Limits(), at: probed + .seconds(1)) == 9)
  }

  @Test func `answers of calls that were under way when the rest began count as no probe`() {
    var budget = Self.broken()
    let (rest, rests) = (budget.restUntil, budget.rests)
    budget.note(healthy: false, terms: .usual(), at: noon, dice: 0.9)
    #expect(budget.restUntil == rest)
    #expect(budget.rests == rests)
  }

  @Test func `a partner that fails all probes of its retry budget is given up`() {
    var budget = Self.broken()
    for probe in 1...4 {
      #expect(!budget.isGivenUp(by: .usual()), "probe \(probe)")
      budget.note(healthy: false, terms: .usual(), at: budget.restUntil, dice: 0.5)
    }
    #expect(budget.isGivenUp(by: .usual()))
  }

  @Test(arguments: [Span(milliseconds: .max), .days(100_000_000)])
  func `a window beyond all calendars does not overflow`(_ per: Span) {
    var budget = Budget()
    let limits = Self.limits((1000, per))
    #expect(budget.take(1001, of: limits, at: noon) == 1000)
    #expect(budget.take(1, of: limits, at: noon + .days(1)) == 0)
    #expect(budget.next(of: limits, after: noon) > noon)
  }
}
