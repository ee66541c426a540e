import Mail
import Store
import Workflow

/// What becomes of a mail. The rules of what may act without a person stand here and nowhere else.
enum MailCourse: Hashable {
  case file(MailEffect)
  /// A person reads it. With what it seems to say, if it seems to say something.
  case review(Outcome?)
  /// Nobody's: counted, its head kept for some weeks.
  case stranger
}

enum MailEffect: Hashable {
  /// The letter did not arrive, and never will at this address.
  case contactFailed
  /// Something came in that decides nothing.
  case note(Reason)
  case receiptConfirmed
  case settle(Outcome, backupsUntil: String?)
  case promise(Instant?)
}

extension MailCourse {
  /// - Parameters:
  ///   - knownSender: The mail says that a partner wrote it.
  static func of(_ mail: IncomingMail, standing: SenderStanding, knownSender: Bool) -> MailCourse {
    let judgement = mail.judgement
    guard let owner = mail.owner else {
      if mail.owners.count > 1 { return .review(judgement.meaning.outcome) }
      return knownSender && !judgement.meaning.isAutomatic ? .review(judgement.meaning.outcome) : .stranger
    }
    if mail.isCut || mail.reader == nil { return .review(nil) }
    if let effect = automatic(judgement.meaning) { return .file(effect) }
    guard judgement.isCertain, standing.isAuthenticated, names(owner, judgement.form),
      let effect = spoken(judgement)
    else { return .review(judgement.meaning.outcome) }
    return .file(effect)
  }

  /// What mail systems and answering machines say, whoever they are: it claims nothing for the partner.
  private static func automatic(_ meaning: Judgement.Meaning) -> MailEffect? {
    switch meaning {
    case .bounced(let report): report.isPermanent ? .contactFailed : .note(Reason("mail-delayed"))
    case .delayed: .note(Reason("mail-delayed"))
    case .relayed: .note(Reason("mail-relayed"))
    case .autoReply(let kind): kind == .challenge ? nil : .note(Reason("mail-auto-reply"))
    case .needsForm, .receiptConfirmed, .deleted, .partlyDeleted, .nothingHeld, .refused, .willDo, .question, .unclear:
      nil
    }
  }

  /// What the partner itself said for certain.
  private static func spoken(_ judgement: Judgement) -> MailEffect? {
    if let outcome = judgement.meaning.outcome {
      return .settle(outcome, backupsUntil: judgement.backupsUntil?.written)
    }
    switch judgement.meaning {
    case .receiptConfirmed: return .receiptConfirmed
    case .willDo(let day): return .promise(day?.instant)
    case .bounced, .delayed, .relayed, .autoReply, .needsForm, .deleted, .partlyDeleted, .nothingHeld, .refused,
      .question, .unclear:
      return nil
    }
  }

  /// A filled answer block that names another request answers that one.
  private static func names(_ owner: InstructionID, _ form: ReplyForm?) -> Bool {
    guard let reference = form?.reference else { return true }
    return reference.trimmingBlanks.lowercased() == owner.description.lowercased()
  }
}

extension Judgement.Meaning {
  /// What it would settle.
  var outcome: Outcome? {
    switch self {
    case .deleted: .deleted
    case .partlyDeleted: .partlyDeleted
    case .nothingHeld: .notHeld
    case .refused: .refused
    case .bounced, .delayed, .relayed, .autoReply, .needsForm, .receiptConfirmed, .willDo, .question, .unclear: nil
    }
  }

  /// Whether no person wrote it.
  var isAutomatic: Bool {
    switch self {
    case .bounced, .delayed, .relayed, .autoReply: true
    case .needsForm, .receiptConfirmed, .deleted, .partlyDeleted, .nothingHeld, .refused, .willDo, .question, .unclear:
      false
    }
  }

  var code: String {
    switch self {
    case .bounced: "bounced"
    case .delayed: "delayed"
    case .relayed: "relayed"
    case .autoReply(let kind): "auto-reply.\(kind.rawValue.lowercased())"
    case .needsForm: "needs-form"
    case .receiptConfirmed: "receipt-confirmed"
    case .deleted: "deleted"
    case .partlyDeleted: "partly-deleted"
    case .nothingHeld: "nothing-held"
    case .refused: "refused"
    case .willDo: "will-do"
    case .question: "question"
    case .unclear: "unclear"
    }
  }
}

extension SenderStanding {
  var isAuthenticated: Bool {
    switch self {
    case .authenticated: true
    case .unauthenticated, .foreign, .unknown: false
    }
  }

  var code: String {
    switch self {
    case .authenticated(_, let proof): "authenticated.\(proof.rawValue)"
    case .unauthenticated(let doubt): "unauthenticated.\(doubt.rawValue)"
    case .foreign: "foreign"
    case .unknown: "unknown"
    }
  }
}

extension SenderStanding {
  var isKnown: Bool { worth > 0 }

  /// Whether it is more than what is known of a mail that nobody has decided yet.
  func betters(_ mail: MailRecord) -> Bool {
    mail.stage == .waiting && worth > SenderStanding.worth(ofCode: mail.standing)
  }

  private var worth: Int { SenderStanding.worth(ofCode: code) }

  private static func worth(ofCode code: String) -> Int {
    switch code.prefix(while: { $0 != "." }) {
    case "authenticated": 2
    case "unauthenticated", "foreign": 1
    case _: 0
    }
  }
}

extension DateWords {
  /// `2027-03-01`
  var written: String { String(instant.written.prefix(10)) }
  var instant: Instant { Instant(seconds: Calendars.seconds([year, month, day, 0, 0, 0])) }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
