/// A JSON document as a partner wrote it. Numbers keep their text: nothing is rounded.
enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number([UInt8])
  case string([UInt8])
  case array([JSONValue])
  case object([Member])

  struct Member: Hashable, Sendable {
    let name: [UInt8]
    let value: JSONValue
  }

  /// How rules compare it: a string's text, a number's digits, `true`, `false`, `null`. `nil` for lists and objects.
  var text: [UInt8]? {
    switch self {
    case .null: Array("null".utf8)
    case .bool(let flag): Array((flag ? "true" : "false").utf8)
    case .number(let text), .string(let text): text
    case .array, .object: nil
    }
  }

  /// A reference such as a job id: a string or a number, not empty.
  var reference: [UInt8]? {
    switch self {
    case .string(let text), .number(let text): text.isEmpty ? nil : text
    case .null, .bool, .array, .object: nil
    }
  }

  var integer: Int? {
    switch self {
    case .number(let text), .string(let text): Int(String(decoding: text, as: UTF8.self))
    case .null, .bool, .array, .object: nil
    }
  }

  /// Whether it says something: not null, false, zero-length.
  var isPresent: Bool {
    switch self {
    case .null: false
    case .bool(let flag): flag
    case .number: true
    case .string(let text): !text.isEmpty
    case .array(let values): !values.isEmpty
    case .object(let members): !members.isEmpty
    }
  }

  /// The number 0, which many write where they have none.
  var isZero: Bool {
    if case .number(let text) = self { text.allSatisfy { "-0.".utf8.contains($0) } } else { false }
  }

  subscript(name: some Collection<UInt8>) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name.elementsEqual(name) }?.value
  }
}

/// The way to one value: member names and list positions, as `results.0.tracking_id`. Empty = the whole document.
struct JSONPath: Hashable, Sendable {
  var steps: [Step]

  enum Step: Hashable, Sendable {
    case name([UInt8])
    /// The job's own reference as a member name.
    case job
  }

  func find(in document: JSONValue, job: [UInt8]?) -> JSONValue? {
    var value = document
    for step in steps {
      let name: [UInt8]
      switch step {
      case .name(let known): name = known
      case .job:
        guard let job else { return nil }
        name = job
      }
      guard let next = JSONPath.step(into: value, name) else { return nil }
      value = next
    }
    return value
  }

  private static func step(into value: JSONValue, _ name: [UInt8]) -> JSONValue? {
    guard case .array(let values) = value else { return value[name] }
    guard let index = Int(String(decoding: name, as: UTF8.self)), values.indices.contains(index) else { return nil }
    return values[index]
  }
}

extension JSONPath {
  var firstName: [UInt8]? { if case .name(let name)? = steps.first { name } else { nil } }

  /// Names parted by dots; `\.` is a dot inside a name, `{job}` the job's reference, `.` alone the whole document.
  /// - Returns: `nil` where a name is empty.
  init?(written text: String) {
    guard text != "." else {
      steps = []
      return
    }
    steps = []
    var name: [UInt8] = []
    var escaped = false
    for byte in text.utf8 {
      if escaped || (byte != UInt8(ascii: "\\") && byte != UInt8(ascii: ".")) {
        name.append(byte)
        escaped = false
      } else if byte == UInt8(ascii: "\\") {
        escaped = true
      } else {
        guard JSONPath.take(&name, into: &steps) else { return nil }
      }
    }
    guard !escaped, JSONPath.take(&name, into: &steps) else { return nil }
  }

  private static func take(_ name: inout [UInt8], into steps: inout [Step]) -> Bool {
    guard !name.isEmpty else { return false }
    steps.append(name.elementsEqual("{job}".utf8) ? .job : .name(name))
    name = []
    return true
  }
}
