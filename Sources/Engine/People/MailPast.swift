import Store

/// A mail that waits for nobody: what became of it, and how something else is said of it now.
public struct MailPast: Error, Sendable, CustomStringConvertible {
  private let mail: MailRecord

  public init(_ mail: MailRecord) { self.mail = mail }

  public var description: String {
    let receipt = mail.receipt.map { ", receipt \($0)" } ?? ""
    let decision = mail.decision.map { ": \($0)" } ?? ""
    switch mail.stage {
    case .accepted:
      return "mail \(mail.id) has been taken over already\(decision)\(receipt); nothing was changed. \(further)"
    case .filed:
      return
        "mail \(mail.id) was taken over by itself, as \(mail.meaning)\(receipt); nothing was changed. \(further)"
    case .dismissed:
      return "mail \(mail.id) has been laid aside already\(decision)\(receipt); nothing was changed. \(further)"
    case .copy:
      let original = mail.copyOf.map { " of mail \($0)" } ?? ""
      return "mail \(mail.id) is a copy\(original); decide that one: `expunge inbox show \(mail.copyOf ?? mail.id)`"
    case .forgotten:
      return "the keys of mail \(mail.id)'s wave are destroyed, so nothing can be decided about it"
    case .waiting:
      return "mail \(mail.id) belongs to an instruction already\(about); next: `expunge inbox accept \(mail.id)`"
    case .stranger:
      return "mail \(mail.id) belongs to nobody yet; say it first: `expunge inbox assign \(mail.id) WAVE/PARTNER`"
    }
  }

  private var about: String { mail.instruction.map { ", \($0)" } ?? "" }

  /// A decision is made once, because its line stands in the ledger.
  private var further: String {
    guard let instruction = mail.instruction else { return "If it counts after all, save it as a file and file that." }
    return
      "If it says something else, file it beside that: `expunge instruction attest \(instruction) --outcome OUTCOME --evidence FILE`"
  }
}
