import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import Testing
import X509

@testable import Drill

@Suite struct SocketTests {
  private func running(
    _ change: (inout DrillSettings) -> Void = { _ in }, _ body: (DrillPartners) throws -> Void
  ) async throws {
    var settings = DrillSettings()
    settings.clock = Clock().read
    change(&settings)
    let partners = try await DrillPartners.start(settings)
    do {
      try body(partners)
      await partners.stop()
    } catch {
      await partners.stop()
      throw error
    }
  }

  @Test func `two calls go over one connection and are recorded byte for byte`() async throws {
    try await running { partners in
      let connection = try #require(Loopback(partners.httpPort))
      for id in ["u-1", "u-2"] {
        let headers = ["AUTHORIZATION": "Bearer drill-batch-token", "Idempotency-Key": id]
        connection.send(
          Loopback.http("POST", "/drill-batch/v1/deletions?x=1", headers, body: "{ \"user_ids\":[\"\(id)\"] }"))
        let answer = connection.read(until: "}]}")
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.hasSuffix("{\"results\":[{\"status\":\"deleted\",\"user_id\":\"\(id)\"}]}"))
      }
      let calls = partners.received()
      #expect(calls.map(\.idempotencyKey) == ["u-1", "u-2"])
      #expect(calls.map(\.path) == ["/drill-batch/v1/deletions?x=1", "/drill-batch/v1/deletions?x=1"])
      #expect(String(decoding: calls[0].body, as: UTF8.self) == #"{ "user_ids":["u-1"] }"#)
      #expect(calls[0].time == Clock().now)
      #expect(partners.identifiersReceived(.batch) == ["u-1": 1, "u-2": 1])
    }
  }

  @Test func `a lost answer is work done and not one byte back`() async throws {
    try await running({
      $0.faults = [.lostAnswer]; $0.faultRhythm = .every(1)
    }) { partners in
      let body = World.list("user_ids", ["u-1"])
      let answer = Loopback.exchange(partners.httpPort, "POST", "/drill-batch/v1/deletions", World.bearer, body: body)
      #expect(answer.head.isEmpty)
      #expect(partners.identifiersErased(.batch) == ["u-1": 1])
    }
  }

  @Test func `a truncated answer announces more than it sends, and ends a connection meant to stay open`() async throws
  {
    try await running({
      $0.faults = [.truncated]; $0.faultRhythm = .every(1)
    }) { partners in
      let connection = try #require(Loopback(partners.httpPort))
      let body = World.list("user_ids", ["u-1"])
      connection.send(Loopback.http("POST", "/drill-batch/v1/deletions", World.bearer, body: body))
      let start = ContinuousClock.now
      let answer = connection.read()
      #expect(start.duration(to: .now) < Loopback.patience, "the connection stayed open")
      #expect(answer.lowercased().contains("content-length: 50"))
      #expect(answer.hasSuffix("\r\n\r\n{\"results\":[{\"status\":\"de"))
    }
  }

  @Test func `a slow answer comes late`() async throws {
    try await running({
      $0.faults = [.slow]; $0.faultRhythm = .every(1); $0.slowAnswer = 0.2
    }) { partners in
      let start = ContinuousClock.now
      let answer = Loopback.exchange(partners.httpPort, "POST", "/drill-embedded/erase", body: #"{"id":"u-1"}"#)
      #expect(start.duration(to: .now) >= .milliseconds(200))
      #expect(answer.body == #"{"status":"ok"}"#)
    }
  }

  @Test func `a huge answer comes whole`() async throws {
    try await running({
      $0.faults = [.hugeBody]; $0.faultRhythm = .every(1)
    }) { partners in
      let answer = Loopback.exchange(partners.httpPort, "POST", "/drill-embedded/erase", body: #"{"id":"u-1"}"#)
      #expect(answer.body.utf8.count == 5_000_014)
    }
  }

  @Test func `a client that waits for permission to send its body gets it`() async throws {
    try await running { partners in
      let connection = try #require(Loopback(partners.httpPort))
      connection.send(
        "POST /drill-embedded/erase HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n")
      #expect(connection.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      connection.send(#"{"id":"u-1"}"#)
      #expect(connection.read(until: "}").contains(#"{"status":"ok"}"#))
    }
  }

  @Test func `OpenDSR answers are signed by a key that the published root vouches for`() async throws {
    try await running { partners in
      let pem = Loopback.exchange(partners.httpPort, "GET", "/drill-opendsr/cert.pem").body
      let chain = try PEMDocument.parseMultiple(pemString: pem).map { try Certificate(pemDocument: $0) }
      let root = try Certificate(pemEncoded: partners.rootCertificatePEM)
      #expect(chain.count == 2)
      #expect(chain.last == root)
      #expect(root.publicKey.isValidSignature(chain[0].signature, for: chain[0]))
      let names = try #require(try chain[0].extensions.subjectAlternativeNames)
      #expect(names.contains(.dnsName(DrillPartners.processorDomain)))
      #expect(chain[0].notValidBefore < Clock().now && chain[0].notValidAfter > Clock().now + 390 * 86_400)

      let answer = Loopback.exchange(partners.httpPort, "POST", "/drill-opendsr/requests", body: OpenDSRTests.request())
      #expect(answer.head.contains("X-OpenDSR-Processor-Domain: opendsr.drill.example"))
      #expect(try Self.verifies(answer, with: chain[0]))
      #expect(try !Self.verifies((answer.head, answer.body + " "), with: chain[0]))
    }
  }

  @Test func `bad-signature does not verify`() async throws {
    try await running({
      $0.faults = [.badSignature]; $0.faultRhythm = .every(1)
    }) { partners in
      let pem = Loopback.exchange(partners.httpPort, "GET", "/drill-opendsr/cert.pem").body
      let leaf = try Certificate(pemDocument: try #require(PEMDocument.parseMultiple(pemString: pem).first))
      let answer = Loopback.exchange(partners.httpPort, "GET", "/drill-opendsr/discovery")
      #expect(try !Self.verifies(answer, with: leaf))
    }
  }

  private static func verifies(_ answer: (head: String, body: String), with leaf: Certificate) throws -> Bool {
    let line = answer.head.components(separatedBy: "\r\n").first { $0.hasPrefix("X-OpenDSR-Signature: ") }
    let signature = try #require(line.flatMap { Data(base64Encoded: String($0.dropFirst(21))) })
    let key = try #require(_RSA.Signing.PublicKey(leaf.publicKey))
    return key.isValidSignature(
      .init(rawRepresentation: signature), for: SHA256.hash(data: Data(answer.body.utf8)), padding: .insecurePKCS1v1_5)
  }

  @Test func `the mailbox speaks SMTP on its own port`() async throws {
    try await running { partners in
      let connection = try #require(Loopback(partners.smtpPort))
      #expect(connection.read(until: "\r\n") == MailSession.banner)
      connection.send(MailSessionTests.hello)
      #expect(connection.read(until: "250 SIZE 33554432\r\n").contains("250-8BITMIME\r\n"))
      connection.send(MailSessionTests.envelope + "DATA\r\nSubject: x\r\n\r\nhello\r\n.\r\nQUIT\r\n")
      #expect(connection.read().hasSuffix("250 2.0.0 stored as 1\r\n221 2.0.0 goodbye\r\n"))
      #expect(partners.mails().map(\.message) == [Array("Subject: x\r\n\r\nhello\r\n".utf8)])
    }
  }

  @Test func `the dead partner's port refuses, and nothing else can take it`() async throws {
    try await running { partners in
      #expect(Loopback(partners.deadPort) == nil)
      #expect(Loopback(partners.httpPort) != nil)
    }
  }

  @Test func `a taken port is told with its number and what to do`() async throws {
    let first = try await DrillPartners.start(DrillSettings())
    var settings = DrillSettings()
    settings.port = first.httpPort
    let error = await #expect(throws: DrillError.self) { try await DrillPartners.start(settings) }
    await first.stop()
    let text = "\(try #require(error))"
    #expect(text.hasPrefix("cannot open 127.0.0.1:\(first.httpPort) for the HTTP partners: "))
    #expect(text.hasSuffix("Choose another port, or 0 for any free one."))
  }

  @Test func `the record on disk is JSON Lines without keys`() async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "drill-record-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    try await running { partners in
      let headers = World.bearer.merging(["Idempotency-Key": "k-1"]) { $1 }
      _ = Loopback.exchange(partners.httpPort, "DELETE", "/drill-single/users/u-1", World.apiKey)
      _ = Loopback.exchange(partners.httpPort, "POST", "/drill-batch/v1/deletions", headers, body: "{\"a\":1}")
      try partners.writeRecord(to: directory)
      let text = try String(contentsOf: directory.appending(path: "calls.jsonl"), encoding: .utf8)
      let lines = text.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines[1].contains(#""body":"{\"a\":1}""#))
      #expect(lines[1].contains(#""idempotency_key":"k-1""#))
      #expect(
        lines[0].contains(#""partner":"drill-single","path":"/drill-single/users/u-1","time":"2022-12-06T09:00:00Z""#))
      #expect(!text.contains(DrillCredentials.singleKey) && !text.contains(DrillCredentials.batchToken))
      #expect(try Data(contentsOf: directory.appending(path: "mails.jsonl")).isEmpty)
    }
  }
}
