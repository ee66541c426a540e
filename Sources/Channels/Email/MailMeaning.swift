import Curl
import Workflow

extension MailResult {
  /// 250 says that a mail server took the letter, not that the partner did.
  /// - Parameter isWaived: Identifiers went in clear text, which the transmission's line must tell.
  func meaning(isWaived: Bool) -> Verdict {
    switch verdict {
    case .accepted:
      .accepted(Acceptance(grade: .transmitted, remark: isWaived ? Reason("clear-text-waiver") : nil))
    case .permanent: refusal
    case .transient: .busy(Reason("smtp-\(replyCode)"), retryAfter: isAboutUs ? MailResult.rest : nil)
    case .notSent(let reason) where TransferFailure.isOurs(reason): .halted(Reason(reason.rawValue))
    case .notSent(let reason) where isAboutUs: .busy(Reason(reason.rawValue), retryAfter: MailResult.rest)
    case .notSent(let reason): .notSent(Reason(reason.rawValue))
    case .inDoubt(let reason): .lost(Reason(reason.rawValue))
    }
  }

  /// After which our own mail server is tried again: a letter loses no attempt by it.
  private static let rest = Span.minutes(15)

  /// Before the letter was named: whatever our server lacks, it is no failure of this partner's.
  private var isAboutUs: Bool {
    switch stage {
    case .connect, .greeting, .hello, .startTLS, .auth: true
    case .mailFrom, .recipient, .data, .message: false
    }
  }

  /// What is refused before a recipient was named is our account's trouble, and every other letter's too.
  private var refusal: Verdict {
    let reason = Reason("smtp-\(replyCode)")
    return switch stage {
    case .auth: .halted(Reason("mail-credentials"))
    // Announced with its size; a list can be cut in two.
    case .mailFrom where replyCode == 552: .cut(reason)
    case .connect, .greeting, .hello, .startTLS, .mailFrom: .halted(reason)
    case .recipient, .data, .message: .rejected(reason)
    }
  }

  /// The mailbox does not exist or takes nothing; the letter may be fine.
  var refusesContact: Bool { verdict == .permanent && stage == .recipient }

  var refusesLogIn: Bool { verdict == .permanent && stage == .auth }
}
