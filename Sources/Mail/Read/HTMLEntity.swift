/// Character references: numbers, the names of Latin-1, and the few others that mail programs write.
enum HTMLEntity {
  /// - Parameter at: Where the `&` stands.
  /// - Returns: What it stands for in UTF-8, and where the text goes on; an unknown one is left as it is.
  static func read(_ bytes: [UInt8], _ at: Int) -> ([UInt8], Int) {
    let word = bytes[(at + 1)...].prefix(12).prefix { isWordByte($0) }
    let end = at + 1 + word.count
    let next = end < bytes.count && bytes[end] == 0x3b ? end + 1 : end
    guard let scalar = scalar(word) else { return ([0x26], at + 1) }
    return (Array(String(Character(scalar)).utf8), next)
  }

  private static func scalar(_ word: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let text = String(decoding: word, as: UTF8.self)
    guard text.first == "#" else { return names[text] }
    let digits = text.dropFirst()
    let value = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x23: true
    case _: false
    }
  }

  /// Of U+00A0 to U+00FF, in order.
  private static let latin =
    """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
    micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
    Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
    ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc \
    uuml yacute thorn yuml
    """

  private static let names: [String: Unicode.Scalar] = {
    var names: [String: Unicode.Scalar] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "hellip": "…", "mdash": "—", "ndash": "–",
      "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "lsaquo": "‹",
      "rsaquo": "›", "bull": "•", "euro": "€", "trade": "™", "zwnj": "\u{200c}", "zwj": "\u{200d}",
      "ensp": " ", "emsp": " ", "thinsp": " ", "OElig": "Œ", "oelig": "œ", "Scaron": "Š", "scaron": "š", "Yuml": "Ÿ",
      "check": "✓", "checkmark": "✓", "rarr": "→", "larr": "←", "lrm": "\u{200e}", "rlm": "\u{200f}",
    ]
    for (index, name) in latin.split(separator: " ").enumerated() {
      names[String(name)] = Unicode.Scalar(0xa0 + UInt32(index))
    }
    names["nbsp"] = " "
    return names
  }()
}
