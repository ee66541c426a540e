import Crypto
import Testing
import Workflow

@testable import Catalogue

/// Published examples of each scheme, and values computed independently where there is none.
@Suite struct SignatureTests {
  private func request(
    _ method: String, _ url: String, form: String? = nil, headers: [(String, String)] = []
  ) -> RenderedRequest {
    let type = form.map { _ in [("Content-Type", "application/x-www-form-urlencoded")] } ?? []
    return RenderedRequest(
      method: method, url: url,
      headers: (headers + type).map { RenderedRequest.Header(name: $0.0, value: Array($0.1.utf8)) },
      body: Array((form ?? "").utf8))
  }

  private func oauth(_ words: [(String, String)]) -> [Pair] { words.map { Pair($0.0, Array($0.1.utf8)) } }

  @Test func `the photo printer of RFC 5849 signs as it does there`() {
    let base = OAuth1.base(
      of: request("GET", "http://photos.example.net/photos?file=vacation.jpg&size=original"),
      oauth([
        ("oauth_consumer_key", "dpf43f3p2l4k3l03"), ("oauth_token", "nnch734d00sl2jdk"),
        ("oauth_signature_method", "HMAC-SHA1"), ("oauth_timestamp", "137131202"), ("oauth_nonce", "chapoH"),
      ]))
    let code = OAuth1.Method.sha1.code(base, Array("kd94hf93k423kf44&pfkkdhi9sl3r4s00".utf8))
    #expect(Base64.encode(code) == Array("MdpQcU8iPSUjWoN/UDMsK2sui9I=".utf8))
  }

  @Test func `a parameter that needs escapes, in a form, signs as Twitter publishes it`() {
    let own = oauth([
      ("oauth_consumer_key", "xvz1evFS4wEEPTGEFPHBog"),
      ("oauth_nonce", "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg"), ("oauth_signature_method", "HMAC-SHA1"),
      ("oauth_timestamp", "1318622958"), ("oauth_token", "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"),
      ("oauth_version", "1.0"),
    ])
    let status = "status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21"
    let key = Array(
      "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw&LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE".utf8)
    let base = OAuth1.base(
      of: request("POST", "https://API.twitter.com:443/1.1/statuses/update.json?include_entities=true", form: status),
      own)
    #expect(Base64.encode(OAuth1.Method.sha1.code(base, key)) == Array("hCtSmYh+iHYCEqBWrE7C7hYmtUk=".utf8))
    var other = own
    other[2].value = Array("HMAC-SHA256".utf8)
    let newer = OAuth1.base(
      of: request("POST", "https://api.twitter.com/1.1/statuses/update.json?include_entities=true", form: status), other
    )
    #expect(
      Base64.encode(OAuth1.Method.sha256.code(newer, key)) == Array("PLbq+OWUE2vwiOZeZBSR06GFvymUHoaBdCIHyD66IcM=".utf8)
    )
  }

  @Test(
    arguments: [
      (
        "GET", "https://example.amazonaws.com/", nil, "host;x-amz-date",
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
      ),
      (
        "GET", "https://example.amazonaws.com/?Param2=value2&Param1=value1", nil, "host;x-amz-date",
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
      ),
      (
        "GET", "https://example.amazonaws.com/?Param1=value2&Param1=value1", nil, "host;x-amz-date",
        "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694"
      ),
      (
        "POST", "https://example.amazonaws.com/", nil, "host;x-amz-date",
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
      ),
      (
        "POST", "https://example.amazonaws.com/", "Param1=value1", "content-type;host;x-amz-date",
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
      ),
    ] as [(String, String, String?, String, String)])
  func `AWS requests sign as in Amazon's own test suite`(
    _ method: String, _ url: String, _ form: String?, _ names: String, _ signature: String
  ) {
    let dated = request(method, url, form: form, headers: [("X-Amz-Date", "20150830T123600Z")])
    let header = AWSSignature.header(
      dated, Self.amazon(region: "us-east-1", service: "service"), at: Instant(seconds: 1_440_938_160))
    #expect(
      String(decoding: header, as: UTF8.self)
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=\(names), Signature=\(signature)"
    )
  }

  private static func amazon(region: String, service: String) -> AWSSignature.Credentials {
    AWSSignature.Credentials(
      accessKey: Array("AKIDEXAMPLE".utf8), secretKey: Array("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".utf8),
      region: region, service: service)
  }

  @Test func `an escaped path is escaped once more, and the session's token is signed`() {
    let dated = request(
      "DELETE", "https://rum.eu-west-1.amazonaws.com/appmonitor/shop%20one",
      headers: [("X-Amz-Date", "20150830T123600Z"), ("X-Amz-Security-Token", "tok")])
    let header = AWSSignature.header(
      dated, Self.amazon(region: "eu-west-1", service: "rum"), at: Instant(seconds: 1_440_938_160))
    #expect(
      String(decoding: header, as: UTF8.self).hasSuffix(
        "Signature=066b2e3e57351177f5a2568ff86318c6e0e24b37a5c9832908f059a844a72e09"))
  }

  @Test func `the digest of X-WSSE is the base64 of hex digits`() {
    let header = WSSE.header(
      user: Array("shop001".utf8), secret: Array("s3cret-api-key".utf8),
      nonce: Array("d36e316282959a9ed4c89851497a717f".utf8), at: Instant(seconds: 1_669_852_800))
    #expect(
      String(decoding: header, as: UTF8.self)
        == #"UsernameToken Username="shop001", PasswordDigest="NzJmYmI5MjdlZDIwMjAzYmQzOGJiMmQ3NDE1OGQ1M2U2YjJlZTkzMA==", Nonce="d36e316282959a9ed4c89851497a717f", Created="2022-12-01T00:00:00Z""#
    )
  }

  @Test func `the digest of all values is taken over the secret and the sorted values`() {
    let values = ["json", "abc", #"{"id":"a@b.example"}"#].map { Array($0.utf8) }
    #expect(
      ParameterDigest.digest(secret: Array("shh".utf8), values: values)
        == Array("20830a85a18c917912f8351b4b66a4e2".utf8))
  }
}
