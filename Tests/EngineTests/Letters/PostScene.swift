import Catalogue
import Foundation
import Ledger
import MailRigs
import Store
import Vault
import Workflow

@testable import Channels
@testable import Engine

/// A home with an approved wave of letters, and a real mail server that wants a password.
final class PostScene {
  static let partners = ["acme", "zeta"]
  let folder: String
  let home: Home
  let rig: Exim
  private let clock = Shared(Instant(seconds: 1_700_000_000))

  init(password: String) throws {
    folder = FileManager.default.temporaryDirectory.path + "/post-" + UUID().uuidString
    home = Home(folder + "/home")
    rig = try Exim(user: "privacy", password: password)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(rig.certificate).write(to: URL(filePath: folder + "/cert.pem"))
    try Installation.create(home, settings: settings(port: rig.port))
    try inside { try plan($0) }
    try inside { try approve($0) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Where the mail server is said to be.
  func settle(port: Int) throws {
    try settings(port: port).write(toFile: home.settings, atomically: true, encoding: .utf8)
  }

  private func settings(port: Int) -> String {
    """
    network: {loopback: true, trust: \(folder)/cert.pem}
    memory: \(folder)/memory
    mail: {server: 127.0.0.1, port: \(port), security: starttls, user: privacy, password: "env:PASSWORD",
           from: privacy@devices.example}
    """
  }

  func pass(_ span: Span) { clock.withLock { $0 = $0 + span } }

  func inside<Value>(_ work: (Installation) throws -> Value) throws -> Value {
    let surroundings = Surroundings(now: { [clock] in clock.withLock { $0 } }, dice: { 0.5 })
    let installation = try Installation(home, access: .readWrite, surroundings: surroundings)
    defer { try? installation.store.close() }
    return try work(installation)
  }

  /// One start of `retry`. - Returns: how many letters were begun.
  @discardableResult
  func send(with password: String) throws -> Int {
    try inside { installation in
      let rooms = try WaveRooms(installation, environment: ["PASSWORD": password])
      let limits = Pass.Limits(linger: .zero, length: .minutes(1), grace: .seconds(5))
      let summary = try EngineRun(installation, rooms: rooms, limits: limits).run([try wave(installation)])
      return summary.begun
    }
  }

  func resume(_ partner: String) throws {
    try inside {
      _ = try Decisions(store: $0.store, surroundings: $0.surroundings).decide(try id(partner, $0), .resume)
    }
  }

  func state(_ partner: String) throws -> InstructionState? {
    try inside { installation in
      let id = try id(partner, installation)
      return try installation.store.read { try $0.instruction(id) }?.state
    }
  }

  func letter(_ partner: String) throws -> DispatchRecord? {
    try inside { installation in
      let id = try id(partner, installation)
      return try installation.store.read { try $0.dispatch(id, number: 0) }
    }
  }

  func budget(_ partner: String) throws -> Budget {
    try inside { try $0.store.read { try $0.budget(of: partner) } }
  }

  /// The bytes that the letter was fixed to, lines ended as the mail server files them.
  func kept(_ partner: String) throws -> String? {
    guard let letter = try letter(partner), let sealed = letter.sealedJob else { return nil }
    let bytes = try inside { installation in
      try installation.vault().open(letter.instruction.wave)
        .open(sealed, table: "jobs." + partner, row: letter.number, column: "job")
    }
    return KeptLetter(bytes).map {
      String(decoding: $0.message, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
    }
  }

  func findings() throws -> [String] {
    try inside { installation in
      let directory = home.ledger(of: "post")
      let store = try StoreAgainstLedger(store: installation.store).check(matter: "post", directory: directory)
      return (LedgerVerifier.verify(directory: directory).findings + store).map(\.description)
    }
  }

  // MARK: The wave

  private func wave(_ installation: Installation) throws -> WaveRecord {
    guard let wave = try installation.store.read({ try $0.waves() }).first else { throw StoreError.missing("a wave") }
    return wave
  }

  private func id(_ partner: String, _ installation: Installation) throws -> InstructionID {
    InstructionID(wave: try wave(installation).id, partner: partner)
  }

  private func plan(_ installation: Installation) throws {
    let read = try MatterFile.read(text: Self.matter, file: "matter") { _ in true }
    let vault = try installation.vault()
    try MatterOpening(
      store: installation.store, vault: vault, home: home, surroundings: installation.surroundings
    ).open(read.matter, text: Self.matter)
    try installation.sequencer().sequenceAll()
    let list = "subject,user-id\n" + (0..<8).map { "s\($0),user-\($0)\n" }.joined()
    try list.write(toFile: folder + "/people.csv", atomically: true, encoding: .utf8)
    let templates = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Templates").path
    let letters = ["deletion-request", "reminder", "escalation"].map { $0 + ".en.mustache" }
    let inputs = PlanInputs(
      matter: read.matter, matterText: Self.matter, partnersText: Self.partnerFile, partnersPath: folder + "/p.yaml",
      entries: try PartnerFile.read(Self.partnerFile, file: "partners"), accounts: [:],
      subjectsPath: folder + "/people.csv",
      templates: try letters.reduce(into: [:]) {
        $0[$1] = try String(contentsOfFile: templates + "/" + $1, encoding: .utf8)
      }, templatesPath: templates)
    _ = try Planner(store: installation.store, vault: vault, home: home, surroundings: installation.surroundings)
      .plan(inputs, planner: "test")
  }

  private func approve(_ installation: Installation) throws {
    for name in ["anna", "ben"] {
      try SSHSignatures.makeKey(at: "\(folder)/\(name)", comment: name)
      let text = try String(contentsOfFile: "\(folder)/\(name).pub", encoding: .utf8)
      let line = "\(name)@devices.example \(text.split(separator: " ").prefix(2).joined(separator: " "))\n"
      let earlier = (try? String(contentsOfFile: home.allowedSigners, encoding: .utf8)) ?? ""
      try (earlier + line).write(toFile: home.allowedSigners, atomically: true, encoding: .utf8)
    }
    let signatures = SSHSignatures(allowedSigners: home.allowedSigners)
    let approver = Approver(
      store: installation.store, signatures: signatures, surroundings: installation.surroundings)
    for name in ["anna", "ben"] {
      let wave = try wave(installation)
      let signature = try SSHSignatures.sign(ApprovalText.of(wave), key: "\(folder)/\(name)")
      _ = try approver.approve(wave.id, signature: signature, role: Reason("legal"))
    }
    let opening = WaveOpening(
      store: installation.store, vault: try installation.vault(), home: home, signatures: signatures,
      surroundings: installation.surroundings)
    _ = try opening.open(try wave(installation)) { try installation.openLedger(of: "post") }
    try installation.sequencer().sequenceAll()
  }

  private static let matter = """
    matter: post
    title: Notice pages that told partners who uses which device
    operator: {name: Example Devices Inc., domain: devices.example, contact: privacy@devices.example}
    discovered: 2022-12-06
    data: [page-url]
    urls: ["https://notice.devices.example/ack/*"]
    exposure: {from: 2022-12-01, until: 2022-12-06T18:00:00Z}
    definition-of-deletion: normal-course
    partners:
      - {id: acme, trackers: ["A-1"]}
      - {id: zeta, trackers: ["B-1"]}

    """

  private static let partnerFile =
    "version: 1\npartners:\n"
    + partners.map {
      """
        - id: \($0)
          name: \($0)
          confidence: confirmed
          sources: ["invented"]
          route: email
          deletes: [all]
          scope: selector
          terms: {in-doubt: safe-to-repeat, answer-within: 45d, attempts: 2}
          email: {to: [privacy@\($0).example], language: en, template: deletion-request, attachment: none}

      """
    }.joined()
}
