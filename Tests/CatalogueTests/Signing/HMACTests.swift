import Testing
import Workflow

@testable import Catalogue

/// Signatures of real services, described by an entry. What is expected was computed by another program.
@Suite struct HMACTests {
  static let delete = #"{method: POST, path: /d, query: {a: "b c"}, body: {form: {id: "{identifier}"}}}"#

  private func facts(later: Int64 = 0) -> RequestFacts {
    var facts = Sample.facts
    facts.nonce = Array(0..<16)
    facts.sentAt = facts.now + .seconds(later)
    return facts
  }

  private func route(_ hmac: String, delete: String = delete) throws -> ApiRoute {
    try Sample.api(auth: "[{hmac: {\(hmac)}}]", delete: delete)
  }

  private func request(
    _ hmac: String, delete: String = delete, later: Int64 = 0, secret: String? = nil
  ) throws -> RenderedRequest {
    try route(hmac, delete: delete).render(
      lane: "user", items: [Sample.user("u1")], facts: facts(later: later),
      secret: { Array((secret ?? "s3cret-\($0)").utf8) })
  }

  private func header(_ name: String, of request: RenderedRequest) -> String {
    String(decoding: request.value(of: name) ?? [], as: UTF8.self)
  }

  private static let azure = #"""
    algorithm: sha256, secret: api-key, secret-form: base64, result: base64,
    sign: ["{method}", "{path-and-query}", "{date.rfc1123};{host};{header.x-ms-content-sha256}"],
    sends: {headers: {x-ms-date: "{date.rfc1123}", x-ms-content-sha256: "{body|sha256|base64}"}}, header: Authorization,
    value: "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}"
    """#

  @Test func `Azure Communication Services: date, host and the hash of the body`() throws {
    let signed = try request(Self.azure, secret: "cmF3IGtleSBieXRlcyE=")
    #expect(header("x-ms-date", of: signed) == "Thu, 01 Dec 2022 00:00:00 GMT")
    #expect(header("x-ms-content-sha256", of: signed) == "yr5alipouBdytks4qQDUrm/hlQxJDZUCCoSuo5PK1P0=")
    #expect(
      header("authorization", of: signed)
        == "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=T3F5LlQTZPCeSelr6fDoTaIvQcwuMfuEtaU5q4qMoQ4="
    )
  }

  @Test func `Acquia: key id, nonce, realm and content type`() throws {
    let signed = try request(
      #"""
      algorithm: sha256, secret: api-key, result: base64,
      sign: ["{method}", "{host}", "{path}", "{query}", "id={secret.other-key}&nonce={nonce.uuid}&realm=acme&version=2.0",
      "{header.x-authorization-timestamp}", "{content-type}", "{body|sha256|base64}"],
      sends: {headers: {X-Authorization-Timestamp: "{date.epoch}", X-Authorization-Content-SHA256: "{body|sha256|base64}"}},
      header: Authorization,
      value: 'acquia-http-hmac id="{secret.other-key}",nonce="{nonce.uuid}",realm="acme",signature="{signature}",version="2.0"'
      """#)
    #expect(
      header("authorization", of: signed)
        == #"acquia-http-hmac id="s3cret-other-key",nonce="d65df89f-702e-4c58-aa3c-7bf2001c9ffc",realm="acme",signature="jb6HzgKWQenvmudldDhtMXZ8qOg6GwO4f1BDOXtzJCE=",version="2.0""#
    )
  }

  @Test func `Twilio: the address and the form's names and values`() throws {
    let signed = try request(
      #"algorithm: sha1, secret: api-key, sign: "{address}{bare-form}", result: base64, header: X-Twilio-Signature"#)
    #expect(header("x-twilio-signature", of: signed) == "jJ1Regv7hA/0t9WEeZ+buDYj0cM=")
  }

  @Test func `Slack: version, seconds and body, parted by colons`() throws {
    let signed = try request(
      #"""
      algorithm: sha256, secret: api-key, sign: [v0, "{date.epoch}", "{body}"], join: ":", result: hex,
      sends: {headers: {X-Slack-Request-Timestamp: "{date.epoch}"}}, header: X-Slack-Signature, value: "v0={signature}"
      """#)
    #expect(header("x-slack-request-timestamp", of: signed) == "1669852800")
    #expect(
      header("x-slack-signature", of: signed) == "v0=92662d1e8c1ca9885ee0fe030a8c9e274e1afe9f8ceaa00ecfa603644fd2607b")
  }

  @Test func `Alibaba: all parameters sorted, and the signature among them`() throws {
    let signed = try request(
      #"""
      algorithm: sha1, secret: api-key, secret-suffix: "&", sign: "{method}&%2F&{sorted-query|escape}", result: base64,
      sends: {query: {AccessKeyId: "{secret.other-key}", SignatureNonce: "{nonce}", Timestamp: "{date.rfc3339}"}}, query: Signature
      """#)
    #expect(
      signed.url
        == "https://acme.example/d?a=b%20c&AccessKeyId=s3cret-other-key&SignatureNonce=000102030405060708090a0b0c0d0e0f&Timestamp=2022-12-01T00%3A00%3A00Z&Signature=uLQa3KUm8t%2BdPcTGkCKe7n%2B5NOI%3D"
    )
  }

  @Test func `Tencent: a chain of keys over the hash of a canonical request`() throws {
    let signed = try request(
      #"""
      algorithm: sha256, secret: api-key, secret-prefix: TC3, derive: ["{date.date}", cdp, tc3_request], result: hex,
      canonical: ["{method}", "{path}", "{query}", "content-type:{content-type}", "host:{host}", "", "content-type;host", "{body|sha256|hex}"],
      sign: [TC3-HMAC-SHA256, "{date.epoch}", "{date.date}/cdp/tc3_request", "{canonical|sha256|hex}"],
      sends: {headers: {X-TC-Timestamp: "{date.epoch}"}}, header: Authorization,
      value: "TC3-HMAC-SHA256 Credential={secret.other-key}/{date.date}/cdp/tc3_request, SignedHeaders=content-type;host, Signature={signature}"
      """#)
    #expect(
      header("authorization", of: signed)
        == "TC3-HMAC-SHA256 Credential=s3cret-other-key/2022-12-01/cdp/tc3_request, SignedHeaders=content-type;host, Signature=dd90f698a6f99f331b8a97fe2321624611e071ca219958fb5906f1987be348a4"
    )
  }

  @Test func `HTTP signatures by draft-cavage: request target, host, date and digest`() throws {
    let signed = try request(
      #"""
      algorithm: sha512, secret: api-key, result: base64,
      sign: ["(request-target): {method|lower} {path-and-query}", "host: {host}", "date: {header.date}", "digest: {header.digest}"],
      sends: {headers: {Date: "{date.rfc1123}", Digest: "SHA-256={body|sha256|base64}"}}, header: Authorization,
      value: 'Signature keyId="{account.region}",algorithm="hmac-sha512",headers="(request-target) host date digest",signature="{signature}"'
      """#)
    #expect(
      header("authorization", of: signed)
        == #"Signature keyId="eu",algorithm="hmac-sha512",headers="(request-target) host date digest",signature="I/jSrP2jXyxxEEKjfNc/j60ZK7baNPUKvS298QHU1YgR86waaRgHPNvl1vo+0CxuF5Icw+KkgjhxRHnDyupIgg==""#
    )
  }

  @Test func `Mailgun: moment and token as fields, and the intent knows none of them`() throws {
    let signed = try request(
      #"""
      algorithm: sha256, secret: api-key, sign: "{date.epoch}{nonce}", result: hex,
      sends: {fields: {timestamp: "{date.epoch}", token: "{nonce}"}}, field: signature
      """#)
    #expect(
      String(decoding: signed.body, as: UTF8.self)
        == "id=u1&timestamp=1669852800&token=000102030405060708090a0b0c0d0e0f&signature=c570ece1485a50c8aef8a32f26ceb7af603882bbaefdc31f655a61c4fb3e965c"
    )
    #expect(String(decoding: signed.intendedBody, as: UTF8.self) == "id=u1")
  }

  @Test func `a JSON object takes the signature as a member, and a key may be in hex`() throws {
    let json = #"{method: POST, path: /d, body: {json: {id: "{identifier}"}}}"#
    let signed = try request(
      #"algorithm: md5, secret: api-key, sign: "{body}", result: hex-upper, field: sign"#, delete: json)
    #expect(
      String(decoding: signed.body, as: UTF8.self) == #"{"id":"u1","sign":"6D2DF92B58E2F539E2C57A79E360B2D8"}"#)
    let bare = try request(
      #"algorithm: sha256, secret: api-key, secret-form: hex, sign: "{method}", result: base64url, header: X-Sign"#,
      delete: #"{method: DELETE, path: "/u/{identifier}"}"#, secret: "00ff10")
    #expect(header("x-sign", of: bare) == "I0X68AuKZxmDuxfUjMJqdviw-MrdO6FXDm866LiL-1k")
  }

  @Test func `each attempt is signed anew, over the same body`() throws {
    let key = "cmF3IGtleSBieXRlcyE="
    let (first, second) = (try request(Self.azure, secret: key), try request(Self.azure, later: 90, secret: key))
    #expect(header("x-ms-date", of: second) == "Thu, 01 Dec 2022 00:01:30 GMT")
    #expect(header("authorization", of: first) != header("authorization", of: second))
    #expect(first.body == second.body)
    #expect(try route(Self.azure).endpoint.isWrittenLate)
  }

  @Test(arguments: [("base64", "s3cret!"), ("hex", "abc")])
  func `a secret that is not in its form stops the request, and is not told`(_ form: String, _ secret: String) {
    let failure = RenderFailure(.unreadableSecret(form), part: "secret.api-key")
    #expect(throws: failure) {
      try request(
        "algorithm: sha256, secret: api-key, secret-form: \(form), sign: \"{method}\", result: hex, header: X-Sign",
        secret: secret)
    }
    #expect(failure.description.contains(form) && !failure.description.contains(secret))
  }

  @Test func `a preview shows what is signed, needs no key, and says nothing of it`() throws {
    let preview = try route(Self.azure).preview(lane: "user", items: [Sample.user("u1")], facts: Sample.facts)
    #expect(preview.contains("Signature=<signature>") && preview.contains("x-ms-date: <date.rfc1123>"))
    #expect(!preview.contains("s3cret"))
  }

  private static let good = #"algorithm: sha256, secret: api-key, sign: "{body}", result: hex, header: X-Sign"#

  @Test(arguments: [
    (#"sign: "{body}""#, #"sign: "{bodi}""#, "'sign' holds an unknown part {bodi}"),
    (#"sign: "{body}""#, #"sign: "{body|sha3}""#, "does not know '|sha3'"),
    (#"sign: "{body}""#, #"sign: "{body|sha256}""#, "with a hash, which is no text"),
    (#"sign: "{body}""#, #"sign: "{date.epoch}{body}""#, "a date is signed that is not sent"),
    (#"sign: "{body}""#, #"sign: "{nonce}{body}""#, "a nonce is signed that is not sent"),
    (#"sign: "{body}""#, #"sign: "{date.iso}""#, "unknown part {date.iso} | Known: date.epoch"),
    (
      #"sign: "{body}""#, #"sign: "{header.x-date}{body}""#,
      "the header 'x-date' is signed, but 'delete' does not send it"
    ),
    (#"sign: "{body}""#, #"sign: "{canonical}""#, "'canonical' is missing"),
    (#"sign: "{body}""#, #"sign: "{body}", canonical: a"#, "'canonical' is not used"),
    (#"sign: "{body}""#, #"sign: "{body""#, "holds a single brace"),
    (#"sign: "{body}", "#, "", "'sign' is missing"),
    ("secret: api-key, ", "", "'secret' is missing"),
    ("secret: api-key", "secret: api-kex", "does not know the secret 'api-kex'"),
    ("result: hex", "result: sha1", "'result' does not know 'sha1'"),
    ("header: X-Sign", "header: X-Sign, query: s", "exactly one of 'header', 'query' and 'field'"),
    ("header: X-Sign", "header: X-Sign, value: \"v0={body}\"", "'value' does not hold {signature}"),
    ("header: X-Sign", "header: X-Sign, sends: {headers: {Cookie: a}}", "carries a credential"),
    ("header: X-Sign", "header: X-Sign, sends: {headers: {X-A: \"{signature}\"}}", "before the signature is made"),
    ("header: X-Sign", "field: s, sends: {headers: {X-A: \"{body|md5|hex}\"}}", "the two would differ"),
  ])
  func `a signature that nobody could check is a mistake with a line and a column`(
    _ old: String, _ new: String, _ words: String
  ) {
    let hmac = Self.good.replacing(old, with: new)
    let found = Sample.mistakes(
      replacing: "- bearer: api-key", with: "- bearer: api-key\n        - hmac: {\(hmac)}")
    #expect(found.contains { $0.contains(words) && $0.wholeMatch(of: /23:[0-9]+: .*/) != nil }, "\(found)")
  }
}
