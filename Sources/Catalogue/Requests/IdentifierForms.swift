/// How telephone numbers are written.
enum PhoneForm {
  /// `+` and 7 to 15 digits (ITU-T E.164).
  /// - Parameter country: Digits that a national number gets in the place of its leading zero; without one, a national
  ///   number has no country in it and is refused.
  static func international(_ value: [UInt8], country: String?) -> [UInt8]? {
    let separators = Array(" -()./".utf8)
    var kept = value.filter { !separators.contains($0) }
    if kept.starts(with: Array("00".utf8)) {
      kept = [UInt8(ascii: "+")] + kept.dropFirst(2)
    } else if let country, kept.first != UInt8(ascii: "+") {
      kept = Array("+\(country)".utf8) + (kept.first == UInt8(ascii: "0") ? kept.dropFirst() : kept[...])
    }
    guard kept.first == UInt8(ascii: "+"), (8...16).contains(kept.count), kept.dropFirst().allSatisfy(\.isDigit)
    else { return nil }
    return kept
  }
}

/// How mail addresses are written: the last `@` parts them.
enum MailForm {
  static func parts(_ value: [UInt8]) -> (local: ArraySlice<UInt8>, domain: ArraySlice<UInt8>)? {
    guard let at = value.lastIndex(of: UInt8(ascii: "@")), at > 0, at + 1 < value.count else { return nil }
    return (value[..<at], value[(at + 1)...])
  }

  static func mapLocalPart(
    _ value: [UInt8], _ change: (ArraySlice<UInt8>, ArraySlice<UInt8>) -> [UInt8]
  ) -> [UInt8]? {
    guard let (local, domain) = parts(value) else { return nil }
    let changed = change(local, domain)
    return changed.isEmpty ? nil : changed + [UInt8(ascii: "@")] + domain
  }

  static func withoutGmailDots(_ local: ArraySlice<UInt8>, _ domain: ArraySlice<UInt8>) -> [UInt8] {
    let isGmail = ["gmail.com", "googlemail.com"].contains { $0.utf8.elementsEqual(domain.map(\.asciiLowered)) }
    return isGmail ? local.filter { $0 != UInt8(ascii: ".") } : Array(local)
  }
}

/// How addresses of pages are written.
enum WebForm {
  static func withoutScheme(_ value: [UInt8]) -> [UInt8] {
    guard let mark = value.firstRange(of: Array("://".utf8)) else { return value }
    let isScheme = value[..<mark.lowerBound].allSatisfy { byte in
      byte.isDigit || (0x61...0x7A).contains(byte.asciiLowered) || Array("+-.".utf8).contains(byte)
    }
    return isScheme && mark.lowerBound > 0 ? Array(value[mark.upperBound...]) : value
  }

  /// Lower case, without port and user. A value that begins with `/` names no host.
  static func host(_ value: [UInt8]) -> [UInt8]? {
    var authority = withoutScheme(value).prefix { !Array("/?#".utf8).contains($0) }
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
    if authority.first == UInt8(ascii: "[") {
      guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      authority = authority[...end]
    } else {
      authority = authority.prefix { $0 != UInt8(ascii: ":") }
    }
    return authority.isEmpty ? nil : authority.map(\.asciiLowered)
  }

  /// From the first `/` after the host; without query and fragment. An address without a path has the path `/`.
  static func path(_ value: [UInt8]) -> [UInt8] {
    let whole = withoutScheme(value).prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    guard let slash = whole.firstIndex(of: UInt8(ascii: "/")) else { return [UInt8(ascii: "/")] }
    return Array(whole[slash...])
  }

  /// `%41` becomes `A`. Refuses what is cut off, not UTF-8 or a control character afterwards.
  static func decoded(_ value: some Collection<UInt8>) -> [UInt8]? {
    var text: [UInt8] = []
    var rest = value[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        text.append(byte)
        continue
      }
      guard let high = rest.popFirst()?.hexValue, let low = rest.popFirst()?.hexValue else { return nil }
      text.append(high << 4 | low)
    }
    let isText = text.allSatisfy { $0 >= 0x20 && $0 != 0x7F } && String(validating: text, as: UTF8.self) != nil
    return isText ? text : nil
  }
}
