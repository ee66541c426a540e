/// A mailbox's name in the spellings that IMAP and libcurl want.
struct MailboxName {
  /// Modified UTF-7 (RFC 3501, section 5.1.3): ASCII only.
  private let encoded: [UInt8]

  /// Nil for names that are empty, too long, or hold a character that could end a command early.
  init?(_ name: String) {
    guard !name.isEmpty, name.utf8.count <= 255 else { return nil }
    guard name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) }) else { return nil }
    encoded = MailboxName.modifiedUTF7(name)
  }

  /// Percent-encoded but for letters and digits: nothing is left that a URL could understand otherwise.
  var inURL: String {
    encoded.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: String(UnicodeScalar(byte))
      case _: "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
      }
    }.joined()
  }

  /// A quoted string of IMAP, for a custom command: libcurl decodes percent signs there.
  var inCommand: String {
    var text = "\""
    for byte in encoded {
      switch byte {
      case 0x22, 0x5c: text += "\\" + String(UnicodeScalar(byte))
      case 0x25: text += "%25"
      case _: text += String(UnicodeScalar(byte))
      }
    }
    return text + "\""
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

  private static func modifiedUTF7(_ name: String) -> [UInt8] {
    var out: [UInt8] = []
    var shifted: [UInt16] = []
    func flush() {
      if shifted.isEmpty { return }
      out.append(0x26)
      let bytes = shifted.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
      var (bits, count) = (UInt32(0), 0)
      for byte in bytes {
        bits = bits << 8 | UInt32(byte)
        count += 8
        while count >= 6 {
          count -= 6
          out.append(alphabet[Int(bits >> UInt32(count) & 63)])
        }
      }
      if count > 0 { out.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
      out.append(0x2d)
      shifted = []
    }
    for unit in name.utf16 {
      if unit == 0x26 {
        flush()
        out += [0x26, 0x2d]
      } else if unit < 0x80 {
        flush()
        out.append(UInt8(unit))
      } else {
        shifted.append(unit)
      }
    }
    flush()
    return out
  }
}
