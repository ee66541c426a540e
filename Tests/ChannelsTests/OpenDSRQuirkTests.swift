import Catalogue
import Foundation
import Synchronization
import Testing
import Workflow

@testable import Channels

/// Processors that speak the protocol in their own way, as their entries say.
@Suite struct OpenDSRQuirkTests {
  private static let id = "0b9c7a52-5a3e-4f5c-8d8b-6f4e3a2b1c0d"

  private static func scene(_ host: String, _ lines: String, optional: String = "") throws -> Scene {
    try Scene(
      """
      id: quirky
      name: Quirky Processor
      confidence: confirmed
      sources: ["simulated"]
      route: opendsr
      deletes: [all]
      takes: [{lane: user, identifiers: [email]\(optional)}]
      terms: {in-doubt: query-first}
      opendsr:
        host: \(host)
        poll: {first: 1s, every: 1s, give-up: 1m}
      \(lines.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      """)
  }

  private func body(_ lines: String, optional: String = "", _ values: [IdentifierKind: String]) throws -> String {
    let scene = try Self.scene("http://127.0.0.1:1", lines, optional: optional)
    let facts = scene.desk.facts(for: scene.order([], key: Self.id))
    let item = SentItem(subject: 0, values: values.mapValues { Array($0.utf8) })
    return String(
      decoding: try OpenDSRBody(route: try #require(scene.entry.opendsr), facts: facts).bytes(for: [item]),
      as: UTF8.self)
  }

  private static let unsigned = "algorithm: none\nidentities: {email: {type: email, format: raw}}\n"

  @Test func `version 3 names people by a dictionary, several in one request`() throws {
    let text = try body(
      """
      profile: mparticle
      version: "3.0"
      regulation: ccpa
      identities: {email: {type: email, format: raw}, device-id: {type: android_advertising_id, format: raw}}
      """, optional: ", optional: [device-id]", [.email: "a@mail.example", .deviceID: "d-1"])
    #expect(
      text
        == #"{"regulation":"ccpa","subject_request_id":"\#(Self.id)","subject_request_type":"erasure","#
        + #""submitted_time":"2022-12-06T12:00:00Z","subject_identities":{"android_advertising_id":{"value":"d-1","#
        + #""encoding":"raw"},"email":{"value":"a@mail.example","encoding":"raw"}},"api_version":"3.0"}"#)
  }

  @Test func `a dictionary that would lose somebody is not written`() throws {
    #expect(throws: RenderFailure.self) {
      try body(
        """
        version: "3.0"
        regulation: none
        algorithm: none
        identities: {email: {type: email, format: raw}, user-id: {type: email, format: sha256}}
        """, optional: ", optional: [user-id]", [.email: "a@mail.example", .userID: "x"])
    }
  }

  @Test func `version 1 says no regulation and has its own path`() throws {
    let lines = "version: \"1.0\"\n" + Self.unsigned
    let text = try body(lines, [.email: "a@mail.example"])
    #expect(!text.contains("regulation") && text.contains(#""api_version":"1.0""#))
    let route = try #require(try Self.scene("http://127.0.0.1:1", lines).entry.opendsr)
    #expect(route.requestsPath == "/opengdpr_requests")
    #expect(route.statusPath(of: Self.id) == "/opengdpr_requests/\(Self.id)")
  }

  @Test func `members have the names, times and values that the entry gives them`() throws {
    let text = try body(
      """
      version: "2.0"
      regulation: none
      algorithm: none
      request-type: delete
      submitted-time: epoch
      api-version: none
      identity-names: {list: people, type: kind, value: id, format: form}
      identities: {email: {type: email, format: sha256}}
      """, [.email: "abc"])
    #expect(
      text == #"{"subject_request_id":"\#(Self.id)","subject_request_type":"delete","submitted_time":1670328000,"#
        + #""people":[{"kind":"email","id":"abc","form":"sha256"}]}"#)
    for (form, wanted) in [
      ("rfc3339-ms", "2022-12-06T12:00:00.000Z"), ("without-zone", "2022-12-06T12:00:00"), ("date", "2022-12-06"),
    ] {
      let text = try body(
        "version: \"2.0\"\nregulation: gdpr\nsubmitted-time: \(form)\n" + Self.unsigned, [.email: "abc"])
      #expect(text.contains("\"submitted_time\":\"\(wanted)\""))
    }
  }

