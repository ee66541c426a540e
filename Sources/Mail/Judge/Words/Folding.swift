import Foundation

/// Text brought to one spelling: compatibility forms resolved, small letters, accents of Latin letters dropped
/// (people leave them out), kana kept whole. The word tables go through the same door.
func folded(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
  var scalars = String.UnicodeScalarView()
  for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
    switch scalar.value {
    case 0x300...0x36f: continue
    case 0xdf: scalars.append(contentsOf: "ss".unicodeScalars)
    case 0xe6: scalars.append(contentsOf: "ae".unicodeScalars)
    case 0x153: scalars.append(contentsOf: "oe".unicodeScalars)
    case 0x2018, 0x2019, 0x2bc, 0x60, 0xb4: scalars.append("'")
    case _: scalars.append(scalar)
    }
  }
  return String(scalars).precomposedStringWithCanonicalMapping
}

/// Characters nobody sees, or letters that only look like Latin ones: what is read is then not what is shown.
enum Disguise {
  static func signs(in text: String) -> [String] {
    var hidden = false
    var previous = Script.none
    var mixed = false
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        let letter = (0x41...0x5a).contains(scalar.value & 0xdf)
        if letter, previous == .foreign { mixed = true }
        previous = letter ? .latin : .none
        continue
      }
      switch scalar.value {
      case 0xad, 0xfeff, 0xfe0f: continue
      case 0x370...0x52f, 0x13a0...0x13ff:
        if previous == .latin { mixed = true }
        previous = .foreign
        continue
      case _: break
      }
      if scalar.properties.generalCategory == .format { hidden = true }
      if scalar.properties.isAlphabetic {
        if previous == .foreign { mixed = true }
        previous = .latin
      } else {
        previous = .none
      }
    }
    return (hidden ? ["hidden-characters"] : []) + (mixed ? ["mixed-scripts"] : []) + (smiles(text) ? ["smile"] : [])
  }

  /// A typed face, which may turn a sentence into its opposite.
  private static func smiles(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.dropLast().contains { at in
      guard bytes[at] == 0x3a || bytes[at] == 0x3b else { return false }
      let mouth = bytes[at + 1] == 0x2d && at + 2 < bytes.count ? bytes[at + 2] : bytes[at + 1]
      if mouth == 0x29 || mouth == 0x28 { return true }
      return bytes[at + 1] == 0x2d && "pPdD/|\\*oO".utf8.contains(mouth)
    }
  }

  private enum Script { case none, latin, foreign }
}
