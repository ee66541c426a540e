import Foundation

/// A signature as partners write it into a header: base64 with or without its padding, also with the alphabet of URLs,
/// and with the line breaks of encoders that fold.
enum SignatureText {
  /// - Returns: `nil` for anything else.
  static func bytes(_ text: String) -> [UInt8]? {
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case " ", "\t", "\r", "\n": continue
      case "-": plain.append("+")
      case "_": plain.append("/")
      case _: plain.unicodeScalars.append(scalar)
      }
    }
    while plain.hasSuffix("=") { plain.removeLast() }
    plain += String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    guard !plain.isEmpty, let data = Data(base64Encoded: plain) else { return nil }
    return Array(data)
  }
}
