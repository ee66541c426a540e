import Workflow

extension EmailRoute {
  var explanation: [String] {
    let first = to.prefix(1).joined()
    let next = contacts.dropFirst()
    let others =
      next.isEmpty
      ? "There is nobody else to ask: after a bounce a person looks."
      : "After a bounce, and with the escalation, the next one is asked: \(next.joined(separator: ", "))."
    return ["Sends the letter '\(template)' in the language '\(language)' to \(first).", others, travel, senders]
  }

  private var travel: String {
    guard attachment == .csv else { return "No identifiers go with it." }
    if let seal {
      let key =
        switch seal {
        case .openPGP: "the OpenPGP key with the fingerprint"
        case .smime: "the S/MIME certificate with the SHA-256"
        }
      return
        "Identifiers travel only inside an attachment encrypted to \(key) \(seal.pin) (\(seal.file)), one column a kind; never in the letter itself. A key with another fingerprint stops the letter."
    }
    guard let clearText else { return "No identifiers go with it." }
    return
      "Identifiers travel UNENCRYPTED in an attachment, until \(clearText.until.written.prefix(10)): \(clearText.because). \(clearText.by.joined(separator: " and ")) must both have approved the wave."
  }

  private var senders: String {
    domains.isEmpty
      ? "No domain is the partner's own: every answer waits for a person."
      : "Mail counts as the partner's if it comes from \(domains.joined(separator: ", ")), and that is proved; any other waits for a person."
  }
}
