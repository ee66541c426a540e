/// The codes of RFC 3463 and RFC 5321 in prose.
struct BounceStatus: Hashable {
  /// Such as `5.1.1`; nil when the text has only a reply code.
  let enhanced: String?
  let isPermanent: Bool

  /// The first enhanced code, else the first reply code, of a failure or of a delay.
  init?(in text: [UInt8]) {
    if let code = BounceStatus.enhanced(in: text) {
      enhanced = code
      isPermanent = code.hasPrefix("5")
    } else if let digit = BounceStatus.replyClass(in: text) {
      enhanced = nil
      isPermanent = digit == 0x35
    } else {
      return nil
    }
  }

  /// The value of a `Status` field: `5.1.1`, perhaps with a comment.
  static func enhanced(in text: [UInt8], classes: Set<UInt8> = [0x34, 0x35]) -> String? {
    for at in text.indices where classes.contains(text[at]) {
      guard at == 0 || isEdge(text[at - 1]) else { continue }
      let rest = text[at...].prefix { isDigit($0) || $0 == 0x2e }
      let parts = (rest.last == 0x2e ? rest.dropLast() : rest).split(
        separator: 0x2e, omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0].count == 1, (1...3).contains(parts[1].count), (1...3).contains(parts[2].count)
      else { continue }
      return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
    }
    return nil
  }

  /// Of a three-digit reply code such as `550`, where what follows looks like a reply.
  private static func replyClass(in text: [UInt8]) -> UInt8? {
    for at in text.indices.dropLast(3) where text[at] == 0x34 || text[at] == 0x35 {
      guard at == 0 || isEdge(text[at - 1]), text[at + 1] <= 0x35, text[at + 1] >= 0x30, isDigit(text[at + 2])
      else { continue }
      switch text[at + 3] {
      case 0x20, 0x2d, 0x2c, 0x29, 0x5d: return text[at]
      case _: break
      }
    }
    return nil
  }

  private static func isEdge(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x23, 0x28, 0x3a, 0x3c, 0x22, 0x27, 0x5b, 0x2d, 0x2c, 0x3b, 0x3d: true
    case _: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
