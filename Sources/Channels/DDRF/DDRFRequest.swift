import Catalogue
import Crypto
import Workflow

/// One deletion request: one identifier for one recipient, as the framework has it.
struct DDRFRequest: Sendable {
  let kind: DdrfRoute.Kind
  /// The compact form, as it is sent and as the acknowledgement must repeat it.
  let token: String
  let madeAt: Instant
  let body: [UInt8]
}

/// Builds the two tokens of a request: the originating one, and the one for this recipient around it.
struct DDRFTokens {
  let route: DdrfRoute
  let order: Order

  func requests(for naming: DDRFNaming, key: SigningKey) throws -> [DDRFRequest] {
    let keyID = try route.keyID ?? key.thumbprint()
    let sign = { try SignedToken.make(payload: $0, key: key, keyID: keyID) }
    return try naming.values.map { value in
      let origin = try sign(originating(value.text, value.name, subject: naming.subject))
      let token = try sign(request(origin, value.text, value.name, id: id(of: value)))
      return DDRFRequest(kind: value.name, token: token, madeAt: order.now, body: body(token))
    }
  }

  /// The request's own number. The dispatch's key stands for the first value of the lane's first kind.
  func id(of value: DDRFNaming.Value) -> String {
    let further = value.place == 0 ? [] : [String(value.place)]
    return value.isFirst && further.isEmpty ? order.key : id([order.key, value.kind.rawValue] + further)
  }

  /// Version 1.0 puts the person into it, version 2.0 does not.
  func originating(_ value: String, _ kind: DdrfRoute.Kind, subject: Int) -> String {
    var members = head(id: id([order.matter, order.wave, String(subject)]))
    if route.version == .one { members.append(("sub", subjectJSON(value, kind))) }
    return JSONText.object(members + [("iat", String(min(order.issuedAt, order.now).seconds))])
  }

  func request(_ origin: String, _ value: String, _ kind: DdrfRoute.Kind, id: String) -> String {
    var members = head(id: id)
    let nested = JSONText.quoted(origin)
    switch route.version {
    case .one:
      members.insert(("idJWT", nested), at: 1)
      members.append(("sub", subjectJSON(value, kind)))
    case .two:
      members.insert(("orJWT", nested), at: 1)
      members += named(value, kind)
    }
    return JSONText.object(members + [("iat", String(order.now.seconds))])
  }

  private func head(id: String) -> [(name: String, json: String)] {
    [
      ("version", JSONText.quoted(route.version.rawValue)), ("jti", JSONText.quoted(id)),
      ("iss", JSONText.quoted(route.issuer)),
    ]
  }

  private func named(_ value: String, _ kind: DdrfRoute.Kind) -> [(name: String, json: String)] {
    [
      ("identifierValue", JSONText.quoted(value)), ("identifierType", JSONText.quoted(kind.type)),
      ("identifierFormat", JSONText.quoted(kind.format)),
    ]
  }

  private func subjectJSON(_ value: String, _ kind: DdrfRoute.Kind) -> String {
    switch route.subject {
    case .object: JSONText.object(named(value, kind))
    case .text: JSONText.quoted(value)
    }
  }

  private func body(_ token: String) -> [UInt8] {
    Array((route.request.member.map { JSONText.object([($0, JSONText.quoted(token))]) } ?? token).utf8)
  }

  /// The same for every attempt, so that the recipient can tell a repeat. The originating token's is the same for all
  /// recipients, as the framework wants it: the number of one request.
  private func id(_ parts: [String]) -> String {
    var hash = SHA256()
    for part in ["expunge-ddrf/1"] + parts { hash.update(data: Array(part.utf8) + [0]) }
    return UUIDText.of(Array(hash.finalize()))
  }
}
