import Crypto
import Workflow

extension FileRoute {
  /// The whole file: the same bytes for the same dispatch.
  ///
  /// Values stand in it as the lane prepared them. One that begins with `=`, `+`, `-` or `@` is a formula to a person
  /// who opens the file with a spreadsheet; changing it would name another subject.
  /// - Throws: `RenderFailure`.
  public func render(lane name: String, items: [BatchItem], facts: RequestFacts) throws -> [UInt8] {
    try write(try filling(lane: name, items: items, facts: facts))
  }

  /// The beginning of the file as a person reads it before approving; identifiers are marks unless asked for.
  public func preview(
    lane name: String, items: [BatchItem], facts: RequestFacts, showIdentifiers: Bool = false
  ) throws -> String {
    var filling = try filling(lane: name, items: items, facts: facts)
    filling.mask = Filling.Mask(secrets: true, identifiers: !showIdentifiers)
    let places = try places(facts: facts)
    let text = String(decoding: try write(filling), as: UTF8.self)
    return "put sftp://\(places.host):\(places.port)\(places.file)\n\n\(text)"
  }

  /// `<hex>  <name>`, as `sha256sum -c` reads it.
  public static func checksum(of file: [UInt8], name: String) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    let hex = SHA256.hash(data: file).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return hex + Array("  \(name)\n".utf8)
  }

  private func filling(lane name: String, items: [BatchItem], facts: RequestFacts) throws -> Filling {
    guard let index = lanes.firstIndex(where: { $0.name == name }) else {
      throw RenderFailure(.unknownLane, part: name)
    }
    guard !items.isEmpty else { throw RenderFailure(.noItems, part: name) }
    var filling = Filling(facts: facts, secret: { _ in [] })
    filling.lane = lanes[index]
    filling.laneIndex = index
    filling.items = try items.map { try lanes[index].prepared($0) }
    return filling
  }

  private func write(_ filling: Filling) throws -> [UInt8] {
    var filling = filling
    var bytes: [UInt8] = []
    bytes.reserveCapacity(64 * filling.items.count)
    if hasHeader, format == .csv { line(columns.map(\.name), to: &bytes) }
    for (number, item) in filling.items.enumerated() {
      filling.item = item
      let cells = try columns.map { try cell($0, number, item, filling) }
      switch format {
      case .csv: line(cells.map { $0 ?? [] }, to: &bytes)
      case .list: bytes += (cells.first.flatMap { $0 } ?? []) + lineEnd.bytes
      case .jsonl: object(cells, to: &bytes)
      }
    }
    return bytes
  }

  /// `nil` where an optional identifier is unknown.
  private func cell(_ column: Column, _ number: Int, _ item: SentItem, _ filling: Filling) throws -> [UInt8]? {
    switch column.value {
    case .identifier(let kind):
      if let value = filling.optionalIdentifier(kind, of: item) { return value.bytes }
      guard filling.lane?.optional.contains(kind) == true else {
        throw RenderFailure(.missing, part: kind.rawValue, subject: item.subject)
      }
      return nil
    case .row(let first): return Array(String(first + number).utf8)
    case .text(let text): return try raw(text, filling)
    case .combined(let kinds, let digest):
      if filling.mask.identifiers { return Array("<\(digest.rawValue)>".utf8) }
      let parts = try kinds.map { kind in
        guard let value = item.values[kind] else {
          throw RenderFailure(.missing, part: kind.rawValue, subject: item.subject)
        }
        return value
      }
      return digest.applied(to: parts.flatMap { $0 })
    }
  }

  /// Slots as they are: quoting is the format's matter.
  private func raw(_ text: SlotText, _ filling: Filling) throws -> [UInt8] {
    try text.pieces.flatMap { piece in
      switch piece {
      case .constant(let bytes): bytes
      case .slot(let slot, _): try filling.value(of: slot).bytes
      }
    }
  }

  private func line(_ cells: [[UInt8]], to bytes: inout [UInt8]) {
    for (place, cell) in cells.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      FileRoute.quote(cell, to: &bytes)
    }
    bytes += lineEnd.bytes
  }

  /// RFC 4180, section 2: quoted where the cell could be read as more than one, or would lose its spaces.
  private static func quote(_ cell: [UInt8], to bytes: inout [UInt8]) {
    let needsQuotes =
      cell.first == 0x20 || cell.last == 0x20
      || cell.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else {
      bytes += cell
      return
    }
    bytes.append(0x22)
    for byte in cell {
      if byte == 0x22 { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  private func object(_ cells: [[UInt8]?], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    for (column, cell) in zip(columns, cells) {
      guard let cell else { continue }
      if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
      bytes += JSONEscape.string(column.name) + [UInt8(ascii: ":")] + JSONEscape.string(cell)
    }
    bytes.append(UInt8(ascii: "}"))
    bytes += lineEnd.bytes
  }
}

extension FileRoute.Column.Digest {
  func applied(to bytes: [UInt8]) -> [UInt8] {
    let digest = Array(SHA256.hash(data: bytes))
    switch self {
    case .base64: return Base64.encode(digest)
    case .hex:
      let digits = Array("0123456789abcdef".utf8)
      return digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
  }
}
