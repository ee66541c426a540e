/// One HTTP header. The value may hold a secret, so it is never printed.
public struct HTTPHeader: Hashable, Sendable, Withheld {
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  public var outline: String { "header of \(value.utf8.count) bytes" }
}

/// One request to one partner: exactly what is sent, nothing added but Host, Accept, User-Agent and the length.
public struct HTTPRequest: Sendable, Withheld {
  /// Upper-case letters: GET, POST, DELETE ...
  public var method: String
  /// Absolute, already escaped, without user name or fragment.
  public var url: String
  public var headers: [HTTPHeader]
  /// Nil sends none; empty sends `Content-Length: 0`.
  public var body: [UInt8]?
  /// The last moment at which sending may begin, for a caller whose right to send expires while the request queues.
  public var startBefore: ContinuousClock.Instant?

  public init(
    method: String, url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
    startBefore: ContinuousClock.Instant? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.startBefore = startBefore
  }

  public var outline: String { "\(method) with \(headers.count) headers, \(body?.count ?? 0) bytes of body" }
}
