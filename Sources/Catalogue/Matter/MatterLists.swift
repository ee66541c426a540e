import Workflow
import Yams

/// The lists of a matter file: data types, URL patterns, clocks, documents, partners.
extension MatterReading {
  func dataTypes() -> (types: [DataType], words: [String: Wording]) {
    var words: [String: Wording] = [:]
    if let fields = root.mapping("data-words") {
      for key in fields.keys {
        guard let node = fields.child(key) else { continue }
        if DataType(key) == nil {
          root.sheet.report(
            at: node, "\(fields.name): '\(key)' is not a data type code", "Use up to 32 characters of a-z 0-9 -.")
        }
        if let text = wording(of: node, key, fields) { words[key] = text }
      }
      fields.finish()
    }
    guard let node = root.required("data") else { return ([], words) }
    let types = types(node, root, among: DataType.known.map(\.code) + words.keys.sorted(), "Known")
    for unused in words.keys.sorted() where !types.contains(where: { $0.code == unused }) {
      note(root.child("data-words"), "'data-words' explains '\(unused)', which 'data' does not name")
    }
    return (types, words)
  }

  /// A list of data type codes, each once, each one of `allowed`.
  private func types(_ node: Node, _ fields: Fields, among allowed: [String], _ call: String) -> [DataType] {
    var types: [DataType] = []
    for item in fields.list("data") {
      guard let code = fields.text(of: item, "data") else { continue }
      guard allowed.contains(code), let type = DataType(code) else {
        let own = call == "Known" ? " A type of your own needs a line under 'data-words'." : ""
        root.sheet.report(
          at: item, "\(fields.name): 'data' does not know '\(code)'", remedy(for: code, among: allowed) + own)
        continue
      }
      if types.contains(type) {
        root.sheet.report(at: item, "\(fields.name): 'data' names '\(code)' twice", "Remove one.")
      }
      types.append(type)
    }
    if types.isEmpty, node.sequence?.isEmpty ?? false {
      root.sheet.report(at: node, "\(fields.name): 'data' is empty", "Name what leaked.")
    }
    return types
  }

  /// `https://host/path*`. The host must be named: a pattern for every host would cover everybody's data.
  func pattern(_ node: Node) -> String? {
    guard let text = root.text(of: node, "urls") else { return nil }
    let parts = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    let host = parts.count >= 3 ? parts[2] : ""
    let named = host.contains { $0.isLetter || $0.isNumber } && host.contains(".")
    guard parts.count >= 3, ["https:", "http:"].contains(parts[0]), parts[1].isEmpty, named,
      !text.contains(where: \.isWhitespace)
    else {
      root.sheet.report(
        at: node, "\(root.name): 'urls' holds something that is no URL pattern: '\(text)'",
        "Write it like https://notice.devices.example/ack/*.")
      return nil
    }
    return text
  }

  /// - Parameter fallbackEnd: Where `until` is not written: the exposure ended when it was contained.
  func exposure(_ fields: Fields?, fallbackEnd: Instant?) -> Matter.Exposure? {
    guard let fields else { return nil }
    defer { fields.finish() }
    let from = requiredMoment(fields, "from")
    let until = fields.has("until") || fallbackEnd == nil ? requiredMoment(fields, "until") : fallbackEnd
    guard let from, let until else { return nil }
    guard from < until else {
      root.sheet.report(
        at: fields.node, "\(fields.name): 'from' \(from.written) is not before 'until' \(until.written)",
        "Correct one of them.")
      return nil
    }
    return Matter.Exposure(from: from, until: until)
  }

  func clocks(_ discovered: Instant?) -> [Matter.Clock] {
    root.mappings("duties", named: { "duty \($0 + 1)" }).compactMap { fields in
      defer { fields.finish() }
      guard let code = fields.requiredString("duty") else { return nil }
      fields.name = "duty '\(code)'"
      let known = Duty.named(code)
      let note = fields.string("note")
      let written = fields.child("from")
      guard let within = span(fields, code, known) else { return nil }
      let byDiscovery = written == nil && known?.start == .discovery
      guard let from = byDiscovery ? discovered : requiredMoment(fields, "from") else { return nil }
      return Matter.Clock(duty: code, from: from, within: within, note: note)
    }
  }

