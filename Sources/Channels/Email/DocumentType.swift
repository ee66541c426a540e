/// What a document is called in a mail, by the ending of its name, so that a mail program can show it.
enum DocumentType {
  /// - Returns: `application/octet-stream` for every ending that is not a usual one.
  static func of(_ file: String) -> String {
    guard let dot = file.lastIndex(of: ".") else { return unknown }
    return types[file[file.index(after: dot)...].lowercased()] ?? unknown
  }

  private static let unknown = "application/octet-stream"

  // A mail as a document has none of its own: as `message/rfc822` it must not be encoded (RFC 2046, 5.2.1), and what is
  // not encoded may be changed on its way, so that its SHA-256 were no longer the one in the letter.
  private static let types = [
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain",
    "csv": "text/csv",
    "html": "text/html",
    "htm": "text/html",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
  ]
}
