import Workflow
import Yams

/// The kinds of credential that an entry may name.
enum AuthWord: String, CaseIterable {
  case basic, bearer, header, query, body, token, jwt, oauth1, wsse, hmac
  case digest = "md5-parameters"
  case aws = "aws-sigv4"
  case google = "google-service-account"

  /// A call that gets a token cannot need a token.
  var givesToken: Bool { self == .token || self == .google }
}

extension EntryReading {
  /// The credentials of a section or of a single call.
  /// - Parameter further: Slots beside `{account.NAME}` that a `value` may hold.
  func readAuth(_ fields: Fields, inToken: Bool = false, further: SlotScene? = nil) -> [AuthPart] {
    var scene = further ?? SlotScene(place: "a credential", families: [])
    scene.families.formUnion([.account, .fact])
    let parts = fields.list("auth").enumerated().compactMap { place, node -> AuthPart? in
      guard let part = sheet.fields(of: node, named: "\(fields.name), auth \(place + 1)") else { return nil }
      defer { part.finish() }
      return authPart(part, inToken: inToken, scene)
    }
    let tokens = parts.filter { if case .token = $0 { true } else { false } }
    if tokens.count > 1 { fields.report("\(fields.name): 'auth' holds two tokens", "Keep one of them.") }
    return parts
  }

  private func authPart(_ part: Fields, inToken: Bool, _ scene: SlotScene) -> AuthPart? {
    let known = AuthWord.allCases.filter { !inToken || !$0.givesToken }
    let given = known.filter { part.has($0.rawValue) }
    guard given.count == 1, let word = given.first else {
      known.forEach { _ = part.child($0.rawValue) }
      if part.keys.allSatisfy({ key in known.contains { $0.rawValue == key } }) {
        part.report(
          "\(part.name): must hold exactly one kind of credential",
          "Known: \(known.map(\.rawValue).joined(separator: ", ")).")
      }
      return nil
    }
    if word == .bearer {
      return secretName("bearer", in: part).map { .header(name: "Authorization", prefix: "Bearer ", secret: $0) }
    }
    guard let fields = part.mapping(word.rawValue) else { return nil }
    defer { fields.finish() }
    return authPart(word, fields, scene)
  }

  private func authPart(_ word: AuthWord, _ fields: Fields, _ scene: SlotScene) -> AuthPart? {
    switch word {
    case .basic:
      let password = secretName("password", in: fields, required: false)
      return user(fields).map { .basic(user: $0, password: password) }
    case .bearer: return nil
    case .header: return headerPart(fields, scene)
    case .query: return queryPart(fields, scene)
    case .body:
      let name = text("field", in: fields, Address.textFault)
      let secret = secretName("secret", in: fields)
      guard let name, let secret else { return nil }
      return .body(field: name, secret: secret)
    case .token: return token(fields).map(AuthPart.token)
    case .google: return google(fields).map { .token($0.step()) }
    case .jwt: return jwtHeader(fields).map { .signer(.jwt($0)) }
    case .oauth1: return oauth1(fields).map { .signer(.oauth1($0)) }
    case .wsse:
      let secret = secretName("secret", in: fields)
      guard let user = user(fields), let secret else { return nil }
      return .signer(.wsse(WSSE(user: user, secret: secret)))
    case .digest: return digest(fields).map { .signer(.digest($0)) }
    case .hmac: return hmac(fields).map { .signer(.hmac($0)) }
    case .aws: return aws(fields).map { .signer(.aws($0)) }
    }
  }

  private func headerPart(_ fields: Fields, _ scene: SlotScene) -> AuthPart? {
    let name = headerName("name", in: fields)
    let prefix = prefix(in: fields) ?? ""
    if let value = credentialText(fields, scene) {
      return name.map { .text(.header, name: $0, SlotText(SlotText(constant: prefix).pieces + value.pieces)) }
    }
    guard let secret = fields.has("value") ? nil : secretName("secret", in: fields), let name else { return nil }
    return .header(name: name, prefix: prefix, secret: secret)
  }

  private func queryPart(_ fields: Fields, _ scene: SlotScene) -> AuthPart? {
    let name = text("name", in: fields, Address.textFault)
    if let value = credentialText(fields, scene) { return name.map { .text(.query, name: $0, value) } }
    guard let secret = fields.has("value") ? nil : secretName("secret", in: fields), let name else { return nil }
    return .query(name: name, secret: secret)
  }

  /// `value`, in the place of `secret`.
  private func credentialText(_ fields: Fields, _ scene: SlotScene) -> SlotText? {
    guard let node = fields.child("value") else { return nil }
    if fields.has("secret") {
      fields.report("\(fields.name): exactly one of 'secret' and 'value' must be given")
      _ = fields.child("secret")
    }
    return slotText(node, fields, "value", scene)
  }

  /// `user`, a secret, or `user-text`.
  private func user(_ fields: Fields) -> AuthPart.BasicUser? {
    guard let node = fields.child("user-text") else { return secretName("user", in: fields).map { .secret($0) } }
    if fields.has("user") { fields.report("\(fields.name): exactly one of 'user' and 'user-text' must be given") }
    _ = fields.child("user")
    return slotText(node, fields, "user-text", SlotScene(place: "a user name", families: [.account]))
      .map(AuthPart.BasicUser.text)
  }

  /// What stands before a credential; may be empty, where a partner wants it bare.
  func prefix(in fields: Fields) -> String? {
    guard let node = fields.child("prefix") else { return nil }
    return node.scalar?.string.isEmpty == true ? "" : plainText(node, fields, "prefix")
  }

  /// The name of a header that may carry a credential.
  func headerName(_ key: String, in fields: Fields, required: Bool = true) -> String? {
    text(key, in: fields, required: required) { name in
      name.lowercased() == "authorization" ? nil : HeaderName.fault(name)?.what
    }
  }
}
