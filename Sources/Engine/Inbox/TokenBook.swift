import Catalogue
import Channels
import Mail
import Store
import Vault
import Workflow

/// Which instruction a token belongs to: those of every letter's Message-ID, and those of the addresses that answers and
/// bounces come to. Nobody outside can make one, so whatever carries one speaks of its instruction.
struct TokenBook: Sendable {
  private var owners: [String: InstructionID] = [:]
  /// Numbers of the dispatches whose Message-IDs they are.
  private var letters: [String: Int] = [:]
  /// When waves were sent.
  private var begins: [String: Instant] = [:]

  /// Waves whose matter was shredded have no tokens any more.
  init(_ waves: [WaveRecord], vault: Vault, in session: any StoreReading) throws {
    for wave in waves where wave.stage == .sending || wave.stage == .closed {
      guard let sealing = try? vault.open(SealedMatter.keyName(of: wave.matter)) else { continue }
      let tokens = ReplyTokens(key: try sealing.derivedKey("reply-tokens"))
      begins[wave.id] = wave.sentAt
      for partner in wave.plan.partners where partner.route == .email {
        let id = InstructionID(wave: wave.id, partner: partner.id)
        owners[try tokens.token(for: id.description).text] = id
        try session.eachDispatch(of: id) { dispatch in
          let token = try tokens.token(for: dispatch.key).text
          owners[token] = id
          letters[token] = dispatch.number
        }
      }
    }
  }

  /// Every instruction that the mail names: by the addresses it came to, by the letters it answers, by the letter that a
  /// bounce holds.
  func owners(in mail: MessageReader, _ reports: [DeliveryReport]) -> Set<InstructionID> {
    var found: Set<InstructionID> = []
    for address in mail.recipients { if let owner = owner(ofAddress: address) { found.insert(owner) } }
    var letters = mail.inReplyTo + mail.references
    for embedded in mail.embedded { letters += [embedded.messageID].compactMap { $0 } + embedded.references }
    for report in reports { letters += [report.originalMessageID].compactMap { $0 } + report.originalReferences }
    for letter in letters { if let owner = owner(ofLetter: letter) { found.insert(owner) } }
    return found
  }

  /// Nothing was asked of anybody before it.
  func beginning(of instruction: InstructionID) -> Instant? { begins[instruction.wave] }

  /// The letter that came back, by the number of its dispatch.
  func letter(returnedBy mail: MessageReader, _ reports: [DeliveryReport]) -> Int? {
    let named = reports.compactMap(\.originalMessageID) + mail.embedded.compactMap(\.messageID)
    return (named.compactMap(TokenBook.token(ofLetter:)) + mail.recipients.compactMap(TokenBook.token(ofAddress:)))
      .compactMap { letters[$0] }.first
  }

  private func owner(ofAddress address: String) -> InstructionID? {
    TokenBook.token(ofAddress: address).flatMap { owners[$0] }
  }

  private func owner(ofLetter id: String) -> InstructionID? { TokenBook.token(ofLetter: id).flatMap { owners[$0] } }

  /// `privacy+token@...`, `bounce+b-token@...`.
  private static func token(ofAddress address: String) -> String? {
    guard let at = address.lastIndex(of: "@"), let plus = address[..<at].lastIndex(of: "+") else { return nil }
    let tag = address[address.index(after: plus)..<at].lowercased()
    return tag.hasPrefix("b-") ? String(tag.dropFirst(2)) : tag
  }

  /// `wave.partner.token@...`.
  private static func token(ofLetter id: String) -> String? {
    guard let at = id.lastIndex(of: "@") else { return nil }
    let local = id[..<at]
    return (local.lastIndex(of: ".").map { local[local.index(after: $0)...] } ?? local).lowercased()
  }

  /// For mails that cannot be taken apart: the tokens that stand anywhere in the head.
  func owners(inHead bytes: [UInt8]) -> Set<InstructionID> {
    var found: Set<InstructionID> = []
    var word: [UInt8] = []
    for byte in bytes.prefix(256 << 10) + [0x20] {
      switch byte {
      case 0x61...0x7a, 0x32...0x37: word.append(byte)
      case 0x41...0x5a: word.append(byte | 0x20)
      case _:
        if word.count == 26, let owner = owners[String(decoding: word, as: UTF8.self)] { found.insert(owner) }
        word.removeAll(keepingCapacity: true)
      }
    }
    return found
  }
}
