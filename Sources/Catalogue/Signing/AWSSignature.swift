import Crypto
import Workflow

/// AWS Signature Version 4 with an `Authorization` header, for all services but S3 (whose paths are escaped once only).
struct AWSSignature: Hashable, Sendable {
  var accessKey: String
  var secretKey: String
  var sessionToken: String?
  var region: SlotText
  var service: String

  func signed(_ request: RenderedRequest, _ filling: Filling) throws -> RenderedRequest {
    if filling.mask.secrets {
      return request.adding("Authorization", Array("AWS4-HMAC-SHA256 <signature>".utf8))
    }
    let moment = filling.facts.sentAt
    var dated = request.adding("X-Amz-Date", Slot.TimeForm.compact.written(moment))
    if let sessionToken {
      dated = dated.adding("X-Amz-Security-Token", try filling.secretValue(sessionToken).bytes)
    }
    let region = String(decoding: try Pen(filling).text(region, .header), as: UTF8.self)
    let credentials = Credentials(
      accessKey: try filling.secretValue(accessKey).bytes, secretKey: try filling.secretValue(secretKey).bytes,
      region: region, service: service)
    return dated.adding("Authorization", AWSSignature.header(dated, credentials, at: moment))
  }

  struct Credentials {
    var accessKey: [UInt8]
    var secretKey: [UInt8]
    var region: String
    var service: String
  }

  /// - Parameter request: With `X-Amz-Date`.
  static func header(_ request: RenderedRequest, _ credentials: Credentials, at moment: Instant) -> [UInt8] {
    let lines = headerLines(request)
    let names = Array(lines.map(\.name).joined(separator: [UInt8(ascii: ";")]))
    let stamp = Slot.TimeForm.compact.written(moment)
    let day = String(decoding: stamp.prefix(8), as: UTF8.self)
    let scope = "\(day)/\(credentials.region)/\(credentials.service)/aws4_request"
    let text =
      Array("AWS4-HMAC-SHA256\n".utf8) + stamp + Array("\n\(scope)\n".utf8)
      + Hex.encode(SHA256.hash(data: canonical(request, lines, names)))
    var key = Array("AWS4".utf8) + credentials.secretKey
    for part in [day, credentials.region, credentials.service, "aws4_request"] { key = code(Array(part.utf8), key) }
    return Array("AWS4-HMAC-SHA256 Credential=".utf8) + credentials.accessKey + Array("/\(scope), SignedHeaders=".utf8)
      + names + Array(", Signature=".utf8) + Hex.encode(code(text, key))
  }

  private static func code(_ text: [UInt8], _ key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: key)))
  }

  /// The request in the one form that both sides hash.
  static func canonical(_ request: RenderedRequest, _ lines: [Pair], _ names: [UInt8]) -> [UInt8] {
    let newline: [UInt8] = [0x0A]
    let query = Pair.list(request.address.query.utf8)
      .map { Pair(name: Pair.escaped($0.name), value: Pair.escaped($0.value)) }
      .sorted { $0.name == $1.name ? comesBefore($0.value, $1.value) : comesBefore($0.name, $1.name) }
      .map { $0.name + [UInt8(ascii: "=")] + $0.value }.joined(separator: [UInt8(ascii: "&")])
    let headers = lines.flatMap { $0.name + [UInt8(ascii: ":")] + $0.value + newline }
    return Array(request.method.utf8) + newline + path(request.address.path) + newline + Array(query) + newline
      + headers + newline + names + newline + Hex.encode(SHA256.hash(data: request.body))
  }

  /// The path as it stands in the address, each segment escaped once more.
  private static func path(_ path: Substring) -> [UInt8] {
    Array(
      path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Pair.escaped($0) }
        .joined(separator: [UInt8(ascii: "/")]))
  }

  /// Host, type and Amazon's own headers, by name; blanks inside a value count as one.
  static func headerLines(_ request: RenderedRequest) -> [Pair] {
    let signed = request.headers.map { (name: $0.name.lowercased(), value: $0.value) }
      .filter { $0.name == "content-type" || $0.name.hasPrefix("x-amz-") }
    let lines = signed.map { line in
      Pair(line.name, Array(line.value.split(separator: 0x20).joined(separator: [0x20])))
    }
    return (lines + [Pair("host", Array(request.address.host.lowercased().utf8))])
      .sorted { comesBefore($0.name, $1.name) }
  }
}
