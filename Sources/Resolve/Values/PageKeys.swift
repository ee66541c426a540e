/// Turns a URL, a request target or a referrer into a key, so that spellings of one page meet.
///
/// Stated, because evidence rests on it: scheme and port 80 or 443 say nothing, the host counts without case or closing
/// dot, the fragment is dropped. `%41` is `A` where RFC 3986 calls the character unreserved; other escapes stay, with
/// upper-case digits; bytes that may not stand in a URL are escaped. Path and query keep case, order and every
/// parameter: the tracking parameter may be what makes a link one person's.
struct PageKeys {
  struct Key {
    /// Of path and query.
    let target: UInt64
    /// `nil` where only the path is known.
    let host: UInt64?
  }

  let hash: KeyedHash
  private var scratch: [UInt8] = []

  init(_ hash: KeyedHash) { self.hash = hash }

  /// - Parameter host: What the log says of the host beside a bare path.
  mutating func key(of url: Bytes, host: Bytes? = nil) -> Key? {
    guard let first = url.first else { return nil }
    if first == UInt8(ascii: "/"), url.count == 1 || url[1] != UInt8(ascii: "/") {
      return Key(target: target(url), host: host.flatMap { self.host($0) })
    }
    guard let start = Self.authority(url) else { return nil }
    let rest = url.part(start...)
    let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
    guard let host = self.host(rest.part(0..<(end ?? rest.count))) else { return nil }
    return Key(target: target(rest.part((end ?? rest.count)...)), host: host)
  }

  /// The key of a page on a known host.
  func joined(_ key: Key) -> UInt64 { hash.joined(key.target, key.host ?? 0) }

  /// Where the host begins: after `scheme://` or `//`, or at once in `www.example.com/page`.
  private static func authority(_ url: Bytes) -> Int? {
    if url.starts(with: "//") { return 2 }
    for place in 0..<min(url.count, 64) {
      let byte = url[place]
      if byte == UInt8(ascii: ":") { return url.part((place + 1)...).starts(with: "//") ? place + 3 : nil }
      if byte == UInt8(ascii: "/") { return url.part(0..<place).contains(UInt8(ascii: ".")) ? 0 : nil }
      if !(byte.isUnreserved || byte == UInt8(ascii: "+")) { return nil }
    }
    return nil
  }

  /// - Returns: `nil` for an empty host.
  private mutating func host(_ text: Bytes) -> UInt64? {
    var host = text
    if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host.part((at + 1)...) }
    if host.count > 4, host.part((host.count - 4)...).equals(":443") { host = host.part(0..<(host.count - 4)) }
    if host.count > 3, host.part((host.count - 3)...).equals(":80") { host = host.part(0..<(host.count - 3)) }
    if host.last == UInt8(ascii: ".") { host = host.part(0..<(host.count - 1)) }
    guard !host.isVoid else { return nil }
    scratch.removeAll(keepingCapacity: true)
    for byte in host { scratch.append(byte.lowered) }
    return hash(scratch)
  }

  private mutating func target(_ text: Bytes) -> UInt64 {
    var plain = text.first == UInt8(ascii: "/")
    for byte in text where Self.isOdd(byte) {
      plain = false
      break
    }
    if plain { return hash(text) }
    normalise(text)
    return hash(scratch)
  }

  private mutating func normalise(_ text: Bytes) {
    scratch.removeAll(keepingCapacity: true)
    if text.first != UInt8(ascii: "/") { scratch.append(UInt8(ascii: "/")) }
    var place = 0
    while place < text.count, text[place] != UInt8(ascii: "#") {
      let byte = text[place]
      if byte == UInt8(ascii: "%"), let meant = Percent.byte(text, at: place) {
        if meant.isUnreserved { scratch.append(meant) } else { escape(meant) }
        place += 3
        continue
      }
      if Self.isOdd(byte), byte != UInt8(ascii: "%") { escape(byte) } else { scratch.append(byte) }
      place += 1
    }
  }

  /// Not itself in a URL: blanks, control characters, bytes above 0x7e, `"<>\^`{|}`; and `%` and `#`.
  private static func isOdd(_ byte: UInt8) -> Bool {
    let odd: (low: UInt64, high: UInt64) = (0x5000_002d_ffff_ffff, 0xb800_0001_5000_0000)
    return byte >= 0x80 || (byte < 64 ? odd.low : odd.high) >> UInt64(byte & 63) & 1 != 0
  }

  private mutating func escape(_ byte: UInt8) {
    let digits: StaticString = "0123456789ABCDEF"
    scratch.append(UInt8(ascii: "%"))
    scratch.append(digits.utf8Start[Int(byte >> 4)])
    scratch.append(digits.utf8Start[Int(byte & 15)])
  }
}
