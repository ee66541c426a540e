import Workflow

@testable import Catalogue

/// Plays a golden exchange through the catalogue: renders each call from what was answered before, and reads each answer.
struct Replay {
  let exchange: Exchange
  let entry: PartnerEntry
  let api: ApiRoute
  private(set) var facts: RequestFacts
  private var memory: [UInt8]?
  private var job: [UInt8]?
  private var known = FlowFinds()
  private(set) var faults: [String] = []
  /// The calls that were shown, by the names of the entry.
  private(set) var shown: Set<String> = []

  init(_ exchange: Exchange, _ entry: PartnerEntry, _ api: ApiRoute) {
    (self.exchange, self.entry, self.api) = (exchange, entry, api)
    facts = Replay.facts(entry, exchange.account)
  }

  mutating func run() {
    for call in exchange.calls {
      do {
        let answers = try play(call)
        for (answer, words) in answers { check(answer, words) }
      } catch { faults.append("\(entry.id).txt:\(call.line): \(call.name) cannot be written: \(error)") }
      shown.insert(call.name)
    }
  }

  private mutating func check(_ answer: Exchange.Answer, _ words: String) {
    guard let means = answer.means, means != words else { return }
    faults.append("\(entry.id).txt:\(answer.line): \(answer.status) \(answer.body): means '\(words)', not '\(means)'")
  }

  private mutating func compare(_ request: RenderedRequest, _ call: Exchange.Call) {
    // By bytes: a carriage return and a line feed are one character.
    let lines = request.wire.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let written = lines.map { line in
      line.last == 13 ? String(Substring(line.dropLast())) + "␍" : String(Substring(line))
    }
    guard written != call.request else { return }
    let shown = written.map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    faults.append("\(entry.id).txt:\(call.line): \(call.name) is written as\n\(shown)")
  }

  private mutating func play(_ call: Exchange.Call) throws -> [(Exchange.Answer, String)] {
    switch call.name {
    case "sign-in": try playSignIn(call)
    case "probe": try playProbe(call)
    case "poll", "query", "result": try playQuestion(call)
    default: api.isFlow(lane: exchange.lane, items: exchange.items) ? try playFlow(call) : try playSingle(call)
    }
  }

  private mutating func playSignIn(_ call: Exchange.Call) throws -> [(Exchange.Answer, String)] {
    guard let token = api.tokenCall else { throw RenderFailure(.noSuchCall, part: "token") }
    compare(try token.render(facts: facts, secret: Replay.secret), call)
    return call.answers.map { answer in
      let verdict = token.read(
        status: answer.status, headers: answer.answerHeaders, body: Array(answer.body.utf8), now: facts.now)
      switch verdict {
      case .token(let token):
        if answer.line == call.answers.first?.line { facts.tokenHost = token.host }
        return (answer, "token")
      case .unanswered(let reason, _): return (answer, "unanswered \(reason)")
      case .halted(let reason): return (answer, "halted \(reason)")
      }
    }
  }

  private mutating func playProbe(_ call: Exchange.Call) throws -> [(Exchange.Answer, String)] {
    let one = Array(exchange.items.prefix(1))
    compare(
      try api.renderProbe(
        lane: exchange.lane ?? "", items: one, facts: facts, token: token, secret: Replay.secret), call)
    return call.answers.map { answer in
      let verdict = api.judgeProbe(
        status: answer.status, headers: answer.answerHeaders, body: Array(answer.body.utf8), now: facts.now)
      switch verdict {
      case .gone: return (answer, "gone")
      case .there: return (answer, "there")
      case .unanswered(let reason, _): return (answer, "unanswered \(reason)")
      case .halted(let reason): return (answer, "halted \(reason)")
      }
    }
  }

  private mutating func playFlow(_ call: Exchange.Call) throws -> [(Exchange.Answer, String)] {
    let step = try api.flowStep(
      lane: exchange.lane, items: exchange.items, facts: facts, memory: memory, known: known, now: facts.now)
    guard case .call(let callout) = step else { throw RenderFailure(.noSuchCall, part: call.name) }
    if callout.run.call.name != call.name {
      faults.append("\(entry.id).txt:\(call.line): the next call is '\(callout.run.call.name)'")
    }
    compare(try callout.request(token: token, secret: Replay.secret), call)
    let reports = call.answers.map { answer in
      callout.judge(
        status: answer.status, headers: answer.answerHeaders, body: Array(answer.body.utf8), now: facts.now)
    }
    if let first = reports.first { (memory, known) = (first.memory, first.known) }
    return zip(call.answers, reports).map { ($0, Replay.words($1.verdict)) }
  }

