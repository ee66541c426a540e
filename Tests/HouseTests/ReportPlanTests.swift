import Foundation
import Testing
import Workflow

@testable import Reports

private func page() throws -> [String] {
  PlanReport.lines(plan: try ReportSamples.plan(), digest: ReportSamples.digest, now: ReportSamples.start)
}

@Test func `a plan fits 80 columns but for its digest, whatever partners are called`() throws {
  #expect(ReportCheck.tooWide(try page()) == [])
  #expect(try page().contains("  digest    " + String(repeating: "ab", count: 32)))
}

@Test func `a plan lets no control character of a partner reach the terminal`() throws {
  let text = try page().joined(separator: "\n")
  #expect(ReportCheck.controls(text) == [])
  #expect(text.contains("Evil[2J]0;ownedgnp31m Ltd (evil)"))
}

@Test func `the coverage table has no empty cell`() throws {
  let lines = try page()
  #expect(
    lines.contains("  Google Analytics 4    api CU        api CU        no:           not shared"), "\(lines)")
  #expect(lines.contains("  Northmail             email AP      email AP      email AP      not shared"))
  #expect(lines.contains("    CU  claimed-complete-unsigned"))
}

@Test func `a partner's part of the plan says who is routed, who is not, and how long it takes`() throws {
  let lines = try page()
  let first = try #require(lines.firstIndex(of: "  Google Analytics 4 (ga4)"))
  #expect(
    Array(lines[first...(first + 7)]) == [
      "  Google Analytics 4 (ga4)", "    by api; best proof claimed-complete-unsigned",
      "    27,000 subjects by client-id", "    500 subjects by user-id, ip",
      "    1,500 subjects without an identifier that the partner takes",
      "    27,500 requests; needs at least 55 days at 500 a day",
      "    ! hazard: an empty list deletes the whole property", "    ! retention: 14 months",
    ])
}

@Test func `what is not possible stands with its fact and its source, and a bare claim is called one`() throws {
  let lines = try page()
  let first = try #require(lines.firstIndex(of: "  Edge Log (edgelog): nothing can be asked"))
  #expect(
    Array(lines[(first + 1)...(first + 3)]) == [
      "    ip-address, event: no-interface", "      because  keeps logs for 3 days and offers no deletion",
      "      source   docs.edgelog.example/logs",
    ])
  #expect(lines.contains("      source   none named: a bare claim, to be confirmed with the partner"))
}

@Test func `a clock that a partner cannot keep is said in plain words`() throws {
  let lines = try page()
  let first = try #require(
    lines.firstIndex(of: "  ! ga4: 27,500 calls at 500 a day need 55 days; the duty hipaa-164.404 ends in"))
  #expect(
    Array(lines[first...(first + 3)]) == [
      lines[first], "    45 days (2026-01-22)", "      instead: ask Google for a higher quota",
      "      instead: ga4-console: deletes by page address",
    ])
  #expect(lines.contains("  ! ccpa-7022 ended 10 days ago: nobody can be in time"))
  #expect(!lines.contains { $0.contains("northmail:") })
}

@Test func `a plan ends with what two people do next`() throws {
  #expect(try page().last == "    expunge wave approve acme-2025-w1 --ssh-key KEY")
}

@Test func `many data types stand in several tables, each within 80 columns`() throws {
  var plan = try ReportSamples.plan()
  plan.partners = [
    ReportSamples.partner(
      "all", "All", .opendsr, .claimedSigned,
      cells: try DataType.known.map { try ReportSamples.asked($0.code, .opendsr, .claimedSigned) })
  ]
  let lines = PlanReport.lines(plan: plan, digest: ReportSamples.digest, now: ReportSamples.start)
  #expect(lines.count { $0.hasPrefix("  All  ") } == 2)
  #expect(lines.joined().components(separatedBy: "opendsr CS").count - 1 == DataType.known.count)
  #expect(ReportCheck.tooWide(lines) == [])
}
