import Catalogue
import Channels
import Foundation
import Ledger
import Store
import Workflow

@testable import Engine
@testable import Vault

/// A home with a real wave in it: a planned list of people, approved with SSH keys, sent to partners that answer from
/// a script. Gone when the test is over.
final class ShreddingScene {
  static let wave = "scene-w1"
  static let people = 300
  static let signers = ["anna", "ben", "cleo"]

  let folder: String
  let home: Home
  private let clock = Shared(Instant(seconds: 1_700_000_000))
  private let heard = Shared<[[UInt8]]>([])
  /// Partners whose script answers nothing yet.
  let silent = Shared<Set<String>>([])

  /// How far the wave has come.
  enum Stage: CaseIterable { case planned, open, settled }

  /// A copy of a home that was made once: making one takes a dozen runs of ssh-keygen.
  init(_ stage: Stage) throws {
    folder = ShreddingScene.newFolder
    home = Home(folder + "/home")
    guard let model = try ShreddingScene.models.get()[stage] else { throw StoreError.missing("the model") }
    try FileManager.default.copyItem(atPath: model.folder, toPath: folder)
    let time = model.clock.withLock { $0 }
    clock.withLock { $0 = time }
    if stage == .open { silent.withLock { $0 = ["single", "jobs-polls"] } }
  }

  private init(emptyIn folder: String) throws {
    self.folder = folder
    home = Home(folder + "/home")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Installation.create(home, settings: "network:\n  loopback: true\n")
  }

  private init(copying other: ShreddingScene) throws {
    folder = ShreddingScene.newFolder
    home = Home(folder + "/home")
    try FileManager.default.copyItem(atPath: other.folder, toPath: folder)
    let time = other.clock.withLock { $0 }
    clock.withLock { $0 = time }
  }

  private static var newFolder: String {
    FileManager.default.temporaryDirectory.path + "/shredding-" + UUID().uuidString
  }

