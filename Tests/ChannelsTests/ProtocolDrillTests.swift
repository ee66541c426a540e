import Catalogue
import Crypto
import Drill
import Foundation
import Testing
import Workflow

@testable import Channels

/// Our signed requests before partners that check them for themselves: they find our keys in what we publish.
@Suite struct ProtocolDrillTests {
  private let folder: Scratch
  private let key = P256.Signing.PrivateKey()

  init() throws {
    folder = try Scratch()
    try folder.write("key.pem", key.pemRepresentation.utf8)
  }

  private func exchange(_ partners: DrillPartners) throws -> Scene {
    try Scene(
      """
      id: drill-ddrf
      name: Exchange
      confidence: confirmed
      sources: ["simulated"]
      route: ddrf
      deletes: [all]
      secrets: {key: "file:\(folder.path)/key.pem"}
      takes: [{lane: user, identifiers: [click-id]}]
      terms: {in-doubt: safe-to-repeat}
      ddrf:
        domain: \(DrillPartners.recipientDomain)
        issuer: shop.example
        signing-key: key
        document: http://127.0.0.1:\(partners.httpPort)/drill-ddrf/dsrdelete.json
        hosts: [127.0.0.1]
        identifiers: {click-id: {type: sco, format: plaintext}}
      """)
  }

  private func business(_ partners: DrillPartners, seed: String = DrillCredentials.agentSeed) throws -> Scene {
    try Scene(
      """
      id: drill-drp
      name: Business
      confidence: confirmed
      sources: ["simulated"]
      route: drp
      deletes: [all]
      secrets: {seed: env:SEED}
      takes: [{lane: user, identifiers: [email]}]
      terms: {in-doubt: safe-to-repeat}
      drp:
        host: http://127.0.0.1:\(partners.httpPort)
        base-path: /drill-drp
        agent-id: \(DrillCredentials.agentID)
        business-id: \(DrillCredentials.businessID)
        signing-key: seed
        identifiers: {email: {member: email}}
        poll: {first: 1s, every: 1s, give-up: 1m}
      """, environment: ["SEED": seed])
  }

  /// Puts up what `publish` writes.
  private func publish(_ partners: DrillPartners, by key: P256.Signing.PrivateKey) throws {
    let signing = try SigningKey(pem: Array(key.pemRepresentation.utf8))
    let files = try DDRFPublication(
      issuer: "shop.example", endpoint: "https://www.shop.example/dsr",
      identifiers: [DdrfRoute.Kind(type: "sco", format: "plaintext")],
      keys: [(key: signing, keyID: try signing.thumbprint())]
    ).files()
    partners.show(
      PublishedSite(domain: "shop.example", files: Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) })))
  }

  private func finding(_ partners: DrillPartners) async throws -> Report.Finding {
    let scene = try exchange(partners)
    let channel = try DDRFChannel(desk: scene.desk, route: try #require(scene.entry.ddrf))
    return try await channel.send(scene.order(["click-1"], of: .clickID)).finding
  }

  @Test func `what publish writes is what a recipient needs to believe us`() async throws {
    try await withPartners { partners in
      #expect(try await finding(partners) == .sent(.busy(Reason("our-domain-unreachable"), retryAfter: nil)))
      try publish(partners, by: P256.Signing.PrivateKey())
      #expect(try await finding(partners) == .sent(.halted(Reason("our-published-files"))))
      try publish(partners, by: key)
      #expect(try await finding(partners) == .sent(.accepted(Acceptance(grade: .acceptedSigned))))
      #expect(partners.identifiersErased(.ddrf) == ["click-1": 1])
    }
  }

  @Test func `an acknowledgement that the recipient's published key did not sign stops the partner`() async throws {
    try await withPartners({
      ($0.faults, $0.faultRhythm) = ([.badSignature], .every(1))
    }) { partners in
      try publish(partners, by: key)
      #expect(try await finding(partners) == .sent(.halted(Reason("bad-signature"))))
    }
  }

  @Test func `a business that knows us by our key takes the request and says when it is fulfilled`() async throws {
    try await withPartners { partners in
      let scene = try business(partners)
      let channel = try DRPChannel(desk: scene.desk, route: try #require(scene.entry.drp))
      let order = scene.order(["p@mail.example"], of: .email)
      guard case .sent(.accepted(let acceptance)) = try await channel.send(order).finding else {
        Issue.record("it is taken")
        return
      }
      let job = acceptance.job.map { String(decoding: $0, as: UTF8.self) }
      #expect(await channel.ask(job, order).finding == .asked(.pending(askAfter: nil)))
      #expect(await channel.ask(job, order).standings == [0: .settled(.deleted, .claimedUnsigned, nil)])
      #expect(partners.identifiersErased(.drp) == ["p@mail.example": 1])
    }
  }

  @Test func `a business that does not know our key takes nothing`() async throws {
    try await withPartners { partners in
      let scene = try business(partners, seed: DRPScene.seed)
      let channel = try DRPChannel(desk: scene.desk, route: try #require(scene.entry.drp))
      let order = scene.order(["p@mail.example"], of: .email)
      #expect(try await channel.send(order).finding == .sent(.halted(Reason("credentials"))))
      #expect(partners.received().map(\.method) == ["POST"])
    }
  }
}
