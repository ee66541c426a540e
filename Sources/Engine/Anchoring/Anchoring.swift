import Foundation
import Ledger
import Store
import Workflow

/// Asks outside services to vouch for the ledgers, and writes what they say into them.
///
/// Nothing waits for a service: what does not answer is asked again later, the bracket around the receipts is wider until
/// then, and `status` and `doctor` say so.
final class Anchoring {
  private let installation: Installation
  private let services: [any AnchorService]
  private let interval: Span
  private let post: any AnchorPost
  private let mailbox = AnchorMailbox()
  private var inFlight: Set<Ticket> = []
  /// Whether one of those asked is to be waited for.
  private(set) var isDemanded = false

  private typealias Ticket = AnchorMailbox.Ticket

  init(_ installation: Installation, services: [any AnchorService], interval: Span, post: any AnchorPost) {
    (self.installation, self.services, self.interval, self.post) = (installation, services, interval, post)
  }

  var hasServices: Bool { !services.isEmpty }

  /// Asks every service that is due for this ledger.
  /// - Parameter isUrgent: A person asked: every new line is reason enough, and no failure is waited out.
  /// - Returns: whether a line is now in the outbox, for a proof that an interrupted run had left.
  func begin(_ matter: String, writer: LedgerWriter, isUrgent: Bool = false) throws -> Bool {
    let now = installation.surroundings.now()
    let schedule = try installation.store.read { try AnchorSchedule(matter: matter, every: interval, in: $0) }
    var adopted = false
    for service in services where !inFlight.contains(Ticket(matter: matter, service: service.name)) {
      let mark = try installation.store.read { try AnchorMarks(matter: matter).mark(of: service.name, in: $0) }
      if try adopt(service, mark, matter: matter, writer: writer) {
        adopted = true
        continue
      }
      let size = Int(writer.head.size)
      let due = isUrgent ? (size > mark.size ? now : nil) : schedule.due(mark, size: size)
      guard let due, due <= now else { continue }
      isDemanded = isDemanded || mark.size < schedule.demanded
      try ask(service, mark, matter: matter, writer: writer)
    }
    return adopted
  }

  /// Writes down what has come back. - Returns: whether lines now wait in the outbox.
  func collect(_ writer: (String) throws -> LedgerWriter) throws -> Bool {
    var wrote = false
    for arrival in mailbox.take() {
      inFlight.remove(arrival.ticket)
      switch arrival.result {
      case .success(let proof):
        try keep(proof, of: arrival.head.size, writer: try writer(arrival.ticket.matter))
        try record(proof, of: arrival.head, arrival.ticket)
        wrote = true
      case .failure(let trouble): try note(trouble, arrival.ticket)
      }
    }
    return wrote
  }

  /// Until every service asked has answered, or its time is over.
  func wait() {
    mailbox.wait(for: inFlight.count)
    isDemanded = false
  }

  private func ask(_ service: any AnchorService, _ mark: AnchorMark, matter: String, writer: LedgerWriter) throws {
    let head = writer.head
    try writer.keepCheckpoint(head.size)
    let directory = installation.home.ledger(of: matter)
    let task = AnchorTask(
      size: head.size, checkpoint: try AnchorFiles(directory: directory).checkpoint(of: head.size),
      ledgerKey: try LedgerKeys(installation.home).vkey(of: matter), knownSize: UInt64(mark.size), directory: directory,
      now: installation.surroundings.now)
    let ticket = Ticket(matter: matter, service: service.name)
    inFlight.insert(ticket)
    service.vouch(for: task, via: post) { [mailbox] result in
      mailbox.put(AnchorMailbox.Arrival(ticket: ticket, head: head, result: result))
    }
  }

  private func keep(_ proof: AnchorProof, of size: UInt64, writer: LedgerWriter) throws {
    switch proof {
    case .timeStamp(let token, _, _): _ = try writer.keepToken(token, of: size)
    case .cosignature(let line, _): try writer.keepCosignature(line, of: size)
    }
  }

  /// The line and the mark in one transaction, after the file: a crash between leaves a file that ``adopt`` finds.
  private func record(_ proof: AnchorProof, of head: LedgerHead, _ ticket: Ticket) throws {
    let now = installation.surroundings.now()
    let marks = AnchorMarks(matter: ticket.matter)
    try installation.store.write { session in
      var mark = try marks.mark(of: ticket.service, in: session)
      mark.succeed(Int(head.size), at: now)
      try marks.set(mark, of: ticket.service, in: session)
      var book = LineBook()
      try book.add(.anchor(proof.entry(of: head, at: now.ledger)), to: ticket.matter, in: session)
      try book.commit(in: session)
    }
  }

  private func note(_ trouble: AnchorTrouble, _ ticket: Ticket) throws {
    let marks = AnchorMarks(matter: ticket.matter)
    try installation.store.write { session in
      var mark = try marks.mark(of: ticket.service, in: session)
      mark.fail(trouble.description, at: installation.surroundings.now())
      try marks.set(mark, of: ticket.service, in: session)
    }
  }

  /// Gives a proof that an interrupted run left in the directory its line. - Returns: whether there was one.
  private func adopt(
    _ service: any AnchorService, _ mark: AnchorMark, matter: String, writer: LedgerWriter
  ) throws -> Bool {
    let files = AnchorFiles(directory: installation.home.ledger(of: matter))
    var found: (size: UInt64, proof: AnchorProof)?
    for token in try files.tokens() where token.size > mark.size && token.size <= writer.head.size {
      guard let proof = service.recognise(try files.read(token.path), over: try files.checkpoint(of: token.size)) else {
        continue
      }
      found = (token.size, proof)
    }
    for (size, lines) in try files.cosignatures() where size > mark.size && size <= writer.head.size {
      let checkpoint = try files.checkpoint(of: size)
      if let proof = lines.lazy.compactMap({ service.recognise($0, over: checkpoint) }).first { found = (size, proof) }
    }
    guard let found else { return false }
    let head = try Checkpoint(parsing: try files.checkpoint(of: found.size)).head
    try record(found.proof, of: head, Ticket(matter: matter, service: service.name))
    return true
  }
}