  /// In the stage `open` the portal waits for a person, `single` stopped at its first call, and the jobs are not done.
  private nonisolated(unsafe) static let models: Result<[Stage: ShreddingScene], any Error> = Result {
    let planned = try ShreddingScene(emptyIn: newFolder)
    try planned.makeSigners()
    try planned.plan()
    let open = try ShreddingScene(copying: planned)
    try open.approve()
    let settled = try ShreddingScene(copying: open)
    open.silent.withLock { $0 = ["single", "jobs-polls"] }
    try open.send()
    try settled.send()
    try settled.file("We cleaned the console for \(mail(of: 17)).\n", settling: false)
    try settled.file("All pages are gone.\n", settling: true)
    // Statics live until the end, so nothing else would take their folders away.
    atexit {
      guard let models = try? ShreddingScene.models.get() else { return }
      for model in models.values { try? FileManager.default.removeItem(atPath: model.folder) }
    }
    return [Stage.planned: planned, .open: open, .settled: settled]
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Each one is a start of the program: nothing is remembered from the one before.
  func inside<Value>(_ work: (Installation) throws -> Value) throws -> Value {
    let surroundings = Surroundings(
      now: { [clock] in
        clock.withLock { time in
          time = time + .seconds(1)
          return time
        }
      }, dice: { 0.5 })
    let installation = try Installation(home, access: .readWrite, surroundings: surroundings)
    defer { try? installation.store.close() }
    return try work(installation)
  }

  func pass(_ span: Span) { clock.withLock { $0 = $0 + span } }

  // MARK: The wave

  private func makeSigners() throws {
    var lines = ""
    for name in Self.signers {
      try SSHSignatures.makeKey(at: key(of: name), comment: name)
      let text = try String(contentsOfFile: key(of: name) + ".pub", encoding: .utf8)
      lines += "\(name)@devices.example \(text.split(separator: " ").prefix(2).joined(separator: " "))\n"
    }
    try lines.write(toFile: home.allowedSigners, atomically: true, encoding: .utf8)
  }

  func key(of name: String) -> String { "\(folder)/\(name)" }

  private func plan() throws {
    try inside { installation in
      let read = try MatterFile.read(text: Self.matter, file: "matter") { _ in true }
      let vault = try installation.vault()
      try MatterOpening(
        store: installation.store, vault: vault, home: home, surroundings: installation.surroundings
      ).open(read.matter, text: Self.matter)
      try installation.sequencer().sequenceAll()
      try Self.list.write(toFile: folder + "/people.csv", atomically: true, encoding: .utf8)
      let inputs = PlanInputs(
        matter: read.matter, matterText: Self.matter, partnersText: Self.partners, partnersPath: folder + "/p.yaml",
        entries: try PartnerFile.read(Self.partners, file: "partners"), accounts: [:],
        subjectsPath: folder + "/people.csv", templates: [:], templatesPath: folder + "/templates")
      _ = try Planner(
        store: installation.store, vault: vault, home: home, surroundings: installation.surroundings
      ).plan(inputs, planner: "test")
    }
  }

  private func approve() throws {
    try inside { installation in
      let wave = try self.wave(in: installation)
      let signatures = SSHSignatures(allowedSigners: home.allowedSigners)
      let approver = Approver(
        store: installation.store, signatures: signatures, surroundings: installation.surroundings)
      for name in Self.signers.prefix(2) {
        let signature = try SSHSignatures.sign(ApprovalText.of(wave), key: key(of: name))
        _ = try approver.approve(wave.id, signature: signature, role: Reason("legal"))
      }
      let opening = WaveOpening(
        store: installation.store, vault: try installation.vault(), home: home, signatures: signatures,
        surroundings: installation.surroundings)
      _ = try opening.open(try self.wave(in: installation)) { try installation.openLedger(of: "scene") }
      try installation.sequencer().sequenceAll()
    }
  }

  func wave(in installation: Installation) throws -> WaveRecord {
    guard let wave = try installation.store.read({ try $0.wave(Self.wave) }) else { throw StoreError.missing("wave") }
    return wave
  }

  /// Turns until nothing more happens, as `wave send` and `retry` would.
  func send() throws {
    try inside { installation in
      let wave = try self.wave(in: installation)
      let room = try WaveRoom(
        wave: wave, entries: try PartnerFile.read(Self.partners, file: "partners"),
        vault: try installation.vault().open(wave.id)
      ) { [heard, silent] in ScriptedChannel(partner: $0.id, heard: heard, silent: silent) }
      let conductor = try Conductor(store: installation.store, surroundings: installation.surroundings)
      try conductor.take(wave, access: room)
      let ended = Shared<[Ended]>([])
      for _ in 0..<120 {
        let arrived = ended.withLock { list in
          defer { list = [] }
          return list
        }
        for start in try conductor.turn(arrived) { start.launch { end in ended.withLock { $0.append(end) } } }
        pass(.seconds(20))
        if arrived.isEmpty, ended.withLock({ $0.isEmpty }), conductor.inFlight == 0 { break }
      }
      try installation.sequencer().sequenceAll()
    }
  }

  /// A person files the portal's confirmations: one names a subject, the other nobody.
  func file(_ text: String, settling: Bool) throws {
    try inside { installation in
      _ = try HandAnswers(
        store: installation.store, vault: try installation.vault(), surroundings: installation.surroundings
      ).file(
        HandAnswer(
          instruction: InstructionID(wave: Self.wave, partner: "portal"), meaning: settling ? .attest(.deleted) : .note,
          evidence: [("note.txt", Array(text.utf8))], answeredAt: nil))
      try installation.sequencer().sequenceAll()
    }
  }

  // MARK: Invented people

  /// Which person of the list a mail address belongs to says nothing about the index.
  static func mail(of person: Int) -> String { "person.\(1000 + person)@mail.example" }

  private static let list =
    "subject,user-id,email,client-id\n"
    + (0..<people).map { "s\($0),user-number-\(1000 + $0),\(mail(of: $0)),client.\(700_000 + $0)\n" }.joined()

  private static let matter = """
    matter: scene
    title: Notice pages that told partners who uses which device
    operator: {name: Example Devices Inc., domain: devices.example, contact: privacy@devices.example, signatory: The privacy office}
    discovered: 2022-12-06
    contained: {at: 2022-12-06T18:00:00Z, how: "all trackers on the page were switched off"}
    promise: {words: "Where possible, we are asking our partners to delete this information.", published: 2023-01-05}
    data: [page-url, account-identifier, contact]
    urls: ["https://notice.devices.example/ack/*"]
    exposure: {from: 2022-12-01, until: 2022-12-06T18:00:00Z}
    definition-of-deletion: normal-course
    duties:
      - {duty: hipaa-164.404, from: 2022-12-06, within: 60d}
    partners:
      - {id: batch, trackers: ["A-1"]}
      - {id: single, trackers: ["B-1"]}
      - {id: jobs, trackers: ["C-1"]}
      - {id: portal, trackers: ["D-1"]}
      - {id: none, trackers: ["E-1"]}

    """

  private static let partners = """
    version: 1
    partners:
      - id: batch
        name: Northwind
        confidence: confirmed
        sources: ["invented"]
        route: api
        deletes: [all]
        takes: [{lane: user, identifiers: [user-id]}]
        terms: {in-doubt: safe-to-repeat, attempts: 6, backoff: {base: 1s, cap: 2s}, concurrency: 8}
        api:
          host: https://batch.example
          batch: {items: 40}
          delete: {method: POST, path: /erase, body: {json: {ids: {each: user-id}}}}
          answer: {success: {status: [200]}, done: {outcome: deleted}}
      - id: single
        name: Fabrikam
        confidence: confirmed
        sources: ["invented"]
        route: api
        deletes: [all]
        takes: [{lane: mail, identifiers: [email]}]
        terms: {in-doubt: safe-to-repeat, attempts: 6, backoff: {base: 1s, cap: 2s}, concurrency: 8}
        api:
          host: https://single.example
          delete: {method: POST, path: /erase, body: {json: {id: "{identifier.email}"}}}
          answer: {success: {status: [200]}, done: {outcome: deleted}}
      - id: jobs
        name: Contoso
        confidence: confirmed
        sources: ["invented"]
        route: api
        deletes: [all]
        takes: [{lane: cookie, identifiers: [client-id]}]
        terms: {in-doubt: safe-to-repeat, attempts: 6, backoff: {base: 1s, cap: 2s}, concurrency: 8}
        api:
          host: https://jobs.example
          batch: {items: 40}
          delete: {method: POST, path: /jobs, body: {json: {ids: {each: client-id}}}}
          answer: {success: {status: [202]}, job: {path: job}}
          poll: {method: GET, path: "/jobs/{job}", first: 5s, every: 5s, give-up: 1d, state: {path: state, pending: [queued], done: [done]}}
      - id: portal
        name: Margie
        confidence: confirmed
        sources: ["invented"]
        route: portal
        scope: selector
        deletes: [all]
        portal: {url: "https://console.margie.example/privacy", steps: ["Delete."], due: 14d}
      - id: none
        name: Coho
        confidence: confirmed
        sources: ["invented"]
        cannot: [{data: all, reason: no-interface, because: "offers no deletion", source: "invented"}]

    """
}

/// Deletes what it is told, and keeps the identifiers in its evidence as real exchanges do.
private struct ScriptedChannel: Channel {
  let partner: String
  let heard: Shared<[[UInt8]]>
  let silent: Shared<Set<String>>

