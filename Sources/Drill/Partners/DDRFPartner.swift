import Foundation

/// A recipient of the Data Deletion Request Framework 2.0: looks at what our domain shows, checks both tokens, and
/// acknowledges with a token of its own. That it has deleted, it never says.
///
/// ```
/// GET  /drill-ddrf/dsrdelete.json             where it takes requests and by which keys it signs
/// GET  /drill-ddrf/jwks.json
/// POST /drill-ddrf/requests                   the request token, nothing else
/// 202  an acknowledgement token, code 10000   equal jti: the same request again
/// 400  an acknowledgement token               112xx our domain or keys, 12201 not ES256, 132xx the request token (111xx,
///                                             121xx, 131xx the token inside it), 14201 and 14202 not an sco in plaintext
/// ```
/// Of all identifiers 2 % are invalid (14204) always, and 4 % find trouble (10010) when first named.
struct DDRFPartner: SimulatedPartner {
  static let kind = (type: "sco", format: "plaintext")

  private let lot: Lot
  private let keySet: String
  private var sites: [String: PublishedSite] = [:]
  private var stumbled: Set<String> = []
  private var taken: Set<String> = []
  private(set) var erased: [String: Int] = [:]

  /// - Parameter keySet: what it publishes of its own keys.
  init(seed: UInt64, keySet: String) {
    lot = Lot(seed: seed, salt: .ddrf)
    self.keySet = keySet
  }

  struct Request: Decodable {
    let version, jti, iss, orJWT, identifierValue, identifierType, identifierFormat: String
    let iat: Int
  }

  private struct Origin: Decodable {
    let version, jti, iss: String
    let iat: Int
  }

  struct Acknowledgement: Codable, Hashable {
    var version = "2.0"
    let rqJWT, jti, iss: String
    let iat, raResultCode: Int
  }

  mutating func see(_ site: PublishedSite) { sites[site.domain] = site }

  mutating func answer(to call: ReceivedCall, now: Date) -> DrillAnswer {
    switch (call.method, call.route) {
    case ("GET", ["dsrdelete.json"]): return document(host: call.headers["host"] ?? "127.0.0.1")
    case ("GET", ["jwks.json"]):
      return DrillAnswer(status: 200, headers: ["content-type": "application/json"], body: Array(keySet.utf8))
    case ("POST", ["requests"]): return acknowledge(call, now)
    case _: return .refusal(404, "no_such_path", "POST /requests, GET /dsrdelete.json, GET /jwks.json")
    }
  }

  private func document(host: String) -> DrillAnswer {
    let root = "http://\(host)/\(DrillPartner.ddrf.rawValue)"
    let text =
      #"{"endpoint":"\#(root)/requests","identifiers":[{"id":1,"type":"\#(Self.kind.type)","#
      + #""format":"\#(Self.kind.format)"}],"jwksUri":"\#(root)/jwks.json","pollFrequency":86400,"#
      + #""vendorScriptRequirement":false}"#
    return DrillAnswer(status: 200, headers: ["content-type": "application/json"], body: Array(text.utf8))
  }

  private mutating func acknowledge(_ call: ReceivedCall, _ now: Date) -> DrillAnswer {
    let text = String(decoding: call.body, as: UTF8.self)
    let code = code(for: text, at: Int(now.timeIntervalSince1970))
    var answer = DrillAnswer.json(
      code == 10_000 ? 202 : 400,
      Acknowledgement(
        rqJWT: text, jti: "ack-\(call.number)", iss: RecipientIdentity.domain, iat: Int(now.timeIntervalSince1970),
        raResultCode: code))
    answer.signature = .genuine
    answer.signer = .recipient
    return answer
  }

  private mutating func code(for text: String, at now: Int) -> Int {
    guard let token = CompactToken(text), let request = Self.decoded(Request.self, token), request.version == "2.0"
    else { return 13_201 }
    guard let inner = CompactToken(request.orJWT), let origin = Self.decoded(Origin.self, inner),
      origin.version == "2.0"
    else { return 13_101 }
    if let fault = fault(of: inner, origin.iss, 11_100) { return fault }
    if let fault = fault(of: token, request.iss, 11_200) { return fault }
    if origin.iat <= 0 { return 13_103 }
    if request.iat <= 0 { return 13_203 }
    if origin.iat > now + 300 { return 13_104 }
    if request.iat > now + 300 { return 13_204 }
    if request.iat < origin.iat { return 13_205 }
    return take(request)
  }

  /// Whether the key that the token names made it. - Parameter hundred: 11100 for the originator, 11200 for who asks.
  private func fault(of token: CompactToken, _ issuer: String, _ hundred: Int) -> Int? {
    do throws(PublishedSite.Fault) {
      guard let site = sites[issuer] else { throw .noDomain }
      let key = try site.key(token.keyID)
      guard token.algorithm == "ES256", let curve = key.curve else { return hundred + 1001 }
      return token.isSigned(by: curve) ? nil : hundred + 2002
    } catch { return hundred + error.rawValue }
  }

  private mutating func take(_ request: Request) -> Int {
    guard request.identifierType == Self.kind.type else { return 14_201 }
    guard request.identifierFormat == Self.kind.format else { return 14_202 }
    let value = request.identifierValue
    let share = lot.draw(value)
    if value.isEmpty || share < 0.02 { return 14_204 }
    if share < 0.06, stumbled.insert(value).inserted { return 10_010 }
    if taken.insert(request.jti).inserted { erased[value, default: 0] += 1 }
    return 10_000
  }

  private static func decoded<T: Decodable>(_ type: T.Type, _ token: CompactToken) -> T? {
    try? JSONDecoder().decode(type, from: Data(token.payload))
  }

  func identifiers(in call: ReceivedCall) -> [String] {
    guard call.route == ["requests"], let token = CompactToken(String(decoding: call.body, as: UTF8.self)) else {
      return []
    }
    return Self.decoded(Request.self, token).map { [$0.identifierValue] } ?? []
  }
}
