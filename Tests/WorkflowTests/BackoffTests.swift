import Testing
import Workflow

struct BackoffTests {
  static let schedule = RetrySchedule(base: .seconds(2), cap: .hours(1), attempts: 12)

  @Test(arguments: zip([0, 1, 2, 3, 11, 12, 10_000], [1, 1, 2, 4, 1024, 1800, 1800] as [Int64]))
  func `half a throw is half of base doubled with each strike, up to the cap`(_ strikes: Int, _ seconds: Int64) {
    #expect(Self.schedule.wait(after: strikes, dice: 0.5) == .seconds(seconds))
  }

  @Test func `every wait lies between nothing and the cap`() {
    var dice = Seeded(1)
    for strikes in 0...10_000 {
      let wait = Self.schedule.wait(after: strikes, dice: Double.random(in: 0..<1, using: &dice))
      #expect(wait >= .zero && wait < .hours(1))
    }
  }

  @Test(arguments: [0, 1, 41, 64, 10_000, Int.max], [0, 0.5, 1.0.nextDown, 1, 2])
  func `the longest base and cap do not overflow`(_ strikes: Int, _ dice: Double) {
    let schedule = RetrySchedule(base: Span(milliseconds: .max), cap: Span(milliseconds: .max), attempts: 1)
    #expect(schedule.wait(after: strikes, dice: dice) >= .zero)
  }

  @Test func `a throw outside of the dice is taken as their nearest side`() {
    #expect(Self.schedule.wait(after: 3, dice: -1) == .zero)
    #expect(Self.schedule.wait(after: 3, dice: 5) == .milliseconds(7999))
  }

  @Test func `a base below zero waits for nothing`() {
    #expect(RetrySchedule(base: .seconds(-5)).wait(after: 3, dice: 0.5) == .zero)
  }
}
