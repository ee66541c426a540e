import Catalogue
import Channels
import Foundation
import Ledger
import Mail
import Store
import Vault
import Workflow

@testable import Engine

/// A home with a wave whose letters have left, and a mailbox in memory that answers can be put into.
final class MailScene {
  static let wave = "leak-w1"
  static let subjects = 12
  static let authserv = "mx.devices.example"
  static let partners = ["acme", "zeta"]
  let folder: String
  let home: Home
  let clock = Shared(Instant(seconds: 1_700_000_000))
  let mailbox = ScriptedMailbox()

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString)").path
    home = Home(folder + "/home")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Installation.create(home, settings: "network:\n  loopback: true\nmemory: \(folder)/memory\n")
    let matter = try MatterFile.read(text: MailScene.matter, file: "matter.yaml", exists: { _ in true }).matter
    try open { installation in
      let vault = try installation.vault()
      try MatterOpening(
        store: installation.store, vault: vault, home: home, surroundings: installation.surroundings
      ).open(matter, text: MailScene.matter)
      try installation.sequencer().sequenceAll()
      _ = try vault.createWave(MailScene.wave)
      try send(installation)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func pass(_ span: Span) { clock.withLock { $0 = $0 + span } }

  func open<Value>(_ work: (Installation) throws -> Value) throws -> Value {
    let surroundings = Surroundings(now: { [clock] in clock.withLock { $0 } }, dice: { 0.5 })
    let installation = try Installation(home, access: .readWrite, surroundings: surroundings)
    defer { try? installation.store.close() }
    return try work(installation)
  }

  static func id(_ partner: String) -> InstructionID { InstructionID(wave: wave, partner: partner) }

  /// The wave as it stands when its letters have been taken by the mail server.
  private func send(_ installation: Installation) throws {
    let leaves = (0..<MailScene.subjects).compactMap { LedgerHash([UInt8](repeating: UInt8($0), count: 32)) }
    let set = try installation.openLedger(of: "leak").writeSubjectSet(wave: MailScene.wave, leaves: leaves)
    let now = installation.surroundings.now()
    let plan = MailScene.plan(root: set.root.bytes)
    let record = WaveRecord(
      id: plan.wave, matter: "leak", stage: .sending, subjects: plan.subjects, plan: plan, digest: set.root.bytes,
      planner: "test", createdAt: now, sentAt: now)
    let keys = ["A", "B"].map { "SHA256:" + String(repeating: $0, count: 42) + "A" }
    try installation.store.write { session in
      try session.insert(record, pinned: [PinnedText(name: PlanInputs.Pin.partners, text: MailScene.partnerFile)])
      var book = LineBook()
      try book.add(
        .waveOpen(
          WaveOpenEntry(
            at: now.ledger, matter: "leak", wave: plan.wave, subjects: plan.subjects, setRoot: set.root,
            partners: try plan.partners.map { try $0.ledger(population: plan.subjects) }, plan: set.root,
            approvals: try keys.map { KeyHolder(role: try known(LedgerCode("legal"), "legal"), key: $0) })),
        to: "leak", in: session)
      for partner in plan.partners { try letter(to: partner.id, at: now, root: set.root, in: session, &book) }
      try book.commit(in: session)
    }
    try installation.sequencer().sequenceAll()
  }

  private func letter(
    to partner: String, at now: Instant, root: LedgerHash, in session: any StoreWriting, _ book: inout LineBook
  ) throws {
    var record = InstructionRecord(id: MailScene.id(partner), state: .awaiting(until: now + .days(45)), planned: 1)
    record.begun = 1
    record.timer = now + .days(10)
    try session.insert(record)
    let wait = DispatchState.Wait(
      due: now + .days(45), since: now, hasJob: false, polls: 0, grade: .transmitted,
      tries: .init(attempt: 1, strikes: 0))
    let dispatch = DispatchRecord(
      instruction: MailScene.id(partner), number: 0, lane: nil, subjects: nil, state: .waiting(wait),
      key: "key-of-\(partner)")
    try session.insert(dispatch)
    try book.add(
      .dispatch(
        DispatchEntry(
          at: now.ledger, wave: MailScene.wave, partner: partner, dispatch: dispatch.name, attempt: 1,
          route: try known(LedgerCode("email"), "email"), subjects: nil, identifiers: [], sentAt: now.ledger,
          result: .accepted, grade: .transmitted, reason: nil, evidence: nil, adapter: root)), to: "leak", in: session)
  }

  // MARK: Reading

  @discardableResult
  func read(
    _ store: (any Store)? = nil, _ source: (any MailSource)? = nil, as name: String = "privacy",
    stop: () -> Bool = { false }
  ) throws -> InboxReading.Summary {
    try open { installation in
      let summary = try InboxReading(
        store: store ?? installation.store, vault: try installation.vault(), surroundings: installation.surroundings,
        authserv: MailScene.authserv
      ).read(source ?? mailbox, as: name, stop: stop)
      try installation.sequencer().sequenceAll()
      return summary
    }
  }

  func look<Value>(_ work: (any StoreReading) throws -> Value) throws -> Value {
    try Installation(home, access: .readOnly).store.read(work)
  }

  func state(_ partner: String) throws -> InstructionState? {
    try look { try $0.instruction(MailScene.id(partner)) }?.state
  }

  /// The answers that the ledger holds of a partner.
  func answers(_ partner: String) throws -> [AnswerEntry] {
    var answers: [AnswerEntry] = []
    try CorrectedLines(LedgerReader(directory: home.ledger(of: "leak"))).forEach { _, entry in
      if case .answer(let answer) = entry, answer.partner == partner { answers.append(answer) }
    }
    return answers
  }

  func findings() throws -> [String] {
    let directory = home.ledger(of: "leak")
    let store = try StoreAgainstLedger(store: Installation(home, access: .readOnly).store).check(
      matter: "leak", directory: directory)
    return (LedgerVerifier.verify(directory: directory).findings + store).map(\.description)
  }

  // MARK: Mails

  func token(_ text: String) throws -> String {
    let vault = try Vault(directory: home.vault, root: try RootKey(file: home.rootKey))
    let key = try vault.open("matter.leak").derivedKey("reply-tokens")
    return try ReplyTokens(key: key).token(for: text).text
  }

  func address(_ partner: String) throws -> String {
    "privacy+\(try token("\(MailScene.wave)/\(partner)"))@devices.example"
  }

  func letterID(_ partner: String) throws -> String {
    "\(MailScene.wave).\(partner).\(try token("key-of-\(partner)"))@devices.example"
  }

  /// A reply as our border server hands it on.
  struct Reply {
    var partner = "acme"
    var to: String?
    var from = "Ada Ames <privacy@acme.example>"
    var id: String? = "<1@acme.example>"
    var date = "Tue, 14 Nov 2023 20:00:00 +0000"
    var dkim: String? = "acme.example"
    var fields: [String] = []
    var body = "We have deleted all of this data.\n"
  }

  func mail(_ reply: Reply, trace: String = "1") throws -> [UInt8] {
    var lines: [String] = []
    if let signer = reply.dkim {
      lines.append("Authentication-Results: \(MailScene.authserv); dkim=pass header.d=\(signer)")
    }
    lines.append(
      "Received: from mail.acme.example by \(MailScene.authserv) id \(trace); Tue, 14 Nov 2023 20:00:01 +0000")
    lines.append("From: \(reply.from)")
    lines.append("To: \(try reply.to ?? address(reply.partner))")
    lines.append("Subject: Re: Deletion")
    lines.append("Date: \(reply.date)")
    if let id = reply.id { lines.append("Message-ID: \(id)") }
    lines += reply.fields
    lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", reply.body]
    return Array(lines.joined(separator: "\n").replacingOccurrences(of: "\n", with: "\r\n").utf8)
  }

  /// A genuine report that the letter to a partner came back; `to` is where the report goes.
  func bounce(of partner: String, to: String? = nil, letter: String? = nil, status: String = "5.1.1") throws -> [UInt8]
  {
    let action = status.hasPrefix("5") ? "failed" : "delayed"
    let text = """
      Return-Path: <>
      Received: from mx.acme.example by \(MailScene.authserv) id 9; Tue, 14 Nov 2023 20:00:01 +0000
      From: Mail Delivery System <mailer-daemon@acme.example>
      To: \(try to ?? address(partner))
      Subject: Undelivered Mail Returned to Sender
      Date: Tue, 14 Nov 2023 20:00:00 +0000
      Message-ID: <bounce-\(status)@mx.acme.example>
      Auto-Submitted: auto-replied
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="b"

      --b
      Content-Type: text/plain

      The mail could not be delivered.

      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.acme.example

      Final-Recipient: rfc822; privacy@acme.example
      Action: \(action)
      Status: \(status)

      --b
      Content-Type: text/rfc822-headers

      From: privacy@devices.example
      To: privacy@acme.example
      Subject: Deletion
      Message-ID: <\(try letter ?? letterID(partner))>

      --b--

      """
    return Array(text.replacingOccurrences(of: "\n", with: "\r\n").utf8)
  }
}

extension MailScene {
  static func plan(root: [UInt8]) -> Plan {
    Plan(
      matter: "leak", wave: wave, subjects: subjects, setRoot: root,
      inputs: partners.map { .init(name: "partner/" + $0, digest: [UInt8](repeating: 7, count: 32)) }, clocks: [],
      partners: partners.map { id in
        PlannedPartner(
          id: id, name: id, route: .email, scope: .selector, bestGrade: .claimedUnsigned, obstacle: nil, lanes: [],
          cells: [], terms: Terms(inDoubt: .safeToRepeat, answerWithin: .days(45)), remarks: [])
      })
  }

  static let matter = """
    matter: leak
    title: Leak
    operator: {name: Example Devices Inc., domain: devices.example, contact: privacy@devices.example}
    discovered: 2022-12-06
    data: [page-url]
    exposure: {from: 2022-12-01, until: 2022-12-06}
    definition-of-deletion: normal-course
    partners:
      - {id: acme, trackers: ["B-1"]}
      - {id: zeta, trackers: ["C-1"]}

    """

  static let partnerFile =
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
          terms: {in-doubt: safe-to-repeat}
          email: {to: [privacy@\($0).example], language: en, template: deletion-request, attachment: none}

      """
    }.joined()
}
