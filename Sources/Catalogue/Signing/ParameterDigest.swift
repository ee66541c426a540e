import Crypto
import Workflow

/// A parameter that holds the MD5 of the secret and of all parameters' values, sorted (Sailthru).
///
/// Stands in the form where there is one, in the query otherwise.
struct ParameterDigest: Hashable, Sendable {
  var secret: String
  /// Of the parameter with the digest.
  var name: String
  /// A parameter with the public half of the credential, and the secret that holds it.
  var keyName: String?
  var key: String?

  func signed(_ request: RenderedRequest, _ filling: Filling) throws -> RenderedRequest {
    var added: [Pair] = []
    if let keyName, let key { added.append(Pair(keyName, try filling.secretValue(key).bytes)) }
    let known = Pair.list(request.address.query.utf8) + (request.isForm ? Pair.list(request.body) : []) + added
    let digest =
      filling.mask.secrets
      ? Array("<signature>".utf8)
      : ParameterDigest.digest(secret: try filling.secretValue(secret).bytes, values: known.map(\.value))
    added.append(Pair(name, digest))
    let text = added.map { pair in
      let value = filling.mask.secrets ? pair.value : Pair.escaped(pair.value)
      return Pair.escaped(pair.name) + [UInt8(ascii: "=")] + value
    }.joined(separator: [UInt8(ascii: "&")])
    if request.isForm {
      let body = request.body + (request.body.isEmpty ? [] : [UInt8(ascii: "&")]) + text
      return RenderedRequest(
        method: request.method, url: request.url, headers: request.headers, body: body,
        unsignedBody: request.unsignedBody ?? request.body)
    }
    let url = request.url + (request.url.contains("?") ? "&" : "?") + String(decoding: Array(text), as: UTF8.self)
    return RenderedRequest(
      method: request.method, url: url, headers: request.headers, body: request.body,
      unsignedBody: request.unsignedBody)
  }

  static func digest(secret: [UInt8], values: [[UInt8]]) -> [UInt8] {
    Hex.encode(Insecure.MD5.hash(data: secret + values.sorted(by: comesBefore).joined()))
  }
}
