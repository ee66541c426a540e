/// Splits one record of RFC 4180 into cells, without copying: cells are spans of the bytes that were handed in.
///
/// Reused from row to row, so that splitting allocates nothing.
struct CSVRow {
  /// Where a cell lies, relative to the start of the row, and what was seen in it.
  struct Cell {
    var start: Int
    var end: Int
    /// Holds `""`, each of which stands for one `"`.
    var escaped = false
    var high = false
    var control = false
    /// Where the cell begins as a person sees it, with its quote.
    var column: Int
  }

  enum Fault: Equatable {
    /// The bytes end inside the row; more of the file is needed.
    case incomplete
    case quoteInsideCell(at: Int)
    case textAfterQuote(at: Int)
    case openQuote(at: Int)
    case loneReturn(at: Int)
  }

  private(set) var cells: [Cell] = []
  /// Bytes of the row, line end included.
  private(set) var length = 0
  /// Line ends within the row's quotes.
  private(set) var innerLines = 0

  var isBlank: Bool { cells.count == 1 && cells[0].start == cells[0].end && cells[0].column == cells[0].start }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// - Parameter atEnd: No bytes follow in the file, so the last row may lack its line end.
  mutating func split(_ bytes: UnsafeBufferPointer<UInt8>, atEnd: Bool) -> Fault? {
    cells.removeAll(keepingCapacity: true)
    innerLines = 0
    var place = 0
    while true {
      let quoted = place < bytes.count && bytes[place] == Self.quote
      var cell = Cell(start: place, end: place, column: place)
      let fault = quoted ? scanQuoted(bytes, &place, &cell, atEnd) : scanPlain(bytes, &place, &cell)
      if let fault { return fault }
      cells.append(cell)
      guard place < bytes.count else {
        length = place
        return atEnd ? nil : .incomplete
      }
      switch bytes[place] {
      case Self.comma:
        place += 1
      case Self.lineFeed:
        length = place + 1
        return nil
      case Self.carriageReturn:
        guard place + 1 < bytes.count else {
          length = place + 1
          return atEnd ? nil : .incomplete
        }
        guard bytes[place + 1] == Self.lineFeed else { return .loneReturn(at: place) }
        length = place + 2
        return nil
      case let byte:
        return byte == Self.quote ? .quoteInsideCell(at: place) : .textAfterQuote(at: place)
      }
    }
  }

  private func scanPlain(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ cell: inout Cell) -> Fault? {
    var seen: UInt8 = 0
    var control = false
    var here = place
    scan: while here < bytes.count {
      let byte = bytes[here]
      if byte < 0x2d {
        switch byte {
        case Self.comma, Self.lineFeed, Self.carriageReturn, Self.quote: break scan
        case 0..<0x20: control = control || byte != 9
        case let rest: seen |= rest
        }
      } else {
        seen |= byte
        control = control || byte == 0x7f
      }
      here += 1
    }
    place = here
    cell.end = here
    cell.high = seen >= 0x80
    cell.control = control
    return nil
  }

  private mutating func scanQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ cell: inout Cell, _ atEnd: Bool
  ) -> Fault? {
    let opening = place
    place += 1
    cell.start = place
    var seen: UInt8 = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == Self.quote {
        if place + 1 < bytes.count, bytes[place + 1] == Self.quote {
          cell.escaped = true
          place += 1
        } else {
          cell.end = place
          cell.high = seen >= 0x80
          place += 1
          return nil
        }
      }
      if byte == Self.lineFeed { innerLines += 1 }
      if byte < 0x20 && byte != 9 || byte == 0x7f { cell.control = true }
      seen |= byte
      place += 1
    }
    return atEnd ? .openQuote(at: opening) : .incomplete
  }
}
