import Workflow
import Yams

/// Reads the keys of one matter file. A getter that reports a mistake gives `nil`, and reading goes on to the next key.
final class MatterReading {
  let root: Fields
  let exists: (String) -> Bool
  private(set) var notes: [Mistake] = []

  init(root: Fields, exists: @escaping (String) -> Bool) {
    self.root = root
    self.exists = exists
  }

  func matter() -> Matter? {
    let id = identifier(root.required("matter"), "matter", 3...40)
    if let id { root.name = "matter '\(id)'" }
    let title = requiredWording(root, "title")
    let company = self.company()
    let discovered = requiredMoment(root, "discovered")
    let contained = containment()
    let promise = self.promise(discovered)
    let whatHappened = wording(root, "what-happened")
    let (data, words) = dataTypes()
    let urls = root.list("urls").compactMap(pattern)
    let exposure = self.exposure(root.requiredMapping("exposure"), fallbackEnd: contained?.at)
    checkOrder(exposure, discovered, contained)
    let definition = root.requiredChoice("definition-of-deletion", DeletionDefinition.self)
    let clocks = self.clocks(discovered)
    let documents = self.documents()
    checkDemands(clocks, documents)
    let partners = self.partners(data, exposure)
    let fallback = fallbackLanguage()
    guard let id, let title, let company, let discovered, let exposure, let definition else { return nil }
    let matter = Matter(
      id: id, title: title, operator: company, discovered: discovered, contained: contained, promise: promise,
      whatHappened: whatHappened, data: data, dataWords: words, urls: urls, exposure: exposure,
      definition: definition, clocks: clocks, documents: documents, partners: partners, fallbackLanguage: fallback)
    checkLanguages(of: matter)
    return matter
  }

  func note(_ node: Node?, _ what: String, _ remedy: String? = nil) {
    let mark = node?.mark
    notes.append(
      Mistake(file: root.sheet.file, line: mark?.line ?? 1, column: mark?.column ?? 1, what: what, remedy: remedy))
  }

  func requiredMoment(_ fields: Fields, _ key: String) -> Instant? {
    fields.required(key) == nil ? nil : fields.moment(key)
  }

  /// A short name of `a-z 0-9 -` that begins with a letter or digit.
  func identifier(_ node: Node?, _ key: String, _ length: ClosedRange<Int>) -> String? {
    guard let node, let text = root.text(of: node, key) else { return nil }
    guard length.contains(text.utf8.count), Reason.isCode(text), !text.contains("."), !text.hasPrefix("-") else {
      root.sheet.report(
        at: node, "\(root.name): '\(key)' is not a short name: '\(text)'",
        "Use \(length.lowerBound) to \(length.upperBound) characters of a-z 0-9 -.")
      return nil
    }
    return text
  }

  /// A file beside the matter file: a plain relative name that is there.
  func companion(_ fields: Fields, _ key: String, required: Bool) -> String? {
    guard let node = required ? fields.required(key) : fields.child(key), let name = fields.text(of: node, key) else {
      return nil
    }
    if name.hasPrefix("/") || name.split(separator: "/").contains("..") {
      root.sheet.report(
        at: node, "\(fields.name): '\(key)' must lie beside the matter file, found '\(name)'", "Copy the file there.")
      return nil
    }
    guard exists(name) else {
      root.sheet.report(
        at: node, "\(fields.name): there is no file '\(name)' beside the matter file",
        "Put it there, or correct the name.")
      return nil
    }
    return name
  }

  private func company() -> Matter.Operator? {
    guard let fields = root.requiredMapping("operator") else { return nil }
    defer { fields.finish() }
    let name = fields.requiredString("name")
    let domain = fields.required("domain").flatMap { hostname($0, fields) }
    let contact = fields.requiredString("contact")
    if let contact, let node = fields.child("contact"),
      !contact.dropFirst().dropLast().contains("@") || contact.contains(" ")
    {
      root.sheet.report(at: node, "\(fields.name): 'contact' must be an e-mail address, found '\(contact)'")
    }
    let (signatory, address) = (wording(fields, "signatory"), fields.string("address"))
    guard let name, let domain, let contact else { return nil }
    return Matter.Operator(name: name, domain: domain, contact: contact, signatory: signatory, address: address)
  }

  /// Lower-case ASCII: it becomes the name of the ledger, which stays for 20 years.
  private func hostname(_ node: Node, _ fields: Fields) -> String? {
    guard let text = fields.text(of: node, "domain") else { return nil }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let plain = labels.allSatisfy {
      (1...63).contains($0.count) && Reason.isCode(String($0.prefix(48))) && !$0.hasPrefix("-") && !$0.hasSuffix("-")
    }
    guard labels.count >= 2, plain, text.utf8.count <= 253, text.utf8.allSatisfy({ $0 < 0x80 }) else {
      root.sheet.report(
        at: node, "\(fields.name): 'domain' is not a domain name: '\(text)'",
        "Write it like devices.example, in lower case.")
      return nil
    }
    return text
  }

  private func containment() -> Matter.Containment? {
    guard let fields = root.mapping("contained") else { return nil }
    defer { fields.finish() }
    let (at, how) = (requiredMoment(fields, "at"), fields.requiredString("how"))
    let evidence = companion(fields, "evidence", required: false)
    guard let at, let how else { return nil }
    return Matter.Containment(at: at, how: how, evidence: evidence)
  }

  private func promise(_ discovered: Instant?) -> Matter.Promise? {
    guard let fields = root.mapping("promise") else { return nil }
    defer { fields.finish() }
    let (words, published, url) = (fields.requiredString("words"), fields.moment("published"), fields.string("url"))
    if let published, let discovered, published < discovered {
      note(
        fields.child("published"), "the promise was published before the matter was discovered",
        "Is one of the dates wrong?")
    }
    return words.map { Matter.Promise(words: $0, published: published, url: url) }
  }

  private func checkOrder(_ exposure: Matter.Exposure?, _ discovered: Instant?, _ contained: Matter.Containment?) {
    guard let exposure else { return }
    let node = root.child("exposure")
    if let contained, exposure.until > contained.at {
      root.sheet.report(
        at: node,
        "\(root.name): the exposure ends \(exposure.until.written), after it was contained \(contained.at.written)",
        "Correct 'until' or 'contained, at'.")
    }
    if let discovered, discovered < exposure.from {
      note(
        root.child("discovered"), "the matter was discovered before the exposure began", "Is one of the dates wrong?")
    }
  }
}
