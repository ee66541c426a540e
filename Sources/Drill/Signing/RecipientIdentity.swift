import Crypto

/// The key by which the deletion request framework's partner signs its acknowledgements, made anew at each start.
struct RecipientIdentity: Sendable {
  static let domain = "ddrf.drill.example"
  static let keyID = "drill-ddrf-1"

  private let key = P256.Signing.PrivateKey()

  /// What it publishes: a set of keys with one key.
  var keySet: String {
    let point = Array(key.publicKey.rawRepresentation)
    return #"{"keys":[{"kty":"EC","crv":"P-256","x":"\#(CompactToken.letters(Array(point.prefix(32))))","#
      + #""y":"\#(CompactToken.letters(Array(point.suffix(32))))","use":"sig","alg":"ES256","kid":"\#(Self.keyID)"}]}"#
  }

  /// Puts a signed token in place of the body that it is made of, where the answer wants one.
  func seal(_ answer: inout DrillAnswer) {
    guard answer.signature != .none else { return }
    guard
      let token = CompactToken.make(
        answer.body, key: key, keyID: Self.keyID, spoiled: answer.signature == .wrong)
    else {
      answer = DrillAnswer(status: 500)
      return
    }
    answer.headers["content-type"] = "application/jwt"
    answer.body = token
  }
}
