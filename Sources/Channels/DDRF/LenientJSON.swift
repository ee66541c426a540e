import Foundation

/// JSON as people write it by hand: the framework's own samples hold comments and commas too many.
enum LenientJSON {
  static func object(_ bytes: [UInt8]) -> [String: Any]? {
    let read = { (bytes: [UInt8]) in (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] }
    let plain = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    return read(plain) ?? read(withoutComments(plain))
  }

  /// Comments become spaces, and a comma before a closing bracket goes.
  static func withoutComments(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var place = 0
    var isInText = false
    while place < bytes.count {
      let (byte, next) = (bytes[place], place + 1 < bytes.count ? bytes[place + 1] : 0)
      if isInText {
        out.append(byte)
        if byte == UInt8(ascii: "\\"), place + 1 < bytes.count {
          out.append(next)
          place += 1
        } else if byte == UInt8(ascii: "\"") {
          isInText = false
        }
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "/") {
        while place < bytes.count, bytes[place] != 0x0A { place += 1 }
        continue
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
        place += 2
        while place + 1 < bytes.count, !(bytes[place] == UInt8(ascii: "*") && bytes[place + 1] == UInt8(ascii: "/")) {
          place += 1
        }
        place += 1
      } else {
        if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { dropComma(&out) }
        isInText = byte == UInt8(ascii: "\"")
        out.append(byte)
      }
      place += 1
    }
    return out
  }

  private static func dropComma(_ bytes: inout [UInt8]) {
    guard let last = bytes.lastIndex(where: { $0 > 0x20 }), bytes[last] == UInt8(ascii: ",") else { return }
    bytes.remove(at: last)
  }
}
