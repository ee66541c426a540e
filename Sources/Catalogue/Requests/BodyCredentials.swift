import Workflow

extension TokenStep {
  /// Credentials that belong into the body become members of it.
  static func signed(_ call: Call, _ auth: [AuthPart]) -> Call {
    var call = call
    for case .body(let field, let secret) in auth {
      let name = SlotText(constant: field)
      let value = SlotText([.slot(.secret(secret), nil)])
      switch call.body {
      case .none: break
      case .form(let parameters): call.body = .form(parameters + [Parameter(name: name, value: .text(value))])
      case .multipart(let parts): call.body = .multipart(parts + [Part(name: name, content: .value(.text(value)))])
      case .text: break
      case .json(let shape): call.body = .json(shape.adding(Shape.Member(key: name, value: .text(value))))
      }
    }
    return call
  }
}

extension Call.Body {
  /// The names of its members, as far as they are fixed.
  var names: [[UInt8]] {
    switch self {
    case .none, .text: []
    case .form(let parameters): parameters.compactMap(\.name.constant)
    case .multipart(let parts): parts.compactMap(\.name.constant)
    case .json(let shape): shape.names
    }
  }
}

extension Shape {
  fileprivate var names: [[UInt8]] {
    switch self {
    case .object(let members): return members.compactMap(\.key.constant)
    case .byLane(let shapes): return shapes.compactMap(\.self).flatMap(\.names)
    case .constant(let bytes):
      guard case .object(let members)? = try? JSONReader.read(bytes) else { return [] }
      return members.map(\.name)
    case .text, .number, .array, .each, .eachItem, .eachRow, .optional, .optionalPage, .rows, .jsonText: return []
    }
  }

  /// The object with one more member. A finished object is opened again by writing it as text.
  func adding(_ member: Member) -> Shape {
    switch self {
    case .object(let members): return .object(members + [member])
    case .byLane(let shapes): return .byLane(shapes.map { $0?.adding(member) })
    case .constant(let bytes):
      guard let value = try? JSONReader.read(bytes), case .object(let members) = value else { return self }
      return .object(
        members.map { Member(key: SlotText([.constant($0.name)]), value: .constant($0.value.json)) } + [member])
    case .text, .number, .array, .each, .eachItem, .eachRow, .optional, .optionalPage, .rows, .jsonText: return self
    }
  }

  /// Whether a member can be added.
  var isObject: Bool {
    switch self {
    case .object: true
    case .byLane(let shapes): shapes.allSatisfy { $0?.isObject ?? true }
    case .constant(let bytes): bytes.first == UInt8(ascii: "{")
    case .text, .number, .array, .each, .eachItem, .eachRow, .optional, .optionalPage, .rows, .jsonText: false
    }
  }
}

extension JSONValue {
  /// Written again, compactly.
  var json: [UInt8] {
    switch self {
    case .null, .bool: text ?? []
    case .number(let text): text
    case .string(let text): JSONEscape.string(text)
    case .array(let values): Array("[".utf8) + values.map(\.json).joined(separator: ",".utf8) + Array("]".utf8)
    case .object(let members):
      Array("{".utf8)
        + members.map { JSONEscape.string($0.name) + [UInt8(ascii: ":")] + $0.value.json }.joined(separator: ",".utf8)
        + Array("}".utf8)
    }
  }
}