  private func span(_ fields: Fields, _ code: String, _ known: Duty?) -> Span? {
    if !Reason.isCode(code) {
      root.sheet.report(
        at: fields.child("duty"), "duty '\(code)' is not a code", "Use up to 48 characters of a-z 0-9 . -.")
      return nil
    }
    if fields.has("within") {
      guard let span = fields.span("within") else { return nil }
      if span > .zero { return span }
      root.sheet.report(at: fields.child("within"), "\(fields.name): 'within' must be longer than nothing")
      return nil
    }
    if let span = known?.span { return span }
    let guess = known == nil ? remedy(for: code, among: Duty.known.map(\.code)) + " " : ""
    fields.report(
      known == nil
        ? "\(fields.name) is not a known duty and has no 'within'"
        : "\(fields.name): 'within' is missing; its source names no number of days",
      guess + "Add a line 'within: 60d'.")
    return nil
  }

  func documents() -> [Matter.Document] {
    var names: Set<String> = []
    return root.mappings("documents", named: { "document \($0 + 1)" }).compactMap { fields in
      defer { fields.finish() }
      let (file, title) = (companion(fields, "file", required: true), requiredWording(fields, "title"))
      let kind = fields.choice("kind", Matter.Document.Kind.self)
      guard let file, let title else { return nil }
      let name = file.split(separator: "/").last.map { String($0) } ?? file
      if !names.insert(name).inserted {
        root.sheet.report(
          at: fields.child("file"), "two documents are called '\(name)', and so would be their attachments",
          "Give one of the files another name.")
      }
      return Matter.Document(file: file, title: title, kind: kind)
    }
  }

  /// Duties that want documents with each letter, and find none: a note here, because an opened matter stays readable; a
  /// matter that lacks them is not opened.
  func checkDemands(_ clocks: [Matter.Clock], _ documents: [Matter.Document]) {
    for clock in clocks {
      for kind in DutyDemand.of(clock.duty)?.documents ?? [] where !documents.contains(where: { $0.kind == kind }) {
        note(
          root.child("duties"), "the duty '\(clock.duty)' wants \(kind.words) sent with each letter",
          "Add it under 'documents' with 'kind: \(kind.rawValue)'.")
      }
    }
  }

  func partners(_ data: [DataType], _ exposure: Matter.Exposure?) -> [Matter.Recipient] {
    guard let node = root.required("partners") else { return [] }
    if node.sequence?.isEmpty ?? false {
      root.sheet.report(at: node, "\(root.name): 'partners' is empty", "Name who received data.")
    }
    var seen: Set<String> = []
    return root.mappings("partners", named: { "partner \($0 + 1)" }).compactMap { fields in
      defer { fields.finish() }
      guard let idNode = fields.required("id"), let id = identifier(idNode, "id", 1...40) else {
        // Read on all the same: the other keys are known, and may have mistakes of their own.
        _ = recipient(fields, "", data, exposure)
        return nil
      }
      fields.name = "partner '\(id)'"
      if !seen.insert(id).inserted {
        root.sheet.report(at: idNode, "partner '\(id)' stands twice", "Put its trackers in one entry.")
      }
      return recipient(fields, id, data, exposure)
    }
  }

  /// What a partner can have got: the matter's data. After a mistake there, any known type, lest it be told twice.
  private func admitted(_ data: [DataType]) -> [String] {
    let codes = data.map(\.code)
    return codes.count == root.child("data")?.sequence?.count ? codes : codes + DataType.known.map(\.code)
  }

  private func recipient(_ fields: Fields, _ id: String, _ data: [DataType], _ exposure: Matter.Exposure?) -> Matter
    .Recipient?
  {
    let trackers = fields.strings("trackers")
    let own = fields.child("data").map { types($0, fields, among: admitted(data), "This matter's") }
    let method = fields.string("method")
    let period =
      fields.has("exposure") ? self.exposure(fields.mapping("exposure"), fallbackEnd: exposure?.until) : exposure
    guard let period else { return nil }
    if let exposure, period.from < exposure.from || period.until > exposure.until {
      root.sheet.report(
        at: fields.child("exposure"), "\(fields.name): its exposure reaches beyond the matter's",
        "Widen the matter's exposure, or correct this one.")
    }
    return Matter.Recipient(id: id, trackers: trackers, data: own ?? data, exposure: period, method: method)
  }
}
