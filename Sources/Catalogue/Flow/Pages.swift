import Workflow

/// How a list that comes in pages is read to its end.
struct Pages: Hashable, Sendable {
  var form: Form
  /// The parameter that carries the page; absent where the body holds `{page}`, and for links.
  var send: String?
  /// Rows of a full page.
  var size: Int?
  /// More pages than this are for a person.
  var limit = 1000

  enum Form: Hashable, Sendable {
    case cursor(JSONPath)
    case number(first: Int)
    case offset(first: Int)
    /// The next address, whole or as a path, in the body.
    case link(JSONPath)
    /// The next address in the header `Link` (RFC 8288).
    case linkHeader
  }

  enum Next: Hashable, Sendable {
    case end
    case page([UInt8])
    /// The page cannot be asked for: another host, or a value that must not be sent.
    case unusable
  }

  /// What `{page}` stands for on the page at hand; `nil` where the first page is asked for without.
  func value(at page: [UInt8]?) -> [UInt8]? {
    switch form {
    case .number(let first), .offset(let first): page ?? Array(String(first).utf8)
    case .cursor: page
    case .link, .linkHeader: nil
    }
  }

  /// - Parameter rows: How many the page held, before any was left out.
  func next(after page: [UInt8]?, rows: Int, answer: JSONValue?, headers: AnswerHeaders) -> Next {
    switch form {
    case .cursor(let path):
      guard let cursor = answer.flatMap({ path.find(in: $0, job: nil) })?.reference else { return .end }
      return cursor.count > Flow.valueLimit || Hygiene.fault(of: cursor) != nil ? .unusable : .page(cursor)
    case .number(let first): return counted(first, page, rows: rows, step: 1)
    case .offset(let first): return counted(first, page, rows: rows, step: rows)
    case .link(let path):
      guard let link = answer.flatMap({ path.find(in: $0, job: nil) })?.reference else { return .end }
      return Pages.isAddress(link) ? .page(link) : .unusable
    case .linkHeader:
      guard let link = headers.first("Link").flatMap(Pages.nextLink) else { return .end }
      return Pages.isAddress(link) ? .page(link) : .unusable
    }
  }

  private func counted(_ first: Int, _ page: [UInt8]?, rows: Int, step: Int) -> Next {
    let present = page.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? first
    if rows == 0 || rows < size ?? 0 { return .end }
    return .page(Array(String(present + step).utf8))
  }

  private static func isAddress(_ link: [UInt8]) -> Bool {
    link.count <= ApiRoute.urlLimit && link.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
  }

  /// `<https://...>; rel="next"; results="true"`. A partner that says `results="false"` has no more.
  static func nextLink(_ header: [UInt8]) -> [UInt8]? {
    for part in header.split(separator: UInt8(ascii: ",")) {
      let text = part.trimmed
      guard text.first == UInt8(ascii: "<"), let end = text.firstIndex(of: UInt8(ascii: ">")) else { continue }
      let words = String(decoding: text[(end + 1)...].map(\.asciiLowered), as: UTF8.self)
        .split(separator: ";").map { $0.filter { $0 != " " && $0 != "\"" } }
      if words.contains("rel=next"), !words.contains("results=false") {
        return Array(text[(text.startIndex + 1)..<end])
      }
    }
    return nil
  }

  /// The path and query of a link that stays at `origin`; `nil` for any other host.
  static func path(of link: [UInt8], at origin: [UInt8]) -> [UInt8]? {
    let text = link.prefix { $0 != UInt8(ascii: "#") }
    let slash = UInt8(ascii: "/")
    if text.first == slash { return text.dropFirst().first == slash ? nil : Array(text) }
    guard text.count > origin.count, zip(text, origin).allSatisfy({ $0.asciiLowered == $1.asciiLowered }) else {
      return nil
    }
    let rest = text.dropFirst(origin.count)
    return rest.first == slash ? Array(rest) : nil
  }
}
