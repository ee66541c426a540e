import CGMime

/// A message taken apart: decoded headers, the first plain text, and the attachments. What it means is decided
/// elsewhere.
public struct MessageReader: Sendable {
  public struct Header: Hashable, Sendable {
    public let name: String
    public let value: String
  }

  /// An address as the sender wrote it: unchecked, it may be anything.
  public struct Mailbox: Hashable, Sendable {
    public let name: String
    public let address: String
  }

  public private(set) var from: [Mailbox] = []
  public private(set) var replyTo: [Mailbox] = []
  /// In order of appearance; encoded words decoded.
  public private(set) var headers: [Header] = []
  /// The first `text/plain` part, in Unicode; nil when there is none.
  public private(set) var text: String?
  public private(set) var attachments: [Attachment] = []

  /// - Throws: `ReadFault` when the bytes are not a message, or go beyond the limits.
  public init(_ bytes: [UInt8]) throws(ReadFault) {
    if bytes.count > 10 << 20 { throw .tooLarge }
    prepareGMime()
    guard let stream = bytes.withUnsafeBufferPointer({ g_mime_stream_mem_new_with_buffer($0.baseAddress, $0.count) })
    else { throw .notAMessage }
    defer { cgmime_release(stream) }
    guard let parser = g_mime_parser_new_with_stream(stream) else { throw .notAMessage }
    defer { cgmime_release(parser) }
    guard let message = g_mime_parser_construct_message(parser, nil) else { throw .notAMessage }
    defer { cgmime_release(message) }
    from = MessageReader.mailboxes(g_mime_message_get_from(message))
    replyTo = MessageReader.mailboxes(g_mime_message_get_reply_to(message))
    readHeaders(of: cgmime_object_of_message(message))
    var count = 0
    if let part = g_mime_message_get_mime_part(message) { try read(part, depth: 0, &count) }
  }

  /// The first value of a header, by name without regard to case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
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

  private mutating func readHeaders(of object: UnsafeMutablePointer<GMimeObject>?) {
    guard let list = g_mime_object_get_header_list(object) else { return }
    for index in 0..<g_mime_header_list_get_count(list) {
      guard let header = g_mime_header_list_get_header_at(list, index), let name = g_mime_header_get_name(header),
        let value = g_mime_header_get_value(header)
      else { continue }
      headers.append(Header(name: String(cString: name), value: String(cString: value)))
    }
  }

  private mutating func read(
    _ object: UnsafeMutablePointer<GMimeObject>, depth: Int, _ count: inout Int
  ) throws(ReadFault) {
    count += 1
    if depth > 10 || count > 100 { throw .tooManyParts }
    if let parts = cgmime_as_multipart(object) {
      for index in 0..<g_mime_multipart_get_count(parts) {
        if let part = g_mime_multipart_get_part(parts, index) { try read(part, depth: depth + 1, &count) }
      }
    } else if text == nil, let plain = cgmime_as_text(object), g_mime_object_get_disposition(object) == nil {
      if let found = g_mime_text_part_get_text(plain) {
        text = String(cString: found)
        g_free(found)
      }
    } else if let part = cgmime_as_part(object), let attachment = Attachment(part) {
      attachments.append(attachment)
    }
  }
}

public enum ReadFault: Error, Hashable, Sendable, CustomStringConvertible {
  case notAMessage, tooLarge, tooManyParts

  public var description: String {
    switch self {
    case .notAMessage: "The bytes are not a mail message. Look at the original."
    case .tooLarge: "The message is larger than 10 MiB. A person must look at it."
    case .tooManyParts: "The message has more than 100 parts, or nests them deeper than 10. A person must look at it."
    }
  }
}

extension Attachment {
  fileprivate init?(_ part: UnsafeMutablePointer<GMimePart>) {
    guard let stream = g_mime_stream_mem_new(), let content = g_mime_part_get_content(part) else { return nil }
    defer { cgmime_release(stream) }
    g_mime_data_wrapper_write_to_stream(content, stream)
    let type = g_mime_object_get_content_type(cgmime_object_of_part(part))
    let mime = type.flatMap { g_mime_content_type_get_mime_type($0) }
    defer { g_free(mime) }
    self.init(
      name: g_mime_part_get_filename(part).map { String(cString: $0) } ?? "",
      contentType: mime.map { String(cString: $0) } ?? "application/octet-stream",
      bytes: contents(of: stream) ?? [])
  }
}
