import Catalogue
import Channels
import Engine
import Foundation
import Store
import Workflow

/// A home with a matter, made the way a person would, in a scratch folder.
struct BenchHome {
  let home: Home
  let folder: String

  init(in folder: String, port: Int) throws {
    self.folder = folder
    home = Home(folder + "/home")
    try Installation.create(home, settings: "network:\n  loopback: true\n")
    try BenchHome.partners(port).write(toFile: folder + "/partners.yaml", atomically: true, encoding: .utf8)
    let matter = try MatterFile.read(text: BenchHome.matter, file: "matter.yaml", exists: { _ in true }).matter
    let installation = try Installation(home, access: .readWrite)
    try MatterOpening(
      store: installation.store, vault: try installation.vault(), home: home, surroundings: .world
    ).open(matter, text: BenchHome.matter)
    try installation.sequencer().sequenceAll()
    try installation.store.close()
  }

  func plan(_ installation: Installation, subjects: String) throws -> WaveRecord {
    let text = BenchHome.matter
    let partners = try String(contentsOfFile: folder + "/partners.yaml", encoding: .utf8)
    let inputs = PlanInputs(
      matter: try MatterFile.read(text: text, file: "matter.yaml", exists: { _ in true }).matter, matterText: text,
      partnersText: partners, partnersPath: folder + "/partners.yaml",
      entries: try PartnerFile.read(partners, file: "partners.yaml"), accounts: [:], subjectsPath: subjects,
      templates: [:], templatesPath: folder)
    return try Planner(
      store: installation.store, vault: try installation.vault(), home: home, surroundings: .world
    ).plan(inputs, planner: "bench")
  }

  func approve(_ wave: WaveRecord, _ installation: Installation) throws {
    var signers = ""
    let signatures = SSHSignatures(allowedSigners: home.allowedSigners)
    for name in ["a", "b"] {
      try SSHSignatures.makeKey(at: "\(folder)/\(name)", comment: name)
      signers += "\(name)@bench.example " + (try String(contentsOfFile: "\(folder)/\(name).pub", encoding: .utf8))
    }
    try signers.write(toFile: home.allowedSigners, atomically: true, encoding: .utf8)
    let approver = Approver(store: installation.store, signatures: signatures, surroundings: .world)
    for name in ["a", "b"] {
      let signature = try SSHSignatures.sign(ApprovalText.of(wave), key: "\(folder)/\(name)")
      _ = try approver.approve(wave.id, signature: signature, role: Reason("bench"))
    }
  }

  private static func partners(_ port: Int) -> String {
    """
    version: 1
    partners:
      - id: bench
        name: Bench
        route: api
        deletes: [all]
        takes: [{lane: user, identifiers: [user-id]}]
        terms: {in-doubt: safe-to-repeat, concurrency: 512}
        api:
          host: http://127.0.0.1:\(port)
          delete: {method: POST, path: /erase, body: {json: {id: "{identifier.user-id}"}}}
          answer: {success: {status: [200]}, done: {outcome: deleted}}

    """
  }

  private static let matter = """
    matter: bench
    title: Bench
    operator: {name: Bench Inc., domain: bench.example, contact: privacy@bench.example}
    discovered: 2022-12-06
    data: [page-url]
    exposure: {from: 2022-12-01, until: 2022-12-06}
    definition-of-deletion: normal-course
    partners:
      - {id: bench, trackers: ["B-1"]}

    """
}
