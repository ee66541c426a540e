/// A letter as it was fixed with the first intent to send it. Sealing is random, so writing it again would give another.
struct KeptLetter: Hashable {
  private static let version: UInt8 = 1
  /// Whom it is written to.
  var contact: Int
  /// Identifiers stand in it in clear text, by leave of two people.
  var isWaived: Bool
  var message: [UInt8]

  init(contact: Int, isWaived: Bool, message: [UInt8]) {
    self.contact = contact
    self.isWaived = isWaived
    self.message = message
  }

  /// - Returns: `nil` for anything that ``bytes`` did not make.
  init?(_ bytes: [UInt8]) {
    guard bytes.count > 3, bytes[0] == KeptLetter.version else { return nil }
    contact = Int(bytes[1])
    isWaived = bytes[2] == 1
    message = Array(bytes[3...])
  }

  var bytes: [UInt8] { [KeptLetter.version, UInt8(clamping: contact), isWaived ? 1 : 0] + message }
}
