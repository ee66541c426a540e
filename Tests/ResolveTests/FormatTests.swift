import Foundation
import Testing

@testable import Resolve

/// Every format tells the same story.
@Suite struct FormatTests {
  let scene: Scene
  init() throws { scene = try Scene() }

  private static let subjects =
    "subject,ip,url\na,192.0.2.1,https://n.example/ack?t=1\nb,192.0.2.2,https://n.example/ack?t=1\n"

  static let logs: [(String, String)] = [
    ("nginx with cookies", hit("192.0.2.1", "/ack?t=1", cookies: "_ga=GA1.2.1.1")),
    ("CR LF", hit("192.0.2.1", "/ack?t=1", cookies: "_ga=GA1.2.1.1").replacingOccurrences(of: "\n", with: "\r\n")),
    ("virtual host", "n.example:443 " + hit("192.0.2.1", "/ack?t=1", cookies: "_ga=GA1.2.1.1")),
    ("absolute target", hit("192.0.2.1", "http://N.example:80/ack?t=1", cookies: "_ga=GA1.2.1.1")),
    (
      "behind a proxy",
      "10.0.0.4 - - [06/Dec/2022:10:00:00 +0000] \"GET /ack?t=1 HTTP/1.1\" 200 5 \"-\" \"M\" \"192.0.2.2, 192.0.2.1, 10.1.1.1\" \"_ga=GA1.2.1.1\"\n"
    ),
    ("mapped address", hit("::ffff:192.0.2.1", "/ack?t=1", cookies: "_ga=GA1.2.1.1")),
    ("escaped quotes", hit("192.0.2.1", "/ack?t=1", cookies: "x=\\x22;\\x22 y=\\\"z; _ga=GA1.2.1.1")),
    (
      "nginx JSON",
      #"{"time_iso8601":"2022-12-06T10:00:00+00:00","remote_addr":"192.0.2.1","request":"GET /ack?t=1 HTTP/2.0","http_cookie":"a=\"b\"; _ga=GA1.2.1.1","x":[1,{"ip":"192.0.2.2"}]}"#
        + "\n"
    ),
    (
      "Caddy",
      #"{"level":"info","ts":1670320800.25,"request":{"remote_ip":"10.0.0.1","client_ip":"192.0.2.1","host":"n.example","uri":"/ack?t=1","headers":{"Cookie":["_ga=GA1.2.1.1"],"User-Agent":["M"]}},"status":200}"#
        + "\n"
    ),
    (
      "Traefik",
      #"{"ClientAddr":"192.0.2.1:5533","ClientHost":"192.0.2.1","RequestHost":"n.example","RequestPath":"/ack?t=1","StartUTC":"2022-12-06T10:00:00.123456789Z","request_Cookie":"_ga=GA1.2.1.1"}"#
        + "\n"
    ),
    (
      "Cloudflare",
      #"{"ClientIP":"192.0.2.1","ClientRequestHost":"n.example","ClientRequestURI":"\/ack?t=1","EdgeStartTimestamp":1670320800000000000,"Cookies":{"_ga":"GA1.2.1.1"}}"#
        + "\n"
    ),
    (
      "CloudFront",
      "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie)\n"
        + "2022-12-06\t10:00:00\tFRA\t5\t192.0.2.1\tGET\td1.cloudfront.net\t/ack\t200\thttps://n.example/ack?t=1\tM\tt=1\ta=b;%20_ga=GA1.2.1.1\n"
    ),
    (
      "CSV",
      "time,ip,url,cookie,note\r\n2022-12-06 10:00:00,192.0.2.1,https://n.example/ack?t=1,\"_ga=GA1.2.1.1; q=\"\"x\"\"\",\"a,b\"\r\n"
    ),
  ]

  @Test(arguments: logs)
  func `a log of each kind names the person`(_ name: String, _ log: String) throws {
    let found = try scene.resolve(Self.subjects, log)
    #expect(found.rows[0] == "subject,ip,url,client-id", "\(name)")
    #expect(found.rows[1] == "a,192.0.2.1,https://n.example/ack?t=1,GA1.2.1.1", "\(name)")
    #expect(found.report.logs[0].broken == 0, "\(name)")
  }

  @Test func `names of fields can be given`() throws {
    let log = #"{"at":"2022-12-06T10:00:00Z","http":{"who":"192.0.2.1","where":"/ack?t=1"},"me":"u1"}"# + "\n"
    let found = try scene.resolve(Self.subjects, log) {
      $0.map = ["time=at", "ip=http.who", "url=http.where", "user-id=me"]
    }
    #expect(found.rows[1].hasSuffix(",u1"))
  }

