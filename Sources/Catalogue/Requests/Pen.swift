import Workflow

/// Writes one part of a request. The place decides how values are escaped, never the author of a partner entry.
struct Pen {
  var bytes: [UInt8] = []
  var filling: Filling

  enum Place {
    case json, path, query, header, host
    /// A body that is plain text, or a part of a form with files.
    case raw
  }

  init(_ filling: Filling, reserving count: Int = 256) {
    self.filling = filling
    bytes.reserveCapacity(count)
  }

  /// What `write` writes, apart from what was written so far. Another pen would need a copy of the whole filling.
  mutating func apart(reserving count: Int = 64, _ write: (inout Pen) throws -> Void) rethrows -> [UInt8] {
    let before = bytes
    bytes = []
    bytes.reserveCapacity(count)
    defer { bytes = before }
    try write(&self)
    return bytes
  }

  /// The bytes of `text` alone, for this place.
  func text(_ text: SlotText, _ place: Place) throws -> [UInt8] {
    var pen = Pen(filling, reserving: 64)
    try pen.write(text, place)
    return pen.bytes
  }

  mutating func write(_ text: SlotText, _ place: Place) throws {
    for piece in text.pieces {
      switch piece {
      case .constant(let constant): writeConstant(constant, place)
      case .slot(let slot, let quoting):
        var value = try filling.value(of: slot)
        if let quoting, !value.isMark {
          guard let quoted = quoting.applied(to: value.bytes) else {
            throw RenderFailure(
              .unquotable, part: "\(slot.name)|\(quoting.rawValue)", subject: filling.onlyItem?.subject)
          }
          value.bytes = quoted
        }
        try writeValue(value, place, part: slot.name)
      }
    }
  }

  /// Paths and hosts were checked when the file was read, so their constants stand as written.
  private mutating func writeConstant(_ constant: [UInt8], _ place: Place) {
    switch place {
    case .json: JSONEscape.append(constant, to: &bytes)
    case .query: PercentEscape.append(constant, to: &bytes)
    case .path, .header, .host, .raw: bytes += constant
    }
  }

  mutating func writeValue(_ value: Filling.Value, _ place: Place, part: String) throws {
    if value.isMark {
      bytes += value.bytes
      return
    }
    switch place {
    case .json: JSONEscape.append(value.bytes, to: &bytes)
    case .path, .query: PercentEscape.append(value.bytes, to: &bytes)
    case .raw:
      guard !Hygiene.endsLine(value.bytes) else {
        throw RenderFailure(.unquotable, part: part, subject: subject(of: part))
      }
      bytes += value.bytes
    case .header:
      guard value.bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { throw RenderFailure(.unquotable, part: part) }
      bytes += value.bytes
    case .host:
      let isName = value.bytes.allSatisfy {
        PercentEscape.isUnreserved($0) && $0 != UInt8(ascii: "~")
      }
      guard isName else { throw RenderFailure(.badHost, part: part) }
      bytes += value.bytes
    }
  }

  /// Whose value it is that cannot be written; `nil` where it is nobody's own.
  private func subject(of part: String) -> Int? {
    let isOwn = part.hasPrefix("identifier") || part == "value" || IdentifierKind(rawValue: part) != nil
    return isOwn ? filling.onlyItem?.subject : nil
  }

  /// One text made of many elements.
  mutating func writeJoined(_ each: Each, _ place: Place) throws {
    try write(each.before, place)
    var isFirst = true
    for element in try filling.elements(of: each.source) {
      if !isFirst { writeConstant(each.join ?? [], place) }
      isFirst = false
      if each.splits(element.value) {
        throw RenderFailure(.unquotable, part: each.source.name, subject: element.item?.subject)
      }
      try writeElement(element, each, place)
    }
    try write(each.after, place)
  }

  mutating func writeElement(
    _ element: (item: SentItem?, value: Filling.Value), _ each: Each, _ place: Place
  ) throws {
    let outer = (filling.item, filling.element)
    (filling.item, filling.element) = (element.item ?? filling.item, element.value)
    if let write = each.write {
      try self.write(write, place)
    } else {
      try writeValue(element.value, place, part: each.source.name)
    }
    (filling.item, filling.element) = outer
  }
}

extension Slot {
  /// As the partner file writes it.
  var name: String {
    switch self {
    case .identifier(let kind): "identifier.\(kind.rawValue)"
    case .laneIdentifier: "identifier"
    case .value: "value"
    case .account(let name): "account.\(name)"
    case .lane(let name): "lane.\(name)"
    case .secret(let name): "secret.\(name)"
    case .tracker(let name): "tracker.\(name)"
    case .key(let form): form == .plain ? "key" : "key|\(form.rawValue)"
    case .itemKey(let form): form == .plain ? "item-key" : "item-key|\(form.rawValue)"
    case .job: "job"
    case .found(let name): name.text
    case .page: "page"
    case .index: "index"
    case .fact(let fact): fact.rawValue
    case .time(let moment, let shift, let form):
      moment.rawValue + shift.asShift + (form == .rfc3339 ? "" : ".\(form.rawValue)")
    }
  }
}

extension Each {
  /// Whether the partner would read two values in one: the value holds what parts the list, and nothing quotes it.
  fileprivate func splits(_ value: Filling.Value) -> Bool {
    guard let mark = join?.trimmed, !mark.isEmpty, !value.isMark else { return false }
    let isBare = write.map { $0.pieces.contains { if case .slot(_, nil) = $0 { true } else { false } } } ?? true
    return isBare && value.bytes.firstRange(of: mark) != nil
  }
}

extension Source {
  var name: String {
    switch self {
    case .identifier(let kind): kind.rawValue
    case .laneIdentifier: "identifier"
    case .selector(let list): list.rawValue
    case .found(let name): name.text
    }
  }
}
