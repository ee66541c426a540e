import Catalogue
import Crypto
import Workflow

extension EmailChannel {
  /// What goes with the letter, a line each: names, sizes, hashes. A list is encrypted anew for each letter, so that
  /// only its size before that is known.
  func attachmentLines(_ packet: LetterPacket, _ order: Order) throws -> [String] {
    var lines = packet.attachments.map { file in
      "Attached: \(file.name), \(file.bytes.count) bytes, SHA-256 \(hex(Array(SHA256.hash(data: file.bytes))))"
    }
    if let list = packet.list {
      let bytes = try IdentifierTable(order.items).bytes().count
      let travel =
        switch route.seal {
        case .openPGP: "encrypted by OpenPGP to \(route.seal?.pin ?? "")"
        case .smime: "encrypted by S/MIME to \(route.seal?.pin ?? "")"
        case nil: "NOT ENCRYPTED"
        }
      let columns = list.kinds.map(\.rawValue).joined(separator: ", ")
      lines.append(
        "Attached: \(list.file)\(route.seal?.suffix ?? ""), people: \(list.count), columns: \(columns), \(bytes) bytes, \(travel)"
      )
    }
    return lines
  }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
