/// Columns under headings. A cell that is too long for its column goes on below itself.
struct Table {
  struct Column {
    enum Side { case left, right }
    var title: String
    /// The most that the column may take; it is as narrow as its cells allow.
    var limit: Int
    var side: Side = .left
  }

  var columns: [Column]
  var indent = 0
  var gap = 2

  /// - Parameter rows: A cell for each column; a line break in a cell starts a new line there.
  func lines(_ rows: [[String]]) -> [String] {
    let widths = columns.enumerated().map { place, column in
      let cells = rows.map { widest($0[place]) } + [widest(column.title)]
      return min(column.limit, cells.max() ?? 0)
    }
    let rule = columns.indices.map { String(repeating: "-", count: widths[$0]) }
    return row(columns.map(\.title), widths, isTitle: true) + row(rule, widths) + rows.flatMap { row($0, widths) }
  }

  private func row(_ cells: [String], _ widths: [Int], isTitle: Bool = false) -> [String] {
    let wrapped = zip(cells, widths).map { cell, width in
      cell.split(separator: "\n", omittingEmptySubsequences: false).flatMap { Columns.wrap(String($0), width) }
    }
    let height = wrapped.map(\.count).max() ?? 0
    return (0..<height).map { line in
      let parts = columns.indices.map { place in
        // Titles of two lines stand on the rule, as in print.
        let at = isTitle ? line - (height - wrapped[place].count) : line
        let text = wrapped[place].indices.contains(at) ? wrapped[place][at] : ""
        return columns[place].side == .left ? Columns.left(text, widths[place]) : Columns.right(text, widths[place])
      }
      let whole = Columns.space(indent) + parts.joined(separator: Columns.space(gap))
      return String(whole.reversed().drop { $0 == " " }.reversed())
    }
  }

  private func widest(_ cell: String) -> Int {
    cell.split(separator: "\n").map { Columns.width(String($0)) }.max() ?? 0
  }
}
