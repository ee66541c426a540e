/// Text that came from outside, made safe for a terminal: no control character can move the cursor, hide a line or
/// turn the reading direction.
public enum Plain {
  /// Drops control, format and private-use characters; line breaks and tabs become spaces. Marks that pile up on one
  /// letter are cut at four, so that they cannot run over other lines.
  public static func text(_ raw: String) -> String {
    if raw.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return raw }
    var clean = String.UnicodeScalarView()
    var marks = 0
    for scalar in raw.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar == "\n" || scalar == "\t" || scalar == "\r", .lineSeparator, .paragraphSeparator:
        clean.append(" ")
      case .control, .format, .privateUse, .surrogate:
        continue
      case .nonspacingMark, .enclosingMark, .spacingMark:
        marks += 1
        if marks <= 4 { clean.append(scalar) }
      case _:
        marks = 0
        clean.append(scalar)
      }
    }
    return String(clean)
  }

  /// A name that is never empty and never longer than `limit` columns.
  public static func name(_ raw: String, limit: Int = 120) -> String {
    let clean = text(raw)
    guard clean.contains(where: { !$0.isWhitespace }) else { return "(unreadable name)" }
    guard Columns.width(clean) > limit else { return clean }
    return Columns.prefix(clean, limit - 1).taken + "…"
  }
}
