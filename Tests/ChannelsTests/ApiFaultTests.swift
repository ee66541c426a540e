import Channels
import Drill
import Testing
import Workflow

/// Partners that lie, stop half-way or send too much: what is known then, and what is kept of it.
@Suite struct ApiFaultTests {
  private let people = ["u-10", "u-11", "u-12"]

  private func report(_ fault: DrillFault, _ check: (Report, DrillPartners) throws -> Void) async throws {
    try await withPartners({
      $0.faults = [fault]
      $0.faultRhythm = .every(1)
    }) { partners in
      let scene = try Scene(Entries.batch(partners.httpPort), environment: Entries.secrets)
      try check(try await scene.api().send(scene.order(people)), partners)
    }
  }

  @Test func `a log-in page with status 200 stops the partner, and is kept`() async throws {
    try await report(.lying200) { report, partners in
      #expect(report.finding == .sent(.halted(Reason("unexpected-content"))))
      #expect(report.text("response")?.hasSuffix("</html>") == true)
      #expect(partners.identifiersErased(.batch).isEmpty)
    }
  }

  @Test func `an answer cut off half-way leaves everything in doubt, and the half is kept`() async throws {
    try await report(.truncated) { report, partners in
      #expect(report.finding == .sent(.lost(Reason("partial-body"))))
      let text = try #require(report.text("response"))
      #expect(text.contains("\r\n\r\n{\"results\":") && !text.hasSuffix("}"))
      #expect(partners.identifiersErased(.batch).count == 3)
    }
  }

  @Test func `no answer at all leaves everything in doubt, and what was sent is kept`() async throws {
    try await report(.lostAnswer) { report, partners in
      #expect(report.finding == .sent(.lost(Reason("empty-reply"))))
      #expect(report.text("request")?.hasSuffix(#"{"user_ids":["u-10","u-11","u-12"]}"#) == true)
      #expect(report.file("response") == nil)
      #expect(partners.identifiersErased(.batch).count == 3)
    }
  }

  @Test func `a redirect stops the partner and is never followed`() async throws {
    try await report(.redirect) { report, partners in
      #expect(report.finding == .sent(.halted(Reason("redirect"))))
      #expect(partners.received().map(\.path) == ["/drill-batch/v1/deletions"])
    }
  }

  @Test func `an answer without end is given up, and no more than the cap is kept`() async throws {
    try await report(.hugeBody) { report, _ in
      #expect(report.finding == .sent(.lost(Reason("body-cap"))))
      let kept = try #require(report.file("response")).count
      #expect(kept > 100_000 && kept <= (1 << 20) + (64 << 10))
    }
  }

  @Test func `a person missing from the answer is in doubt, the others are not`() async throws {
    try await report(.missingItem) { report, _ in
      #expect(report.standings[2] == .inDoubt(Reason("missing-item")))
      #expect(report.standings[0] == .settled(.deleted, .claimedUnsigned, nil))
      #expect(report.standings.count == 3)
    }
  }

  @Test func `an answer about somebody who was never named stops the partner`() async throws {
    try await report(.unknownItem) { report, _ in
      #expect(report.finding == .sent(.halted(Reason("unknown-item"))))
    }
  }

  @Test func `too many requests is a wish to wait`() async throws {
    try await report(.tooMany) { report, _ in
      #expect(report.finding == .sent(.busy(Reason("status-429"), retryAfter: .seconds(1))))
    }
  }

  @Test func `a job that falls back is pending again, never done`() async throws {
    try await withPartners({ $0.faults = [.regress] }) { partners in
      let scene = try Scene(Entries.async(partners.httpPort), environment: Entries.secrets)
      let channel = try scene.api()
      let order = scene.order(["GA1.1.7.7"], of: .clientID)
      guard case .sent(.accepted(let acceptance)) = try await channel.send(order).finding else {
        Issue.record("the job was not accepted")
        return
      }
      let job = String(decoding: try #require(acceptance.job), as: UTF8.self)
      for _ in 0..<3 { #expect(await channel.ask(job, order).finding == .asked(.pending(askAfter: nil))) }
      #expect(await channel.ask(job, order).standings == [0: .settled(.deleted, .claimedUnsigned, nil)])
    }
  }

  @Test func `a question without an answer is asked again, and so is one that a page for people answers`() async throws
  {
    for (fault, wanted) in [
      (DrillFault.lostAnswer, PollVerdict.unanswered(Reason("empty-reply"), retryAfter: nil)),
      (.lying200, .unanswered(Reason("unexpected-content"), retryAfter: nil)),
    ] {
      try await withPartners({
        $0.faults = [fault]
        $0.faultRhythm = .every(1)
      }) { partners in
        let scene = try Scene(Entries.async(partners.httpPort), environment: Entries.secrets)
        let report = try await scene.api().ask("j-1", scene.order(["GA1.1.7.7"], of: .clientID))
        #expect(report.finding == .asked(wanted))
        #expect(report.text("request")?.hasPrefix("GET /drill-async/jobs/j-1 HTTP/1.1\r\n") == true)
      }
    }
  }
}
