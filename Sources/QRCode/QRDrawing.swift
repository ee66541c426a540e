extension QRSymbol {
  /// Light modules that belong around a symbol. Source: ISO/IEC 18004, section 9.1.
  public static let quietZone = 4

  /// The symbol as the `d` of an SVG path, one unit a module, the quiet zone included. Fill it black.
  public var svgPath: String {
    var path = ""
    for row in 0..<side {
      var column = 0
      while column < side {
        guard isDark(column: column, row: row) else {
          column += 1
          continue
        }
        let start = column
        while isDark(column: column, row: row) { column += 1 }
        path += "M\(start + Self.quietZone) \(row + Self.quietZone)h\(column - start)v1H\(start + Self.quietZone)z"
      }
    }
    return path
  }

  /// Units a side of what ``svgPath`` draws.
  public var svgSide: Int { side + 2 * Self.quietZone }

  /// A whole `<svg>` element: black on white, without text, script or reference to anything outside.
  /// - Parameter millimetres: What a side measures on paper, the quiet zone included.
  public func svg(millimetres: Int) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(millimetres)mm" height="\(millimetres)mm" \
    viewBox="0 0 \(svgSide) \(svgSide)" shape-rendering="crispEdges">\
    <path fill="#fff" d="M0 0h\(svgSide)v\(svgSide)H0z"/><path fill="#000" d="\(svgPath)"/></svg>
    """
  }
}
