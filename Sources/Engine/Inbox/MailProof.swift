import Store
import Vault
import Workflow

/// The mail behind a receipt, as an auditor asks for it: where it came in, who is known to have written it, and how it
/// was read. Codes only; what the partner wrote is shown by `inbox show`.
public struct MailProof: Sendable {
  public let lines: [String]

  /// - Parameters:
  ///   - receipt: The ledger index of an `answer/1` line that came by mail.
  ///   - evidence: Of that line. A mail that a person decided later has two lines, and one evidence.
  /// - Returns: `nil` where no mail of the instruction led to it.
  public init?(
    receipt: Int, evidence: [UInt8]?, of instruction: InstructionID, in installation: Installation
  ) throws {
    let mails = try installation.store.read { try $0.mails(of: instruction) }
    guard
      let mail = mails.first(where: { $0.receipt == receipt })
        ?? mails.first(where: { $0.evidence != nil && $0.evidence == evidence })
    else { return nil }
    var lines = ["  number    \(mail.id), in \(mail.mailbox); to read it: expunge inbox show \(mail.id)"]
    lines.append("  sender    \(MailPage.words(ofStanding: mail.standing))")
    for code in try MailProof.reading(of: mail, installation) where code.hasPrefix("dkim ") {
      lines.append("  signature \(code.dropFirst(5))")
    }
    lines.append("  read as   \(mail.meaning), by \(mail.basis)")
    if let decision = mail.decision {
      let later = mail.receipt.flatMap { $0 == receipt ? nil : "; that is receipt \($0)" } ?? ""
      lines.append("  decided   \(decision), by a person\(later)")
    } else if mail.stage == .waiting {
      lines.append("  decided   not yet; a person reads it by `expunge inbox review`")
    }
    self.lines = lines
  }

  /// Nothing where the wave's keys are destroyed.
  private static func reading(of mail: MailRecord, _ installation: Installation) throws -> [String] {
    let vault = try installation.vault()
    guard let evidence = mail.evidence, let wave = mail.instruction?.wave, !vault.isShredded(wave) else { return [] }
    return try MailEvidence.reading(evidence, wave: wave, in: vault)
  }
}
