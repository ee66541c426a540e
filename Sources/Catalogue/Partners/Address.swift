/// Rules for addresses that stand in a file. Each returns what is wrong, or `nil`.
enum Address {
  /// Scheme, host and port only: `https://...`; `http://` only for this machine.
  static func hostFault(_ text: String) -> String? {
    if let fault = textFault(text) { return fault }
    let isPlain = text.hasPrefix("http://")
    guard isPlain || text.hasPrefix("https://") else { return "must begin with https://" }
    let rest = text.dropFirst(isPlain ? 7 : 8)
    if rest.contains("@") { return "must not hold credentials" }
    if rest.contains(where: { "/?#".contains($0) }) { return "must be scheme, host and port only" }
    guard let (host, port) = split(rest) else { return "is not a host" }
    if let port, !(1...65_535).contains(Int(port) ?? 0) { return "has a port that does not exist" }
    guard isHost(host) else { return "is not a host" }
    return isPlain && !isLoopback(host)
      ? "must begin with https:// (http:// is only for 127.0.0.1, [::1], localhost)" : nil
  }

  /// A whole `https` address without credentials.
  static func urlFault(_ text: String) -> String? {
    if let fault = textFault(text) { return fault }
    guard let start = text.range(of: "//", in: text.startIndex) else { return "must begin with https://" }
    let rest = text[start...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    if let fault = hostFault(String(text[..<end])) { return fault }
    return text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) ? nil : "holds characters that must be percent-encoded"
  }

  static func pathFault(_ text: String) -> String? {
    if let fault = textFault(text) { return fault }
    guard text.hasPrefix("/") else { return "must begin with '/'" }
    if text.contains("?") || text.contains("#") { return "must not hold a query ('?', '#'): write it under 'query'" }
    let segments = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    if segments.contains(".") || segments.contains("..") { return "must not hold '.' or '..' segments" }
    if segments.dropLast().contains("") { return "must not hold '//'" }
    let allowed = Array("!$&'()*+,;=:@/%".utf8)
    let isLegal = text.utf8.allSatisfy { PercentEscape.isUnreserved($0) || allowed.contains($0) }
    return isLegal ? nil : "holds characters that must be percent-encoded"
  }

  /// One mailbox, ASCII, without a display name.
  static func mailboxFault(_ text: String) -> String? {
    if let fault = textFault(text) { return fault }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let special = Array("()<>[]:;,\"\\ ".utf8)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count), isHost(parts[1]), parts[1].contains("."),
      parts[0].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !special.contains($0) })
    else { return "is not a mail address" }
    return nil
  }

  static func domainFault(_ text: String) -> String? {
    textFault(text) ?? (isHost(text[...]) && text.contains(".") ? nil : "is not a domain")
  }

  /// Line ends and other control characters would let a value begin a header or command of its own.
  static func textFault(_ text: String) -> String? {
    text.utf8.contains { $0 < 0x20 || $0 == 0x7F } ? "holds a control character" : nil
  }

  private static func split(_ authority: Substring) -> (host: Substring, port: Substring?)? {
    if authority.hasPrefix("[") {
      guard let close = authority.firstIndex(of: "]") else { return nil }
      let host = authority[...close]
      let rest = authority[authority.index(after: close)...]
      guard !rest.isEmpty else { return (host, nil) }
      return rest.first == ":" ? (host, rest.dropFirst()) : nil
    }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let host = parts.first else { return nil }
    return (host, parts.count == 2 ? parts[1] : nil)
  }

  private static func isHost(_ host: Substring) -> Bool {
    if host == "[::1]" { return true }
    guard (1...253).contains(host.utf8.count) else { return false }
    return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy { PercentEscape.isUnreserved($0) && $0 != UInt8(ascii: "~") }
    }
  }

  private static func isLoopback(_ host: Substring) -> Bool {
    if host == "[::1]" || host == "localhost" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

extension String {
  /// The place after the first `mark`.
  fileprivate func range(of mark: String, in start: Index) -> Index? {
    var place = start
    while place < endIndex {
      if self[place...].hasPrefix(mark) { return index(place, offsetBy: mark.count) }
      place = index(after: place)
    }
    return nil
  }
}
