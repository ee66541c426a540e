import Workflow

/// A business of the Data Rights Protocol 1.0, asked by us as an authorised agent.
public struct DrpRoute: Sendable {
  let endpoint: Endpoint
  /// What stands before `/v1`; empty or begins with `/`.
  let basePath: String
  public let agentID: String
  public let businessID: String
  /// The name of the secret with our Ed25519 key: seed of 32 bytes, or libsodium's 64, base64.
  public let signingKey: String
  /// The name of a secret with a bearer token that was agreed on before; `nil` = pair-wise key setup gets one.
  public let token: String?
  /// `nil` = a voluntary request, for which the protocol leaves the member out.
  public let regime: String?
  public let exercise: Exercise
  public let hasTrailingSlash: Bool
  /// How long a signed request is good.
  public let window: Span
  public let relationships: [String]
  public let identifiers: [IdentifierKind: Member]

  public enum Exercise: String, CaseIterable, Hashable, Sendable {
    case deletion
    case optOut = "sale:opt-out"
  }

  /// What a value is called in the request.
  public struct Member: Hashable, Sendable {
    public let name: String
    /// Whether `NAME_verified: true` goes with it; `nil` leaves that member out.
    public let isVerified: Bool?
  }

  public enum Call: Hashable, Sendable {
    case setup
    case exercise
    case status(request: [UInt8])
  }

  /// A call with `body` as text; the bearer token, where there is one, beside it.
  /// - Throws: `RenderFailure`.
  public func render(
    _ call: Call, body: [UInt8], facts: RequestFacts, token: [UInt8]?
  ) throws -> RenderedRequest {
    let method: Catalogue.Call.Method = if case .status = call { .get } else { .post }
    let plain = Catalogue.Call(
      method: method, path: .same(SlotText(constant: try path(of: call))), query: [], headers: [], body: .none)
    let request = try Pen.request(plain, at: endpoint, filling: Filling(facts: facts, secret: { _ in [] }))
    var headers = request.headers
    if !body.isEmpty { headers.append(.init(name: "Content-Type", value: Array("text/plain".utf8))) }
    if let token {
      guard !token.isEmpty, token.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
        throw RenderFailure(.controlCharacter, part: "token")
      }
      headers.append(.init(name: "Authorization", value: Array("Bearer ".utf8) + token))
    }
    return RenderedRequest(method: request.method, url: request.url, headers: headers, body: body)
  }

  private func path(of call: Call) throws -> String {
    var bytes = Array(basePath.utf8)
    switch call {
    case .setup:
      bytes += Array("/v1/agent/".utf8)
      PercentEscape.append(agentID.utf8, to: &bytes)
    case .exercise:
      bytes += Array((hasTrailingSlash ? "/v1/data-rights-request/" : "/v1/data-rights-request").utf8)
    case .status(let request):
      // The partner's own reference must not lead to another address.
      guard !request.isEmpty, !request.elementsEqual(".".utf8), !request.elementsEqual("..".utf8) else {
        throw RenderFailure(.noSuchCall, part: "request_id")
      }
      bytes += Array("/v1/data-rights-request/".utf8)
      PercentEscape.append(request, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Names of the secrets with the client certificate and its key, PEM.
  public var clientCertificate: (certificate: String, key: String)? { endpoint.tls.map { ($0.certificate, $0.key) } }

  public func origins(facts: RequestFacts) throws -> [String] { try endpoint.origins(facts: facts) }
}
