import Testing
import Workflow

@testable import Catalogue

/// One dispatch against a scripted partner. Between two calls all that is kept are the bytes of the memory, as if the
/// program had been killed after each.
struct FlowTalk {
  typealias Reply = (status: Int, body: String)

  let entry: PartnerEntry
  let route: ApiRoute
  var items: [BatchItem]
  var lane: String? = "user"
  var facts = Sample.facts
  var memory: [UInt8]?
  var known = FlowFinds()
  var isSerial = false
  /// What went out, as `METHOD path?query body`.
  var sent: [String] = []
  var keys: [String] = []

  /// - Parameter api: The lines of the section `api` after its host.
  init(
    _ api: String, users: [String] = ["u-1"],
    takes: String = "[{lane: user, identifiers: [user-id], optional: [email]}]",
    terms: String = "in-doubt: safe-to-repeat", more: String = ""
  ) throws {
    entry = try #require(try Sample.entries(FlowTalk.file(api, takes: takes, terms: terms, more: more)).first)
    route = try #require(entry.api)
    items = users.enumerated().map { Sample.user($0.element, $0.offset + 10, email: "\($0.element)@shop.example") }
  }

  static func file(_ api: String, takes: String, terms: String, more: String) -> String {
    let lines = api.split(separator: "\n", omittingEmptySubsequences: false).map { "      \($0)" }.joined(
      separator: "\n")
    return """
      version: 1
      partners:
        - id: acme
          name: ACME
          route: api
          deletes: [all]
          \(takes.isEmpty ? "" : "takes: \(takes)")
          \(more)
          terms: {\(terms)}
          api:
            host: https://acme.example
      \(lines)

      """
  }

  static func mistakes(
    _ api: String, takes: String = "[{lane: user, identifiers: [user-id]}]", terms: String = "in-doubt: safe-to-repeat",
    more: String = ""
  ) -> [String] {
    Sample.mistakes(file(api, takes: takes, terms: terms, more: more))
  }

  /// One call: writes it, keeps what went out, takes the answer.
  mutating func once(_ reply: (String) -> Reply, headers: [(name: String, value: [UInt8])] = []) throws -> Verdict {
    let step = try route.flowStep(
      lane: lane, items: items, facts: facts, memory: memory, known: known, now: facts.now,
      isSerial: isSerial)
    guard case .call(let callout) = step else {
      guard case .over(let verdict) = step else { throw RenderFailure(.noItems, part: "test") }
      return verdict
    }
    let request = try callout.request(secret: { Array("s3cret-\($0)".utf8) })
    let line = request.line
    sent.append(line)
    keys.append(request.headers.first { $0.name == "Key" }.map { String(decoding: $0.value, as: UTF8.self) } ?? "")
    let (status, body) = reply(line)
    let report = callout.judge(
      status: status, headers: AnswerHeaders([("Content-Type", Array("application/json".utf8))] + headers),
      body: Array(body.utf8), now: facts.now)
    memory = report.memory
    known = report.known
    return report.verdict
  }

  /// Until the flow ends or stops.
  mutating func run(_ reply: (String) -> Reply) throws -> Verdict {
    for _ in 0..<2000 {
      let verdict = try once(reply)
      if case .proceeding = verdict { continue }
      return verdict
    }
    Issue.record("the flow never ends")
    return .lost(Reason("endless"))
  }

  mutating func ask(_ reply: (String) -> Reply) throws -> PollVerdict {
    let question = try #require(
      try route.flowQuestion(
        lane: lane, items: items, facts: facts, memory: memory, known: known, now: facts.now,
        isSerial: isSerial))
    let request = try question.request(secret: { _ in [] })
    sent.append(request.line)
    let (status, body) = reply(request.line)
    let report = question.judge(
      status: status, headers: AnswerHeaders([("Content-Type", Array("application/json".utf8))]),
      body: Array(body.utf8), now: facts.now)
    memory = report.memory
    return report.verdict
  }

  mutating func askAll(_ reply: (String) -> Reply) throws -> PollVerdict {
    for _ in 0..<2000 {
      let verdict = try ask(reply)
      if case .proceeding = verdict { continue }
      return verdict
    }
    Issue.record("the questions never end")
    return .unknown(Reason("endless"))
  }
}

extension RenderedRequest {
  var line: String {
    let path = url.replacing("https://acme.example", with: "")
    return "\(method) \(path)" + (body.isEmpty ? "" : " \(String(decoding: body, as: UTF8.self))")
  }
}

extension Verdict {
  /// By subject; empty where it does not speak of subjects.
  var standings: [Int: Item.Standing] {
    guard case .items(let items) = self else { return [:] }
    return items.reduce(into: [:]) { all, item in
      for subject in item.subjects.indices { all[subject] = item.standing }
    }
  }
}

extension PollVerdict {
  var standings: [Int: Item.Standing] {
    guard case .items(let items) = self else { return [:] }
    return Verdict.items(items).standings
  }
}

let deletedStanding = Item.Standing.settled(.deleted, .claimedUnsigned, nil)
let notFoundStanding = Item.Standing.settled(.notFound, .claimedUnsigned, nil)
