import Catalogue
import Crypto
import Foundation
import Mail
import Store
import Workflow

/// A fetched mail, taken apart and judged. Nothing of it is believed yet.
struct IncomingMail {
  let uid: UInt32
  let bytes: [UInt8]
  let isCut: Bool
  /// `nil` when it cannot be taken apart.
  let reader: MessageReader?
  let judgement: Judgement
  let owners: Set<InstructionID>
  /// Of a bounce: the number of the dispatch that came back.
  let letter: Int?
  let event: [UInt8]

  init(uid: UInt32, bytes: [UInt8], isCut: Bool, tokens: TokenBook, eventKey: SymmetricKey) {
    self.uid = uid
    self.bytes = bytes
    self.isCut = isCut
    reader = try? MessageReader(bytes)
    if let reader {
      let reports = BounceReader.read(reader)
      owners = tokens.owners(in: reader, reports)
      judgement = IncomingMail.judge(reader, for: owners, tokens)
      letter = tokens.letter(returnedBy: reader, reports)
    } else {
      judgement = Judgement(meaning: .unclear, basis: .heuristic, signs: ["unreadable"])
      owners = tokens.owners(inHead: IncomingMail.head(of: bytes))
      letter = nil
    }
    event = IncomingMail.event(bytes, reader, key: eventKey)
  }

  /// What was deleted before we asked is not what we asked for: a person finds out what is meant. A day's grace, because
  /// a calendar day begins earlier in the east.
  private static func judge(
    _ reader: MessageReader, for owners: Set<InstructionID>, _ tokens: TokenBook
  ) -> Judgement {
    let judgement = MailJudge.judge(reader)
    guard let deleted = judgement.claimedOn?.instant,
      owners.contains(where: { owner in tokens.beginning(of: owner).map { deleted + .days(2) < $0 } ?? false })
    else { return judgement }
    return judgement.doubted(because: "date-before-letter")
  }

  var owner: InstructionID? { owners.count == 1 ? owners.first : nil }
  var hasMessageID: Bool { reader?.messageID != nil }
  var sentAt: Instant? { reader?.date.flatMap { IncomingMail.instant($0) } }

  private static func instant(_ date: Date) -> Instant? {
    let seconds = date.timeIntervalSince1970
    // Years 1970 to 9999; a sender may write anything.
    guard seconds >= 0, seconds < 253_402_300_800 else { return nil }
    return Instant(seconds: Int64(seconds))
  }

  /// Two copies of one mail differ in what mail systems wrote above them: the same are sender, id, date, subject and body.
  private static func event(_ bytes: [UInt8], _ reader: MessageReader?, key: SymmetricKey) -> [UInt8] {
    var code = HMAC<SHA256>(key: key)
    var body = bytes[...]
    if let reader {
      for name in ["From", "Message-ID", "Date", "Subject"] {
        code.update(data: Array("\(name): \(reader.header(name) ?? "")\n".utf8))
      }
      body = bytes[head(of: bytes).count...]
    }
    while let last = body.last, last == 0x0a || last == 0x0d { body.removeLast() }
    code.update(data: body.contains(0x0d) ? body.filter { $0 != 0x0d } : Array(body))
    return Array(code.finalize())
  }

  /// Up to the first empty line.
  static func head(of bytes: [UInt8]) -> [UInt8] {
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0a) {
      if end == start || (end == start + 1 && bytes[start] == 0x0d) { return Array(bytes[..<start]) }
      start = end + 1
    }
    return bytes
  }
}
