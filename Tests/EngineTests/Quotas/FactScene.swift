import Catalogue
import Foundation
import Ledger
import Store
import Vault
import Workflow

@testable import Engine

/// A wave whose partners have facts beside their routes: planned on 14 November 2023, for data of December 2022.
final class FactScene {
  static let people = 60
  let folder = FileManager.default.temporaryDirectory.path + "/facts-" + UUID().uuidString
  let home: Home
  let installation: Installation

  init() throws {
    home = Home(folder + "/home")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Installation.create(home, settings: "network:\n  loopback: true\n")
    let time = Shared(Instant(seconds: 1_700_000_000))
    let surroundings = Surroundings(
      now: {
        time.withLock { time in
          time = time + .seconds(1)
          return time
        }
      }, dice: { 0.5 })
    installation = try Installation(home, access: .readWrite, surroundings: surroundings)
  }

  deinit {
    try? installation.store.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  func plan(accounts: [String: [String: String]] = [:]) throws -> WaveRecord {
    let read = try MatterFile.read(text: Self.matter, file: "matter") { _ in true }
    let vault = try installation.vault()
    try MatterOpening(
      store: installation.store, vault: vault, home: home, surroundings: installation.surroundings
    ).open(read.matter, text: Self.matter)
    try installation.sequencer().sequenceAll()
    let people =
      "subject,user-id,email\n"
      + (0..<Self.people).map { "s\($0),user-\(1000 + $0),\($0 < 10 ? "u\($0)@shop.example" : "")\n" }.joined()
    try people.write(toFile: folder + "/people.csv", atomically: true, encoding: .utf8)
    let inputs = PlanInputs(
      matter: read.matter, matterText: Self.matter, partnersText: Self.partners, partnersPath: folder + "/p.yaml",
      entries: try PartnerFile.read(Self.partners, file: "partners"), accounts: accounts,
      subjectsPath: folder + "/people.csv", templates: [:], templatesPath: folder + "/templates")
    return try Planner(
      store: installation.store, vault: vault, home: home, surroundings: installation.surroundings
    ).plan(inputs, planner: "test")
  }

  /// Two people approve, and the wave is opened; nothing is transmitted.
  func open(_ wave: WaveRecord) throws {
    var lines = ""
    for name in ["anna", "ben"] {
      try SSHSignatures.makeKey(at: "\(folder)/\(name)", comment: name)
      let text = try String(contentsOfFile: "\(folder)/\(name).pub", encoding: .utf8)
      lines += "\(name)@devices.example \(text.split(separator: " ").prefix(2).joined(separator: " "))\n"
    }
    try lines.write(toFile: home.allowedSigners, atomically: true, encoding: .utf8)
    let signatures = SSHSignatures(allowedSigners: home.allowedSigners)
    let approver = Approver(
      store: installation.store, signatures: signatures, surroundings: installation.surroundings)
    for name in ["anna", "ben"] {
      let signature = try SSHSignatures.sign(ApprovalText.of(wave), key: "\(folder)/\(name)")
      _ = try approver.approve(wave.id, signature: signature, role: Reason("legal"))
    }
    guard let approved = try installation.store.read({ try $0.wave(wave.id) }) else { throw StoreError.missing("wave") }
    _ = try WaveOpening(
      store: installation.store, vault: try installation.vault(), home: home, signatures: signatures,
      surroundings: installation.surroundings
    ).open(approved) { try installation.openLedger(of: "facts") }
    try installation.sequencer().sequenceAll()
  }

  private static let matter = """
    matter: facts
    title: Notice pages that told partners who uses which device
    operator: {name: Example Devices Inc., domain: devices.example, contact: privacy@devices.example, signatory: The privacy office}
    discovered: 2022-12-06
    contained: {at: 2022-12-06T18:00:00Z, how: "all trackers on the page were switched off"}
    promise: {words: "Where possible, we are asking our partners to delete this information.", published: 2023-01-05}
    data: [event, account-identifier]
    urls: ["https://notice.devices.example/ack/*"]
    exposure: {from: 2022-12-01, until: 2022-12-06T18:00:00Z}
    definition-of-deletion: normal-course
    duties:
      - {duty: gdpr-art-17, from: 2023-11-01, within: 60d}
    partners:
      - {id: gone, trackers: ["A-1"]}
      - {id: barred, trackers: ["B-1"]}
      - {id: slow, trackers: ["C-1"]}
      - {id: hub, trackers: ["D-1"]}
      - {id: sliced, trackers: ["E-1"]}

    """

  private static func entry(_ id: String, _ facts: String, terms: String = "in-doubt: safe-to-repeat") -> String {
    """
      - id: \(id)
        name: \(id)
        route: api
        deletes: [all]
        \(facts)
        takes: [{lane: user, identifiers: [user-id]}]
        terms: {\(terms)}
        api:
          host: https://\(id).example
          delete: {method: POST, path: /erase, body: {json: {id: "{identifier.user-id}"}}}
          answer: {success: {status: [200]}, done: {outcome: deleted}}

    """
  }

  /// Looked up and deleted for each two days of the six, by two lanes one after the other where both fit.
  private static let sliced = """
      - id: sliced
        name: sliced
        route: api
        deletes: [all]
        tells: every
        takes: [{lane: user, identifiers: [user-id]}, {lane: mail, identifiers: [email]}]
        terms: {in-doubt: safe-to-repeat}
        api:
          host: https://sliced.example
          slices: 48h
          steps:
            - {step: begin, method: POST, path: /begin, body: {json: {from: "{from}", to: "{to}"}}}
          delete: {method: POST, path: /erase, body: {json: {id: "{identifier}", from: "{from}"}}}
          answer: {success: {status: [200]}, done: {outcome: deleted}}

    """

  private static let partners =
    "version: 1\npartners:\n"
    + entry("gone", "retention: {days: 30, of: recordings, source: docs.gone.example}")
    + entry(
      "barred",
      "forbids: {because: not for clean-ups, unless: may}\n    account: {may: {env: MAY}}")
    + entry(
      "slow", "retention: {days: 400, of: events}\n    alternatives: [{partner: none, words: ask for more}]",
      terms: "in-doubt: safe-to-repeat, limits: [{calls: 1, per: 1d}]")
    + sliced
    + entry("hub", "passes-on: [slow, gone]\n    side-effects: [{effect: suppresses}]")
}
