import Workflow

/// A short-lived credential. Not printable.
public struct Token: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  public let bytes: [UInt8]
  /// From the moment of the answer.
  public let lives: Span
  /// Where the calls that use it go, when the answer says so: `https://host`.
  public var host: String?
  /// The secret for the next time, where the partner changes it with every token.
  public var successor: [UInt8]?

  public var description: String { "<token withheld>" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What the answer to a token call means.
public enum TokenVerdict: Hashable, Sendable {
  case token(Token)
  /// Ask again later.
  case unanswered(Reason, retryAfter: Span?)
  /// The credentials or the interface are wrong: the whole partner stops.
  case halted(Reason)
}

/// Signing in, apart from what is asked for afterwards.
public struct TokenCall: Hashable, Sendable {
  let step: TokenStep

  init?(of endpoint: Endpoint) {
    guard let step = endpoint.tokenStep else { return nil }
    self.step = step
  }

  /// The name of the secret that each answer replaces.
  public var rotatingSecret: String? { step.rotates?.secret }

  public func render(facts: RequestFacts, secret: @escaping SecretSource) throws -> RenderedRequest {
    try Pen.request(step.call, at: step.endpoint, filling: Filling(facts: facts, secret: secret))
  }

  /// - Parameter now: For a `Retry-After` that is a date.
  public func read(status: Int, headers: AnswerHeaders, body: [UInt8], now: Instant) -> TokenVerdict {
    switch StatusClass(status) {
    case .success: break
    case .redirect: return .halted(Reason("redirect"))
    case .transient:
      return .unanswered(Reason("status-\(status)"), retryAfter: headers.retryAfter(now: now))
    case .credentials, .permanent, .conflict: return .halted(Reason("credentials"))
    case .unreadable: return .unanswered(Reason("unreadable-answer"), retryAfter: nil)
    }
    guard !Sniff.isMarkup(headers: headers, body: body) else { return .halted(Reason("unexpected-content")) }
    guard let answer = try? JSONReader.read(body), case .string(let bytes)? = step.field.find(in: answer, job: nil),
      !bytes.isEmpty, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return .unanswered(Reason("unreadable-answer"), retryAfter: nil) }
    let stated = step.livesField?.find(in: answer, job: nil)?.integer.map {
      Span.seconds(Int64(max(0, min($0, 31_536_000))))
    }
    guard let lives = stated ?? step.lives else { return .unanswered(Reason("unreadable-answer"), retryAfter: nil) }
    var host: String?
    if let field = step.hostField {
      guard let named = field.find(in: answer, job: nil)?.reference else {
        return .unanswered(Reason("unreadable-answer"), retryAfter: nil)
      }
      guard let address = step.hostWithin?.address(for: named) else { return .halted(Reason("host-not-allowed")) }
      host = address
    }
    let successor = step.rotates.flatMap { $0.field.find(in: answer, job: nil)?.reference }
    return .token(Token(bytes: bytes, lives: lives, host: host, successor: successor))
  }
}

extension ApiRoute {
  /// Whether an answer says that the token it came with is no longer good: nothing was done then.
  public func refusesToken(status: Int, headers: AnswerHeaders, body: [UInt8]) -> Bool {
    if status == 401 { return true }
    guard let expired = endpoint.tokenStep?.expired, !expired.isEmpty else { return false }
    let answer = try? JSONReader.read(body)
    return expired.contains { $0.holds(status: status, answer: answer, headers: headers) }
  }

  /// The call that gets a token; `nil` where none is needed.
  public var tokenCall: TokenCall? { TokenCall(of: endpoint) }

  /// The names of the secrets with the client's certificate and its key, where the partner asks for one.
  public var clientCertificate: (certificate: String, key: String)? { endpoint.tls.map { ($0.certificate, $0.key) } }

  /// Domains whose https hosts a token may name, beside `origins`.
  public var originsBelow: [String] {
    if case .below(let domain)? = endpoint.tokenStep?.hostWithin { [domain] } else { [] }
  }

  /// Whether a request states the moment at which it leaves: it has to be written again for every attempt.
  public var isWrittenLate: Bool { endpoint.isWrittenLate }
}

extension PartnerEntry {
  /// The name of the secret that the partner replaces with every token.
  public var rotatingSecret: String? { (api?.tokenCall ?? opendsr?.tokenCall)?.rotatingSecret }
}
