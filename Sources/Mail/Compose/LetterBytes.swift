import CGMime
import Foundation

extension Letter {
  /// The message as it goes to the mail server: CRLF only, ASCII only, lines of at most 998 bytes (RFC 5322, 2.1.1).
  /// The same letter gives the same bytes on every machine.
  /// - Throws: `LetterFault` when something could break out of its place, before any byte is written.
  public func compose() throws(LetterFault) -> [UInt8] {
    try check()
    prepareGMime()
    guard let message = g_mime_message_new(0), let body = body() else { throw .notComposed }
    defer { cgmime_release(message) }
    setHeaders(of: message)
    g_mime_message_set_mime_part(message, body)
    cgmime_release(body)
    guard let bytes = written(cgmime_object_of_message(message)), isSafe(bytes) else { throw .notComposed }
    return bytes
  }

  private func setHeaders(of message: UnsafeMutablePointer<GMimeMessage>) {
    add(from, as: GMIME_ADDRESS_TYPE_FROM, to: message)
    add(to, as: GMIME_ADDRESS_TYPE_TO, to: message)
    if let replyTo { add(replyTo, as: GMIME_ADDRESS_TYPE_REPLY_TO, to: message) }
    g_mime_message_set_subject(message, subject, "utf-8")
    if let date = g_date_time_new_from_unix_utc(Int(date.timeIntervalSince1970.rounded(.down))) {
      g_mime_message_set_date(message, date)
      g_date_time_unref(date)
    }
    g_mime_message_set_message_id(message, messageID.text)
    let object = cgmime_object_of_message(message)
    if let inReplyTo { g_mime_object_set_header(object, "In-Reply-To", "<\(inReplyTo.text)>", nil) }
    if !references.isEmpty {
      let list = references.map { "<\($0.text)>" }.joined(separator: " ")
      g_mime_object_set_header(object, "References", list, nil)
    }
  }

  private func add(_ person: Correspondent, as type: GMimeAddressType, to message: UnsafeMutablePointer<GMimeMessage>) {
    guard let mailbox = internet_address_mailbox_new(person.name, person.address.text) else { return }
    internet_address_set_charset(mailbox, "utf-8")  // or GMime takes the oldest charset that fits
    internet_address_list_add(g_mime_message_get_addresses(message, type), mailbox)
    cgmime_release(mailbox)
  }

  /// The text alone, or text and attachments under a boundary that follows from the Message-ID.
  private func body() -> UnsafeMutablePointer<GMimeObject>? {
    guard let text = textPart() else { return nil }
    if attachments.isEmpty { return cgmime_object_of_text(text) }
    guard let whole = g_mime_multipart_new_with_subtype("mixed") else { return nil }
    g_mime_multipart_set_boundary(whole, boundary)
    g_mime_multipart_add(whole, cgmime_object_of_text(text))
    cgmime_release(text)
    for attachment in attachments {
      guard let part = attachment.part() else { return nil }
      g_mime_multipart_add(whole, cgmime_object_of_part(part))
      cgmime_release(part)
    }
    return cgmime_object_of_multipart(whole)
  }

  private func textPart() -> UnsafeMutablePointer<GMimeTextPart>? {
    guard let part = g_mime_text_part_new_with_subtype("plain") else { return nil }
    // Not by g_mime_text_part_set_text, which converts to the oldest charset that fits.
    guard let content = content(of: Array(text.normalisedLines.utf8)) else { return nil }
    g_mime_text_part_set_charset(part, "utf-8")
    g_mime_part_set_content(cgmime_part_of_text(part), content)
    g_mime_part_set_content_encoding(cgmime_part_of_text(part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE)
    cgmime_release(content)
    return part
  }

  /// `=_` can stand neither in quoted-printable nor in base64, so no content can hold the boundary.
  private var boundary: String {
    let name = messageID.text.utf8.map { byte -> Character in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: Character(UnicodeScalar(byte))
      case _: "_"
      }
    }
    return "=_" + String(name.suffix(66))
  }

  private func isSafe(_ bytes: [UInt8]) -> Bool {
    var length = 0
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 0 || byte > 0x7f || (byte == 0x0a) != (previous == 0x0d) { return false }
      length = byte == 0x0a ? 0 : length + 1
      if length > 999 { return false }  // 998 and the CR
      previous = byte
    }
    return previous == 0x0a
  }
}

extension Attachment {
  fileprivate func part() -> UnsafeMutablePointer<GMimePart>? {
    guard let (type, subtype) = typeAndSubtype, let part = g_mime_part_new_with_type(type, subtype),
      let content = content(of: bytes)
    else { return nil }
    g_mime_part_set_content(part, content)
    g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64)
    g_mime_part_set_filename(part, name)
    g_mime_object_set_disposition(cgmime_object_of_part(part), "attachment")
    cgmime_release(content)
    return part
  }
}

/// Bytes as GMime takes them; GMime copies.
private func content(of bytes: [UInt8]) -> UnsafeMutablePointer<GMimeDataWrapper>? {
  guard let stream = bytes.withUnsafeBufferPointer({ g_mime_stream_mem_new_with_buffer($0.baseAddress, $0.count) })
  else { return nil }
  defer { cgmime_release(stream) }
  return g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT)
}

extension String {
  /// Every line ending as LF, one at the end.
  fileprivate var normalisedLines: String {
    let lines = replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
    return lines.hasSuffix("\n") ? lines : lines + "\n"
  }
}
