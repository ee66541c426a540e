/// A mail address that may stand in an SMTP command: dot-atom local part, host name, nothing else.
///
/// Quoted local parts, comments and address literals are legal mail and refused here: libcurl puts the text into the
/// command as it is, so every character that could end the command early must be impossible.
public struct EnvelopeAddress: Hashable, Sendable, Withheld {
  let text: String

  /// - Throws: `EnvelopeFault`, which names the rule and not the address.
  public init(_ text: String) throws(EnvelopeFault) {
    let parts = text.utf8.split(separator: 0x40, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .needsOneAt }
    guard parts[0].count <= 64 && text.utf8.count <= 254 else { throw .tooLong }
    let atoms = parts[0].split(separator: 0x2e, omittingEmptySubsequences: false)
    guard atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isAtomByte) }) else { throw .localPart }
    guard isHostName(parts[1]) else { throw .domain }
    self.text = text
  }

  public var outline: String { "mail address" }
}

public enum EnvelopeFault: Error, Hashable, Sendable, CustomStringConvertible {
  case needsOneAt, tooLong, localPart, domain

  public var description: String {
    switch self {
    case .needsOneAt: "A mail address needs exactly one '@'."
    case .tooLong: "A mail address has at most 64 bytes before the '@' and 254 in all."
    case .localPart: "The part before the '@' may hold letters, digits, !#$%&'*+-/=?^_`{|}~ and single dots inside."
    case .domain: "The part after the '@' must be a host name: letters, digits and hyphens between dots."
    }
  }
}

/// `atext` of RFC 5322, section 3.2.3, ASCII only.
private func isAtomByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5a, 0x5e...0x7e, 0x21, 0x23...0x27, 0x2a, 0x2b, 0x2d, 0x2f, 0x3d, 0x3f: true
  case _: false
  }
}

/// Letters, digits and inner hyphens in labels of 1 to 63 bytes.
func isHostName(_ bytes: some Collection<UInt8>) -> Bool {
  let labels = bytes.split(separator: 0x2e, omittingEmptySubsequences: false)
  return bytes.count <= 253
    && labels.allSatisfy { label in
      let inside = label.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d: true
        case _: false
        }
      }
      return inside && (1...63).contains(label.count) && label.first != 0x2d && Array(label).last != 0x2d
    }
}
