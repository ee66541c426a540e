import Foundation
import Store
import Testing
import Workflow

@testable import Reports

/// Clocks that limits cannot keep, in words: in the plan, in the status, and as data.
struct ReportClockTests {
  static let due = DutyClock(
    duty: "gdpr-art-17", from: ReportSamples.start, due: ReportSamples.start + .days(45))

  static func warning(
    _ why: Bottleneck?, needs: Span, own: Span? = nil, sharedWith: [String] = []
  ) -> ClockWarning? {
    guard let limits = limits(why) else { return nil }
    let people: Int
    switch why {
    case .window(_, let amount): people = amount
    case .jobs(let count, _, _): people = count
    case nil: people = 1
    }
    func partner(_ id: String, _ people: Int) -> PlannedPartner {
      ReportSamples.partner(
        id, id, .api, .acceptedUnsigned, cells: [],
        lanes: [PlannedLane(name: "l", identifiers: [.email], subjects: .all(people), batch: 1)],
        terms: Terms(inDoubt: .safeToRepeat, completesWithin: own, limits: limits))
    }
    let partners = [partner("acme", people - sharedWith.count)] + sharedWith.map { partner($0, 1) }
    let plan = Plan(
      matter: "m", wave: "w", subjects: people, setRoot: [], inputs: [], clocks: [due], partners: partners)
    return plan.clockWarnings(at: ReportSamples.start).first
  }

  private static func limits(_ why: Bottleneck?) -> Limits? {
    switch why {
    case .window(let window, _): Limits(windows: [window], share: "quota")
    case .jobs(_, let atOnce, _): Limits(jobs: atOnce)
    case nil: Limits()
    }
  }

  @Test func `a quota, a shared quota, jobs and the partner's own time each have their sentence`() throws {
    let duty = "; the duty gdpr-art-17 ends in 45 days (2026-01-22)"
    func sentence(_ why: Bottleneck?, own: Span? = nil, sharedWith: [String] = []) throws -> String {
      ClockWords(try #require(Self.warning(why, needs: .zero, own: own, sharedWith: sharedWith))).text
    }
    let day = Limits.Window(calls: 500, per: .days(1))
    #expect(try sentence(.window(day, amount: 29_000)) == "acme: 29,000 calls at 500 a day need 58 days\(duty)")
    #expect(
      try sentence(.window(day, amount: 29_000), own: .days(30))
        == "acme: 29,000 calls at 500 a day and 30 days of its own time need 88 days\(duty)")
    #expect(
      try sentence(.window(day, amount: 29_000), sharedWith: ["beta"])
        == "acme: 29,000 calls together with beta at 500 a day need 58 days\(duty)")
    #expect(
      try sentence(.window(.init(.subjects, 10_000, per: .days(30)), amount: 20_001))
        == "acme: 20,001 subjects at 10,000 subjects in 30 days need 90 days\(duty)")
    #expect(
      try sentence(.jobs(29, atOnce: 1, each: .days(2)), own: .days(2))
        == "acme: 29 jobs, 1 at a time, each up to 2 days, need 58 days\(duty)")
    #expect(try sentence(nil, own: .days(60)) == "acme: its own time for the work is 60 days\(duty)")
  }

  private func standing(begun: Int, stage: WaveStage = .sending, state: InstructionState = .sending) throws
    -> StandingReport
  {
    var record = ReportSamples.record("ga4", state)
    record.begun = begun
    return StandingReport(
      wave: try ReportSamples.wave(stage: stage), instructions: [record], tallies: [:], now: ReportSamples.start)
  }

  @Test func `the status warns as long as what is left cannot be sent in time`() throws {
    let report = try standing(begun: 500)
    let words = "ga4: 27,000 calls at 500 a day need 54 days; the duty hipaa-164.404 ends in 45 days"
    #expect(report.clockWarnings?.count == 1 && report.clockWarnings?.first?.hasPrefix(words) == true)
    #expect(try report.json().contains("\"clock_warnings\""))
    #expect(report.lines.contains { $0.hasPrefix("  ! ga4: 27,000 calls at 500 a day need 54 days") })
    #expect(ReportCheck.tooWide(report.lines) == [])
    #expect(try standing(begun: 5000).clockWarnings == nil)
    #expect(try standing(begun: 0, stage: .closed).clockWarnings == nil)
    #expect(try standing(begun: 0, state: .settled(.unanswered)).clockWarnings == nil)
    #expect(try !standing(begun: 27_500).json().contains("clock_warnings"))
  }

  @Test func `an ended retention is told with its date, in the plan's words and from the bare code`() throws {
    #expect(
      ReasonWords.sentence(Reason("retention-ended-2026-01-05"))
        == "the partner keeps such data for a stated time, which ended on 2026-01-05 (retention-ended-2026-01-05)")
    #expect(ReasonWords.sentence(Reason("vendor-forbids")).hasPrefix("the vendor forbids this use"))
  }
}
