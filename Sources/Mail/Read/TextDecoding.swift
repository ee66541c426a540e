import Foundation

/// Bytes of a named character set as text. What mail programs call a set is often another one: the wider twin is
/// taken where one exists.
enum TextDecoding {
  /// - Returns: The text without NUL and byte order marks, and whether every byte had a meaning.
  static func decode(_ bytes: [UInt8], charset: String?) -> (text: String, isWhole: Bool) {
    let name = charset?.lowercased().trimmed ?? "us-ascii"
    switch name {
    case "", "us-ascii", "ascii", "utf-8", "utf8", "unknown-8bit", "x-unknown", "unknown", "binary", "8bit",
      "ansi_x3.4-1968", "iso-8859-8-i", "default", "none":
      return guessed(bytes, isUTF8: name.hasPrefix("utf"))
    case _: break
    }
    if let text = converted(bytes, from: twin(of: name)) { return clean(text.text, text.isWhole) }
    let guess = guessed(bytes, isUTF8: false)
    return (guess.text, guess.isWhole && bytes.allSatisfy { $0 < 0x80 })
  }

  private static func twin(of name: String) -> String {
    switch name {
    case "iso-8859-1", "latin1", "iso8859-1", "iso_8859-1": "WINDOWS-1252"
    case "iso-8859-9", "iso8859-9": "WINDOWS-1254"
    case "shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms_kanji": "CP932"
    case "euc-jp", "x-euc-jp", "eucjp": "EUC-JP-MS"
    case "iso-2022-jp-ms", "cp50220", "cp50221", "csiso2022jp": "ISO-2022-JP-3"
    case "gb2312", "gbk", "x-gbk", "cp936": "GB18030"
    case "ks_c_5601-1987", "euc-kr", "ksc5601", "korean": "UHC"
    case "unicode-1-1-utf-7", "utf7": "UTF-7"
    case "macintosh", "x-mac-roman": "MACINTOSH"
    case _: name
    }
  }

  /// Undeclared bytes: Japanese by its escapes, else UTF-8 where it is valid, else the western set with doubt.
  private static func guessed(_ bytes: [UInt8], isUTF8: Bool) -> (text: String, isWhole: Bool) {
    if !isUTF8, hasJapaneseEscape(bytes), let text = converted(bytes, from: "ISO-2022-JP"), text.isWhole {
      return clean(text.text, true)
    }
    if let text = String(validating: bytes, as: UTF8.self) { return clean(text, true) }
    if isUTF8 { return clean(String(decoding: bytes, as: UTF8.self), false) }
    return clean(converted(bytes, from: "WINDOWS-1252")?.text ?? String(decoding: bytes, as: UTF8.self), false)
  }

  private static func hasJapaneseEscape(_ bytes: [UInt8]) -> Bool {
    bytes.indices.dropLast(2).contains { bytes[$0] == 0x1b && bytes[$0 + 1] == 0x24 }
      && bytes.allSatisfy { $0 < 0x80 }
  }

  private static func clean(_ text: String, _ isWhole: Bool) -> (text: String, isWhole: Bool) {
    var scalars = text.unicodeScalars
    if scalars.first == "\u{feff}" { scalars.removeFirst() }
    guard scalars.contains("\0") else { return (String(scalars), isWhole) }
    return (String(String.UnicodeScalarView(scalars.filter { $0 != "\0" })), false)
  }

  /// Nil when no converter has that name.
  private static func converted(_ bytes: [UInt8], from name: String) -> (text: String, isWhole: Bool)? {
    let isName = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x2f && $0 != 0x2c }
    guard isName, (1...40).contains(name.utf8.count), let converter = iconv_open("UTF-8", name),
      converter != iconv_t(bitPattern: -1)
    else { return nil }
    defer { iconv_close(converter) }
    return Conversion(converter).run(bytes)
  }
}

/// One run of a converter: a byte without a meaning becomes U+FFFD and is stepped over.
private struct Conversion {
  private let converter: iconv_t
  private var output: [UInt8] = []
  private var isWhole = true

  init(_ converter: iconv_t) { self.converter = converter }

  func run(_ bytes: [UInt8]) -> (text: String, isWhole: Bool) {
    var run = self
    var input = bytes
    input.withUnsafeMutableBytes { buffer in
      var next = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      var left = buffer.count
      while left > 0, run.step(&next, &left) {}
    }
    return (String(decoding: run.output, as: UTF8.self), run.isWhole)
  }

  /// - Returns: False at the end, or when nothing moves any more.
  private mutating func step(_ next: inout UnsafeMutablePointer<CChar>?, _ left: inout Int) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    let before = left
    let (result, fault, written) = chunk.withUnsafeMutableBytes { buffer -> (Int, Int32, Int) in
      var target = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      var room = buffer.count
      let result = iconv(converter, &next, &left, &target, &room)
      return (result, errno, buffer.count - room)
    }
    output += chunk[..<written]
    guard result == -1 else { return false }
    if fault == E2BIG { return written > 0 || left < before }
    isWhole = false
    guard fault == EILSEQ, left > 0 else { return false }
    output += [0xef, 0xbf, 0xbd]
    next = next.map { $0 + 1 }
    left -= 1
    return true
  }
}
