/// A mail address that is safe in a header and in an SMTP command: dot-atom local part, host name.
///
/// Quoted local parts, comments, groups, address literals and non-ASCII addresses are legal mail and refused here:
/// partners' privacy desks do not have them, and they are where injections hide.
public struct MailAddress: Hashable, Sendable {
  /// `local@domain`, as given.
  public let text: String
  public let domain: String

  /// - Throws: `AddressFault`, which names the rule that was broken and never the address.
  public init(_ text: String) throws(AddressFault) {
    let bytes = Array(text.utf8)
    if bytes.isEmpty { throw .empty }
    if let bad = bytes.first(where: { $0 < 0x20 || $0 == 0x7f }) { throw .controlCharacter(bad) }
    if bytes.contains(where: { $0 > 0x7f }) { throw .notASCII }
    let parts = bytes.split(separator: 0x40, omittingEmptySubsequences: false)
    if parts.count != 2 { throw .atSigns(parts.count - 1) }
    if parts[0].isEmpty { throw .noLocalPart }
    if parts[0].count > 64 { throw .localPartTooLong }
    if bytes.count > 254 { throw .tooLong }
    try MailAddress.checkLocalPart(parts[0])
    try MailAddress.checkDomain(parts[1])
    self.text = text
    domain = String(decoding: parts[1], as: UTF8.self)
  }

  private static func checkLocalPart(_ part: ArraySlice<UInt8>) throws(AddressFault) {
    for atom in part.split(separator: 0x2e, omittingEmptySubsequences: false) {
      if atom.isEmpty { throw .strayDot }
      if let bad = atom.first(where: { !isAtomByte($0) }) { throw .localPartByte(Character(UnicodeScalar(bad))) }
    }
  }

  private static func checkDomain(_ domain: ArraySlice<UInt8>) throws(AddressFault) {
    let labels = domain.split(separator: 0x2e, omittingEmptySubsequences: false)
    for label in labels {
      let clean = label.allSatisfy { isLetterOrDigit($0) || $0 == 0x2d }
      guard clean, (1...63).contains(label.count), label.first != 0x2d, label.last != 0x2d else { throw .domain }
    }
    if labels.count < 2 && !domain.elementsEqual("localhost".utf8) { throw .domainNeedsDot }
  }
}

/// Why a text is no address that expunge would write to.
public enum AddressFault: Error, Hashable, Sendable, CustomStringConvertible {
  case empty, notASCII, noLocalPart, localPartTooLong, tooLong, strayDot, domain, domainNeedsDot
  case controlCharacter(UInt8)
  case atSigns(Int)
  case localPartByte(Character)

  public var description: String {
    switch self {
    case .empty: "The mail address is empty."
    case .notASCII: "The mail address holds a letter outside ASCII. Use the partner's ASCII address."
    case .noLocalPart: "Nothing stands before the '@' of the mail address."
    case .localPartTooLong: "The mail address has more than 64 bytes before the '@'."
    case .tooLong: "The mail address has more than 254 bytes."
    case .strayDot: "The mail address begins or ends with a dot before the '@', or has two in a row."
    case .domain: "What follows the '@' is no host name: letters, digits and inner hyphens between dots."
    case .domainNeedsDot: "The domain of the mail address has no dot. Write it in full, such as 'partner.example'."
    case .controlCharacter(let byte): "The mail address holds control character \(byte). Remove it."
    case .atSigns(let count): "The mail address has \(count) '@' signs. It needs exactly one."
    case .localPartByte(let character): "The mail address holds '\(character)' before the '@'. Remove it."
    }
  }
}

/// `atext` of RFC 5322, section 3.2.3.
private func isAtomByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x21, 0x23...0x27, 0x2a, 0x2b, 0x2d, 0x2f, 0x3d, 0x3f, 0x5e...0x60, 0x7b...0x7e: true
  case _: isLetterOrDigit(byte)
  }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
  case _: false
  }
}
