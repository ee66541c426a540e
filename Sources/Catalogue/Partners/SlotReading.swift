import Workflow
import Yams

/// Where a text stands: which slots it may hold, and for which lanes it is written.
struct SlotScene {
  /// Words for messages: "a path".
  var place: String
  var families: Set<Family>
  /// Positions of the lanes that this text serves.
  var lanes: [Int] = []
  /// Whether an identifier slot speaks of exactly one subject here.
  var isSingle = false

  enum Family: CaseIterable {
    case identifier, value, account, lane, secret, tracker, key, job, found, page, index, fact, time
  }

  func with(_ family: Family) -> SlotScene {
    var scene = self
    scene.families.insert(family)
    return scene
  }

  func forItem() -> SlotScene {
    var scene = self
    scene.isSingle = true
    return scene
  }
}

extension EntryReading {
  /// A text with slots: `{account.region}`; `{{` and `}}` are braces.
  func slotText(_ node: Node, _ fields: Fields, _ key: String, _ scene: SlotScene) -> SlotText? {
    guard let text = plainText(node, fields, key) else { return nil }
    return slotText(text, at: node, fields, key, scene)
  }

  func slotText(_ text: String, at node: Node, _ fields: Fields, _ key: String, _ scene: SlotScene) -> SlotText? {
    guard let parts = Braces.pieces(of: text) else {
      sheet.report(
        at: node, "\(fields.name): '\(key)' holds a single brace", "Write {{ or }} for a brace that is not a slot's.")
      return nil
    }
    var pieces: [SlotText.Piece] = []
    for part in parts {
      switch part {
      case .constant(let bytes): pieces.append(.constant(bytes))
      case .inside(let inside):
        guard let piece = piece(inside, at: node, fields, key, scene) else { return nil }
        pieces.append(piece)
      }
    }
    return SlotText(pieces)
  }

  private func piece(
    _ inside: String, at node: Node, _ fields: Fields, _ key: String, _ scene: SlotScene
  ) -> SlotText.Piece? {
    let candidates = slots(in: scene)
    if let slot = candidates.first(where: { $0.name == inside }) {
      return checked(slot, at: node, fields, key, scene) ? .slot(slot, nil) : nil
    }
    let parts = inside.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var quoting: Quoting?
    if parts.count == 2 {
      quoting = Quoting(rawValue: parts[1])
      if quoting == nil {
        sheet.report(
          at: node, "\(fields.name): '\(key)' does not know the quoting '\(parts[1].shown)'",
          remedy(for: parts[1], among: Quoting.allCases.map(\.rawValue)))
        return nil
      }
    }
    if let slot = candidates.first(where: { $0.name == parts[0] }) {
      return checked(slot, at: node, fields, key, scene) ? .slot(slot, quoting) : nil
    }
    if scene.families.contains(.time), let slot = Slot.time(written: parts[0]) { return .slot(slot, quoting) }
    if scene.families.contains(.tracker), parts[0].hasPrefix("tracker."),
      EntryReading.isWord(String(parts[0].dropFirst(8)))
    {
      return .slot(.tracker(String(parts[0].dropFirst(8))), quoting)
    }
    if let slot = everySlot.first(where: { $0.name == parts[0] }) {
      sheet.report(
        at: node, "\(fields.name): '\(key)' cannot hold the slot {\(slot.name)}: it has no meaning in \(scene.place)",
        "Slots here: \(candidates.filter { isCommon($0, scene) }.map { "{\($0.name)}" }.joined(separator: " ")).")
    } else {
      sheet.report(
        at: node, "\(fields.name): '\(key)' holds an unknown slot {\(parts[0].shown)}",
        remedy(for: parts[0], among: candidates.map(\.name)))
    }
    return nil
  }

  private func slots(in scene: SlotScene) -> [Slot] {
    SlotScene.Family.allCases.filter(scene.families.contains).flatMap(slots(of:))
  }