  @Test func `each vendor has its paths and its spelling`() throws {
    let presets = [
      ("mparticle", "/v2/requests", "/v2/requests/x"), ("singular", "/api/gdpr/requests", "/api/gdpr/requests/x"),
      ("appsflyer", "/api/gdpr/v1/opendsr_requests", "/api/gdpr/v1/opendsr_requests/x"),
    ]
    for (profile, requests, status) in presets {
      let lines = "profile: \(profile)\nregulation: gdpr\nidentities: {email: {type: email, format: raw}}"
      let route = try #require(try Self.scene("http://127.0.0.1:1", lines).entry.opendsr)
      #expect(route.requestsPath == requests && route.statusPath(of: "x") == status)
      #expect((route.signature == nil) == (profile != "mparticle"))
      #expect(route.state("in-progress") == (profile == "appsflyer" ? .inProgress : nil))
      #expect(route.state("completed") == .completed)
    }
  }

  @Test func `a partner that signs nothing proves no more than its word`() async throws {
    let server = try AnswerServer { request in
      let state = request.line.hasPrefix("GET") ? #","request_status":"finished""# : #","encoded_request":"cGVyc29u""#
      return AnswerServer.json("202 Taken", #"{"subject_request_id":"\#(Self.id)"\#(state)}"#)
        .replacing("202 Taken", with: request.line.hasPrefix("GET") ? "200 OK" : "202 Taken")
    }
    let scene = try Self.scene(
      server.host,
      """
      version: "2.0"
      requests-path: /dsr/
      status-path: "/dsr/{id}/state"
      acknowledged-by: [202]
      regulation: gdpr
      algorithm: none
      identities: {email: {type: email, format: raw}}
      states: {completed: [finished]}
      """)
    #expect(scene.entry.bestGrade == .claimedUnsigned)
    let channel = try scene.opendsr()
    let order = scene.order(["a@mail.example"], of: .email, key: Self.id)
    let report = try await channel.send(order)
    #expect(report.finding == .sent(.accepted(Acceptance(grade: .acceptedUnsigned, job: Array(Self.id.utf8)))))
    #expect(report.signer == nil)
    #expect(report.evidence.map(\.name) == ["request", "response.head", "response.sha256", "response.facts"])
    #expect(report.text("response.facts")?.contains("signed_by") == false)
    let done = await channel.ask(Self.id, order)
    #expect(done.standings == [0: .settled(.deleted, .claimedUnsigned, nil)])
    #expect(server.received.map(\.line) == ["POST /dsr/", "GET /dsr/\(Self.id)/state"])
  }

  /// A processor with headers of its own, whose answers openssl signed beforehand.
  private func signed(
    _ shop: OpenDSRShop, signature: String, domain: String = "dsr.shop.example", twice: Bool = false,
    certificates: [String] = ["leaf", "middle"]
  ) async throws -> Report {
    let bundle = String(decoding: try shop.bundle(certificates), as: UTF8.self)
    let server = try AnswerServer { request in
      if request.line == "GET /cert.pem" { return AnswerServer.json("200 OK", bundle) }
      let line = "X-Acme-Domain: \(domain)\r\n"
      return AnswerServer.json(
        "201 Made", #"{"subject_request_id":"\#(Self.id)"}"#,
        line + (twice ? line : "") + "X-Acme-Signature: \(signature)\r\n")
    }
    let scene = try Self.scene(
      server.host,
      """
      version: "2.0"
      regulation: gdpr
      processor-domain: DSR.shop.example
      certificate: {url: "\(server.host)/cert.pem", trust: "file:\(shop.folder.path)/root.pem"}
      algorithm: ecdsa-sha256
      signature: {header: X-Acme-Signature, domain-header: X-Acme-Domain}
      identities: {email: {type: email, format: raw}}
      """)
    scene.clock.advance(.days(-180))
    return try await scene.opendsr().send(scene.order(["a@mail.example"], of: .email, key: Self.id))
  }

  @Test(arguments: ["P-256", "P-384", "P-521"])
  func `own headers, curves and base64 without padding are believed; doubled or foreign domains are not`(
    curve: String
  ) async throws {
    let shop = try OpenDSRShop()
    try await shop.chain(for: "dsr.shop.example", key: ["ec", "-pkeyopt", "ec_paramgen_curve:\(curve)"])
    let bytes = try await shop.signature(of: Array(#"{"subject_request_id":"\#(Self.id)"}"#.utf8))
    let text = Data(bytes).base64EncodedString().replacing("=", with: "")
    let report = try await signed(shop, signature: text, domain: "dsr.SHOP.example")
    #expect(report.finding == .sent(.accepted(Acceptance(grade: .acceptedSigned, job: Array(Self.id.utf8)))))
    #expect(report.text("response.facts")?.contains(#""algorithm" : "ecdsa-sha256""#) == true)
    let bad = Report.Finding.sent(.halted(Reason("bad-signature")))
    #expect(try await signed(shop, signature: text, twice: true).finding == bad)
    #expect(try await signed(shop, signature: text, domain: "dsr.evil.example").finding == bad)
    let foreign = try await signed(shop, signature: text, certificates: ["middle"])
    #expect(foreign.finding == .sent(.halted(Reason("processor-certificate"))))
  }

  @Test func `a state without a signature is an unsigned claim, where the entry says so, and else no answer`()
    async throws
  {
    for (rule, forged, wanted) in [
      (
        "where-present", "",
        Report.Finding.asked(.items([Item(subjects: .all(1), standing: .settled(.deleted, .claimedUnsigned, nil))]))
      ),
      (
        "where-present", "X-OpenDSR-Signature: AAAA\r\n",
        .asked(.unanswered(Reason("processor-certificate"), retryAfter: nil))
      ),
      ("required", "", .asked(.unanswered(Reason("processor-certificate"), retryAfter: nil))),
    ] {
      let server = try AnswerServer { request in
        request.line == "GET /cert.pem"
          ? AnswerServer.json("404 None", "")
          : AnswerServer.json("200 OK", #"{"subject_request_id":"\#(Self.id)","request_status":"completed"}"#, forged)
      }
      let scene = try Self.scene(
        server.host,
        """
        version: "2.0"
        regulation: gdpr
        processor-domain: dsr.shop.example
        certificate: {url: "\(server.host)/cert.pem", trust: system}
        algorithm: rsa-pkcs1-sha256
        signature: {states: \(rule)}
        identities: {email: {type: email, format: raw}}
        """)
      let order = scene.order(["a@mail.example"], of: .email, key: Self.id)
      #expect(try await scene.opendsr().ask(Self.id, order).finding == wanted)
    }
  }

  @Test func `a processor that has changed its key is believed after its new certificate was fetched`() async throws {
    let (old, new) = (try OpenDSRShop(), try OpenDSRShop())
    for shop in [old, new] { try await shop.chain(for: "dsr.shop.example") }
    try old.folder.write("root.pem", try old.bytes("root.pem") + new.bytes("root.pem"))
    let body = Array(#"{"subject_request_id":"\#(Self.id)"}"#.utf8)
    let bundles = [old, new].map { shop in try? shop.bundle(["leaf", "middle"]) }.map {
      String(decoding: $0 ?? [], as: UTF8.self)
    }
    let signatures = [
      Data(try await old.signature(of: body)).base64EncodedString(),
      Data(try await new.signature(of: body)).base64EncodedString(),
    ]
    let turn = Mutex(0)
    let server = try AnswerServer { request in
      let turn = turn.withLock { $0 }
      if request.line == "GET /cert.pem" { return AnswerServer.json("200 OK", bundles[turn]) }
      return AnswerServer.json(
        "201 Made", #"{"subject_request_id":"\#(Self.id)"}"#,
        "X-OpenDSR-Processor-Domain: dsr.shop.example\r\nX-OpenDSR-Signature: \(signatures[turn])\r\n")
    }
    let scene = try Self.scene(
      server.host,
      """
      version: "2.0"
      regulation: gdpr
      processor-domain: dsr.shop.example
      certificate: {url: "\(server.host)/cert.pem", trust: "file:\(old.folder.path)/root.pem"}
      algorithm: rsa-pkcs1-sha256
      identities: {email: {type: email, format: raw}}
      """)
    scene.clock.advance(.days(-180))
    let channel = try scene.opendsr()
    let order = scene.order(["a@mail.example"], of: .email, key: Self.id)
    let first = try await channel.send(order)
    turn.withLock { $0 = 1 }
    #expect(try await channel.send(order).finding == .sent(.halted(Reason("bad-signature"))), "asked too often")
    scene.clock.advance(.minutes(10))
    let second = try await channel.send(order)
    #expect(second.signer != nil && second.signer != first.signer && first.signer != nil)
    #expect(server.count("GET /cert.pem") == 2)
  }
}
