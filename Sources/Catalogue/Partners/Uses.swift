import Workflow

/// What a compiled part is filled from: the ground for checking that a call cannot go out without naming anyone.
struct Uses {
  /// An identifier that is sure to be there.
  var names = false
  /// A part of the matter's selector.
  var selects = false
  /// A tracker, an address, or what a step found by them.
  var narrows = false
  /// The ends of the matter's window.
  var begins = false
  var ends = false
  var keys: Set<Slot.KeyForm> = []
  var hasItemKey = false
  var job = false
  var page = false
  /// Something that a step found.
  var found = false
  /// The calls whose rows are listed.
  var lists: Set<Int> = []

  var key: Bool { !keys.isEmpty || hasItemKey }

  /// Half a window has no bound on one side: up to `to` may be all there ever was.
  var isBounded: Bool { narrows || (begins && ends) }

  static func | (left: Uses, right: Uses) -> Uses {
    Uses(
      names: left.names || right.names, selects: left.selects || right.selects, narrows: left.narrows || right.narrows,
      begins: left.begins || right.begins, ends: left.ends || right.ends, keys: left.keys.union(right.keys),
      hasItemKey: left.hasItemKey || right.hasItemKey, job: left.job || right.job, page: left.page || right.page,
      found: left.found || right.found,
      lists: left.lists.union(right.lists))
  }

  /// Of headers: partners overlook those that they do not know, so nothing there says what is to be deleted.
  fileprivate var inHeader: Uses {
    var uses = self
    (uses.names, uses.selects, uses.narrows, uses.begins, uses.ends) = (false, false, false, false, false)
    return uses
  }
}

extension Sequence<Uses> {
  var together: Uses { reduce(Uses()) { $0 | $1 } }
}

extension SlotText {
  var uses: Uses {
    slots.map { slot in
      switch slot {
      case .identifier, .laneIdentifier: Uses(names: true)
      case .tracker: Uses(selects: true, narrows: true)
      case .time(.from, _, _): Uses(selects: true, begins: true)
      case .time(.to, _, _): Uses(selects: true, ends: true)
      case .key(let form): Uses(keys: [form])
      case .itemKey: Uses(hasItemKey: true)
      case .job: Uses(job: true)
      case .found(let name): name.uses
      case .page: Uses(page: true)
      case .value, .account, .lane, .secret, .fact, .index, .time(.now, _, _): Uses()
      }
    }.together
  }
}

extension FoundName {
  var uses: Uses { Uses(names: isPersonal, selects: selects, narrows: selects, found: true) }
}

extension Each {
  var uses: Uses {
    let source =
      switch source {
      case .identifier, .laneIdentifier: Uses(names: true)
      case .selector: Uses(selects: true, narrows: true)
      case .found(let name): name.uses | Uses(lists: [name.step])
      }
    return source | (write?.uses ?? Uses()) | before.uses | after.uses
  }
}

extension Shape {
  func uses(lane: Int) -> Uses {
    switch self {
    case .constant, .optional: Uses()
    case .optionalPage: Uses(page: true)
    // The row alone names nobody: one of its values has to be written.
    case .eachRow(let name, let shape): Uses(found: true, lists: [name.step]) | shape.uses(lane: lane)
    case .text(let text), .number(let text): text.uses
    case .object(let members): members.map { $0.key.uses | $0.value.uses(lane: lane) }.together
    case .array(let shapes): shapes.map { $0.uses(lane: lane) }.together
    case .each(let each): each.uses
    case .eachItem(let shape), .jsonText(let shape): shape.uses(lane: lane)
    case .rows: Uses(names: true)
    case .byLane(let shapes): shapes.indices.contains(lane) ? shapes[lane]?.uses(lane: lane) ?? Uses() : Uses()
    }
  }
}

extension Parameter.Value {
  func uses(lane: Int) -> Uses {
    switch self {
    case .text(let text): text.uses
    case .joined(let each), .repeated(let each): each.uses
    case .optional: Uses()
    case .json(let shape): shape.uses(lane: lane)
    case .assertion: Uses()
    case .byLane(let values): values.indices.contains(lane) ? values[lane]?.uses(lane: lane) ?? Uses() : Uses()
    }
  }
}

extension Call {
  /// Of the path.
  func slots(lane: Int) -> [Slot] {
    switch path {
    case .same(let text): text.slots
    case .byLane(let texts): texts.indices.contains(lane) ? texts[lane]?.slots ?? [] : []
    }
  }

  func pathUses(lane: Int) -> Uses {
    switch path {
    case .same(let text): text.uses
    case .byLane(let texts): texts.indices.contains(lane) ? texts[lane]?.uses ?? Uses() : Uses()
    }
  }

  /// - Parameter lane: -1 for a call that is not about subjects.
  func uses(lane: Int) -> Uses {
    let path = pathUses(lane: lane)
    let query = query.map { $0.value.uses(lane: lane) }.together
    let headers = headers.map(\.value.uses).together.inHeader
    let body: Uses =
      switch body {
      case .none: Uses()
      case .json(let shape): shape.uses(lane: lane)
      case .form(let parameters): parameters.map { $0.value.uses(lane: lane) }.together
      case .multipart(let parts): parts.map { $0.uses(lane: lane) }.together
      case .text(let text): text.content.uses(lane: lane)
      }
    return path | query | headers | body
  }
}