  @Test func `a field name that is none is refused with the names there are`() throws {
    let error = #expect(throws: ResolveError.self) { try scene.resolver(Self.subjects) { $0.map = ["adress=x"] } }
    #expect(error?.description.contains("'adress=x'") == true)
    #expect(error?.description.contains("referer") == true)
  }

  @Test func `IPv6 is one address however it is written`() throws {
    let found = try scene.resolve(
      "subject,ip,url\na,2001:db8:0:0::7,https://n.example/ack\n",
      hit("2001:0DB8::0007", "/ack", cookies: "_ga=GA1.2.1.1"))
    #expect(found.rows[1] == "a,2001:db8::7,https://n.example/ack,GA1.2.1.1")
  }

  @Test(arguments: [
    ("https://N.Example:443/a%7eb?q=%3a#x", "/a~b?q=%3A", true), ("http://n.example/ack?utm_source=x", "/ack", false),
    ("https://n.example", "/", true), ("https://n.example?x=1", "/?x=1", true), ("https://n.example/A", "/a", false),
    ("n.example/ack", "/ack", true), ("/ack", "/ack", true), ("https://n.example/caf%C3%A9", "/caf\u{e9}", true),
    ("https://n.example/a+b", "/a%20b", false),
  ])
  func `spellings of one page meet, and different pages do not`(_ url: String, _ page: String, _ same: Bool) throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,\(url)\n", hit("192.0.2.1", page, cookies: "_ga=GA1.2.1.1"))
    #expect((found.report.gained == 1) == same)
  }

  @Test func `the same path on another host is another page`() throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack\n",
      "other.example:80 " + hit("192.0.2.1", "/ack", cookies: "_ga=GA1.2.1.1"))
    #expect(found.report.gained == 0)
  }

  @Test(arguments: [
    ("mp_abc_mixpanel=%7B%22distinct_id%22%3A%20%22u-1%22%7D", "visitor-id", "u-1"),
    ("mp_abc_mixpanel=%7B%22a%22%3A%7B%22distinct_id%22%3A1%7D%2C%22%24user_id%22%3A%22u2%22%7D", "user-id", "u2"),
    ("AMP_0123456789=JTdCJTIyZGV2aWNlSWQlMjIlM0ElMjJkLTElMjIlN0Q=", "device-id", "d-1"),
    ("amp_abcdef=devid.dXNlcg==..1.2.3", "device-id", "devid"),
    ("_hjSessionUser_123456=eyJpZCI6ImY4LTEiLCJjcmVhdGVkIjoxfQ==", "visitor-id", "f8-1"),
    ("ajs_anonymous_id=%22an-1%22", "visitor-id", "an-1"), ("ajs_user_id=%22u%201%22", "user-id", "u 1"),
    ("optimizelyEndUserId=oeu1", "visitor-id", "oeu1"), ("_pk_id.1.1fff=abc123.1670.", "visitor-id", "abc123"),
    ("_gcl_aw=GCL.1670.Cj0.K", "click-id", "Cj0.K"), ("_fbc=fb.1.2.AbC", "click-id", "fb.1.2.AbC"),
    ("_clck=u1%7C2%7Cf", "visitor-id", "u1"), ("intercom-id-app1=i-1", "visitor-id", "i-1"),
    ("AMCV_X%40AdobeOrg=1%7CMCMID%7C12345678901%7CMC", "visitor-id", "12345678901"),
    ("_gid=GA1.2.7.8", "session-id", "GA1.2.7.8"),
  ])
  func `what a cookie holds is read as its writer wrote it`(_ cookie: String, _ kind: String, _ value: String) throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack\n", hit("192.0.2.1", "/ack", cookies: cookie))
    #expect(found.rows[0] == "subject,ip,url,\(kind)")
    #expect(found.rows[1] == "a,192.0.2.1,https://n.example/ack,\(value)")
  }

  @Test func `of two trackers' cookies the matter's own counts`() throws {
    let subjects = "subject,ip,url\na,192.0.2.1,https://n.example/ack\n"
    let log = hit(
      "192.0.2.1", "/ack",
      cookies:
        "mp_aaaaaa_mixpanel=%7B%22distinct_id%22%3A%22u1%22%7D; mp_bbbbbb_mixpanel=%7B%22distinct_id%22%3A%22u2%22%7D")
    #expect(try scene.resolve(subjects, log).report.sum(\.ambiguous) == 1)
    let ours = try scene.resolve(subjects, log) { $0.trackers = ["BBBBBB"] }
    #expect(ours.rows[1].hasSuffix(",u2"))
  }
}
