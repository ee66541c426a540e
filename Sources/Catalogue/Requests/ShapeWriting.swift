import Workflow

extension Pen {
  mutating func write(_ shape: Shape) throws {
    switch shape {
    case .constant(let constant): bytes += constant
    case .text(let text): try quoted { try $0.write(text, .json) }
    case .number(let text): try writeNumber(text)
    case .object(let members): try writeObject(members)
    case .array(let shapes):
      bytes.append(UInt8(ascii: "["))
      for shape in shapes where !isLeftOut(shape) {
        separate()
        try write(shape)
      }
      bytes.append(UInt8(ascii: "]"))
    case .each(let each): try write(each)
    case .eachItem(let shape): try writeItems(shape)
    case .eachRow(let name, let shape): try writeRows(of: name, shape)
    case .optionalPage: try quoted { try $0.write(SlotText([.slot(.page, nil)]), .json) }
    case .optional(let kind, let text): try writeOptional(kind, text)
    case .rows(let kinds): try writeRows(kinds)
    case .byLane(let shapes):
      guard let shape = choice(shapes) else { throw RenderFailure(.missing, part: "by-lane") }
      try write(shape)
    case .jsonText(let inner):
      var pen = Pen(filling)
      try pen.write(inner)
      quoted { JSONEscape.append(pen.bytes, to: &$0.bytes) }
    }
  }

  func choice<Option>(_ options: [Option?]) -> Option? {
    options.indices.contains(filling.laneIndex) ? options[filling.laneIndex] : nil
  }

  /// Whether a member or element disappears: an unknown optional identifier, or a lane that has nothing to say here.
  func isLeftOut(_ shape: Shape) -> Bool {
    switch shape {
    case .optional(let kind, _): filling.onlyItem?.values[kind] == nil
    case .byLane(let shapes): choice(shapes).map { isLeftOut($0) } ?? true
    case .optionalPage: filling.page == nil
    case .constant, .text, .number, .object, .array, .each, .eachItem, .eachRow, .rows, .jsonText: false
    }
  }

  private mutating func writeObject(_ members: [Shape.Member]) throws {
    if members.contains(where: { $0.key.constant == nil }) { try checkNames(members) }
    bytes.append(UInt8(ascii: "{"))
    for member in members where !isLeftOut(member.value) {
      separate()
      try quoted { try $0.write(member.key, .json) }
      bytes.append(UInt8(ascii: ":"))
      try write(member.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// Of two members with one name most readers take the last: the other is as good as not sent.
  private func checkNames(_ members: [Shape.Member]) throws {
    var names: Set<[UInt8]> = []
    for member in members where !isLeftOut(member.value) {
      guard names.insert(try text(member.key, .json)).inserted else {
        throw RenderFailure(.unquotable, part: "the name of a member")
      }
    }
  }

  private mutating func write(_ each: Each) throws {
    guard each.join == nil else { return try quoted { try $0.writeJoined(each, .json) } }
    bytes.append(UInt8(ascii: "["))
    for element in try filling.elements(of: each.source) {
      separate()
      try quoted { try $0.writeElement(element, each, .json) }
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func writeItems(_ shape: Shape) throws {
    guard !filling.items.isEmpty else { throw RenderFailure(.noItems, part: "each-item") }
    bytes.append(UInt8(ascii: "["))
    let outer = filling.item
    for item in filling.items {
      separate()
      filling.item = item
      try write(shape)
    }
    filling.item = outer
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func writeRows(of name: FoundName, _ shape: Shape) throws {
    let rows = try filling.listedRows(of: name)
    bytes.append(UInt8(ascii: "["))
    let outer = filling.rows[name.step]
    for row in rows {
      separate()
      filling.rows[name.step] = row
      try write(shape)
    }
    filling.rows[name.step] = outer
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func writeOptional(_ kind: IdentifierKind, _ text: SlotText?) throws {
    guard let item = filling.onlyItem, let value = filling.optionalIdentifier(kind, of: item) else {
      throw RenderFailure(.missing, part: kind.rawValue, subject: filling.onlyItem?.subject)
    }
    try quoted { try $0.writeElement((item, value), Each(source: .identifier(kind), write: text), .json) }
  }

  /// A matrix, one row a subject; an optional identifier that is unknown is an empty cell.
  private mutating func writeRows(_ kinds: [IdentifierKind]) throws {
    guard !filling.items.isEmpty else { throw RenderFailure(.noItems, part: "rows") }
    bytes.append(UInt8(ascii: "["))
    for item in filling.items {
      separate()
      bytes.append(UInt8(ascii: "["))
      for kind in kinds {
        separate()
        let value = filling.optionalIdentifier(kind, of: item)
        guard value != nil || filling.lane?.optional.contains(kind) == true else {
          throw RenderFailure(.missing, part: kind.rawValue, subject: item.subject)
        }
        try quoted { pen in
          if let value { try pen.writeValue(value, .json, part: kind.rawValue) }
        }
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func writeNumber(_ text: SlotText) throws {
    let number = try self.text(text, .json)
    // 1e3 and 1000.0 are another's 1000: what stands for a value is written with digits only.
    let isWhole = text.constant != nil || number.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") }
    // A preview shows marks in place of values.
    let isMarked = (filling.mask.identifiers || filling.mask.found) && number.first == UInt8(ascii: "<")
    guard isMarked || (isWhole && JSONReader.isNumber(number)) else { throw RenderFailure(.notANumber, part: "number") }
    bytes += number
  }

  private mutating func quoted(_ write: (inout Pen) throws -> Void) rethrows {
    bytes.append(UInt8(ascii: "\""))
    try write(&self)
    bytes.append(UInt8(ascii: "\""))
  }

  /// A comma, unless this is the first in its brackets: the last byte then is the bracket itself.
  private mutating func separate() {
    if let last = bytes.last, last != UInt8(ascii: "["), last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
  }
}
