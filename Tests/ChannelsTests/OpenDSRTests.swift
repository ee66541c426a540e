import Catalogue
import Crypto
import Drill
import Foundation
import Testing
import Workflow

@testable import Channels

private let accepted = Report.Finding.sent(
  .accepted(Acceptance(grade: .acceptedSigned, job: Array(OpenDSRScene.key.utf8))))

/// An OpenDSR processor over real HTTP: requests, signed answers, states.
@Suite struct OpenDSRTests {
  @Test func `a signed acknowledgement is an acceptance, and names the signer`() async throws {
    try await withProcessor { partners in
      let scene = try OpenDSRScene(partners)
      let report = try await scene.send()
      #expect(report.finding == accepted)
      #expect(report.signer?.count == 32)
      #expect(partners.identifiersReceived(.openDSR) == [OpenDSRScene.person: 1])
      #expect(partners.identifiersErased(.openDSR).isEmpty)
    }
  }

  @Test func `asked until it is done, the claim is signed too`() async throws {
    try await withProcessor { partners in
      let scene = try OpenDSRScene(partners)
      let channel = try scene.channel()
      let signer = try await channel.send(scene.order).signer
      for _ in 0..<2 {
        let report = await channel.ask(OpenDSRScene.key, scene.order)
        #expect(report.finding == .asked(.pending(askAfter: nil)))
      }
      let done = await channel.ask(OpenDSRScene.key, scene.order)
      #expect(done.standings == [0: .settled(.deleted, .claimedSigned, nil)])
      #expect(done.signer == signer && signer != nil)
      #expect(done.text("response")?.contains(#""request_status":"completed""#) == true)
      #expect(partners.identifiersErased(.openDSR) == [OpenDSRScene.person: 1])
    }
  }

  @Test func `the request is the one of the standard, and the same bytes every time`() async throws {
    try await withProcessor { partners in
      let scene = try OpenDSRScene(partners)
      let channel = try scene.channel()
      var later = scene.order
      later.now = noon + .days(2)
      let first = try channel.prepare(scene.order).bodyHash
      #expect(try channel.prepare(later).bodyHash == first)
      _ = try await channel.send(scene.order)
      let body = try #require(partners.received().first { $0.method == "POST" }?.body)
      #expect(first == Array(SHA256.hash(data: body)))
      let identity =
        #"{"identity_type":"email","identity_value":"\#(OpenDSRScene.person)","identity_format":"raw"}"#
      #expect(
        String(decoding: body, as: UTF8.self)
          == #"{"regulation":"gdpr","subject_request_id":"\#(OpenDSRScene.key)","subject_request_type":"erasure","#
          + #""submitted_time":"2022-12-06T12:00:00Z","subject_identities":[\#(identity)],"api_version":"2.0"}"#)
    }
  }

  @Test func `whatever an identifier holds, it stays one JSON value`() throws {
    let scene = try Scene(Entries.opendsr(1, trust: "system"))
    let hostile = #"a"b\c\#u{1}"},{"x":"é𝄞"#
    let body = OpenDSRBody(
      route: try #require(scene.entry.opendsr), facts: scene.desk.facts(for: scene.order([], key: OpenDSRScene.key)))
    let bytes = try body.bytes(for: [SentItem(subject: 0, values: [.email: Array(hostile.utf8)])])
    let json = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let identities = try #require(json["subject_identities"] as? [[String: String]])
    #expect(identities.map { $0["identity_value"] } == [hostile])
  }

  @Test func `one request speaks of one person`() throws {
    let scene = try Scene(Entries.opendsr(1, trust: "system"))
    let channel = try scene.opendsr()
    #expect(throws: PrepareFailure.tooLarge) {
      try channel.prepare(scene.order(["a@mail.example", "b@mail.example"], of: .email))
    }
    #expect(throws: PrepareFailure.unusable(Reason("cannot-be-written"))) {
      try channel.prepare(scene.order([], of: .email))
    }
  }

  @Test func `after a lost answer, asking by our own id finds the request`() async throws {
    try await withPartners({
      $0.faults = [.lostAnswer]
      $0.faultRhythm = .first(1)
    }) { partners in
      let scene = try OpenDSRScene(partners)
      let channel = try scene.channel()
      #expect(try await channel.send(scene.order).finding == .sent(.lost(Reason("empty-reply"))))
      let found = await channel.ask(nil, scene.order)
      #expect(found.finding == .asked(.pending(askAfter: nil)))
      #expect(found.signer != nil)
      // The processor itself refuses a second request under the same id, so nothing was doubled.
      #expect(try await channel.send(scene.order).finding == .sent(.rejected(Reason("status-400"))))
    }
  }

  @Test func `a request that never arrived is unknown`() async throws {
    try await withProcessor { partners in
      let scene = try OpenDSRScene(partners)
      #expect(try await scene.channel().ask(nil, scene.order).finding == .asked(.unknown(Reason("job-unknown"))))
    }
  }

  @Test func `a state that falls back is pending again`() async throws {
    try await withPartners({ $0.faults = [.regress] }) { partners in
      let scene = try OpenDSRScene(partners)
      let channel = try scene.channel()
      _ = try await channel.send(scene.order)
      for _ in 0..<3 {
        #expect(await channel.ask(OpenDSRScene.key, scene.order).finding == .asked(.pending(askAfter: nil)))
      }
      let done = await channel.ask(OpenDSRScene.key, scene.order)
      #expect(done.standings == [0: .settled(.deleted, .claimedSigned, nil)])
    }
  }

  @Test(arguments: [
    ("pending", PollVerdict.pending(askAfter: nil)), ("in_progress", .pending(askAfter: nil)),
    ("cancelled", .items([Item(subjects: .all(1), standing: .needsPerson(Reason("cancelled-by-partner")))])),
    ("failed", .items([Item(subjects: .all(1), standing: .needsPerson(Reason("failed-at-partner")))])),
    ("not_found", .items([Item(subjects: .all(1), standing: .settled(.notFound, .claimedSigned, nil))])),
    ("finished", .unanswered(Reason("unknown-state"), retryAfter: nil)),
  ])
  func `each state has one meaning, and an unknown one none`(state: String, verdict: PollVerdict) throws {
    let route = try #require(try Scene(Entries.opendsr(1, trust: "system")).entry.opendsr)
    #expect(OpenDSRStatus.meaning(of: route.state(state), for: .all(1), grade: .claimedSigned) == verdict)
    let unknown = PollVerdict.unanswered(Reason("unknown-state"), retryAfter: nil)
    #expect(OpenDSRStatus.meaning(of: nil, for: .all(1), grade: .claimedSigned) == unknown)
  }

  @Test func `what a person approves shows the request without the person`() throws {
    let scene = try Scene(Entries.opendsr(1, trust: "system"))
    let route = try #require(scene.entry.opendsr)
    let order = scene.order([OpenDSRScene.person], of: .email, key: OpenDSRScene.key)
    let masked = try OpenDSRChannel.preview(desk: scene.desk, route: route, order, showIdentifiers: false)
    #expect(!masked.contains(OpenDSRScene.person) && masked.contains(#""identity_value":"masked""#))
    let open = try OpenDSRChannel.preview(desk: scene.desk, route: route, order, showIdentifiers: true)
    #expect(open == masked.replacing("masked", with: OpenDSRScene.person))
  }
}
