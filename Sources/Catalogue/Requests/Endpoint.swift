import Workflow

/// Where calls go and how they prove who is calling.
struct Endpoint: Hashable, Sendable {
  var host: HostText
  var headers: [HeaderLine]
  var auth: [AuthPart]
  var tls: ClientTLS?

  /// The step that signs in, where there is one.
  var tokenStep: TokenStep? {
    for case .token(let step) in auth { return step }
    return nil
  }
}

/// Scheme, host and port.
enum HostText: Hashable, Sendable {
  case same(SlotText)
  /// One for each value that an account name may have.
  case by(account: String, [String: SlotText])

  /// - Parameter account: Resolved values.
  func text(in account: [String: String]) throws(RenderFailure) -> SlotText {
    switch self {
    case .same(let text): return text
    case .by(let name, let hosts):
      guard let value = account[name] else { throw RenderFailure(.missing, part: "account.\(name)") }
      guard let text = hosts[value] else { throw RenderFailure(.badHost, part: "host by \(name)") }
      return text
    }
  }

  /// As a person reads it.
  var written: String {
    switch self {
    case .same(let text): text.written
    case .by(_, let hosts): hosts.sorted { $0.key < $1.key }.map(\.value.written).joined(separator: " or ")
    }
  }
}

/// The names of the secrets with a client certificate and its key, PEM.
struct ClientTLS: Hashable, Sendable {
  var certificate: String
  var key: String
}

enum AuthPart: Hashable, Sendable {
  case basic(user: BasicUser, password: String?)
  case header(name: String, prefix: String, secret: String)
  case query(name: String, secret: String)
  case body(field: String, secret: String)
  /// A credential that an earlier call found, or that is no secret.
  case text(Place, name: String, SlotText)
  case token(TokenStep)
  case signer(Signer)

  enum Place: Hashable, Sendable { case header, query }

  enum BasicUser: Hashable, Sendable {
    case secret(String)
    case text(SlotText)

    var secrets: [String] { if case .secret(let name) = self { [name] } else { [] } }
  }

  /// The names of the secrets it needs.
  var secrets: [String] {
    switch self {
    case .basic(let user, let password): user.secrets + (password.map { [$0] } ?? [])
    case .header(_, _, let secret), .query(_, let secret), .body(_, let secret): [secret]
    case .text: []
    case .token(let step): step.secrets
    case .signer(let signer): signer.secrets
    }
  }
}

/// A call made before the real one, whose answer holds a short-lived credential.
struct TokenStep: Hashable, Sendable {
  var endpoint: Endpoint
  var call: Call
  var field: JSONPath
  var lives: Span?
  /// Seconds, in the answer.
  var livesField: JSONPath?
  var header: String
  var prefix: String
  /// Where the answer names the host that the calls afterwards go to, and which hosts it may name.
  var hostField: JSONPath?
  var hostWithin: HostPattern?
  var rotates: Rotation?
  /// An answer to a later call that says so, besides 401.
  var expired: [Match] = []

  /// The answer brings the secret for the next time.
  struct Rotation: Hashable, Sendable {
    var field: JSONPath
    /// The name of the secret that is replaced.
    var secret: String
  }

  var secrets: [String] {
    var named = endpoint.auth.flatMap(\.secrets)
    if case .form(let parameters) = call.body {
      for parameter in parameters {
        switch parameter.value {
        case .assertion(let assertion): named.append(assertion.secret)
        case .text(let text):
          for case .secret(let name) in text.slots where !named.contains(name) { named.append(name) }
        case .joined, .repeated, .optional, .json, .byLane: break
        }
      }
    }
    return named
  }
}

/// Which hosts a partner's answer may send us to.
enum HostPattern: Hashable, Sendable {
  /// `*.tealiumiq.com`: any name below, however deep; not the domain itself.
  case below(String)
  /// Exactly this; with its port, where one is written.
  case exactly(String)

  /// - Returns: `nil` unless `text` is a host, or `*.` and a domain of two labels or more.
  init?(written text: String) {
    let name = text.lowercased()
    if name.hasPrefix("*.") {
      let domain = String(name.dropFirst(2))
      guard Address.domainFault(domain) == nil else { return nil }
      self = .below(domain)
    } else {
      guard Address.hostFault("https://" + name) == nil else { return nil }
      self = .exactly(name)
    }
  }

  /// The address to use for what an answer names, `host` or `https://host`.
  /// - Returns: `nil` for a host outside the pattern, a port that is not written in it, or anything that is no host.
  func address(for named: [UInt8]) -> String? {
    guard let text = String(validating: named.trimmed, as: UTF8.self)?.lowercased() else { return nil }
    let whole = text.contains("://") ? text : "https://" + text
    let address = whole.hasSuffix("/") ? String(whole.dropLast()) : whole
    guard Address.hostFault(address) == nil, let host = address.split(separator: "/").last else { return nil }
    switch self {
    case .below(let domain):
      return address.hasPrefix("https://") && host.hasSuffix("." + domain) && !host.contains(":") ? address : nil
    case .exactly(let wanted): return host == wanted ? address : nil
    }
  }

  /// For the sender's allow-list, as far as they can be listed.
  var origins: [String] {
    switch self {
    case .below: []
    case .exactly(let host): ["https://\(host)", "http://\(host)"].filter { Address.hostFault($0) == nil }
    }
  }
}
