import Catalogue
import Foundation
import Synchronization
import Testing
import Workflow

@testable import Channels

/// People who are known by several values of one kind: each value is told, and the most careful answer counts.
@Suite struct SeveralValuesTests {
  private static let values = ["a@mail.example", "b@mail.example", "c@mail.example"]

  private func several(_ order: Order, _ values: [String] = values) -> Order {
    var order = order
    order.items = values.map { BatchItem(subject: 0, values: [.email: Array($0.utf8)]) }
    return order
  }

  @Test func `the framework is sent a request for each value, each with a number of its own`() async throws {
    let scene = try DDRFScene()
    let report = try await scene.channel().send(several(scene.order, Self.values + ["a@mail.example"]))
    #expect(report.finding == .sent(.accepted(Acceptance(grade: .acceptedSigned))))
    let tokens = scene.tokens.compactMap(SignedToken.init)
    #expect(tokens.map { $0.string("identifierValue") } == Self.values)
    #expect(tokens.first?.string("jti") == scene.order.key)
    #expect(Set(tokens.compactMap { $0.string("jti") }).count == 3)
    let origins = tokens.compactMap { $0.string("orJWT").flatMap(SignedToken.init)?.string("jti") }
    #expect(origins.count == 3 && Set(origins).count == 1, "it is one decision about one person")
    _ = try await scene.channel().send(several(scene.order))
    let again = scene.tokens.compactMap(SignedToken.init).suffix(3)
    #expect(again.map { $0.string("jti") } == tokens.map { $0.string("jti") })
  }

  @Test func `a value that the framework's partner refuses keeps no other from being sent, and is told`() async throws {
    let scene = try DDRFScene()
    scene.adjust { $0.refused = "b@mail.example" }
    let report = try await scene.channel().send(several(scene.order))
    #expect(report.finding == .sent(.rejected(Reason("identifier-value-invalid"))))
    #expect(report.signer != nil && report.evidence.map(\.name).contains("3-response"))
    #expect(scene.tokens.count == 3)
  }

  @Test func `two people in one request of the framework are refused before anything is sent`() async throws {
    let scene = try DDRFScene()
    var order = several(scene.order)
    order.items[1].subject = 1
    #expect(throws: PrepareFailure.tooLarge) { try scene.channel().prepare(order) }
    #expect(scene.server.received.isEmpty)
  }

  /// A business that ends the n-th request that it got as the script says.
  private func business(_ ends: [(String, String?)], open: Int = 0) throws -> DRPScene {
    let told = Mutex<[String]>([])
    let asked = Mutex<[Int: Int]>([:])
    return try DRPScene { request in
      if request.line.hasPrefix("POST") {
        guard let key = DRPScene.opened(request)?["agent-request-id"] as? String else {
          return AnswerServer.json("403 No", "")
        }
        let number = told.withLock { told in
          told.append(key)
          return told.count
        }
        return DRPScene.status("open", id: "r\(number)", ours: key)
      }
      guard let number = request.line.split(separator: "/").last.flatMap({ Int($0.dropFirst()) }) else {
        return AnswerServer.json("404 No", "")
      }
      let times = asked.withLock { asked in
        asked[number, default: 0] += 1
        return asked[number] ?? 0
      }
      let key = told.withLock { $0[number - 1] }
      if number == 2, times <= open { return DRPScene.status("in_progress", id: "r2", ours: key) }
      return DRPScene.status(ends[number - 1].0, ends[number - 1].1, id: "r\(number)", ours: key)
    }
  }

  /// Sends as the engine does: one transmission after the other, with what the one before wanted remembered.
  private func tell(_ channel: DRPChannel, _ order: inout Order) async throws -> [Report.Finding] {
    var findings: [Report.Finding] = []
    while findings.count < 5 {
      let report = try await channel.send(order)
      findings.append(report.finding)
      switch report.finding {
      case .sent(.proceeding): order.memory = report.memory
      case .sent(.accepted(let acceptance)):
        order.memory = acceptance.job
        return findings
      case .sent, .asked: return findings
      }
    }
    return findings
  }

