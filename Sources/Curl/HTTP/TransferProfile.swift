/// Who vouches for a server's certificate. There is no "nobody".
public enum TrustAnchors: Hashable, Sendable {
  /// The system's certificate authorities.
  case system
  /// A PEM file with the only authorities to trust.
  case file(String)
  case pem([UInt8])
}

/// A client certificate with its key, PEM, held in memory only.
public struct ClientCertificate: Sendable, Withheld {
  let certificate: [UInt8]
  let key: [UInt8]

  public init(certificatePEM: [UInt8], keyPEM: [UInt8]) {
    certificate = certificatePEM
    key = keyPEM
  }

  public var outline: String { "client certificate" }
}

/// How one partner, with one credential, may be talked to. One profile is one connection cache: never share a
/// `Transfers` between credentials.
public struct TransferProfile: Sendable {
  /// The only scheme, host and port combinations that requests may name.
  public var origins: [Origin]
  /// Beside them every https host below these domains, on the usual port.
  public var domains: [String] = []
  /// For rehearsals on this machine. Requests are https otherwise.
  public var allowsPlainHTTP = false
  public var addresses: AddressPolicy = .publicOnly

  public var connectTimeout: Duration = .seconds(10)
  /// From the moment the transfer starts (not from queueing) to the last byte of the answer.
  public var totalTimeout: Duration = .seconds(30)
  /// A transfer slower than this many bytes a second ...
  public var slowestBytesPerSecond = 100
  /// ... for this long is given up. Counts waiting for the first byte too.
  public var slowestFor: Duration = .seconds(10)

  /// Bytes of body; counted as they arrive, after any transfer decoding.
  public var bodyCap = 1 << 20
  /// Bytes of headers, trailers and interim answers together.
  public var headerCap = 64 << 10
  public var headerCountCap = 100

  public var trust: TrustAnchors = .system
  /// `sha256//<base64 of the SPKI's digest>`, several separated by `;`.
  public var pinnedPublicKey: String?
  public var clientCertificate: ClientCertificate?

  /// Only for a partner that is declared safe to repeat: a kept connection that dies under a request leaves it in doubt.
  /// Otherwise every request has its own connection.
  public var reusesConnections = false
  public var longestConnectionLife: Duration = .seconds(3600)
  /// HTTP/1.1 unless set.
  public var allowsHTTP2 = false
  public var userAgent = "expunge"
  public var maxInFlight = 256
  public var standIn: StandIn?

  public init(origins: [Origin]) { self.origins = origins }

  /// Checks a request as ``Transfers`` will, without sending it.
  public func check(_ request: HTTPRequest) throws(RequestFault) {
    _ = try parse(request)
  }

  func parse(_ request: HTTPRequest) throws(RequestFault) -> ParsedURL {
    try request.checkMethod()
    try request.checkHeaders()
    let url = try ParsedURL(request.url)
    guard origins.contains(url.origin) || domains.contains(where: url.origin.isBelow) else { throw .originNotAllowed }
    switch url.origin.scheme {
    case "https": break
    case "http": if !allowsPlainHTTP { throw .plainHTTP }
    case _: throw .url("only https is spoken here.")
    }
    return url
  }
}

/// For trying a partner's entry: every request goes to another place than the one it names, and somebody watches.
/// Requests are judged by what they name first, so that an entry that may not be sent cannot be tried either.
public struct StandIn: Sendable {
  public let origin: Origin
  let watch: @Sendable (HTTPRequest, TransferResult) -> Void

  /// - Parameters:
  ///   - url: Scheme, host and port; the rest of it is ignored.
  ///   - watch: Called once for each request that ended, before whoever sent it knows. It must not block.
  /// - Throws: `RequestFault.url`.
  public init(
    url: String, watch: @escaping @Sendable (HTTPRequest, TransferResult) -> Void
  ) throws(RequestFault) {
    origin = try Origin(url: url)
    self.watch = watch
  }
}
