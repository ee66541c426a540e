import Testing
import Workflow

@testable import Catalogue

/// What partners.yaml makes of a dispatch, byte for byte, and of the answers to it.
@Suite struct GoldenExchangeTests {
  private func route(_ golden: Golden) throws -> (api: ApiRoute, facts: RequestFacts) {
    let entry = try Shelf.entry(golden.partner)
    return (try #require(entry.api, "'\(golden.partner)' has no route api"), Shelf.facts(entry))
  }

  private func secret(_ name: String) -> [UInt8] { Array("s3cret-\(name)".utf8) }

  @Test(arguments: Golden.all)
  func `the request is written byte for byte`(_ golden: Golden) throws {
    let (api, facts) = try route(golden)
    let token = api.tokenCall.map { _ in Array("t0ken".utf8) }
    let request = try api.render(
      lane: golden.lane, items: golden.items, facts: facts, token: token, secret: secret)
    #expect(request.wire == golden.request)
  }

  @Test(arguments: Golden.all)
  func `where a partner wants signing in, that call is written byte for byte`(_ golden: Golden) throws {
    let (api, facts) = try route(golden)
    let call = try api.tokenCall?.render(facts: facts, secret: secret)
    #expect(call?.wire == golden.signIn)
  }

  @Test(arguments: Golden.all)
  func `each answer means what the partner says it means`(_ golden: Golden) throws {
    let (api, facts) = try route(golden)
    let sent = try api.sent(lane: golden.lane, items: golden.items)
    for heard in golden.answers + Golden.Heard.common {
      let verdict = api.judge(
        status: heard.status, headers: heard.answerHeaders, body: Array(heard.body.utf8), items: sent, now: facts.now)
      #expect(verdict.words == heard.means, "\(heard.status) \(heard.body)")
    }
  }

  @Test(arguments: Golden.all)
  func `a job is asked for, and each state means what the partner says it means`(_ golden: Golden) throws {
    let (api, facts) = try route(golden)
    #expect((api.poll == nil) == (golden.poll == nil))
    guard let poll = golden.poll else { return }
    let token = api.tokenCall.map { _ in Array("t0ken".utf8) }
    let request = try api.renderPoll(job: Array("job-1".utf8), facts: facts, token: token, secret: secret)
    #expect(request.wire == poll.request)
    let sent = try api.sent(lane: golden.lane, items: golden.items)
    for heard in poll.answers {
      let verdict = api.judgePoll(
        status: heard.status, headers: heard.answerHeaders, body: Array(heard.body.utf8), job: Array("job-1".utf8),
        items: sent, now: facts.now)
      #expect(verdict.words == heard.means, "\(heard.status) \(heard.body)")
    }
  }

  @Test func `every partner with an interface has its golden exchange`() throws {
    let shown = Set(Golden.all.map(\.partner))
    for entry in try Shelf.entries() where entry.api != nil {
      #expect(shown.contains(entry.id), "add an exchange with '\(entry.id)' to a Golden... table")
    }
  }

  @Test func `every golden exchange shows a success and an answer that is none`() {
    for golden in Golden.all {
      let good = golden.answers.filter { $0.means.hasPrefix("accepted") || $0.means.hasPrefix("deleted") }
      #expect(!good.isEmpty && good.count < golden.answers.count, "\(golden.partner)")
    }
  }
}