  /// Short enough to be listed: identifiers of the lanes, times in their first form.
  private func isCommon(_ slot: Slot, _ scene: SlotScene) -> Bool {
    switch slot {
    case .identifier(let kind): scene.lanes.contains { (lanes[$0].identifiers + lanes[$0].optional).contains(kind) }
    case .time(_, _, let form): form == .rfc3339
    case .key(let form): form == .plain
    case .itemKey: false
    case .laneIdentifier, .value, .account, .lane, .secret, .tracker, .job, .found, .page, .index, .fact: true
    }
  }

  private var everySlot: [Slot] { SlotScene.Family.allCases.flatMap(slots(of:)) }

  private func slots(of family: SlotScene.Family) -> [Slot] {
    switch family {
    case .identifier:
      [.laneIdentifier] + IdentifierKind.allCases.filter(\.mayLeave).map(Slot.identifier)
    case .value: [.value]
    case .account: account.keys.sorted().map(Slot.account)
    case .lane: Set(lanes.flatMap(\.words.keys)).sorted().map(Slot.lane)
    case .secret: secrets.keys.sorted().map(Slot.secret)
    // Trackers are named by the matter, so any name is one.
    case .tracker: []
    case .key: Slot.KeyForm.allCases.map(Slot.key) + Slot.KeyForm.allCases.map(Slot.itemKey)
    case .job: [.job]
    case .found: draft.names.map(Slot.found)
    case .page: [.page]
    case .index: [.index]
    case .fact: Slot.Fact.allCases.map(Slot.fact)
    case .time:
      Slot.Moment.allCases.flatMap { moment in Slot.TimeForm.allCases.map { .time(moment, .zero, $0) } }
    }
  }

  private func checked(_ slot: Slot, at node: Node, _ fields: Fields, _ key: String, _ scene: SlotScene) -> Bool {
    switch slot {
    case .identifier(let kind):
      return checkKind(kind, at: node, fields, key, scene) && checkSingle(slot, at: node, fields, key, scene)
    case .laneIdentifier, .itemKey: return checkSingle(slot, at: node, fields, key, scene)
    case .secret(let name): usedSecrets.insert(name)
    case .lane(let word):
      for place in scene.lanes where lanes[place].words[word] == nil {
        sheet.report(
          at: node, "\(fields.name): '\(key)' uses {lane.\(word)}, which the lane '\(lanes[place].name)' does not have",
          "Add it under the lane's 'words'.")
        return false
      }
    case .value, .account, .tracker, .key, .job, .found, .page, .index, .fact, .time: break
    }
    return true
  }

  /// Every lane that the text serves must be sure to have the identifier.
  func checkKind(
    _ kind: IdentifierKind, at node: Node, _ fields: Fields, _ key: String, _ scene: SlotScene, mayLack: Bool = false
  ) -> Bool {
    for place in scene.lanes {
      let lane = lanes[place]
      if lane.identifiers.isEmpty || lane.identifiers.contains(kind) || (mayLack && lane.optional.contains(kind)) {
        continue
      }
      let words = lane.optional.contains(kind) ? "is only optional in" : "is not in"
      sheet.report(
        at: node, "\(fields.name): '\(key)' uses '\(kind.rawValue)', which \(words) the lane '\(lane.name)'",
        "Add it to the lane, use {optional: \(kind.rawValue)}, or write one form for each lane with 'by-lane'.")
      return false
    }
    return true
  }

  private func checkSingle(_ slot: Slot, at node: Node, _ fields: Fields, _ key: String, _ scene: SlotScene) -> Bool {
    if scene.isSingle { return true }
    sheet.report(
      at: node, "\(fields.name): '\(key)' holds {\(slot.name)}, but one call names up to \(batchItems) subjects",
      "Use 'each' or 'each-item', or leave 'batch' away so that each call names one subject.")
    return false
  }
}
