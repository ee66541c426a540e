/// The unguessable part of a message's identity: it finds the request again when a reply or a bounce comes in.
/// Made elsewhere, from a keyed digest; here only its form is checked.
public struct ReplyToken: Hashable, Sendable {
  public let text: String

  /// - Throws: `LetterFault.token` unless `text` is 26 to 64 characters from a-z and 0-9 (128 bits in base 32 are 26).
  public init(_ text: String) throws(LetterFault) {
    let clean = text.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7a) || ($0 >= 0x30 && $0 <= 0x39) }
    guard clean && (26...64).contains(text.utf8.count) else { throw .token }
    self.text = text
  }
}

/// `wave.partner.token@domain`: stored with the intent and the same at every repeat, so that the receiver's mail
/// system and our own recognise a repeat as the same letter.
public struct MessageID: Hashable, Sendable {
  /// Without angle brackets.
  public let text: String

  /// - Throws: `LetterFault.messageID` when a part is not made of letters, digits, `-` and `_`.
  public init(wave: String, partner: String, token: ReplyToken, domain: String) throws(LetterFault) {
    for part in [wave, partner] {
      guard !part.isEmpty, part.utf8.count <= 64, part.utf8.allSatisfy(isNameByte) else { throw .messageID }
    }
    do throws(AddressFault) {
      _ = try MailAddress("x@\(domain)")
    } catch {
      throw .messageID
    }
    text = "\(wave).\(partner).\(token.text)@\(domain)"
  }

  /// One that came back from storage, or from a partner's letter.
  /// - Throws: `LetterFault.messageID` unless it is printable ASCII with one `@` and neither blank nor bracket.
  public init(stored text: String) throws(LetterFault) {
    let clean = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x3c && $0 != 0x3e }
    guard clean, text.utf8.count <= 250, text.utf8.filter({ $0 == 0x40 }).count == 1 else { throw .messageID }
    self.text = text
  }
}

private func isNameByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
  case _: false
  }
}
