import Catalogue
import Workflow

/// The people a letter is about, as a table that any program can read: RFC 4180, UTF-8, CRLF, one column for each kind.
/// Values stand in it exactly as they are known; one that begins with `+` is a telephone number and no formula.
struct IdentifierTable {
  let columns: [IdentifierKind]
  let items: [BatchItem]

  /// - Parameter items: Of one lane, never empty.
  init(_ items: [BatchItem]) {
    columns = Set(items.flatMap(\.values.keys)).sorted()
    self.items = items
  }

  /// Whom it lists. Several values of a person are several rows.
  var people: Int { Set(items.map(\.subject)).count }

  /// - Throws: `PrepareFailure` where a value cannot stand in a text.
  func bytes() throws(PrepareFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(items.count * columns.count * 32)
    append(columns.map { Array($0.rawValue.utf8) }, to: &bytes)
    for item in items {
      let cells = columns.map { item.values[$0] ?? [] }
      guard cells.allSatisfy(Self.isText) else { throw .oneIsUnusable(Reason("cannot-be-written")) }
      append(cells, to: &bytes)
    }
    return bytes
  }

  private static func isText(_ value: [UInt8]) -> Bool {
    !value.contains(0) && String(validating: value, as: UTF8.self) != nil
  }

  private func append(_ cells: [[UInt8]], to bytes: inout [UInt8]) {
    for (place, cell) in cells.enumerated() {
      if place > 0 { bytes.append(0x2c) }
      guard cell.contains(where: { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }) else {
        bytes += cell
        continue
      }
      bytes.append(0x22)
      for byte in cell {
        if byte == 0x22 { bytes.append(0x22) }
        bytes.append(byte)
      }
      bytes.append(0x22)
    }
    bytes += [0x0d, 0x0a]
  }
}
