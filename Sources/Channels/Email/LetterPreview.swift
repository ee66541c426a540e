import Catalogue
import Crypto
import Mail
import Workflow

extension EmailChannel {
  /// What goes with the letter: names, sizes, hashes. A list is encrypted anew for each letter, so that its size after
  /// that is an estimate.
  func attachmentLines(_ packet: LetterPacket, _ order: Order) throws -> [String] {
    var lines = packet.attachments.flatMap { file in
      [
        "Attached: \(file.name), \(file.bytes.count) bytes",
        "  SHA-256 \(hex(Array(SHA256.hash(data: file.bytes))))",
      ]
    }
    if let list = packet.list, let bytes = try self.list(packet, order) {
      let columns = list.kinds.map(\.rawValue).joined(separator: ", ")
      lines.append("Attached: \(list.file)\(route.seal?.suffix ?? "")")
      lines.append("  people: \(list.count), columns: \(columns)")
      if let seal = route.seal {
        let estimate = LetterSize.sealed(bytes, by: seal)
        lines.append("  \(bytes) bytes in clear text; encrypted at most about \(estimate)\(seal.remark)")
        lines.append("  encrypted by \(seal.words) to")
        lines.append("    \(seal.pin)")
        lines += sealWarning(at: order.now)
      } else {
        lines.append("  \(bytes) bytes, NOT ENCRYPTED")
      }
    }
    return lines
  }

  /// - Returns: the bytes of the list in clear text; `nil` where none goes with the letter.
  func list(_ packet: LetterPacket, _ order: Order) throws -> Int? {
    packet.list == nil ? nil : try IdentifierTable(order.items).bytes().count
  }

  /// What would stop the letter if it went now.
  private func sealWarning(at now: Instant) -> [String] {
    do throws(SealFault) {
      try desk.sealing?.check(at: now.date)
      return []
    } catch {
      return ["WARNING: it cannot be encrypted now, and would not be sent:", "  \(error)"]
    }
  }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}

/// How large a letter becomes, before it is written: an estimate from above.
struct LetterSize {
  /// Bytes of the letter without its list.
  let fixed: Int
  /// Bytes of the list as it travels; `nil` where there is none.
  let list: Int?
  private let isSealed: Bool
  private let carriesFiles: Bool

  var whole: Int { fixed + (list ?? 0) }

  /// - Parameter list: Bytes of the list in clear text.
  init(body: String, _ packet: LetterPacket, list: Int?, seal: EmailRoute.Seal?) {
    // Headers and the boundaries between the parts take less than 4 KiB.
    fixed = ([body.utf8.count] + packet.attachments.map(\.bytes.count)).reduce(4 << 10) {
      $0 + LetterSize.encoded($1)
    }
    self.list = list.map { bytes in LetterSize.encoded(seal.map { LetterSize.sealed(bytes, by: $0) } ?? bytes) }
    isSealed = seal != nil && list != nil
    carriesFiles = list != nil || !packet.attachments.isEmpty
  }

  /// What is added to a list is keys and names.
  static func sealed(_ bytes: Int, by seal: EmailRoute.Seal) -> Int {
    switch seal {
    case .openPGP: bytes + 1024
    case .smime: bytes + 2048
    }
  }

  /// Base64 with an end of line after each 76 characters.
  static func encoded(_ bytes: Int) -> Int {
    let characters = (bytes + 2) / 3 * 4
    return characters + (characters + 75) / 76 * 2
  }

  /// Nothing where nothing goes with the letter.
  /// - Parameter limit: Bytes of a letter that our own mail server is given.
  func lines(limit: Int) -> [String] {
    let usual = min(limit, MailDesk.usualLimit)
    guard carriesFiles else { return [] }
    return ["The whole letter: about \(whole) bytes as it travels\(isSealed ? ", or less" : "")"]
      + warning(limit, usual)
  }

  private func warning(_ limit: Int, _ usual: Int) -> [String] {
    if fixed > limit {
      return [
        "WARNING: without any list it is larger than the \(limit) bytes that our mail",
        "  server is given, and would not be sent; make the documents smaller",
      ]
    }
    if whole > limit {
      return [
        "WARNING: that is more than the \(limit) bytes that our mail server is given; the",
        "  list would be cut in two, with a letter each, until each fits",
      ]
    }
    guard whole > usual / 10 * 8 else { return [] }
    return [
      "WARNING: that is close to the \(usual) bytes that most mail systems take;",
      "  make the documents smaller, or name a page where they can be read",
    ]
  }
}

extension EmailRoute.Seal {
  fileprivate var words: String {
    switch self {
    case .openPGP: "OpenPGP"
    case .smime: "S/MIME"
    }
  }

  /// Why the estimate may be far above what comes out.
  fileprivate var remark: String {
    switch self {
    case .openPGP: ", as it is packed before"
    case .smime: ""
    }
  }
}
