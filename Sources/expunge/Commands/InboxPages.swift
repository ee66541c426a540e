import Engine
import Store
import Workflow

extension InboxStanding.Inbox {
  var line: String {
    let all = counts.values.reduce(0, +)
    let read = record?.healthyAt.map { "read to its end \($0.written)" } ?? "never read to its end"
    let renewed = record?.renewedAt.map { ", made anew by the server \($0.written)" } ?? ""
    let gone = record.map { $0.gone > 0 ? ", \($0.gone) gone before they could be read" : "" } ?? ""
    return "inbox \(name): \(all) mails, \(counts[.waiting] ?? 0) waiting; \(read)\(renewed)\(gone)"
  }
}

extension MailStage {
  var word: String {
    switch self {
    case .filed: "filed"
    case .waiting: "waiting"
    case .accepted: "accepted"
    case .stranger: "stranger"
    case .dismissed: "dismissed"
    case .copy: "copy"
    case .forgotten: "forgotten"
    }
  }
}

extension MailRecord {
  var line: String {
    let about = instruction?.description ?? "-"
    return "\(id)  \(at.written)  \(stage.word)  \(about)  \(meaning)  \(standing)"
  }
}

struct InboxListing: Encodable {
  struct Inbox: Encodable {
    var name: String
    var mails: [String: Int]
    var epoch: Int?
    var nextUID: UInt32?
    var gone: Int?
    var checkedAt: String?
    var readToItsEndAt: String?
    var madeAnewAt: String?
    var trouble: String?
  }

  var inboxes: [Inbox]
  var mails: [MailJSON]

  init(_ standing: InboxStanding, _ mails: [MailRecord]) {
    inboxes = standing.inboxes.map { inbox in
      Inbox(
        name: inbox.name, mails: inbox.counts.reduce(into: [:]) { $0[$1.key.word] = $1.value },
        epoch: inbox.record?.epoch, nextUID: inbox.record?.nextUID, gone: inbox.record?.gone,
        checkedAt: inbox.record?.checkedAt?.written, readToItsEndAt: inbox.record?.healthyAt?.written,
        madeAnewAt: inbox.record?.renewedAt?.written, trouble: inbox.trouble)
    }
    self.mails = mails.map(MailJSON.init)
  }
}

struct MailJSON: Encodable {
  var id: Int
  var inbox: String
  var epoch: Int
  var uid: UInt32
  var at: String
  var sentAt: String?
  var stage: String
  var instruction: String?
  var meaning: String
  var basis: String
  var sender: String
  var language: String?
  var signs: [String]
  var suggestion: String?
  var receipt: Int?
  var copyOf: Int?
  var decision: String?
  var from: String?
  var subject: String?
  var attachments: [String]?
  var text: String?

  init(_ mail: MailRecord) {
    id = mail.id
    inbox = mail.mailbox
    epoch = mail.epoch
    uid = mail.uid
    at = mail.at.written
    sentAt = mail.sentAt?.written
    stage = mail.stage.word
    instruction = mail.instruction?.description
    meaning = mail.meaning
    basis = mail.basis
    sender = mail.standing
    language = mail.language
    signs = mail.signs
    suggestion = mail.suggestion?.rawValue
    receipt = mail.receipt
    copyOf = mail.copyOf
    decision = mail.decision
  }

  init(_ page: MailPage) {
    self.init(page.record)
    from = page.from
    subject = page.subject
    attachments = page.attachments
    text = page.text
  }
}
