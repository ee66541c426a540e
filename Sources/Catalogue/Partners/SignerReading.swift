import Workflow
import Yams

extension EntryReading {
  func oauth1(_ fields: Fields) -> OAuth1? {
    let consumer = (secretName("consumer-key", in: fields), secretName("consumer-secret", in: fields))
    let token = secretName("token", in: fields, required: false)
    let tokenSecret = secretName("token-secret", in: fields, required: false)
    if fields.has("token") != fields.has("token-secret") {
      fields.report("\(fields.name): 'token' and 'token-secret' belong together", "Give both, or none.")
    }
    let method = fields.choice("method", OAuth1.Method.self)
    let realm = fields.child("realm").flatMap { accountText($0, fields, "realm") }
    guard let key = consumer.0, let secret = consumer.1 else { return nil }
    return OAuth1(
      consumerKey: key, consumerSecret: secret, token: token, tokenSecret: tokenSecret, method: method ?? .sha1,
      realm: realm)
  }

  func digest(_ fields: Fields) -> ParameterDigest? {
    let secret = secretName("secret", in: fields)
    let name = text("name", in: fields, required: false, Address.textFault)
    let keyName = text("key-name", in: fields, required: false, Address.textFault)
    let key = secretName("key", in: fields, required: false)
    if fields.has("key-name") != fields.has("key") {
      fields.report("\(fields.name): 'key-name' and 'key' belong together", "Give both, or none.")
    }
    return secret.map { ParameterDigest(secret: $0, name: name ?? "sig", keyName: keyName, key: key) }
  }

  func aws(_ fields: Fields) -> AWSSignature? {
    let accessKey = secretName("access-key", in: fields)
    let secretKey = secretName("secret-key", in: fields)
    let sessionToken = secretName("session-token", in: fields, required: false)
    let region = fields.required("region").flatMap { accountText($0, fields, "region") }
    let service = text("service", in: fields) { Self.isWord($0) ? nil : "must be of a-z, 0-9 and '-'" }
    if service == "s3" {
      fields.report("\(fields.name): 'service: s3' is signed in another way, which is not known here")
    }
    guard let accessKey, let secretKey, let region, let service else { return nil }
    return AWSSignature(
      accessKey: accessKey, secretKey: secretKey, sessionToken: sessionToken, region: region, service: service)
  }

  func jwtHeader(_ fields: Fields) -> JWTHeader? {
    let recipe = jwt(fields)
    let header = headerName("header", in: fields, required: false)
    let prefix = prefix(in: fields)
    return recipe.map { JWTHeader(recipe: $0, header: header ?? "Authorization", prefix: prefix ?? "Bearer ") }
  }

  /// `algorithm`, `key`, `claims`, `lives` and `header-fields` of a signed token.
  func jwt(_ fields: Fields) -> JWTRecipe? {
    let algorithm = fields.requiredChoice("algorithm", JWTRecipe.Algorithm.self)
    let key = secretName("key", in: fields)
    let lives = positive(fields.span("lives"), "lives", fields)
    if let node = fields.child("lives"), let lives, !(.seconds(1) ... .hours(24)).contains(lives) {
      sheet.report(at: node, "\(fields.name): 'lives' must be 1s to 24h, found \(node.shape)")
    }
    let claims = members("claims", in: fields)
    let headerFields = members("header-fields", in: fields)
    for member in headerFields
    where member.key.constant.map({ ["alg", "typ"].contains(String(decoding: $0, as: UTF8.self)) }) == true {
      fields.report("\(fields.name): 'header-fields' must not set 'alg' or 'typ'", "'algorithm' says it.")
    }
    guard let algorithm, let key else { return nil }
    return JWTRecipe(
      algorithm: algorithm, key: key, claims: claims, lives: lives ?? .minutes(5), headerFields: headerFields)
  }

  private func members(_ key: String, in fields: Fields) -> [Shape.Member] {
    guard let node = fields.child(key) else { return [] }
    let scene = SlotScene(place: "a signed token", families: [.account, .fact, .secret, .time])
    guard node.mapping != nil, case .object(let members)? = shape(node, fields, key, scene) else {
      if node.mapping == nil {
        sheet.report(at: node, "\(fields.name): '\(key)' must be a mapping, found \(node.shape)")
      }
      return []
    }
    return members.map { Shape.Member(key: $0.key, value: $0.value.folded()) }
  }

  func google(_ fields: Fields) -> GoogleAccount? {
    let key = secretName("key", in: fields)
    let scope = fields.required("scope").flatMap { accountText($0, fields, "scope") }
    let subject = fields.child("subject").flatMap { accountText($0, fields, "subject") }
    let host = text("host", in: fields, required: false, Address.hostFault)
    guard let key, let scope else { return nil }
    return GoogleAccount(key: key, scope: scope, subject: subject, host: host ?? GoogleAccount.host)
  }

  private func accountText(_ node: Node, _ fields: Fields, _ key: String) -> SlotText? {
    slotText(node, fields, key, SlotScene(place: "a credential", families: [.account]))
  }
}
