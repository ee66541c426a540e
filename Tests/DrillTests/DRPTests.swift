import Crypto
import Foundation
import Testing

@testable import Drill

/// The rehearsal's business of the Data Rights Protocol.
@Suite struct DRPTests {
  /// A message as an agent sends it; the parts that a test bends have names.
  static func envelope(
    seed: String = DrillCredentials.agentSeed, agent: String = DrillCredentials.agentID,
    business: String = DrillCredentials.businessID, from: String = "2022-12-06T08:59:50.000+00:00",
    until: String = "2022-12-06T09:10:00.000+00:00", email: String = "p@mail.example", key: String = "k-1",
    exercise: String = "deletion"
  ) throws -> String {
    let message =
      #"{"agent-id":"\#(agent)","business-id":"\#(business)","issued-at":"\#(from)","expires-at":"\#(until)","#
      + #""drp.version":"1.0","agent-request-id":"\#(key)","exercise":"\#(exercise)","email":"\#(email)"}"#
    let raw = try #require(Data(base64Encoded: seed))
    let signature = try Curve25519.Signing.PrivateKey(rawRepresentation: raw).signature(for: Data(message.utf8))
    return (signature + Data(message.utf8)).base64EncodedString()
  }

  /// A world whose business has given a token.
  private func greeted() throws -> (World, [String: String]) {
    var world = World()
    let answer = world.call("POST", "/drill-drp/v1/agent/DRILL_AA_01", body: try Self.envelope())
    let token = try #require(answer.decoded([String: String].self)?["token"])
    return (world, ["authorization": "Bearer \(token)"])
  }

  private func status(_ answer: DrillAnswer) -> String? { answer.decoded(DRPPartner.Status.self)?.status }

  @Test func `a request is open, then under way, then fulfilled, and erased once`() throws {
    var (world, bearer) = try greeted()
    let body = try Self.envelope()
    let first = world.call("POST", "/drill-drp/v1/data-rights-request", bearer, body: body)
    let id = try #require(first.decoded(DRPPartner.Status.self)?.request_id)
    let states = (1...3).map { _ in status(world.call("GET", "/drill-drp/v1/data-rights-request/\(id)", bearer)) }
    #expect(status(first) == "open" && states == ["in_progress", "fulfilled", "fulfilled"])
    let again = world.call("POST", "/drill-drp/v1/data-rights-request", bearer, body: body)
    #expect(again.decoded(DRPPartner.Status.self)?.request_id == id)
    #expect(world.drill.identifiersErased(.drp) == ["p@mail.example": 1])
    #expect(world.drill.identifiersReceived(.drp)["p@mail.example"] == 3, "the greeting and two requests name it")
  }

  @Test func `some people match nobody and some claims are not covered`() throws {
    var (world, bearer) = try greeted()
    var reasons: [String: Int] = [:]
    for number in 0..<300 {
      let body = try Self.envelope(email: "p\(number)@mail.example", key: "k-\(number)")
      let answer = world.call("POST", "/drill-drp/v1/data-rights-request", bearer, body: body)
      let id = try #require(answer.decoded(DRPPartner.Status.self)?.request_id)
      _ = world.call("GET", "/drill-drp/v1/data-rights-request/\(id)", bearer)
      let end = world.call("GET", "/drill-drp/v1/data-rights-request/\(id)", bearer)
      if let reason = end.decoded(DRPPartner.Status.self)?.reason { reasons[reason, default: 0] += 1 }
    }
    #expect((5...30).contains(reasons["no_match"] ?? 0) && (1...15).contains(reasons["claim_not_covered"] ?? 0))
    #expect(world.drill.identifiersErased(.drp).count == 300 - reasons.values.reduce(0, +))
  }

  @Test(
    arguments: [
      { try DRPTests.envelope(seed: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=") },
      { try DRPTests.envelope(agent: "OTHER_AA") }, { try DRPTests.envelope(business: "OTHER_CB") },
      { try DRPTests.envelope(from: "2022-12-06T09:00:00.500+00:00") },
      { try DRPTests.envelope(until: "2022-12-06T09:00:00.000+00:00") }, { "" }, { "bm90IHNpZ25lZA==" },
    ] as [@Sendable () throws -> String])
  func `what the agent did not sign for this business and this moment is refused`(
    body: @Sendable () throws -> String
  ) throws {
    var (world, bearer) = try greeted()
    let greeting = world.call("POST", "/drill-drp/v1/agent/DRILL_AA_01", body: try body())
    #expect(greeting.status == 403 && greeting.body.isEmpty)
    #expect(world.call("POST", "/drill-drp/v1/data-rights-request", bearer, body: try body()).status == 400)
    #expect(world.drill.identifiersErased(.drp).isEmpty)
  }

  @Test func `without the token that it gave, nothing is taken and nothing told`() throws {
    var world = World()
    let body = try Self.envelope()
    #expect(world.call("POST", "/drill-drp/v1/data-rights-request", body: body).status == 403)
    #expect(world.call("GET", "/drill-drp/v1/data-rights-request/r-1").status == 403)
  }
}