  func prepare(_ order: Order) throws(PrepareFailure) -> Prepared {
    guard order.items.allSatisfy({ !$0.values.isEmpty }) else { throw .unusable(Reason("no-identifier")) }
    let body = Array(order.items.flatMap { $0.values.values }.joined(separator: Array("\n".utf8)))
    return Prepared(bodyHash: PlanDigest.of(body), content: body)
  }

  func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    let body = prepared.content as? [UInt8] ?? []
    heard.withLock { $0.append(body) }
    let evidence = [EvidenceFile(name: "request.http", bytes: Array("POST /erase\r\n\r\n".utf8) + body)]
    if silent.withLock({ $0.contains(partner) }) {
      return onEnd(Report(finding: .sent(.halted(Reason("credentials"))), evidence: evidence))
    }
    if partner == "jobs" {
      let job = Array("job-of-".utf8) + body.prefix(13)
      let acceptance = Acceptance(grade: .acceptedUnsigned, job: job)
      return onEnd(Report(finding: .sent(.accepted(acceptance)), evidence: evidence))
    }
    onEnd(Report(finding: .sent(.items([settled(order)])), evidence: evidence))
  }

  func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    let isDone = !silent.withLock { $0.contains("jobs-polls") }
    let evidence = [EvidenceFile(name: "poll.http", bytes: job ?? [])]
    onEnd(
      Report(finding: .asked(isDone ? .items([settled(order)]) : .pending(askAfter: nil)), evidence: evidence))
  }

  func close(grace: Span) {}

  private func settled(_ order: Order) -> Item {
    Item(
      subjects: SubjectRanges(indices: order.items.map(\.subject)), standing: .settled(.deleted, .claimedUnsigned, nil))
  }
}
