import CGMime

/// Collects what the parts of a message hold. Parts of embedded messages are counted and named, not read.
struct PartWalk {
  private(set) var plain: [String] = []
  private(set) var html: [String] = []
  private(set) var isComplete = true
  private(set) var hasHiddenText = false
  private(set) var attachments: [Attachment] = []
  private(set) var reports: [MessageReader.Report] = []
  private(set) var embedded: [MessageReader.Embedded] = []
  private(set) var outline: [MessageReader.Part] = []
  private(set) var reportType: String?
  private var room = ReadLimits.text
  private var isInside = false

  mutating func visit(_ object: UnsafeMutablePointer<GMimeObject>, depth: Int) throws(ReadFault) {
    if depth > ReadLimits.depth || outline.count >= ReadLimits.parts { throw .tooManyParts }
    let type = PartType(object)
    let part = cgmime_as_part(object)
    let name = part.flatMap { g_mime_part_get_filename($0) }.map { String(cString: $0) }
    outline.append(MessageReader.Part(depth: depth, contentType: type.name, name: name))
    if let parts = cgmime_as_multipart(object) {
      try visit(parts, type, depth: depth)
    } else if let holder = cgmime_as_message_part(object) {
      try visit(embedded: holder, depth: depth)
    } else if let part, !isInside {
      read(part, type, name: name)
    }
  }

  private mutating func visit(
    _ parts: UnsafeMutablePointer<GMimeMultipart>, _ type: PartType, depth: Int
  ) throws(ReadFault) {
    if type.name == "multipart/report", reportType == nil, !isInside {
      reportType = type.parameter("report-type")?.lowercased()
    }
    let count = g_mime_multipart_get_count(parts)
    for index in 0..<count {
      if let part = g_mime_multipart_get_part(parts, index) { try visit(part, depth: depth + 1) }
    }
    if count == 0, !isInside, let prologue = g_mime_multipart_get_prologue(parts) {
      isComplete = false
      add(plain: Array(UnsafeBufferPointer(start: prologue, count: strlen(prologue)).map(UInt8.init(bitPattern:))), nil)
    }
  }

  private mutating func visit(
    embedded holder: UnsafeMutablePointer<GMimeMessagePart>, depth: Int
  ) throws(ReadFault) {
    guard let message = g_mime_message_part_get_message(holder) else { return }
    if !isInside, let text = g_mime_object_get_headers(cgmime_object_of_message(message), nil) {
      defer { g_free(text) }
      let bytes = UnsafeBufferPointer(start: text, count: min(strlen(text), ReadLimits.headerBytes))
        .map(UInt8.init(bitPattern:))[...]
      embedded.append(MessageReader.Embedded(headers: HeaderFields.read(bytes)))
    }
    let outer = isInside
    isInside = true
    if let part = g_mime_message_get_mime_part(message) { try visit(part, depth: depth + 1) }
    isInside = outer
  }

  private mutating func read(_ part: UnsafeMutablePointer<GMimePart>, _ type: PartType, name: String?) {
    let disposition = g_mime_object_get_disposition(cgmime_object_of_part(part)).map { String(cString: $0) }
    let bytes = decoded(part)
    switch type.name {
    case "message/delivery-status", "message/global-delivery-status", "message/disposition-notification",
      "message/global-disposition-notification", "message/feedback-report":
      reports.append(MessageReader.Report(contentType: type.name, groups: HeaderFields.groups(bytes)))
    case "text/rfc822-headers", "message/global-headers", "message/rfc822-headers", "text/rfc822":
      embedded.append(MessageReader.Embedded(headers: HeaderFields.read(bytes.drop { $0 <= 0x20 })))
    case "text/plain", "text/html", "text/enriched", "text/richtext", "text", "message/external-body":
      let isFirst = plain.isEmpty && html.isEmpty
      if disposition?.lowercased() == "attachment" || (name != nil && !isFirst) {
        attachments.append(Attachment(name: name ?? "", contentType: type.name, bytes: bytes))
      } else {
        if isBrokenBase64(part) { isComplete = false }
        add(bytes, type)
      }
    case _: attachments.append(Attachment(name: name ?? "", contentType: type.name, bytes: bytes))
    }
  }

  private mutating func add(_ bytes: [UInt8], _ type: PartType) {
    if type.name != "text/html" {
      if type.name != "text/plain" { isComplete = false }
      return add(plain: bytes, type.parameter("charset"))
    }
    let source = TextDecoding.decode(Array(bytes.prefix(2 << 20)), charset: type.parameter("charset"))
    var page = HTMLText(room: ReadLimits.text)
    page.read(source.text)
    html.append(page.text)
    if !source.isWhole || page.isCut || bytes.count > 2 << 20 { isComplete = false }
    if page.hasHiddenText { hasHiddenText = true }
  }

  private mutating func add(plain bytes: [UInt8], _ charset: String?) {
    if bytes.count > room { isComplete = false }
    let found = TextDecoding.decode(Array(bytes.prefix(room)), charset: charset)
    room = max(0, room - bytes.count)
    if !found.isWhole { isComplete = false }
    plain.append(found.text)
  }
}

/// The type of a part, in lower case, and its parameters.
struct PartType {
  let name: String
  private let type: UnsafeMutablePointer<GMimeContentType>?

  /// Borrows from the object: not to be kept longer than it.
  init(_ object: UnsafeMutablePointer<GMimeObject>) {
    type = g_mime_object_get_content_type(object)
    let text = type.flatMap { g_mime_content_type_get_mime_type($0) }
    defer { g_free(text) }
    name = text.map { String(cString: $0).lowercased() } ?? "text/plain"
  }

  func parameter(_ name: String) -> String? {
    type.flatMap { g_mime_content_type_get_parameter($0, name) }.map { String(cString: $0) }
  }
}

private func decoded(_ part: UnsafeMutablePointer<GMimePart>) -> [UInt8] {
  guard let content = g_mime_part_get_content(part), let stream = g_mime_stream_mem_new() else { return [] }
  defer { cgmime_release(stream) }
  g_mime_data_wrapper_write_to_stream(content, stream)
  return contents(of: stream) ?? []
}

/// Whether text that claims to be base64 holds other characters: the decoder steps over them, and what comes out is
/// not what was written.
private func isBrokenBase64(_ part: UnsafeMutablePointer<GMimePart>) -> Bool {
  guard g_mime_part_get_content_encoding(part) == GMIME_CONTENT_ENCODING_BASE64,
    let content = g_mime_part_get_content(part), let raw = g_mime_data_wrapper_get_stream(content),
    let copy = g_mime_stream_mem_new()
  else { return false }
  defer { cgmime_release(copy) }
  g_mime_stream_reset(raw)
  g_mime_stream_write_to_stream(raw, copy)
  g_mime_stream_reset(raw)
  return (contents(of: copy) ?? []).contains { byte in
    switch byte {
    case 0x41...0x5a, 0x61...0x7a, 0x30...0x39, 0x2b, 0x2f, 0x3d, 0x0a, 0x0d, 0x20, 0x09: false
    case _: true
    }
  }
}
