/// Writing JSON member by member, where the order of the bytes matters.
enum JSONText {
  /// A JSON string; every control character escaped.
  static func quoted(_ text: some StringProtocol) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      case _: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// An object with its members in this order; the values are JSON already.
  static func object(_ members: [(name: String, json: String)]) -> String {
    "{" + members.map { "\(quoted($0.name)):\($0.json)" }.joined(separator: ",") + "}"
  }
}
