/// Numbers of our own making that are the same for every attempt.
enum UUIDText {
  /// A UUID of version 8 (RFC 9562) from the first 16 bytes of a hash.
  static func of(_ hash: [UInt8]) -> String {
    var bytes = Array(hash.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = Hex.lower(bytes)
    return [(0, 8), (8, 4), (12, 4), (16, 4), (20, 12)]
      .map { String(hex.dropFirst($0.0).prefix($0.1)) }.joined(separator: "-")
  }
}
