import Workflow

/// A Google service account: its key file signs a statement that is swapped for a token.
struct GoogleAccount: Hashable, Sendable {
  static let host = "https://oauth2.googleapis.com"
  static let path = "/token"

  /// The name of the secret that holds the JSON key file.
  var key: String
  var scope: SlotText
  /// The user in whose name the account acts, where the domain allows it.
  var subject: SlotText?
  /// Where tokens are given. The key file has to name the same place: it may not send its statement elsewhere.
  var host: String

  /// - Throws: `RenderFailure` where the file is not such a key file.
  func assertion(_ filling: Filling) throws -> [UInt8] {
    if filling.mask.secrets { return Array("<signed statement>".utf8) }
    let fault = RenderFailure(.badKey, part: "secret.\(key)")
    guard let file = try? JSONReader.read(try filling.keyFile(key)), let mail = file.word("client_email"),
      let pem = file.word("private_key"), let place = file.word("token_uri"),
      place.elementsEqual((host + GoogleAccount.path).utf8)
    else { throw fault }
    var claims = [claim("iss", mail), claim("scope", try Pen(filling).text(scope, .raw)), claim("aud", place)]
    if let subject { claims.append(claim("sub", try Pen(filling).text(subject, .raw))) }
    let kid = file.word("private_key_id").map { [claim("kid", $0)] } ?? []
    let recipe = JWTRecipe(algorithm: .rs256, key: key, claims: claims, lives: .hours(1), headerFields: kid)
    var inner = Filling(facts: filling.facts, secret: { _ in pem })
    inner.mask = filling.mask
    return try recipe.token(inner)
  }

  private func claim(_ name: String, _ text: [UInt8]) -> Shape.Member {
    Shape.Member(key: SlotText(constant: name), value: .constant(JSONEscape.string(text)))
  }

  /// The token step that an entry with such a credential has.
  func step() -> TokenStep {
    let grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    let form = [
      Parameter(name: SlotText(constant: "grant_type"), value: .text(SlotText(constant: grant))),
      Parameter(name: SlotText(constant: "assertion"), value: .assertion(.google(self))),
    ]
    let call = Call(
      method: .post, path: .same(SlotText(constant: GoogleAccount.path)), query: [], headers: [], body: .form(form))
    return TokenStep(
      endpoint: Endpoint(host: .same(SlotText(constant: host)), headers: [], auth: []), call: call,
      field: JSONPath(steps: [.name(Array("access_token".utf8))]), lives: nil,
      livesField: JSONPath(steps: [.name(Array("expires_in".utf8))]), header: "Authorization", prefix: "Bearer ")
  }
}

extension JSONValue {
  /// The text of a member, not empty.
  fileprivate func word(_ name: String) -> [UInt8]? {
    if case .string(let text)? = self[name.utf8], !text.isEmpty { text } else { nil }
  }
}
