import Workflow
import Yams

/// The section of letters: who is written to, in which language, and what goes with them.
extension EntryReading {
  func readEmail(_ fields: Fields) -> EmailRoute? {
    let to = mailboxes("to", fields, required: true)
    let then = mailboxes("then", fields)
    checkRepeats(to + then, fields)
    if fields.has("cc"), let node = fields.child("cc") {
      sheet.report(
        at: node, "\(fields.name): a letter has one recipient, and 'cc' is none",
        "Write further addresses under 'then': they are asked when the first does not answer.")
    }
    let domains = self.domains(fields) ?? defaultDomains(to + then)
    let language = self.language(fields)
    let template = text("template", in: fields, required: false, Self.templateFault)
    let attachment = self.attachment(fields)
    let seal = self.seal(fields)
    let clearText = self.clearText(fields)
    checkTravel(attachment, seal, clearText, fields)
    guard !to.isEmpty else { return nil }
    return EmailRoute(
      to: to, then: then, domains: domains, language: language, template: template ?? "deletion-request",
      attachment: attachment, seal: seal, clearText: clearText)
  }

  /// One address or a list.
  private func mailboxes(_ key: String, _ fields: Fields, required: Bool = false) -> [String] {
    nodes(key, fields, required: required).compactMap { node in
      guard let text = fields.text(of: node, key) else { return nil }
      guard let fault = Address.mailboxFault(text) else { return text }
      sheet.report(at: node, "\(fields.name): '\(key)' \(fault), found '\(text.shown)'")
      return nil
    }
  }

  private func nodes(_ key: String, _ fields: Fields, required: Bool = false) -> [Node] {
    guard let node = required ? fields.required(key) : fields.child(key) else { return [] }
    let nodes = node.sequence.map { Array($0) } ?? [node]
    if nodes.isEmpty {
      sheet.report(at: node, "\(fields.name): '\(key)' is empty", required ? "Name who is written to." : "Remove it.")
    }
    return nodes
  }

  private func checkRepeats(_ contacts: [String], _ fields: Fields) {
    var seen: Set<String> = []
    for contact in contacts where !seen.insert(contact.lowercased()).inserted {
      fields.report("\(fields.name): '\(contact.shown)' stands twice among 'to' and 'then'", "Remove one.")
    }
  }

  private func domains(_ fields: Fields) -> [String]? {
    guard fields.has("domains") else {
      _ = fields.child("domains")
      return nil
    }
    return nodes("domains", fields).compactMap { node in
      guard let text = fields.text(of: node, "domains") else { return nil }
      if let fault = Address.domainFault(text) {
        sheet.report(at: node, "\(fields.name): 'domains' \(fault), found '\(text.shown)'")
        return nil
      }
      guard FreeMail.houses(text) else { return text.lowercased() }
      sheet.report(
        at: node, "\(fields.name): anybody can have an address at '\(text.shown)', so it is no sign of the partner",
        "Name a domain of the partner's own, or leave 'domains' out: answers then wait for a person.")
      return nil
    }
  }

  private func defaultDomains(_ contacts: [String]) -> [String] {
    contacts.compactMap { $0.split(separator: "@").last?.lowercased() }.reduce(into: []) { domains, domain in
      if !domains.contains(domain), !FreeMail.houses(domain) { domains.append(domain) }
    }
  }

  private func language(_ fields: Fields) -> String {
    guard let node = fields.child("language"), let text = fields.text(of: node, "language") else { return "en" }
    if LetterLanguage.named(text) != nil { return text }
    sheet.report(
      at: node, "\(fields.name): there are no letters in the language '\(text.shown)'",
      "Letters are there in \(LetterLanguage.codes.joined(separator: ", ")).")
    return "en"
  }

  private static func templateFault(_ text: String) -> String? {
    let isRequest = LetterKind(fileName: text) == .deletionRequest
    return isWord(text) && isRequest
      ? nil : "must be deletion-request, or deletion-request-NAME for a letter of your own"
  }

  private func attachment(_ fields: Fields) -> EmailRoute.Attachment {
    guard fields.has("attachment") else {
      _ = fields.child("attachment")
      return scope == .selector ? .none : .csv
    }
    return fields.choice("attachment", EmailRoute.Attachment.self) ?? .none
  }

  private func seal(_ fields: Fields) -> EmailRoute.Seal? {
    guard let seal = fields.mapping("seal") else { return nil }
    defer { seal.finish() }
    if seal.keys.count != 1 {
      seal.report("\(seal.name): one of 'openpgp' and 'smime' must stand here", "Say how the partner can decrypt.")
    }
    let (openPGP, smime) = (seal.mapping("openpgp"), seal.mapping("smime"))
    if let inner = openPGP {
      defer { inner.finish() }
      let (file, pin) = (companion("key", inner), pin("fingerprint", digits: 40, inner))
      if let file, let pin { return .openPGP(file: file, fingerprint: pin) }
    }
    if let inner = smime {
      defer { inner.finish() }
      let (file, pin) = (companion("certificate", inner), pin("sha256", digits: 64, inner))
      if let file, let pin { return .smime(file: file, sha256: pin) }
    }
    return nil
  }

  private func companion(_ key: String, _ fields: Fields) -> String? {
    text(key, in: fields) {
      let isBeside = !$0.hasPrefix("/") && !$0.split(separator: "/").contains("..")
      return Address.textFault($0) ?? (isBeside ? nil : "must lie beside this file")
    }
  }

  /// As programs print it: spaces and colons between the digits are left out.
  private func pin(_ key: String, digits: Int, _ fields: Fields) -> String? {
    guard let node = fields.required(key), let text = fields.text(of: node, key) else { return nil }
    let bare = text.filter { $0 != " " && $0 != ":" }
    if bare.utf8.count == digits, bare.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) {
      return bare.lowercased()
    }
    sheet.report(
      at: node, "\(fields.name): '\(key)' must be \(digits) hex digits, found '\(text.shown)'",
      "Ask the partner for it by another way than the mail that brought the file, such as the telephone.")
    return nil
  }
}
