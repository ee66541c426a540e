import Catalogue
import Channels
import Drill
import Foundation
import Testing
import Workflow

/// A rehearsal with the simulated OpenDSR processor and its root certificate on disk.
struct OpenDSRScene {
  static let key = "0b9c7a52-5a3e-4f5c-8d8b-6f4e3a2b1c0d"
  static let person = "person.7@mail.example"

  let partners: DrillPartners
  let folder: Scratch
  var scene: Scene

  init(
    _ partners: DrillPartners, trust: String? = nil, domain: String = DrillPartners.processorDomain,
    algorithm: String = "rsa-pkcs1-sha256"
  ) throws {
    self.partners = partners
    folder = try Scratch()
    let root = try folder.write("root.pem", partners.rootCertificatePEM.utf8)
    scene = try Scene(
      Entries.opendsr(partners.httpPort, trust: trust ?? "file:\(root)", domain: domain, algorithm: algorithm))
  }

  var order: Order { scene.order([OpenDSRScene.person], of: .email, key: OpenDSRScene.key) }

  func channel() throws -> OpenDSRChannel { try scene.opendsr() }
  func send() async throws -> Report { try await channel().send(order) }
}

/// The same, with a processor of its own.
func withProcessor(
  faults: Set<DrillFault> = [], _ body: (DrillPartners) async throws -> Void
) async throws {
  try await withPartners(
    {
      $0.faults = faults
      $0.faultRhythm = .every(1)
    }, body)
}
