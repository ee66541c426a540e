import Crypto
import Drill
import Foundation
import Testing
import Workflow

@testable import Channels

/// Whose signature is believed.
@Suite struct OpenDSRTrustTests {
  private let badCertificate = Report.Finding.sent(.halted(Reason("processor-certificate")))

  @Test func `a signature over other bytes stops the partner, for acknowledgements and for states`() async throws {
    try await withProcessor(faults: [.badSignature]) { partners in
      let scene = try OpenDSRScene(partners)
      let channel = try scene.channel()
      let report = try await channel.send(scene.order)
      #expect(report.finding == .sent(.halted(Reason("bad-signature"))))
      #expect(report.signer == nil)
      #expect(report.file("response.sha256")?.count == 32)
      let state = await channel.ask(OpenDSRScene.key, scene.order)
      #expect(state.finding == .asked(.halted(Reason("bad-signature"))))
      #expect(state.signer == nil)
    }
  }

  @Test(arguments: ["ecdsa-sha256", "rsa-pss-sha256"])
  func `a signature by another algorithm than the entry names is no signature`(algorithm: String) async throws {
    try await withProcessor { partners in
      let report = try await OpenDSRScene(partners, algorithm: algorithm).send()
      #expect(report.finding == .sent(.halted(Reason("bad-signature"))))
    }
  }

  @Test func `a certificate for another domain is not believed`() async throws {
    try await withProcessor { partners in
      let report = try await OpenDSRScene(partners, domain: "opendsr.other.example").send()
      #expect(report.finding == badCertificate)
      #expect(report.signer == nil)
    }
  }

  @Test func `a certificate of another root is not believed`() async throws {
    try await withProcessor { partners in
      try await withProcessor { others in
        let folder = try Scratch()
        let root = try folder.write("other.pem", others.rootCertificatePEM.utf8)
        #expect(try await OpenDSRScene(partners, trust: "file:\(root)").send().finding == badCertificate)
      }
      for (trust, key) in [("system", "1"), ("file:/nowhere/root.pem", "2")] {
        let scene = try OpenDSRScene(partners, trust: trust)
        var order = scene.order
        order.key = key + OpenDSRScene.key.dropFirst()
        #expect(try await scene.channel().send(order).finding == badCertificate, "\(trust)")
      }
    }
  }

  @Test func `a pinned key is believed, and only that one`() async throws {
    try await withProcessor { partners in
      let signer = try #require(try await OpenDSRScene(partners).send().signer)
      let pin = signer.map { String(format: "%02x", $0) }.joined()
      let channel = try OpenDSRScene(partners, trust: "pin:\(pin)")
      var order = channel.order
      order.key = "1b9c7a52-5a3e-4f5c-8d8b-6f4e3a2b1c0d"
      #expect(try await channel.channel().send(order).signer == signer)
      let wrong = String(pin.dropLast()) + (pin.hasSuffix("0") ? "1" : "0")
      order.key = "2b9c7a52-5a3e-4f5c-8d8b-6f4e3a2b1c0d"
      #expect(try await OpenDSRScene(partners, trust: "pin:\(wrong)").channel().send(order).finding == badCertificate)
    }
  }

  @Test func `a certificate that has ended is not believed, nor one that has not begun`() async throws {
    try await withProcessor { partners in
      for (span, key) in [(Span.days(30 * 365), "0"), (.days(398), "1"), (.hours(-2), "2")] {
        let scene = try OpenDSRScene(partners)
        var order = scene.order
        order.key = key + OpenDSRScene.key.dropFirst()
        scene.scene.clock.advance(span)
        #expect(try await scene.channel().send(order).finding == badCertificate, "\(span.wholeDays) days")
      }
      let scene = try OpenDSRScene(partners)
      var order = scene.order
      order.key = "3" + OpenDSRScene.key.dropFirst()
      scene.scene.clock.advance(.days(396))
      #expect(try await scene.channel().send(order).signer != nil)
    }
  }

  @Test func `an answer that is not believed is kept all the same`() async throws {
    try await withProcessor { partners in
      let report = try await OpenDSRScene(partners, domain: "opendsr.other.example").send()
      #expect(report.text("request")?.hasPrefix("POST /drill-opendsr/requests HTTP/1.1\r\n") == true)
      #expect(report.text("response.head")?.hasPrefix("HTTP/1.1 201") == true)
      #expect(report.file("response.sha256")?.count == 32)
    }
  }

  @Test func `the certificate is fetched once, from where the entry says`() async throws {
    try await withProcessor { partners in
      let scene = try OpenDSRScene(partners)
      let channel = try scene.channel()
      _ = try await channel.send(scene.order)
      for _ in 0..<3 { _ = await channel.ask(OpenDSRScene.key, scene.order) }
      #expect(partners.received().filter { $0.path == "/drill-opendsr/cert.pem" }.count == 1)
      #expect(partners.received().count == 5)
    }
  }
}
