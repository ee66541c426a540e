import Workflow
import Yams

extension EntryReading {
  func readPages(_ fields: Fields) -> Pages? {
    let known = ["cursor", "number", "offset", "link", "link-header"]
    let given = known.filter(fields.has)
    let waits = fields.string("until").map { word in
      if word != "empty" { fields.report("\(fields.name): 'until' can only be empty, found '\(word.shown)'") }
      return true
    }
    let send = text("send", in: fields, required: false, Address.textFault)
    let size = fields.integer("size", in: 1...100_000)
    let limit = fields.integer("limit", in: 1...Flow.pageLimit)
    guard given.count == 1, let word = given.first else {
      known.forEach { _ = fields.child($0) }
      fields.report(
        "\(fields.name): exactly one kind of page must be given", "Known: \(known.joined(separator: ", ")).")
      return nil
    }
    let form: Pages.Form?
    switch word {
    case "cursor": form = fields.child(word).flatMap { jsonPath($0, fields, word) }.map(Pages.Form.cursor)
    case "number": form = fields.integer(word, in: 0...1_000_000).map { .number(first: $0) }
    case "offset": form = fields.integer(word, in: 0...1_000_000).map { .offset(first: $0) }
    case "link": form = fields.child(word).flatMap { jsonPath($0, fields, word) }.map(Pages.Form.link)
    case _:
      if fields.flag(word) == false { fields.report("\(fields.name): 'link-header' can only be true") }
      form = .linkHeader
    }
    if word.hasPrefix("link"), send != nil {
      fields.report("\(fields.name): 'send' has no meaning here: the partner gives the whole address")
    }
    return form.map { Pages(form: $0, send: send, size: waits == true ? nil : size, limit: limit ?? 1000) }
  }

  func readFinds(_ fields: Fields) -> Finds? {
    let path = fields.required("path").flatMap { jsonPath($0, fields, "path") }
    var values: [Finds.Value] = []
    if let list = fields.mapping("values") {
      for name in list.keys {
        guard let node = list.child(name) else { continue }
        if !EntryReading.isWord(name) {
          sheet.report(at: node, "\(list.name): the name '\(name.shown)' must be of a-z, 0-9 and '-'")
        } else if let value = readFound(name, node, list) {
          values.append(value)
        }
      }
      list.finish()
    }
    let conditions = conditions("where", in: fields)
    let match = section("match", in: fields) { inner -> Finds.Owner? in
      let key = inner.required("key").flatMap { jsonPath($0, inner, "key") }
      let kind = inner.required("identifier").flatMap { answeredKind($0, inner, "identifier") }
      guard let key, let kind else { return nil }
      return Finds.Owner(key: key, identifier: kind)
    }
    // All that is found is kept sealed and shown nowhere; the word is for the reader of the file.
    for node in fields.list("secret") {
      guard let name = fields.text(of: node, "secret"), !values.contains(where: { $0.name == name }) else { continue }
      sheet.report(
        at: node, "\(fields.name): 'secret' does not know the value '\(name.shown)'",
        remedy(for: name, among: values.map(\.name)))
    }
    let most = fields.integer("at-most", in: 1...Flow.rowLimit)
    let mayBeAbsent = readAbsent(fields)
    return path.map {
      Finds(
        path: $0, values: values, conditions: conditions, match: match, atMost: most, mayBeAbsent: mayBeAbsent)
    }
  }

  /// A path, or `{path, last-of}`.
  private func readFound(_ name: String, _ node: Node, _ list: Fields) -> Finds.Value? {
    guard node.mapping != nil, let inner = sheet.fields(of: node, named: "\(list.name), \(name)") else {
      return jsonPath(node, list, name).map { Finds.Value(name: name, path: $0) }
    }
    defer { inner.finish() }
    let path = inner.required("path").flatMap { jsonPath($0, inner, "path") }
    let separator = text("last-of", in: inner) { $0.utf8.count == 1 ? nil : "must be one character" }
    return path.map { Finds.Value(name: name, path: $0, lastOf: separator?.utf8.first) }
  }

  /// A condition on a part of an answer, or a list of which one must hold.
  func conditions(_ key: String, in fields: Fields) -> [Match] {
    guard let node = fields.child(key) else { return [] }
    return (node.sequence.map { Array($0) } ?? [node]).compactMap { node in
      guard let inner = sheet.fields(of: node, named: "\(fields.name), \(key)") else { return nil }
      defer { inner.finish() }
      return match(inner, needsStatus: false)
    }
  }

  /// When a step succeeded: any 2xx, unless the entry says more.
  func readStepAnswer(_ fields: Fields, readsBody: Bool) -> AnswerRule? {
    var fault: [Match] = []
    let success = section("success", in: fields) { inner -> Match? in
      fault = conditions("fault", in: inner)
      return successMatch(inner)
    }
    let content = fields.choice("content", AnswerRule.Content.self) ?? (readsBody ? .json : .any)
    if readsBody, content != .json {
      fields.report("\(fields.name): 'content: \(content.rawValue)' gives nothing to read", "Say 'content: json'.")
    }
    var rule = AnswerRule(
      success: success ?? Match(statuses: [200...299]), fault: fault, content: content,
      types: fields.strings("types").map { $0.lowercased() }, means: .accepted)
    readRefusals(fields, into: &rule)
    return rule
  }

  func readSlices(_ fields: Fields) -> Flow.Slices? {
    guard let node = fields.child("slices") else { return nil }
    var every: Span?
    var isInclusive = false
    if node.mapping != nil {
      guard let inner = sheet.fields(of: node, named: "\(fields.name), slices") else { return nil }
      _ = inner.required("every")
      every = inner.span("every")
      isInclusive = inner.flag("inclusive") ?? false
      inner.finish()
    } else {
      every = fields.span("slices")
    }
    guard let every else { return nil }
    guard every >= .minutes(1), every.milliseconds % 1000 == 0 else {
      sheet.report(at: node, "\(fields.name): 'slices' must be at least a minute")
      return nil
    }
    return Flow.Slices(every: every, isInclusive: isInclusive)
  }

  func readProbe(_ fields: Fields) -> ProbeRule? {
    let call = call(fields, .probe)
    let endpoint = ownEndpoint(fields)
    let (there, gone) = (matches("there", in: fields), matches("gone", in: fields))
    let types = fields.strings("types").map { $0.lowercased() }
    let after = positive(fields.span("after"), "after", fields)
    let again = fields.strings("again").compactMap { Span(written: $0) }
    if let node = fields.child("again"), again.count != node.sequence?.count {
      sheet.report(at: node, "\(fields.name): 'again' must be a list of lengths of time", "Write [7d, 30d, 90d].")
    }
    let sample = fields.integer("sample", in: 1...1_000_000)
    if there.isEmpty || gone.isEmpty {
      fields.report(
        "\(fields.name): 'there' and 'gone' must both say when they hold", "Write conditions such as {status: [404]}.")
    }
    if scope == .selector { fields.report("\(fields.name): 'probe' looks up subjects, but this entry has none") }
    guard let call, !there.isEmpty, !gone.isEmpty else { return nil }
    for place in lanes.indices where !call.uses(lane: place).names {
      fields.report("\(fields.name): 'probe' names no identifier for the lane '\(lanes[place].name)'")
    }
    return ProbeRule(
      call: call, endpoint: endpoint, there: there, gone: gone, types: types, after: after, again: again,
      sample: sample)
  }
}
