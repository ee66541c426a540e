import Foundation
import Testing

@testable import Drill

@Suite struct PartnerTests {
  @Test func `the batch partner answers for each person by name, and a second attempt heals its errors`() throws {
    var world = World()
    var first: [String: Int] = [:]
    var failed: [String] = []
    for start in stride(from: 0, to: 5000, by: 100) {
      let ids = Array(people(5000)[start..<start + 100])
      let report = try #require(world.batch(ids).decoded(BatchPartner.Report.self))
      #expect(report.results.map(\.user_id) == ids)
      for item in report.results { first[item.status, default: 0] += 1 }
      failed += report.results.filter { $0.code == "E_BUSY" }.map(\.user_id)
    }
    #expect((100...200).contains(first["error", default: 0]), "about 3 %, got \(first)")
    #expect((60...140).contains(first["not_found", default: 0]), "about 2 %, got \(first)")
    let second = try #require(world.batch(Array(failed.prefix(100))).decoded(BatchPartner.Report.self))
    #expect(second.results.allSatisfy { $0.status == "deleted" })
    #expect(world.drill.identifiersErased(.batch).count == first["deleted", default: 0] + min(100, failed.count))
    #expect(world.drill.identifiersReceived(.batch)[failed[0]] == 2)
  }

  @Test(arguments: [
    (people(101), World.bearer, 400, "too_many_ids"), (people(1), [:], 401, "unauthorized"),
    (people(1), ["authorization": "Bearer other"], 401, "unauthorized"),
  ])
  func `the batch partner refuses a wrong call as a whole`(
    ids: [String], headers: [String: String], status: Int, code: String
  ) {
    var world = World()
    let answer = world.call("POST", "/drill-batch/v1/deletions", headers, body: World.list("user_ids", ids))
    #expect(answer.status == status)
    #expect(answer.text.contains(code))
    #expect(world.drill.identifiersErased(.batch).isEmpty)
  }

  @Test(arguments: [
    ("/drill-batch/v1/deletions", World.bearer, "{\"user_ids\":[]}"),
    ("/drill-async/jobs", World.basic, "{\"client_ids\":[]}"),
    ("/drill-flaky/audience/remove", [:], "{\"emails_sha256\":[]}"),
  ])
  func `an empty list is refused, never taken as everybody`(path: String, headers: [String: String], body: String) {
    var world = World { $0.outage = .requests(0) }
    let answer = world.call("POST", path, headers, body: body)
    #expect(answer.status == 400)
    #expect(answer.text.contains("empty_list"))
  }

  @Test func `equal seeds give equal fates, another seed gives others`() {
    var one = World()
    var same = World()
    var other = World { $0.seed = 2 }
    let answer = one.batch(people(100))
    #expect(same.batch(people(100)) == answer)
    #expect(other.batch(people(100)) != answer)
  }

  @Test func `the single partner reads a percent-encoded person, erases, and says 404 for a few`() {
    var world = World { $0.callsPerSecond = 10_000 }
    #expect(world.call("DELETE", "/drill-single/users/a%2Fb%40c", World.apiKey).status == 204)
    #expect(world.drill.identifiersErased(.single) == ["a/b@c": 1])
    let states = people(1000).map { world.call("DELETE", "/drill-single/users/\($0)", World.apiKey).status }
    #expect((30...75).contains(states.count { $0 == 404 }))
    #expect(states.allSatisfy { $0 == 204 || $0 == 404 })
    #expect(world.call("DELETE", "/drill-single/users/u-1").status == 401)
    #expect(world.call("DELETE", "/drill-single/users/%zz", World.apiKey).status == 400)
  }

  @Test func `the look-up partner lists a person's records page by page, and erases them one by one`() throws {
    struct Page: Decodable {
      struct Person: Decodable { let id: String }
      let people: [Person]
      let next: String?
    }
    var world = World()
    func page(_ address: String, after: String? = nil) throws -> Page {
      let more = after.map { "&after=\($0)" } ?? ""
      return try #require(
        world.call("GET", "/drill-lookup/people?email=\(address)%40a.example\(more)").decoded(Page.self))
    }
    let address = try #require(people(50).first { (try? page($0).next) == "1" })
    var (found, next): ([String], String?) = ([], "0")
    while let cursor = next {
      let page = try page(address, after: cursor)
      found += page.people.map(\.id)
      next = page.next
    }
    #expect(found.count > 1 && Set(found).count == found.count)
    for id in found { #expect(world.call("DELETE", "/drill-lookup/people/\(id)").status == 204) }
    #expect(world.drill.identifiersErased(.lookUp) == ["\(address)@a.example": 1])
    #expect(try page(address).people.isEmpty)
    #expect(world.call("DELETE", "/drill-lookup/people/\(found[0])").status == 404)
    #expect(world.call("GET", "/drill-lookup/people").status == 400)
  }

