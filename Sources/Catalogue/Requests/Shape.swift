import Workflow

/// A JSON body as a tree with slots; parts without slots are finished bytes.
indirect enum Shape: Hashable, Sendable {
  case constant([UInt8])
  case text(SlotText)
  case number(SlotText)
  case object([Member])
  case array([Shape])
  case each(Each)
  case eachItem(Shape)
  /// One element for each row that a step of the flow found.
  case eachRow(FoundName, Shape)
  /// `{page}` as a text; left out, with its key, on the first page.
  case optionalPage
  /// Left out, with its key, where the subject has no such identifier.
  case optional(IdentifierKind, write: SlotText?)
  case rows([IdentifierKind])
  /// By the lane's position in the entry.
  case byLane([Shape?])
  /// The JSON of a shape as the text of a string.
  case jsonText(Shape)

  struct Member: Hashable, Sendable {
    var key: SlotText
    var value: Shape
  }

  static let null = Shape.constant(Array("null".utf8))

  /// The same tree with every part that holds no slot turned into its bytes.
  func folded() -> Shape {
    switch self {
    case .constant, .each, .optional, .optionalPage, .rows, .number: return self
    case .text(let text):
      return text.constant.map { .constant(JSONEscape.string($0)) } ?? self
    case .object(let members):
      let folded = members.map { Member(key: $0.key, value: $0.value.folded()) }
      return Shape.constantObject(folded) ?? .object(folded)
    case .array(let shapes):
      let folded = shapes.map { $0.folded() }
      return Shape.constantArray(folded) ?? .array(folded)
    case .eachItem(let shape): return .eachItem(shape.folded())
    case .eachRow(let name, let shape): return .eachRow(name, shape.folded())
    case .byLane(let shapes): return .byLane(shapes.map { $0?.folded() })
    case .jsonText(let shape): return .jsonText(shape.folded())
    }
  }

  private static func constantObject(_ members: [Member]) -> Shape? {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for member in members {
      guard let key = member.key.constant, case .constant(let value) = member.value else { return nil }
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes += JSONEscape.string(key)
      bytes.append(UInt8(ascii: ":"))
      bytes += value
    }
    return .constant(bytes + [UInt8(ascii: "}")])
  }

  private static func constantArray(_ shapes: [Shape]) -> Shape? {
    var bytes: [UInt8] = [UInt8(ascii: "[")]
    for shape in shapes {
      guard case .constant(let value) = shape else { return nil }
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes += value
    }
    return .constant(bytes + [UInt8(ascii: "]")])
  }
}
