/// The domain of the one address in From, read strictly: where two programs could see two different senders, there is
/// none.
enum FromAddress {
  /// Nil unless there is exactly one From field with exactly one plain address in it.
  static func domain(of mail: RawMail) -> String? {
    let fields = mail.all("from")
    guard fields.count == 1, let field = fields.first else { return nil }
    var scanner = FieldScanner(field.value)
    guard let text = scanner.address(), text.allSatisfy({ $0 < 0x80 }) else { return nil }
    do throws(AddressFault) {
      let address = try MailAddress(String(decoding: text, as: UTF8.self))
      return domainName(address.domain.utf8)
    } catch {
      return nil
    }
  }
}

extension FieldScanner {
  /// `local@domain`, or `any words <local@domain>`; nil for groups, lists, routes and everything unclear.
  fileprivate mutating func address() -> ArraySlice<UInt8>? {
    var (bare, words) = (ArraySlice<UInt8>(), 0)
    while true {
      guard skipComments() else { return nil }
      guard let byte = next else { break }
      if byte == 0x3c { return bracketed(after: bare) }
      if byte == 0x22 {
        guard quoted() != nil else { return nil }
      } else {
        let word = run(isWordByte)
        if word.isEmpty { return nil }
        // `a@partner.example <b@elsewhere.example>`: what one program shows is not what another one checks.
        if bare.contains(0x40) { return nil }
        bare = word
      }
      words += 1
    }
    return words == 1 && bare.contains(0x40) ? bare : nil
  }

  private mutating func bracketed(after words: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard !words.contains(0x40), take(0x3c) else { return nil }
    let inside = run { isWordByte($0) }
    guard take(0x3e), skipComments(), isAtEnd else { return nil }
    return inside
  }
}

/// Anything but blanks, controls and what separates, groups or brackets addresses. Bytes over ASCII stand in names.
private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x22, 0x28, 0x29, 0x2c, 0x3a, 0x3b, 0x3c, 0x3e, 0x5b, 0x5c, 0x5d: false
  case _: byte > 0x20 && byte != 0x7f
  }
}
