import Workflow
import Yams

extension EntryReading {
  func readFile(_ fields: Fields, _ terms: Terms?) -> FileRoute? {
    if terms?.inDoubt == .queryFirst, !fields.has("answers") {
      fields.report(
        "\(fields.name): 'in-doubt: query-first' needs 'answers': a file that is found says nothing of what comes of it",
        "Say 'safe-to-repeat': a repeat brings the same bytes under the same name.")
    }
    if scope != .subjects {
      fields.report("\(fields.name): a file names subjects, row by row", "Say 'scope: subjects'.")
    }
    let location = fields.required("url").flatMap { fileServer($0, fields) }
    let fileName = fields.required("name").flatMap { remoteName($0, fields, "name", isOwn: true) }
    let user = text("user", in: fields, Address.textFault)
    let key = secretName("key", in: fields, required: false)
    let passphrase = secretName("passphrase", in: fields, required: false)
    let password = secretName("password", in: fields, required: false)
    if fields.has("key") == fields.has("password") {
      fields.report("\(fields.name): exactly one of 'key' and 'password' must be given")
    }
    if passphrase != nil, !fields.has("key") { fields.report("\(fields.name): 'passphrase' belongs to a 'key'") }
    let hostKey = text("host-key", in: fields) {
      $0.hasPrefix("SHA256:") && $0.utf8.count == 50
        ? nil : "must be like SHA256: and 43 characters (ssh-keygen -l -f KEY.pub)"
    }
    let format = fields.choice("format", FileRoute.Format.self) ?? .csv
    let columns = readColumns(fields, format)
    let hasHeader = fields.flag("header") ?? true
    let lineEnd = fields.choice("line-ends", FileRoute.LineEnd.self) ?? .lf
    let hasChecksum = fields.string("checksum").map { word -> Bool in
      if word != "sha256" { fields.report("\(fields.name): 'checksum' can only be sha256, found '\(word.shown)'") }
      return true
    }
    let acknowledgement = section("acknowledgement", in: fields) { filePlace($0) }
    let answers = section("answers", in: fields) { readFileAnswers($0) }
    guard let location, let fileName, let hostKey, let user else { return nil }
    return FileRoute(
      lanes: lanes, location: location, fileName: fileName, user: user, key: key, passphrase: passphrase,
      password: password, hostKey: hostKey, format: format, columns: columns, hasHeader: hasHeader, lineEnd: lineEnd,
      hasChecksum: hasChecksum ?? false, acknowledgement: acknowledgement, answers: answers)
  }

  private func fileServer(_ node: Node, _ fields: Fields) -> SlotText? {
    let scene = SlotScene(place: "a file's address", families: [.account])
    guard let text = slotText(node, fields, "url", scene) else { return nil }
    let skeleton = text.skeleton
    let isSafe =
      skeleton.hasPrefix("sftp://") && Address.urlFault("https" + skeleton.dropFirst(4)) == nil
      && skeleton.dropFirst(7).utf8.allSatisfy { FileName.isSafe($0) || "/:[]".utf8.contains($0) }
    if isSafe { return text }
    sheet.report(
      at: node,
      "\(fields.name): 'url' must be sftp://host/folder without credentials\((node.scalar?.string ?? "").found)")
    return nil
  }

  /// - Parameter isOwn: The name must be another one for every dispatch, or one file would take another's place.
  private func remoteName(_ node: Node, _ fields: Fields, _ key: String, isOwn: Bool) -> SlotText? {
    let scene = SlotScene(place: "a file's name", families: [.account, .fact, .time, .key])
    guard let text = slotText(node, fields, key, scene) else { return nil }
    let constants = text.pieces.allSatisfy { piece in
      if case .constant(let bytes) = piece { bytes.allSatisfy(FileName.isSafe) } else { true }
    }
    guard constants else {
      sheet.report(
        at: node, "\(fields.name): '\(key)' may hold letters, digits and . _ - + = @ , ~ only, and no folder")
      return nil
    }
    let slots = text.slots
    if isOwn, !slots.contains(.key(.plain)), !(slots.contains(.fact(.dispatch)) && slots.contains(.fact(.wave))) {
      sheet.report(
        at: node, "\(fields.name): '\(key)' is the same for several dispatches, so one file would replace another",
        "Put {wave} and {dispatch} into it, or {key}.")
    }
    return text
  }

