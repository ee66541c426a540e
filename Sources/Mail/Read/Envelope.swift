import CGMime
import Foundation

/// Where mail systems write whom a message was for; the first four are the sender's own.
private let recipientFields: Set<String> = [
  "to", "cc", "resent-to", "resent-cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to",
  "x-delivered-to", "x-forwarded-to", "x-original-recipient", "x-rcpt-to", "apparently-to",
]

extension MessageReader {
  mutating func readEnvelope(of message: UnsafeMutablePointer<GMimeMessage>, _ bytes: ArraySlice<UInt8>) {
    headers = HeaderFields.read(bytes)
    from = MessageReader.mailboxes(g_mime_message_get_from(message))
    sender = MessageReader.mailboxes(g_mime_message_get_sender(message))
    replyTo = MessageReader.mailboxes(g_mime_message_get_reply_to(message))
    if let moment = g_mime_message_get_date(message) {
      date = Date(timeIntervalSince1970: TimeInterval(g_date_time_to_unix(moment)))
    }
    var seen: Set<String> = []
    for header in headers where recipientFields.contains(header.name.lowercased()) {
      for address in MessageReader.addresses(in: header.raw) where seen.insert(address).inserted {
        recipients.append(address)
      }
    }
  }

  static func addresses(in value: String) -> [String] {
    // A parser that goes down one level a colon: no more of them than any system writes.
    guard value.utf8.count <= 64 << 10, value.utf8.count(where: { $0 == 0x3a }) <= 100,
      let list = internet_address_list_parse(nil, value)
    else { return [] }
    defer { cgmime_release(list) }
    return mailboxes(list).map(\.address).filter { $0.utf8.contains(0x40) }
  }

  private static func mailboxes(_ list: UnsafeMutablePointer<InternetAddressList>?) -> [Mailbox] {
    guard let list else { return [] }
    return (0..<internet_address_list_length(list)).compactMap { index in
      guard let entry = internet_address_list_get_address(list, index), let address = cgmime_mailbox_address(entry)
      else { return nil }
      let name = internet_address_get_name(entry).map { String(cString: $0) } ?? ""
      return Mailbox(name: name, address: String(cString: address))
    }
  }
}
