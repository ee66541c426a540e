import Catalogue
import Crypto
import Curl
import Foundation
import Mail
import Vault
import Workflow

/// A letter to a partner's mailbox, and its reminders. Holds no identifier: the selector says what is meant.
public final class EmailChannel: Channel {
  private let entry: PartnerEntry
  private let route: EmailRoute
  private let desk: MailDesk
  private let transfers: MailTransfers

  public init(entry: PartnerEntry, route: EmailRoute, desk: MailDesk) {
    self.entry = entry
    self.route = route
    self.desk = desk
    transfers = MailTransfers(desk.server)
  }

  public func prepare(_ order: Order) throws(PrepareFailure) -> Prepared {
    do {
      let message = try letter(for: order).compose()
      let mail = try MailTransmission(
        from: try EnvelopeAddress(try desk.address(with: try desk.token(for: reference(of: order))).text),
        to: try EnvelopeAddress(try recipient().text), message: message)
      return Prepared(bodyHash: Array(SHA256.hash(data: message)), content: mail)
    } catch {
      throw .unusable(Reason("letter-cannot-be-written"))
    }
  }

  public func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    guard let mail = prepared.content as? MailTransmission else {
      return onEnd(Report(finding: .sent(.rejected(Reason("letter-cannot-be-written")))))
    }
    Task {
      let result = await transfers.send(mail)
      onEnd(
        Report(
          finding: .sent(result.meaning),
          evidence: [
            EvidenceFile(name: "message.eml", bytes: mail.message),
            EvidenceFile(name: "smtp.txt", bytes: result.transcript),
          ]))
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
    let written = try template(for: order.purpose).render(try facts(for: order))
    return "To: \(try recipient().text)\nSubject: \(written.subject)\n\n\(written.body)"
  }

  private func letter(for order: Order) throws -> Mail.Letter {
    let written = try template(for: order.purpose).render(try facts(for: order))
    var letter = Mail.Letter(
      from: Correspondent(desk.from, name: desk.matter.operator.name),
      to: Correspondent(try recipient(), name: entry.name), subject: written.subject,
      messageID: try messageID(order.key, order),
      date: Date(timeIntervalSince1970: Double(order.issuedAt.seconds)), text: written.body)
    letter.replyTo = Correspondent(try desk.address(with: try desk.token(for: reference(of: order))))
    if order.key != order.firstKey {
      let first = try messageID(order.firstKey, order)
      letter.inReplyTo = first
      letter.references = [first]
    }
    return letter
  }

  private func messageID(_ key: String, _ order: Order) throws -> MessageID {
    try MessageID(
      wave: order.wave, partner: order.partner, token: try desk.token(for: key), domain: desk.from.domain)
  }

  private func recipient() throws -> MailAddress {
    guard let first = route.to.first else { throw LetterMissing(name: "recipient") }
    return try MailAddress(first)
  }

  private func reference(of order: Order) -> String { "\(order.wave)/\(order.partner)" }

  private func template(for purpose: Order.Purpose) throws -> LetterTemplate {
    let name: String
    switch purpose {
    case .deletion, .probe: name = "\(route.template).\(route.language).mustache"
    case .reminder(let number):
      let isLast = number >= entry.terms.reminders.count && entry.terms.reminders.count > 1
      name = "\(isLast ? LetterKind.escalation.rawValue : LetterKind.reminder.rawValue).\(route.language).mustache"
    }
    guard let template = desk.templates[name] else { throw LetterMissing(name: name) }
    return template
  }

  private func facts(for order: Order) throws -> LetterFacts {
    let matter = desk.matter
    let recipient = matter.partners.first { $0.id == entry.id }
    let exposure = recipient?.exposure ?? matter.exposure
    let token = try desk.token(for: reference(of: order))
    return LetterFacts(
      reference: reference(of: order), matter: matter.id, title: matter.title, date: order.issuedAt.inWords,
      operatorName: matter.operator.name, operatorDomain: matter.operator.domain,
      operatorAddress: matter.operator.address, signatory: matter.operator.signatory, contact: matter.operator.contact,
      partnerName: entry.name,
      whatHappened:
        "Trackers on our web pages passed data about the people who visited them to the companies behind these trackers; yours is one of them.",
      discovered: matter.discovered.inWords, contained: matter.contained?.at.inWords,
      data: (recipient?.data ?? matter.data).map(matter.words(for:)), exposureFrom: exposure.from.inWords,
      exposureUntil: exposure.until.inWords, urls: matter.urls, trackers: recipient?.trackers ?? [],
      definition: matter.definition.words, documents: [],
      answerBy: (order.issuedAt + entry.terms.answerWithin).inWords, replyTo: try desk.address(with: token).text,
      earlierLetters: earlierLetters(before: order))
  }

  private func earlierLetters(before order: Order) -> [String] {
    guard case .reminder(let number) = order.purpose else { return [] }
    let reminders = entry.terms.reminders
    guard reminders.indices.contains(number - 1) else { return [] }
    let first = Instant(milliseconds: order.issuedAt.milliseconds - reminders[number - 1].milliseconds)
    return [first.inWords] + reminders.prefix(number - 1).map { (first + $0).inWords }
  }
}

struct LetterMissing: Error, CustomStringConvertible {
  let name: String
  var description: String { "the wave has no letter '\(name)'; it is not in the templates the wave was planned with" }
}

extension MailResult {
  /// 250 says that a mail server took the letter, not that the partner did.
  var meaning: Verdict {
    switch verdict {
    case .accepted: .accepted(Acceptance(grade: .transmitted))
    case .permanent: .rejected(Reason("smtp-\(replyCode)"))
    case .transient: .busy(Reason("smtp-\(replyCode)"), retryAfter: nil)
    case .notSent(let reason):
      TransferFailure.isOurs(reason) ? .halted(Reason(reason.rawValue)) : .notSent(Reason(reason.rawValue))
    case .inDoubt(let reason): .lost(Reason(reason.rawValue))
    }
  }
}

extension Instant {
  /// `6 December 2022`, as letters write dates.
  var inWords: String {
    let (year, month, day) = Calendars.date(seconds)
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return "\(day) \(months[Int(month) - 1]) \(year)"
  }
}
