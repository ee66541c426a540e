/// A text cut at its braces: what stands in `{...}`, and what stands between. `{{` and `}}` are braces.
enum Braces {
  enum Piece: Hashable {
    case constant([UInt8])
    case inside(String)
  }

  /// - Returns: `nil` where a brace stands alone.
  static func pieces(of text: String) -> [Piece]? {
    var pieces: [Piece] = []
    var constant: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
      if !isBrace || rest.first == byte {
        constant.append(byte)
        if isBrace { rest.removeFirst() }
        continue
      }
      guard byte == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return nil }
      if !constant.isEmpty { pieces.append(.constant(constant)) }
      constant = []
      pieces.append(.inside(String(decoding: rest[..<end], as: UTF8.self)))
      rest = rest[(end + 1)...]
    }
    return constant.isEmpty ? pieces : pieces + [.constant(constant)]
  }
}