  private func filePlace(_ fields: Fields) -> FileRoute.Place? {
    let scene = SlotScene(place: "a folder", families: [.account])
    let folder = fields.required("folder").flatMap { node -> SlotText? in
      guard let text = slotText(node, fields, "folder", scene) else { return nil }
      guard let fault = Address.pathFault(text.skeleton) else { return text }
      sheet.report(at: node, "\(fields.name): 'folder' \(fault)\((node.scalar?.string ?? "").found)")
      return nil
    }
    let name = fields.required("name").flatMap { remoteName($0, fields, "name", isOwn: true) }
    guard let folder, let name else { return nil }
    return FileRoute.Place(folder: folder, name: name)
  }

  private func readColumns(_ fields: Fields, _ format: FileRoute.Format) -> [FileRoute.Column] {
    var scene = SlotScene(place: "a column", families: [.identifier, .account, .lane, .fact, .time, .key])
    scene.lanes = Array(lanes.indices)
    scene.isSingle = true
    let columns = fields.list("columns").compactMap { node -> FileRoute.Column? in
      guard node.mapping != nil else {
        guard let kind = kind(node, fields, "columns"),
          checkKind(kind, at: node, fields, "columns", scene, mayLack: true)
        else { return nil }
        return FileRoute.Column(name: Array(kind.rawValue.utf8), value: .identifier(kind))
      }
      guard let inner = sheet.fields(of: node, named: "\(fields.name), columns") else { return nil }
      defer { inner.finish() }
      let name = text("name", in: inner, Address.textFault)
      guard let value = readColumn(inner, scene), let name else { return nil }
      return FileRoute.Column(name: Array(name.utf8), value: value)
    }
    if columns.isEmpty, fields.child("columns")?.sequence.map({ $0.isEmpty }) ?? true {
      fields.report("\(fields.name): 'columns' is empty", "Name what each row holds.")
    }
    if format == .list, columns.count > 1 {
      fields.report("\(fields.name): 'format: list' has one value a line, but there are \(columns.count) columns")
    }
    return columns
  }

  private func readColumn(_ inner: Fields, _ scene: SlotScene) -> FileRoute.Column.Value? {
    let known = ["identifier", "value", "row", "combine"]
    guard known.filter(inner.has).count == 1 else {
      known.forEach { _ = inner.child($0) }
      inner.report("\(inner.name): exactly one of 'identifier', 'value', 'row' and 'combine' must be given")
      return nil
    }
    if let node = inner.child("identifier") {
      guard let kind = kind(node, inner, "identifier"),
        checkKind(kind, at: node, inner, "identifier", scene, mayLack: true)
      else { return nil }
      return .identifier(kind)
    }
    if let node = inner.child("value") { return slotText(node, inner, "value", scene).map { .text($0) } }
    if inner.has("row") { return inner.integer("row", in: 0...1).map { .row($0) } }
    let digest = inner.requiredChoice("digest", FileRoute.Column.Digest.self)
    let kinds = inner.list("combine").compactMap { node -> IdentifierKind? in
      let kind = kind(node, inner, "combine")
      return kind.flatMap { checkKind($0, at: node, inner, "combine", scene) ? $0 : nil }
    }
    guard let digest, !kinds.isEmpty else { return nil }
    return .combined(kinds, digest)
  }

  private func readFileAnswers(_ fields: Fields) -> FileRoute.Answers? {
    let place = filePlace(fields)
    let format = fields.choice("format", FileRoute.Answers.Format.self) ?? .csv
    let columns = fields.strings("columns").map { Array($0.utf8) }
    if !columns.isEmpty, format != .csv { fields.report("\(fields.name): 'columns' is for 'format: csv'") }
    pollSchedule = readSchedule(fields)
    let rest = fields.span("rest") ?? .minutes(2)
    let marker = fields.child("marker").flatMap { remoteName($0, fields, "marker", isOwn: true) }
    let missing = fields.choice("missing-items", ItemRule.Missing.self) ?? .inDoubt
    let items = section("items", in: fields, required: true) { readItems($0, missing) }
    let others = fields.choice("others", FileRoute.Answers.Others.self) ?? .person
    guard let place, let items else { return nil }
    return FileRoute.Answers(
      place: place, format: format, columns: columns, rest: rest,
      marker: marker.map { FileRoute.Place(folder: place.folder, name: $0) }, items: items, others: others)
  }
}
