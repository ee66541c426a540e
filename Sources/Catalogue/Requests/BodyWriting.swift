import Crypto
import Workflow

/// A body with the type that its header states.
struct WrittenBody {
  var bytes: [UInt8] = []
  var type: [UInt8]?
}

extension Pen {
  mutating func body(_ body: Call.Body) throws -> WrittenBody {
    let room = 128 + 64 * filling.items.count
    switch body {
    case .none: return WrittenBody()
    case .json(let shape):
      return WrittenBody(
        bytes: try apart(reserving: room) { try $0.write(shape) }, type: Array("application/json".utf8))
    case .form(let parameters):
      return WrittenBody(
        bytes: try apart(reserving: room) { try $0.writeParameters(parameters) },
        type: Array("application/x-www-form-urlencoded".utf8))
    case .text(let text):
      return WrittenBody(
        bytes: try apart(reserving: room) { try $0.write(text.content) }, type: Array(text.type.utf8))
    case .multipart(let parts): return try Multipart.body(parts, filling)
    }
  }

  mutating func write(_ content: FileContent) throws {
    switch content {
    case .json(let shape): try write(shape)
    case .lines(let each): try writeJoined(each, .raw)
    case .csv(let columns, let hasHeader):
      guard !filling.items.isEmpty else { throw RenderFailure(.noItems, part: "csv") }
      if hasHeader { try writeRow(columns) { try $0.writeCell(Array($1.name.utf8), part: $1.name, of: nil) } }
      let outer = filling.item
      for item in filling.items {
        filling.item = item
        try writeRow(columns) { try $0.writeCell($1, of: item) }
      }
      filling.item = outer
    }
  }

  private mutating func writeRow(
    _ columns: [FileContent.Column], _ cell: (inout Pen, FileContent.Column) throws -> Void
  ) throws {
    for (place, column) in columns.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      try cell(&self, column)
    }
    bytes.append(0x0A)
  }

  private mutating func writeCell(_ column: FileContent.Column, of item: SentItem) throws {
    switch column.value {
    case .text(let text): try writeCell(try self.text(text, .raw), part: column.name, of: item)
    case .identifier(let kind):
      let value = filling.optionalIdentifier(kind, of: item)
      guard value != nil || filling.lane?.optional.contains(kind) == true else {
        throw RenderFailure(.missing, part: kind.rawValue, subject: item.subject)
      }
      try writeCell(value?.bytes ?? [], part: kind.rawValue, of: item)
    }
  }

  /// - Parameter item: Whose value it is: the others of the batch must not wait for it. `nil` for the header.
  private mutating func writeCell(_ value: [UInt8], part: String, of item: SentItem?) throws {
    guard !Hygiene.endsLine(value), let cell = Quoting.csv.applied(to: value) else {
      throw RenderFailure(.unquotable, part: part + "|csv", subject: item?.subject)
    }
    bytes += cell
  }
}

/// `multipart/form-data`, RFC 7578.
enum Multipart {
  static func body(_ parts: [Part], _ filling: Filling) throws -> WrittenBody {
    var written: [(head: [UInt8], content: [UInt8])] = []
    for part in parts { written += try sections(part, filling) }
    let boundary = boundary(of: written.flatMap { $0.head + $0.content })
    var bytes: [UInt8] = []
    for section in written {
      bytes += Array("--".utf8) + boundary + newline + section.head + newline + section.content + newline
    }
    bytes += Array("--".utf8) + boundary + Array("--".utf8) + newline
    return WrittenBody(bytes: bytes, type: Array("multipart/form-data; boundary=".utf8) + boundary)
  }

  private static let newline: [UInt8] = [0x0D, 0x0A]

  /// A value that is a list gives one section for each element; one that is left out gives none.
  private static func sections(_ part: Part, _ filling: Filling) throws -> [(head: [UInt8], content: [UInt8])] {
    let pen = Pen(filling)
    let head =
      Array("Content-Disposition: form-data; name=\"".utf8) + (try quoted(try pen.text(part.name, .raw)))
      + [UInt8(ascii: "\"")]
    switch part.content {
    case .file(let name, let file):
      var inner = Pen(filling, reserving: 64 * filling.items.count)
      try inner.write(file.content)
      let rest = Array("; filename=\"".utf8) + (try quoted(try pen.text(name, .raw))) + [UInt8(ascii: "\"")] + newline
      return [(head + rest + Array("Content-Type: \(file.type)".utf8) + newline, inner.bytes)]
    case .value(let value): return try pen.plain(value).map { (head + newline, $0) }
    }
  }

  /// As browsers write names: a quote or a line end would end the header.
  private static func quoted(_ name: [UInt8]) throws(RenderFailure) -> [UInt8] {
    // Some readers take a backslash before the closing quote for its escape.
    guard !name.contains(UInt8(ascii: "\\")) else { throw RenderFailure(.unquotable, part: "multipart") }
    return name.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\""): Array("%22".utf8)
      case 0x0D: Array("%0D".utf8)
      case 0x0A: Array("%0A".utf8)
      case _: [byte]
      }
    }
  }

  /// Made of the content, so that a repeat is the same bytes, and never found in it.
  private static func boundary(of content: [UInt8]) -> [UInt8] {
    var seed = Array(SHA256.hash(data: content))
    while true {
      let boundary = Array("part-".utf8) + Hex.encode(seed.prefix(16))
      if content.firstRange(of: boundary) == nil { return boundary }
      seed = Array(SHA256.hash(data: seed))
    }
  }
}

extension Pen {
  /// The unescaped texts of a value: more than one where it repeats, none where it is left out.
  fileprivate func plain(_ value: Parameter.Value) throws -> [[UInt8]] {
    switch value {
    case .text(let text): return [try self.text(text, .raw)]
    case .joined(let each):
      var pen = Pen(filling)
      try pen.writeJoined(each, .raw)
      return [pen.bytes]
    case .repeated(let each):
      return try filling.elements(of: each.source).map { element in
        var pen = Pen(filling)
        try pen.writeElement(element, each, .raw)
        return pen.bytes
      }
    case .optional(let kind, let write):
      guard let item = filling.onlyItem, let value = filling.optionalIdentifier(kind, of: item) else { return [] }
      var pen = Pen(filling)
      try pen.writeElement((item, value), Each(source: .identifier(kind), write: write), .raw)
      return [pen.bytes]
    case .json(let shape):
      var pen = Pen(filling)
      try pen.write(shape)
      return [pen.bytes]
    case .byLane(let values): return try choice(values).map(plain) ?? []
    case .assertion(let assertion): return [try assertion.text(filling)]
    }
  }
}
