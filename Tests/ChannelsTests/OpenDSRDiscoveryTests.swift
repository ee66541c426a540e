import Catalogue
import Drill
import Foundation
import Testing
import Workflow

@testable import Channels

/// A processor's certificate, found by the processor's own discovery document.
@Suite struct OpenDSRDiscoveryTests {
  /// The rehearsal's processor serves at an address, not at its domain: without the host nothing may be fetched there.
  private func scene(_ partners: DrillPartners, hosts: String = ", hosts: [127.0.0.1]", path: String = "")
    throws -> OpenDSRScene
  {
    var scene = try OpenDSRScene(partners)
    let entry = Entries.opendsr(partners.httpPort, trust: "file:\(scene.folder.path)/root.pem")
      .replacing(
        "url: \"http://127.0.0.1:\(partners.httpPort)/drill-opendsr/cert.pem\"", with: "url: discovery\(hosts)")
    scene.scene = try Scene(path.isEmpty ? entry : entry + "\n  discovery-path: \(path)")
    return scene
  }

  private func paths(_ partners: DrillPartners) -> [String] { partners.received().map { $0.method + " " + $0.path } }

  @Test func `the certificate is found once, believed by its chain, and kept`() async throws {
    try await withProcessor { partners in
      let scene = try scene(partners)
      let channel = try scene.channel()
      let report = try await channel.send(scene.order)
      #expect(report.finding == .sent(.accepted(Acceptance(grade: .acceptedSigned, job: Array(OpenDSRScene.key.utf8)))))
      #expect(report.signer?.count == 32)
      _ = await channel.ask(OpenDSRScene.key, scene.order)
      #expect(
        paths(partners) == [
          "POST /drill-opendsr/requests", "GET /drill-opendsr/discovery", "GET /drill-opendsr/cert.pem",
          "GET /drill-opendsr/requests/\(OpenDSRScene.key)",
        ])
    }
  }

  @Test func `a certificate on a host that is not the processor's is not even fetched`() async throws {
    try await withProcessor { partners in
      let scene = try scene(partners, hosts: "")
      #expect(try await scene.send().finding == .sent(.halted(Reason("processor-certificate"))))
      #expect(!paths(partners).contains("GET /drill-opendsr/cert.pem"))
    }
  }

  @Test func `without a discovery document the answer waits for another time`() async throws {
    try await withProcessor { partners in
      let scene = try scene(partners, path: "/drill-opendsr/elsewhere")
      #expect(try await scene.send().finding == .sent(.lost(Reason("processor-certificate"))))
      #expect(paths(partners).last == "GET /drill-opendsr/elsewhere")
    }
  }

  @Test func `discovery stands beside the requests, and the short form trusts the system's roots`() throws {
    let entry = Entries.opendsr(1, trust: "system")
      .replacing(
        "certificate: {url: \"http://127.0.0.1:1/drill-opendsr/cert.pem\", trust: \"system\"}",
        with: "certificate: discovery")
    let route = try #require(try partner(entry).opendsr)
    #expect(route.discoveryPath == "/drill-opendsr/discovery")
    #expect(route.signature?.isDiscovered == true && route.signature?.trust == .system)
    #expect(route.signature?.allows(url: "https://opendsr.drill.example/c.pem") == true)
    #expect(route.signature?.allows(url: "https://cdn.opendsr.drill.example/c.pem") == true)
    for wrong in [
      "https://drill.example/c.pem", "http://opendsr.drill.example/c.pem", "https://xopendsr.drill.example/c",
    ] {
      #expect(route.signature?.allows(url: wrong) == false, "\(wrong)")
    }
    #expect(throws: (any Error).self) {
      try partner(Entries.opendsr(1, trust: "system\", hosts: [a.example], host: \"san"))
    }
  }
}
