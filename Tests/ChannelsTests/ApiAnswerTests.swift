import Crypto
import Foundation
import Testing
import Workflow

@testable import Channels
@testable import Drill

private let deleted = Item.Standing.settled(.deleted, .claimedUnsigned, nil)
private let notFound = Item.Standing.settled(.notFound, .claimedUnsigned, nil)

/// The first invented person whose fate at `partner` lies in `share`.
private func person(_ partner: DrillPartner, _ share: Range<Double>) throws -> String {
  try #require((0..<10_000).lazy.map { "u-\($0)" }.first { share.contains(Lot(seed: 1, salt: partner).draw($0)) })
}

/// Honest partners over real HTTP: what each answer means.
@Suite struct ApiAnswerTests {
  @Test func `a batch is judged person by person, and an error of one is asked again only for that one`() async throws {
    try await withPartners { partners in
      let scene = try Scene(Entries.batch(partners.httpPort), environment: Entries.secrets)
      let people = (0..<100).map { "u-\($0)" }
      let lot = Lot(seed: 1, salt: .batch)
      let channel = try scene.api()
      let first = try await channel.send(scene.order(people)).standings
      #expect(first.count == 100)
      for (subject, id) in people.enumerated() {
        let share = lot.draw(id)
        let wanted = share < 0.02 ? notFound : share < 0.05 ? .tryAgain(Reason("partner-asks-again")) : deleted
        #expect(first[subject] == wanted, "\(id)")
      }
      let stumbled = people.filter { (0.02..<0.05).contains(lot.draw($0)) }
      try #require(!stumbled.isEmpty)
      let second = try await channel.send(scene.order(stumbled)).standings
      #expect(second.values.allSatisfy { $0 == deleted })
      #expect(second.count == stumbled.count)
    }
  }

  @Test func `one person a call: 204 is a deletion, the partner's 404 an unknown person`() async throws {
    try await withPartners { partners in
      let scene = try Scene(Entries.single(partners.httpPort), environment: Entries.secrets)
      let channel = try scene.api()
      let known = try await channel.send(scene.order([try person(.single, 0.05..<1)]))
      #expect(known.standings == [0: deleted])
      let unknown = try await channel.send(scene.order([try person(.single, 0..<0.05)]))
      #expect(unknown.standings == [0: notFound])
      #expect(partners.identifiersErased(.single).count == 1)
    }
  }

  @Test func `an identifier in a path stays one part of it, whatever it holds`() async throws {
    try await withPartners { partners in
      let scene = try Scene(Entries.single(partners.httpPort), environment: Entries.secrets)
      let odd = "../a b?c#d%2fe"
      _ = try await scene.api().send(scene.order([odd]))
      #expect(partners.identifiersReceived(.single) == [odd: 1])
    }
  }

  @Test func `429 asks us to wait for as long as the partner says`() async throws {
    try await withPartners({ $0.callsPerSecond = 1 }) { partners in
      let scene = try Scene(Entries.single(partners.httpPort), environment: Entries.secrets)
      let channel = try scene.api()
      let person = try person(.single, 0.05..<1)
      _ = try await channel.send(scene.order([person]))
      let report = try await channel.send(scene.order([person]))
      #expect(report.finding == .sent(.busy(Reason("status-429"), retryAfter: .seconds(1))))
      #expect(partners.identifiersErased(.single) == [person: 1])
    }
  }

  @Test func `a job is accepted first, pending when asked, and done in the end`() async throws {
    try await withPartners { partners in
      let scene = try Scene(Entries.async(partners.httpPort), environment: Entries.secrets)
      let channel = try scene.api()
      let order = scene.order(["GA1.1.7.7"], of: .clientID)
      guard case .sent(.accepted(let acceptance)) = try await channel.send(order).finding else {
        Issue.record("the job was not accepted")
        return
      }
      #expect(acceptance.grade == .acceptedUnsigned)
      let job = String(decoding: try #require(acceptance.job), as: UTF8.self)
      for _ in 0..<2 { #expect(await channel.ask(job, order).finding == .asked(.pending(askAfter: nil))) }
      #expect(await channel.ask(job, order).standings == [0: deleted])
      #expect(partners.received().map(\.path).dropFirst().allSatisfy { $0 == "/drill-async/jobs/\(job)" })
    }
  }

  @Test func `the same key gives the same job, and a job that nobody knows is unknown`() async throws {
    try await withPartners { partners in
      let scene = try Scene(Entries.async(partners.httpPort), environment: Entries.secrets)
      let channel = try scene.api()
      let order = scene.order(["GA1.1.7.7"], of: .clientID)
      let first = try await channel.send(order).finding
      #expect(try await channel.send(order).finding == first)
      #expect(partners.received().map(\.idempotencyKey) == ["key-1", "key-1"])
      #expect(await channel.ask("j-none", order).finding == .asked(.unknown(Reason("job-unknown"))))
      #expect(await channel.ask(nil, order).finding == .asked(.halted(Reason("cannot-be-written"))))
    }
  }

  @Test func `200 with a failure inside is no success`() async throws {
    try await withPartners { partners in
      let scene = try Scene(Entries.embedded(partners.httpPort))
      let channel = try scene.api()
      let fine = try await channel.send(scene.order([try person(.embedded, 0.11..<1)]))
      #expect(fine.standings == [0: deleted])
      let failed = try await channel.send(scene.order([try person(.embedded, 0.01..<0.11)]))
      #expect(failed.finding == .sent(.busy(Reason("partner-asks-to-wait"), retryAfter: nil)))
      #expect(partners.identifiersErased(.embedded).count == 1)
    }
  }

  @Test func `503 means wait; afterwards the partner gets the hash and never the address`() async throws {
    try await withPartners({ $0.outage = .requests(1) }) { partners in
      let scene = try Scene(Entries.flaky(partners.httpPort))
      let channel = try scene.api()
      let order = scene.order([" Person@Mail.example"], of: .email)
      #expect(try await channel.send(order).finding == .sent(.busy(Reason("status-503"), retryAfter: nil)))
      let report = try await channel.send(order)
      #expect(report.finding == .sent(.accepted(Acceptance(grade: .acceptedUnsigned))))
      let hash = SHA256.hash(data: Array("person@mail.example".utf8)).map { String(format: "%02x", $0) }.joined()
      #expect(partners.identifiersErased(.flaky) == [hash: 1])
      #expect(report.text("request")?.lowercased().contains("mail.example") == false)
    }
  }

  @Test func `a port that refuses connections means that nothing was sent`() async throws {
    try await withPartners { partners in
      let scene = try Scene(Entries.plain("http://127.0.0.1:\(partners.deadPort)"))
      let channel = try scene.api()
      let report = try await channel.send(scene.order(["u-1"]))
      #expect(report.finding == .sent(.notSent(Reason("connect-refused"))))
      #expect(report.evidence.isEmpty)
      #expect(report.signer == nil)
    }
  }

  @Test func `a refused credential stops the partner`() async throws {
    try await withPartners { partners in
      let scene = try Scene(Entries.batch(partners.httpPort), environment: ["BATCH_TOKEN": "stale"])
      let report = try await scene.api().send(scene.order(["u-1"]))
      #expect(report.finding == .sent(.halted(Reason("credentials"))))
      #expect(partners.identifiersErased(.batch).isEmpty)
    }
  }
}
