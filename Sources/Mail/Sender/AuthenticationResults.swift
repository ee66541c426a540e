/// What one Authentication-Results field says (RFC 8601, section 2.2). Whether it may be believed is another question:
/// ``TrustedResults``.
struct AuthenticationResults: Hashable, Sendable {
  struct Statement: Hashable, Sendable {
    /// Such as `dkim`, `dmarc`, `spf`; lower case.
    let method: String
    /// Such as `pass`, `fail`, `none`; lower case.
    let result: String
    /// The domain that the result is about; nil where none is named, or where it is not clearly one.
    let domain: String?
  }

  let statements: [Statement]

  enum Reading: Hashable, Sendable {
    /// Somebody else's, or nobody's.
    case foreign
    /// Ours, and not to be understood to its end.
    case unreadable
    case ours(AuthenticationResults)
  }

  /// - Parameter authserv: Our own mail server's authserv-id, without regard to case.
  static func read(_ field: RawMail.Field, authserv: String) -> Reading {
    var scanner = FieldScanner(field.value)
    guard scanner.skipComments(), let name = scanner.identity(), name.lowercased() == authserv.lowercased() else {
      return .foreign
    }
    guard scanner.version(), let statements = scanner.statements() else { return .unreadable }
    return .ours(AuthenticationResults(statements: statements))
  }
}

extension FieldScanner {
  fileprivate mutating func identity() -> String? {
    if next == 0x22 { return quoted().map { String(decoding: $0, as: UTF8.self) } }
    let name = run { isPlain($0) && $0 != 0x3d }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }

  /// Nothing, or version 1; then the first semicolon or the end.
  fileprivate mutating func version() -> Bool {
    guard skipComments() else { return false }
    let version = run { $0 >= 0x30 && $0 <= 0x39 }
    guard version.isEmpty || version.elementsEqual("1".utf8), skipComments() else { return false }
    return isAtEnd || next == 0x3b
  }

  fileprivate mutating func statements() -> [AuthenticationResults.Statement]? {
    var found: [AuthenticationResults.Statement] = []
    while take(0x3b) {
      guard skipComments() else { return nil }
      if isAtEnd || next == 0x3b { continue }
      guard let method = keyword() else { return nil }
      guard skipComments() else { return nil }
      if isAtEnd || next == 0x3b {
        if method == "none" { continue }
        return nil
      }
      guard let statement = statement(method) else { return nil }
      found.append(statement)
    }
    return isAtEnd ? found : nil
  }

  private mutating func statement(_ method: String) -> AuthenticationResults.Statement? {
    if take(0x2f) {
      guard skipComments(), !run({ $0 >= 0x30 && $0 <= 0x39 }).isEmpty, skipComments() else { return nil }
    }
    guard take(0x3d), skipComments(), let result = keyword() else { return nil }
    var properties: [String: String] = [:]
    while true {
      guard skipComments() else { return nil }
      if isAtEnd || next == 0x3b { break }
      guard let (name, value) = property() else { return nil }
      // Said twice, it is not clear which one the server meant.
      properties[name] = properties[name] == nil ? value : ""
    }
    return AuthenticationResults.Statement(method: method, result: result, domain: domain(of: method, properties))
  }

  /// `ptype.property=value`, and `name=value` as some servers write it.
  private mutating func property() -> (name: String, value: String)? {
    guard var name = keyword(), skipComments() else { return nil }
    if take(0x2e) {
      guard skipComments(), let rest = keyword(), skipComments() else { return nil }
      name += "." + rest
    }
    guard take(0x3d), skipComments(), let value = propertyValue() else { return nil }
    return (name, value)
  }

  /// A word or a quoted string, which `@domain` may follow. Empty where a comment or a quote sticks to a word: the
  /// comment in `header.d=partner.example(.attacker.example)` was part of the name that the server saw.
  private mutating func propertyValue() -> String? {
    var value: [UInt8] = []
    if next == 0x22 {
      guard let text = quoted() else { return nil }
      value = text
      if next == 0x40 { value += run(isPlain) }
    } else {
      value = Array(run(isPlain))
    }
    guard let byte = next, byte != 0x3b, !isBlank(byte) else { return String(decoding: value, as: UTF8.self) }
    return byte == 0x28 ? "" : nil
  }

  private mutating func keyword() -> String? {
    let word = run { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
      case _: false
      }
    }
    return word.isEmpty ? nil : String(decoding: word, as: UTF8.self).lowercased()
  }
}

/// `header.d` of a signature, or the domain of its `header.i` where a server names only that: both lie under the same
/// signer. For DMARC the domain of From.
private func domain(of method: String, _ properties: [String: String]) -> String? {
  switch method {
  case "dkim":
    if let signer = properties["header.d"] { return domainName(signer.utf8) }
    return properties["header.i"].flatMap(domainOfAddress)
  case "dmarc": return properties["header.from"].flatMap { domainName($0.utf8) ?? domainOfAddress($0) }
  case _: return nil
  }
}

private func domainOfAddress(_ text: String) -> String? {
  guard let at = text.utf8.lastIndex(of: 0x40) else { return nil }
  return domainName(text.utf8[text.utf8.index(after: at)...])
}

/// What servers leave bare in a value: visible ASCII that neither quotes, comments, escapes nor separates.
private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x22, 0x28, 0x29, 0x3b, 0x5c: false
  case _: byte > 0x20 && byte < 0x7f
  }
}
