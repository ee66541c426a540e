/// A colour of a style or of an old attribute such as `bgcolor`.
enum HTMLColour: Hashable {
  /// Whatever the reader's program has it: `inherit`, `windowtext`.
  case usual
  case mixed(red: Int, green: Int, blue: Int)
  /// None at all, a half-transparent one, or one that is not understood here.
  case odd

  static let black = HTMLColour.mixed(red: 0, green: 0, blue: 0)
  static let white = HTMLColour.mixed(red: 255, green: 255, blue: 255)

  /// - Parameter text: Lower case, without blanks around it.
  init(_ text: String) {
    if let named = HTMLColour.names[text] {
      self = named
    } else if text.hasPrefix("#") {
      self = HTMLColour.hexadecimal(text.dropFirst())
    } else if text.hasPrefix("rgb"), let open = text.firstIndex(of: "("), text.hasSuffix(")") {
      self = HTMLColour.numbers(text[text.index(after: open)...].dropLast())
    } else if text.count == 6, text.allSatisfy(\.isHexDigit) {
      self = HTMLColour.hexadecimal(text[...])
    } else {
      self = .odd
    }
  }

  /// Too like one another for words of the one to be seen on the other.
  func isNear(_ other: HTMLColour) -> Bool {
    guard case .mixed(let red, let green, let blue) = self, case .mixed(let r, let g, let b) = other else {
      return false
    }
    return max(abs(red - r), abs(green - g), abs(blue - b)) <= 56
  }

  private static func hexadecimal(_ digits: Substring) -> HTMLColour {
    let values = digits.compactMap(\.hexDigitValue)
    guard values.count == digits.count else { return .odd }
    switch values.count {
    case 3: return .mixed(red: values[0] * 17, green: values[1] * 17, blue: values[2] * 17)
    case 8 where values[6] < 12: return .odd
    case 6, 8:
      return .mixed(
        red: values[0] * 16 + values[1], green: values[2] * 16 + values[3], blue: values[4] * 16 + values[5])
    case _: return .odd
    }
  }

  /// `0, 0, 0`, `0 0 0 / 50%`, `10%,10%,10%`
  private static func numbers(_ text: Substring) -> HTMLColour {
    let parts = text.split { ", /".contains($0) }
    let values = parts.compactMap { part -> Double? in
      part.hasSuffix("%") ? Double(part.dropLast()).map { $0 * 2.55 } : Double(part)
    }
    guard values.count == parts.count, values.count == 3 || values.count == 4,
      values.prefix(3).allSatisfy({ (0...255).contains($0) })
    else { return .odd }
    if values.count == 4, values[3] < (parts[3].hasSuffix("%") ? 178 : 0.7) { return .odd }
    return .mixed(red: Int(values[0]), green: Int(values[1]), blue: Int(values[2]))
  }

  private static let names: [String: HTMLColour] = {
    var names: [String: HTMLColour] = [:]
    for word in ["", "inherit", "initial", "unset", "revert", "currentcolor", "windowtext", "auto", "canvastext"] {
      names[word] = .usual
    }
    let mixed = """
      black 000000 white ffffff gray 808080 grey 808080 silver c0c0c0 maroon 800000 red ff0000 purple 800080 \
      fuchsia ff00ff green 008000 lime 00ff00 olive 808000 yellow ffff00 navy 000080 blue 0000ff teal 008080 \
      aqua 00ffff orange ffa500 brown a52a2a darkblue 00008b darkgreen 006400 darkred 8b0000 dimgray 696969 \
      dimgrey 696969 darkgray a9a9a9 darkgrey a9a9a9 steelblue 4682b4 royalblue 4169e1 crimson dc143c
      """.split(separator: " ")
    for index in stride(from: 0, to: mixed.count - 1, by: 2) {
      names[String(mixed[index])] = hexadecimal(mixed[index + 1])
    }
    return names
  }()
}