  @Test func `the single partner takes fifty calls a second and says how long to wait for more`() {
    var world = World()
    let states = people(51).map { world.call("DELETE", "/drill-single/users/\($0)", World.apiKey).status }
    #expect(!states.prefix(50).contains(429))
    #expect(states.last == 429)
    #expect(world.call("DELETE", "/drill-single/users/u-1", World.apiKey).headers["retry-after"] == "1")
    world.clock.advance(1)
    #expect(world.call("DELETE", "/drill-single/users/u-1", World.apiKey).status == 204)
  }

  @Test func `a job moves one state with every poll and erases only when done`() throws {
    var world = World()
    let body = World.list("client_ids", people(500))
    let accepted = world.call("POST", "/drill-async/jobs", World.basic, body: body)
    #expect(accepted.status == 202)
    let id = try #require(accepted.decoded(AsyncPartner.Accepted.self)).job_id
    var states: [AsyncPartner.State] = []
    for poll in 1...4 {
      let status = world.call("GET", "/drill-async/jobs/\(id)", World.basic).decoded(AsyncPartner.Status.self)
      states.append(try #require(status).state)
      #expect(world.drill.identifiersErased(.async).isEmpty == (poll < 3))
      #expect(status.map { $0.counts.deleted + $0.counts.not_found } == (poll < 3 ? 0 : 500))
    }
    #expect(states == [.queued, .running, .done, .done])
    #expect(world.drill.identifiersErased(.async).values.allSatisfy { $0 == 1 })
    #expect(world.call("GET", "/drill-async/jobs/j-0", World.basic).status == 404)
  }

  @Test func `the same idempotency key gives the same job, another key another`() {
    var world = World()
    let body = World.list("client_ids", people(3))
    let jobs = ["k1", "k1", "k2"].map { key in
      world.call("POST", "/drill-async/jobs", World.basic.merging(["idempotency-key": key]) { $1 }, body: body).text
    }
    #expect(jobs[0] == jobs[1])
    #expect(jobs[0] != jobs[2])
    #expect(world.drill.calls.map(\.idempotencyKey) == ["k1", "k1", "k2"])
    let large = World.list("client_ids", people(501))
    #expect(world.call("POST", "/drill-async/jobs", World.basic, body: large).status == 400)
    #expect(world.call("POST", "/drill-async/jobs", body: body).status == 401)
  }

  @Test func `the embedded partner hides failure in a 200, heals most of it, and never heals the rest`() {
    var world = World()
    func round() -> [String: String] {
      people(2000).reduce(into: [:]) { answers, id in
        let answer = world.call("POST", "/drill-embedded/erase", body: "{\"id\":\"\(id)\"}")
        #expect(answer.status == 200)
        answers[id] = answer.text
      }
    }
    let failure = #"{"code":"E17","status":"error"}"#
    let rounds = [round(), round(), round(), round()].map { $0.filter { $0.value == failure }.count }
    #expect((150...290).contains(rounds[0]))
    #expect(rounds[1] == rounds[0])
    #expect((5...40).contains(rounds[2]))
    #expect(rounds[3] == rounds[2])
    #expect(world.drill.identifiersErased(.embedded).count == 2000 - rounds[3])
  }

  @Test func `the flaky partner is down for its first requests or its first seconds, then counts hashes`() {
    let body = World.list("emails_sha256", [String(repeating: "a", count: 64), String(repeating: "A", count: 64), "b"])
    var counted = World { $0.outage = .requests(2) }
    let states = (1...3).map { _ in counted.call("POST", "/drill-flaky/audience/remove", body: body) }
    #expect(states.map(\.status) == [503, 503, 200])
    #expect(states.last?.text == #"{"accepted":1}"#)

    var timed = World { $0.outage = .seconds(60) }
    #expect(timed.call("POST", "/drill-flaky/audience/remove", body: body).status == 503)
    timed.clock.advance(59)
    #expect(timed.call("POST", "/drill-flaky/audience/remove", body: body).status == 503)
    timed.clock.advance(1)
    #expect(timed.call("POST", "/drill-flaky/audience/remove", body: body).status == 200)
  }

  @Test func `a call to nobody is recorded and refused`() {
    var world = World()
    #expect(world.call("GET", "/").status == 404)
    #expect(world.call("POST", "/drill-mail/x").status == 404)
    #expect(world.drill.calls.map(\.partner) == [nil, .mail])
  }

  @Test func `a received call prints no person and no key`() {
    let call = ReceivedCall(
      number: 3, method: "DELETE", path: "/drill-single/users/anna", headers: ["x-api-key": "hush"], body: [1],
      time: .now)
    #expect("\(call)" == "call 3 to drill-single: DELETE, 1 bytes")
  }
}
