import Catalogue
import Crypto
import Curl
import Foundation
import Mail
import Vault
import Workflow

/// Letters to a partner's mailbox. Identifiers stand in no letter: the selector says what is meant, or a list that goes
/// with it, encrypted to the partner.
public final class EmailChannel: Channel {
  let entry: PartnerEntry
  let route: EmailRoute
  let desk: MailDesk
  private let transfers: MailTransfers

  /// A message grows by a third when it is encoded, and most mail systems take 10 MiB of it.
  public static let listLimit = 7 << 20

  public init(entry: PartnerEntry, route: EmailRoute, desk: MailDesk) {
    self.entry = entry
    self.route = route
    self.desk = desk
    transfers = MailTransfers(desk.server)
  }

  public func prepare(_ order: Order) throws(PrepareFailure) -> Prepared {
    let letter: KeptLetter
    if let kept = try kept(order) { letter = kept } else { letter = try written(order) }
    guard letter.message.count <= desk.largest else { throw .tooLarge }
    do {
      let mail = try MailTransmission(
        from: try EnvelopeAddress(try desk.returnAddress(with: try desk.token(for: order.key)).text),
        to: try EnvelopeAddress(try recipient(of: order).text), message: letter.message)
      return Prepared(
        bodyHash: Array(SHA256.hash(data: letter.message)), content: mail, keep: letter.bytes)
    } catch {
      throw .unusable(Reason("letter-cannot-be-written"))
    }
  }

  public func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    guard let mail = prepared.content as? MailTransmission else {
      return onEnd(Report(finding: .sent(.rejected(Reason("letter-cannot-be-written")))))
    }
    let isWaived = prepared.keep.flatMap(KeptLetter.init)?.isWaived ?? false
    Task {
      let result: MailResult
      do throws(LogInFault) {
        result = try await send(mail)
      } catch {
        return onEnd(Report(finding: .sent(error.verdict)))
      }
      var report = Report(
        finding: .sent(result.meaning(isWaived: isWaived)),
        evidence: [
          EvidenceFile(name: "message.eml", bytes: mail.message),
          EvidenceFile(name: "smtp.txt", bytes: result.transcript),
        ])
      report.refusesContact = result.refusesContact
      onEnd(report)
    }
  }

  /// A mailbox keeps no jobs.
  public func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    onEnd(Report(finding: .asked(.unknown(Reason("no-such-call")))))
  }

  public func close(grace: Span) {
    Task { await transfers.shutdown(grace: .milliseconds(grace.milliseconds)) }
  }

  /// The letter as a person would read it, without sending it.
  public func preview(_ order: Order) throws -> String {
    let packet = try packet(for: order, seals: false)
    let written = try template(for: order.purpose).render(try facts(for: order, packet))
    let head = ["To: \(try recipient(of: order).text)", "Subject: \(written.subject)"]
    let size = try LetterSize(body: written.body, packet, list: list(packet, order), seal: route.seal)
    return (head + (try attachmentLines(packet, order)) + size.lines(limit: desk.largest)).joined(separator: "\n")
      + "\n\n\(written.body)"
  }

  /// A token that ended early is refused once; the second refusal is the account's.
  private func send(_ mail: MailTransmission) async throws(LogInFault) -> MailResult {
    guard let logIn = desk.logIn else { return await transfers.send(mail) }
    let first = try await logIn.authentication()
    let result = await transfers.send(mail, as: first.authentication)
    guard result.refusesLogIn else { return result }
    logIn.forget(first)
    return await transfers.send(mail, as: try await logIn.authentication().authentication)
  }

  /// The same bytes as before, as long as they are for the same mailbox and may still go.
  private func kept(_ order: Order) throws(PrepareFailure) -> KeptLetter? {
    guard let letter = order.memory.flatMap(KeptLetter.init), letter.contact == order.contact else { return nil }
    if letter.isWaived { try checkWaiver(at: order.now) }
    return letter
  }

  private func written(_ order: Order) throws(PrepareFailure) -> KeptLetter {
    let packet = try packet(for: order)
    do {
      return KeptLetter(
        contact: order.contact, isWaived: packet.isWaived, message: try letter(for: order, packet).compose())
    } catch {
      throw .unusable(Reason("letter-cannot-be-written"))
    }
  }

  private func letter(for order: Order, _ packet: LetterPacket) throws -> Mail.Letter {
    let written = try template(for: order.purpose).render(try facts(for: order, packet))
    var letter = Mail.Letter(
      from: Correspondent(desk.from, name: desk.matter.operator.name),
      to: Correspondent(try recipient(of: order), name: entry.name), subject: written.subject,
      messageID: try messageID(order.key, order), date: order.issuedAt.date, text: written.body)
    letter.replyTo = Correspondent(try desk.address(with: try desk.token(for: reference(of: order))))
    letter.references = try conversation(before: order).map { try messageID($0, order) }
    letter.inReplyTo = letter.references.first
    letter.attachments = packet.attachments
    return letter
  }

  /// Keys of the letters before it: the first one, and the newest of the others.
  private func conversation(before order: Order) -> [String] {
    let earlier = order.earlierKeys.filter { $0 != order.key && $0 != order.firstKey }
    return (order.key == order.firstKey ? [] : [order.firstKey]) + earlier.suffix(20)
  }

  private func messageID(_ key: String, _ order: Order) throws -> MessageID {
    try MessageID(
      wave: order.wave, partner: order.partner, token: try desk.token(for: key), domain: desk.from.domain)
  }

  private func recipient(of order: Order) throws -> MailAddress {
    guard route.contacts.indices.contains(order.contact) else { throw LetterMissing(name: "recipient") }
    return try MailAddress(route.contacts[order.contact])
  }

  private func reference(of order: Order) -> String { "\(order.wave)/\(order.partner)" }

  /// The last of several reminders.
  func isEscalation(_ reminder: Int) -> Bool {
    reminder >= entry.terms.reminders.count && entry.terms.reminders.count > 1
  }

  private func template(for purpose: Order.Purpose) throws -> LetterTemplate {
    let name: String
    switch purpose {
    case .deletion, .redirect, .probe: name = "\(route.template).\(route.language).mustache"
    case .reminder(let number):
      let kind = isEscalation(number) ? LetterKind.escalation : LetterKind.reminder
      name = "\(kind.rawValue).\(route.language).mustache"
    }
    guard let template = desk.templates[name] else { throw LetterMissing(name: name) }
    return template
  }

  private func facts(for order: Order, _ packet: LetterPacket) throws -> LetterFacts {
    let token = try desk.token(for: reference(of: order))
    let occasion = LetterOccasion(
      reference: reference(of: order), sentAt: order.issuedAt, answerBy: order.issuedAt + entry.terms.answerWithin,
      replyTo: try desk.address(with: token).text, earlier: earlierLetters(before: order),
      documents: packet.documents, list: packet.list)
    return LetterFacts(occasion, matter: desk.matter, entry: entry, route: route)
  }

  private func earlierLetters(before order: Order) -> [Instant] {
    guard case .reminder(let number) = order.purpose else { return [] }
    let reminders = entry.terms.reminders
    guard reminders.indices.contains(number - 1) else { return [] }
    let first = Instant(milliseconds: order.issuedAt.milliseconds - reminders[number - 1].milliseconds)
    return [first] + reminders.prefix(number - 1).map { first + $0 }
  }
}

struct LetterMissing: Error, CustomStringConvertible {
  let name: String
  var description: String { "the wave has no letter '\(name)'; it is not in the templates the wave was planned with" }
}
