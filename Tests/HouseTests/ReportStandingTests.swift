import Foundation
import Store
import Testing
import Workflow

@testable import Reports

@Test func `a standing fits 80 columns, and no partner's name moves the cursor`() throws {
  let report = try ReportSamples.standing()
  #expect(ReportCheck.tooWide(report.lines) == [])
  #expect(ReportCheck.controls(report.text) == [])
  #expect(ReportCheck.controls(try report.json()) == [])
}

@Test func `the five facts of a partner stand apart, each with its days and its count`() throws {
  let lines = try ReportSamples.standing().lines
  let first = try #require(lines.firstIndex { $0.hasPrefix("Google") })
  #expect(
    Array(lines[(first - 3)...(first + 2)]) == [
      "                                                 receipt",
      "partner                     issued  delivered  confirmed    claimed   verified",
      "----------------------- ---------- ---------- ---------- ---------- ----------",
      "Google Analytics 4      2025-12-08 2025-12-09 2025-12-10 2026-01-07          -",
      "awaiting                2025-12-11     27,300     27,200     12,000",
      "until 2026-02-06            27,500",
    ])
}

@Test(arguments: Rung.allCases)
func `a fact fills its own column and no other`(_ rung: Rung) throws {
  var wave = try ReportSamples.wave()
  wave.plan.partners = wave.plan.partners.filter { $0.id == "northmail" }
  let record = ReportSamples.record("northmail", .sending, [(rung, 17, 0)])
  let report = StandingReport(wave: wave, instructions: [record], tallies: [:], now: ReportSamples.start)
  let row = try #require(report.lines.first { $0.hasPrefix("Northmail") })
  let place = try #require(Rung.allCases.firstIndex(of: rung))
  let cells = row.split(separator: " ").dropFirst().map(String.init)
  #expect(cells == Rung.allCases.indices.map { $0 == place ? "2025-12-08" : "-" })
  let ladder = try #require(report.partners.first?.ladder)
  let facts = [ladder.issued, ladder.delivered, ladder.receiptConfirmed, ladder.claimed, ladder.verified]
  #expect(facts.map { $0?.subjects } == Rung.allCases.indices.map { $0 == place ? 17 : nil })
}

@Test func `outcomes stand below their partner, and never without what proves them`() throws {
  let lines = try ReportSamples.standing().lines
  #expect(lines.contains("    deleted               claimed-complete-unsigned    12,000"))
  #expect(lines.contains("    open                  -                            14,993"))
  #expect(ReportCheck.bareDeleted(lines) == [])
}

@Test func `a deletion without any grade is called a claim without evidence`() throws {
  var wave = try ReportSamples.wave()
  wave.plan.partners = wave.plan.partners.filter { $0.id == "northmail" }
  let id = InstructionID(wave: wave.id, partner: "northmail")
  let report = StandingReport(
    wave: wave, instructions: [ReportSamples.record("northmail", .sending)],
    tallies: [id: [Tally(outcome: .deleted, grade: nil, reason: nil, subjects: 4)]], now: ReportSamples.start)
  #expect(report.lines.contains("    deleted               claimed, no evidence              4"))
}

@Test func `the coverage line says how many were asked, and why the others could not be`() throws {
  let coverage = try ReportSamples.standing().coverage
  #expect(
    coverage.line == "asked 3 of 8; 1 not possible, because Edge Log: keeps logs for 3 days and offers no deletion "
      + "(no-interface); 4 not asked yet")
  #expect(coverage.asked + coverage.notPossible.count + coverage.notReached + coverage.notAskedYet == coverage.partners)
}

@Test func `partners with the same reason share it, and nobody is missing from the sum`() {
  var line = CoverageLine()
  line.add("A", .asked)
  line.add("B", .notPossible(because: "no way (x)"))
  line.add("C", .notReached)
  line.add("D", .notPossible(because: "no way (x)"))
  line.add("E", .notYet)
  #expect(line.text == "asked 1 of 5; 2 not possible, because B, D: no way (x); 1 not reached: C; 1 not asked yet")
  #expect(CoverageLine().text == "asked 0 of 0; 0 not possible")
}

