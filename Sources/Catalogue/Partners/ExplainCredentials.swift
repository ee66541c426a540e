import Workflow

extension Endpoint {
  /// Credentials by kind, one line each; of secrets only the names.
  var credentialLines: [String] {
    auth.map { "\($0.words)." }
      + (tls.map { ["Client certificate <secret \($0.certificate)>, its key <secret \($0.key)>."] } ?? [])
  }
}

extension AuthPart {
  fileprivate var words: String {
    switch self {
    case .basic(let user, let password):
      "User name \(user.words)" + (password.map { " and password <secret \($0)>" } ?? "") + " (Basic)"
    case .header("Authorization", "Bearer ", let secret): "Bearer token <secret \(secret)>"
    case .header(let name, let prefix, let secret): "Header \(name): \(prefix)<secret \(secret)>"
    case .query(let name, let secret): "Parameter \(name): <secret \(secret)>"
    case .body(let field, let secret): "Field \(field) of the body: <secret \(secret)>"
    case .text(.header, let name, let text): "Header \(name): \(text.written)"
    case .text(.query, let name, let text): "Parameter \(name): \(text.written)"
    case .token(let step): step.words
    case .signer(let signer): signer.words
    }
  }
}

extension AuthPart.BasicUser {
  fileprivate var words: String {
    switch self {
    case .secret(let name): "<secret \(name)>"
    case .text(let text): text.written
    }
  }
}

extension TokenStep {
  fileprivate var words: String {
    let life = livesField.map { "as long as '\($0.written)' says" } ?? lives.map { "for \($0.words)" } ?? ""
    let names = secrets.map { "<secret \($0)>" }.joined(separator: ", ")
    var words =
      "A token from \(call.method.rawValue) \(endpoint.host.explained)\(call.path.written), good \(life), in \(header)"
    if !names.isEmpty { words += "; got with \(names)" }
    if let hostField { words += "; calls go to the host at '\(hostField.written)', \(hostWithin?.words ?? "")" }
    for told in told("; a new one when", expired) { words += told.dropLast() }
    if let rotates { words += "; each answer replaces <secret \(rotates.secret)>" }
    return words
  }
}

extension HostPattern {
  fileprivate var words: String {
    switch self {
    case .below(let domain): "below \(domain)"
    case .exactly(let host): "which must be \(host)"
    }
  }
}

extension Signer {
  fileprivate var words: String {
    func name(_ secret: String) -> String { "<secret \(secret)>" }
    switch self {
    case .oauth1(let signer):
      return "Signed by OAuth 1.0a (\(signer.method.rawValue)) with \(secrets.map(name).joined(separator: ", "))"
    case .wsse(let signer): return "Header X-WSSE: user \(signer.user.words), signed with \(name(signer.secret))"
    case .digest(let signer):
      let key = signer.keyName.map { ", beside \($0) with \(signer.key.map(name) ?? "")" } ?? ""
      return "Parameter \(signer.name): MD5 of all values with \(name(signer.secret))\(key)"
    case .hmac(let signer): return signer.explained
    case .aws(let signer):
      return
        "Signed for AWS (\(signer.service), \(signer.region.written)) with \(secrets.map(name).joined(separator: ", "))"
    case .jwt(let signer):
      return
        "Header \(signer.header): \(signer.prefix)a token signed by \(signer.recipe.algorithm.rawValue) with \(name(signer.recipe.key)), good for \(signer.recipe.lives.words)"
    }
  }
}