  private mutating func playSingle(_ call: Exchange.Call) throws -> [(Exchange.Answer, String)] {
    let request: RenderedRequest
    if let lane = exchange.lane, call.name == "delete" {
      request = try api.render(lane: lane, items: exchange.items, facts: facts, token: token, secret: Replay.secret)
    } else {
      request = try api.renderSelector(facts: facts, token: token, secret: Replay.secret)
    }
    compare(request, call)
    let sent = try exchange.lane.map { try api.sent(lane: $0, items: exchange.items) } ?? []
    let verdicts = call.answers.map { answer in
      api.judge(
        status: answer.status, headers: answer.answerHeaders, body: Array(answer.body.utf8), items: sent,
        now: facts.now)
    }
    if case .accepted(let acceptance)? = verdicts.first { job = acceptance.job }
    return zip(call.answers, verdicts).map { ($0, $1.words) }
  }

  private mutating func playQuestion(_ call: Exchange.Call) throws -> [(Exchange.Answer, String)] {
    if api.isFlow(lane: exchange.lane, items: exchange.items) { return try playFlowQuestion(call) }
    let sent = try exchange.lane.map { try api.sent(lane: $0, items: exchange.items) } ?? []
    let request =
      call.name == "query"
      ? try api.renderQuery(
        lane: exchange.lane, items: exchange.items, facts: facts, token: token, secret: Replay.secret)
      : try api.renderPoll(
        job: job ?? [], lane: exchange.lane, items: exchange.items, facts: facts, token: token,
        secret: Replay.secret)
    compare(request, call)
    return call.answers.map { answer in
      let (headers, body) = (answer.answerHeaders, Array(answer.body.utf8))
      let verdict =
        call.name == "query"
        ? api.judgeQuery(status: answer.status, headers: headers, body: body, items: sent, now: facts.now)
        : api.judgePoll(
          status: answer.status, headers: headers, body: body, job: job ?? [], items: sent, now: facts.now)
      return (answer, verdict.words)
    }
  }

  private mutating func playFlowQuestion(_ call: Exchange.Call) throws -> [(Exchange.Answer, String)] {
    let question = try api.flowQuestion(
      lane: exchange.lane, items: exchange.items, facts: facts, memory: memory, known: known, now: facts.now)
    guard let question else { throw RenderFailure(.noSuchCall, part: call.name) }
    compare(try question.request(token: token, secret: Replay.secret), call)
    let reports = call.answers.map { answer in
      question.judge(
        status: answer.status, headers: answer.answerHeaders, body: Array(answer.body.utf8), now: facts.now)
    }
    if let first = reports.first { (memory, known) = (first.memory, first.known) }
    return zip(call.answers, reports).map { ($0, Replay.words($1.verdict)) }
  }

  /// What a flow remembers is no matter of the exchange.
  private static func words(_ verdict: Verdict) -> String {
    switch verdict {
    case .proceeding: "proceeding"
    case .accepted: "accepted"
    case .notSent, .lost, .busy, .rejected, .halted, .items, .cut: verdict.words
    }
  }

  private static func words(_ verdict: PollVerdict) -> String {
    if case .proceeding = verdict { return "proceeding" }
    return verdict.words
  }

  private var token: [UInt8]? { api.tokenCall.map { _ in Array("t0ken".utf8) } }

  static func secret(_ name: String) -> [UInt8] { Array("s3cret-\(name)".utf8) }

  /// What a file leaves to the environment is called by its own name.
  private static func facts(_ entry: PartnerEntry, _ account: [String: String]) -> RequestFacts {
    var values: [String: String] = [:]
    for (name, value) in entry.account {
      switch value {
      case .text(let text): values[name] = text
      case .environment: values[name] = name
      }
    }
    return RequestFacts(
      account: values.merging(account) { $1 }, key: "key-1", matter: "m1", wave: "m1-w1",
      dispatch: "\(entry.id)-0", now: Instant(seconds: 1_795_305_600),
      selector: RequestFacts.Selector(
        trackers: ["id": "tag-1"], urls: ["https://shop.example/ack/"], ips: [],
        from: Instant(written: "2026-10-01"), to: Instant(written: "2026-10-03")),
      nonce: Array(0..<16))
  }
}