  private func ask(_ channel: DRPChannel, _ order: Order) async -> Report {
    await withCheckedContinuation { waiter in
      channel.ask(job: order.memory, order) { waiter.resume(returning: $0) }
    }
  }

  @Test(
    arguments: [
      ([("fulfilled", nil), ("fulfilled", nil)], Item.Standing.settled(.deleted, .claimedUnsigned, nil)),
      ([("denied", "no_match"), ("fulfilled", nil)], .settled(.deleted, .claimedUnsigned, nil)),
      ([("denied", "no_match"), ("denied", "no_match")], .settled(.notFound, .claimedUnsigned, Reason("no-match"))),
      (
        [("fulfilled", nil), ("denied", "claim_not_covered")],
        .settled(.refused, .acceptedUnsigned, Reason("claim-not-covered"))
      ),
      ([("denied", "too_many_requests"), ("fulfilled", nil)], .tryAgain(Reason("too-many-requests"))),
      ([("expired", nil), ("denied", "too_many_requests")], .needsPerson(Reason("request-expired"))),
    ] as [([(String, String?)], Item.Standing)])
  func `a business is asked about every value, and the answer that needs most care counts`(
    ends: [(String, String?)], standing: Item.Standing
  ) async throws {
    let scene = try business(ends)
    let channel = try scene.channel()
    var order = several(scene.order, ["a@mail.example", "b@mail.example"])
    let findings = try await tell(channel, &order)
    #expect(findings.first == .sent(.proceeding(Reason("value-told"))) && findings.count == 2)
    let report = await ask(channel, order)
    #expect(report.standings == [0: standing])
    #expect(report.evidence.map(\.name).contains("2-response"))
    let messages = scene.server.received.filter { $0.line == "POST /drp/v1/data-rights-request" }
      .compactMap { DRPScene.opened($0) }
    #expect(messages.compactMap { $0["email"] as? String } == ["a@mail.example", "b@mail.example"])
    #expect(messages.first?["agent-request-id"] as? String == DRPScene.id)
    #expect(messages.last?["agent-request-id"] as? String != DRPScene.id)
  }

  @Test func `an end is written down when it is first seen, and not asked for again`() async throws {
    let scene = try business([("fulfilled", nil), ("fulfilled", nil), ("fulfilled", nil)], open: 2)
    let channel = try scene.channel()
    var order = several(scene.order)
    _ = try await tell(channel, &order)
    let first = await ask(channel, order)
    #expect(first.finding == .asked(.proceeding(Reason("value-answered"))))
    order.memory = first.memory
    #expect(await ask(channel, order).finding == .asked(.pending(askAfter: nil)))
    let last = await ask(channel, order)
    #expect(last.standings == [0: .settled(.deleted, .claimedUnsigned, nil)])
    #expect(scene.server.count("GET /drp/v1/data-rights-request/r1") == 1)
    #expect(scene.server.count("GET /drp/v1/data-rights-request/r2") == 3)
  }

  @Test func `what a business calls its request is never taken for our own notes`() async throws {
    let scene = try DRPScene { request in
      DRPScene.status("open", id: #"{\"chapters\":[{\"request\":\"x\"},{\"request\":\"y\"}]}"#)
    }
    let channel = try scene.channel()
    var order = scene.order
    order.memory = Array(#"{"chapters":[{"request":"x"},{"request":"y"}]}"#.utf8)
    guard case .sent(.accepted) = try await channel.send(order).finding else {
      Issue.record("a single value is sent as ever")
      return
    }
    var two = several(scene.order, ["a@mail.example", "b@mail.example"])
    two.memory = order.memory
    #expect(throws: Never.self) { try channel.prepare(two) }
    two.memory = Array("r1".utf8)
    #expect(await ask(channel, two).finding == .asked(.halted(Reason("memory-unreadable"))))
  }
}
