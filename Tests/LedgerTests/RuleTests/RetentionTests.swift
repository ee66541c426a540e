import Testing

@testable import Ledger

/// A partner that keeps data for a stated time only: what the approved plan says of it needs no partner's word.
struct RetentionTests {
  private func story(announced: Bool, _ change: (inout [Entry]) -> Void = { _ in }) throws -> [Entry] {
    var lines = try Story.honest()
    if announced { lines.open { $0.partners[3].rest = .expiredByRetention } }
    let place = try #require(
      lines.firstIndex {
        guard case .outcome(let entry) = $0 else { return false }
        return entry.partner == "p4"
      })
    lines.outcome(place) { $0.outcome = .expiredByRetention }
    lines.close { close in
      for place in close.totals.indices where close.totals[place].partner == "p4" {
        close.totals[place] = Story.total("p4", .expiredByRetention, 10)
      }
    }
    change(&lines)
    return lines
  }

  @Test func `data that was gone before the plan needs no line where the opening says so`() throws {
    let report = try Story.write(try story(announced: true)).verify()
    #expect(report.findings == [])
    #expect(report.waves.first?.partners.last?.byOutcome[.expiredByRetention] == 10)
  }

  @Test func `what the opening did not say is found out`() throws {
    let findings = try Story.write(try story(announced: false)).verify().findings
    #expect(findings.contains { $0.what.contains("neither an accepted dispatch nor an answer") }, "\(findings)")
  }

  @Test func `nobody who was to be asked is said to be gone without a line`() throws {
    let lines = try story(announced: true) { lines in
      lines.open { $0.partners[1].rest = .expiredByRetention }
      lines.outcome(17) { ($0.outcome, $0.grade, $0.answers) = (.expiredByRetention, nil, []) }
    }
    let findings = try Story.write(lines).verify().findings
    #expect(findings.contains { $0.index == 17 && $0.what.contains("although subject 3 was to be asked") })
  }
}
