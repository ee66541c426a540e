import Foundation
import Synchronization

/// A mail service's token endpoint (RFC 6749), and where its mail server asks whether a token counts (RFC 7662, as
/// ``Dovecot`` asks), on one loopback port.
public final class TokenEndpoint: Sendable {
  /// What the service knows. Tokens are called `access-canary-1`, `refresh-canary-1` and so on.
  public struct Book: Sendable {
    public var user = "privacy"
    public var refreshTokens: Set<String> = []
    public var clientSecret: String?
    /// Each use of a refresh token ends it and gives another.
    public var rotates = false
    /// Those that the mail server takes.
    public var accessTokens: Set<String> = []
    /// False makes tokens that no mail server takes.
    public var makesGoodTokens = true
    public var isDown = false
    /// The forms of all token requests, undecoded.
    public var forms: [String] = []
    /// Tokens that the mail server asked about.
    public var shown: [String] = []
    var made = 0
  }

  public let port: Int
  private let listener: Int32
  private let book = Mutex(Book())

  public var url: String { "http://127.0.0.1:\(port)/token" }
  public var state: Book { book.withLock { $0 } }

  public init(refreshTokens: Set<String> = [], clientSecret: String? = nil) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let port = try Line.bound(listener)
    guard listen(listener, 64) == 0 else { throw RigFault("nobody can listen on port \(port)") }
    (self.listener, self.port) = (listener, port)
    book.withLock { ($0.refreshTokens, $0.clientSecret) = (refreshTokens, clientSecret) }
    Thread.detachNewThread { [weak self] in
      while case let peer = accept(listener, nil, nil), peer >= 0 {
        guard let self else {
          close(peer)
          break
        }
        self.serve(peer)
      }
      close(listener)
    }
  }

  /// Wakes the accepting thread, which closes.
  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  public func change(_ edit: (inout Book) -> Void) { book.withLock { edit(&$0) } }

  private func serve(_ peer: Int32) {
    defer { close(peer) }
    guard let (head, body) = TokenEndpoint.request(from: peer) else { return }
    let (status, answer) = book.withLock {
      head.hasPrefix("POST /token ") ? $0.answer(toForm: body) : $0.answer(toQuestion: head)
    }
    let text = """
      HTTP/1.1 \(status) OK\r\nContent-Type: application/json\r\nContent-Length: \(answer.utf8.count)\r
      Connection: close\r\n\r\n\(answer)
      """
    let bytes = Array(text.utf8)
    _ = send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  private static func request(from peer: Int32) -> (head: String, body: String)? {
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var text = ""
    var piece = [UInt8](repeating: 0, count: 16_384)
    while case let count = recv(peer, &piece, piece.count, 0), count > 0 {
      text += String(decoding: piece[..<count], as: UTF8.self)
      guard let end = text.range(of: "\r\n\r\n") else { continue }
      let (head, body) = (String(text[..<end.lowerBound]), String(text[end.upperBound...]))
      let length = head.lowercased().range(of: "content-length: ").flatMap {
        Int(head.lowercased()[$0.upperBound...].prefix { $0.isNumber })
      }
      if body.utf8.count >= length ?? 0 { return (head, body) }
    }
    return nil
  }
}

extension TokenEndpoint.Book {
  fileprivate mutating func answer(toForm form: String) -> (status: Int, body: String) {
    forms.append(form)
    if isDown { return (503, "{}") }
    let fields = Dictionary(
      form.split(separator: "&").compactMap { field -> (String, String)? in
        let words = field.split(separator: "=", maxSplits: 1).map(String.init)
        return words.count == 2 ? (words[0], words[1].removingPercentEncoding ?? "") : nil
      }, uniquingKeysWith: { $1 })
    let given = fields["refresh_token"]
    let isKnown =
      switch fields["grant_type"] {
      case "refresh_token": given.map(refreshTokens.contains) ?? false
      case "client_credentials": given == nil && clientSecret != nil && fields["scope"] != nil
      case _: false
      }
    guard isKnown, clientSecret == nil || fields["client_secret"] == clientSecret else {
      return (400, #"{"error":"invalid_grant","error_description":"canary of the service"}"#)
    }
    made += 1
    if makesGoodTokens { accessTokens.insert("access-canary-\(made)") }
    var answer = #"{"token_type":"Bearer","access_token":"access-canary-\#(made)","expires_in":3600"#
    if rotates, let given {
      refreshTokens.remove(given)
      refreshTokens.insert("refresh-canary-\(made)")
      answer += #","refresh_token":"refresh-canary-\#(made)""#
    }
    return (200, answer + "}")
  }

  fileprivate mutating func answer(toQuestion head: String) -> (status: Int, body: String) {
    let token = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("authorization: bearer ") }
      .map { String($0.dropFirst(22)) }
    shown.append(token ?? "")
    // Whoever does not count is answered all the same: another status would mean that nobody could be asked.
    return (200, #"{"active":\#(token.map(accessTokens.contains) ?? false),"username":"\#(user)"}"#)
  }
}