@Test func `a settled partner that nothing ever reached does not count as asked`() throws {
  var wave = try ReportSamples.wave()
  wave.plan.partners = wave.plan.partners.filter { $0.id == "northmail" }
  let record = ReportSamples.record("northmail", .settled(.unanswered))
  let report = StandingReport(wave: wave, instructions: [record], tallies: [:], now: ReportSamples.start)
  #expect(report.coverage.line == "asked 0 of 1; 0 not possible; 1 not reached: Northmail")
}

@Test func `what a person has to do comes with the command that does it`() throws {
  let lines = try ReportSamples.standing().lines
  #expect(lines.contains("  evil: the partner does not accept our credentials (credentials)"))
  #expect(lines.contains("      expunge instruction resume acme-2025-w1/evil"))
  let long = try #require(lines.firstIndex(of: "      expunge instruction attest acme-2025-w1/desk \\"))
  #expect(Array(lines[(long + 1)...(long + 2)]) == ["        --outcome OUTCOME \\", "        --evidence FILE"])
}

/// Resuming it would use the same pinned key again, and end here again.
@Test(arguments: ["seal-expired", "seal-revoked", "seal-changed", "seal-missing", "clear-text-ended"])
func `an instruction whose pinned key serves no more is taken back, and another wave asks`(_ code: String) {
  let (todo, command) = ReasonWords.steps(Reason(code), "w1/acme")
  #expect(todo.contains(" and plan a new wave with it for this partner; take this instruction back with"))
  #expect(command == "expunge instruction attest w1/acme --outcome withdrawn --evidence FILE")
  #expect(ReasonWords.steps(Reason("seal-tool-missing"), "w1/acme").command == "expunge instruction resume w1/acme")
}

@Test func `a wave nobody approved asks for two people, and one that has settled for its close`() throws {
  let planned = StandingReport(
    wave: try ReportSamples.wave(stage: .planned), instructions: [], tallies: [:], now: ReportSamples.start)
  #expect(planned.toDo.map(\.command) == ["expunge wave approve acme-2025-w1 --ssh-key KEY"])
  #expect(planned.coverage.asked == 0)
  let wave = try ReportSamples.wave()
  let settled = wave.plan.partners.map { ReportSamples.record($0.id, .settled(.deleted)) }
  let done = StandingReport(wave: wave, instructions: settled, tallies: [:], now: ReportSamples.start)
  #expect(done.toDo.map(\.command) == ["expunge wave close acme-2025-w1"])
  #expect(done.partners.allSatisfy { $0.overdue.isEmpty })
}

@Test func `an open partner is overdue against each clock that ran out`() throws {
  let report = try ReportSamples.standing()
  #expect(report.partners.first?.overdue == ["ccpa-7022"])
  #expect(report.partners.first?.due == ["hipaa-164.404"])
  #expect(report.lines.contains("  ccpa-7022      2025-11-28  ended 41 days ago  OVERDUE"))
}

@Test func `the JSON form says null for a fact that is not reached`() throws {
  let json = try ReportSamples.standing().json()
  let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
  let partners = try #require(object?["partners"] as? [[String: Any]])
  let ladder = try #require(partners.first?["ladder"] as? [String: Any])
  #expect(Set(ladder.keys) == ["issued", "delivered", "receipt_confirmed", "claimed", "verified"])
  #expect(ladder["verified"] is NSNull)
  #expect((ladder["issued"] as? [String: Any])?["subjects"] as? Int == 27_500)
}

@Test(arguments: ["mail-credentials", "mail-secret-missing", "mail-token-dns", "mail-token-not-kept"])
func `trouble with our own mail account is told as ours, with the command that goes on`(_ code: String) throws {
  var wave = try ReportSamples.wave()
  wave.plan.partners = wave.plan.partners.filter { $0.id == "northmail" }
  let record = ReportSamples.record("northmail", .needsPerson(Reason(code)))
  let report = StandingReport(wave: wave, instructions: [record], tallies: [:], now: ReportSamples.start)
  let toDo = try #require(report.toDo.first)
  #expect(!toDo.what.contains("partner") && !toDo.todo.contains("partner"))
  #expect(toDo.what.contains("mail") && toDo.todo.contains("settings.yaml"))
  #expect(toDo.command == "expunge instruction resume acme-2025-w1/northmail")
}
