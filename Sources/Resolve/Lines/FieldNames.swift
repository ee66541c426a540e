/// Which name in a log is which field: the usual names, and those that `--map` gives.
struct FieldNames: Sendable {
  /// Where the path of a JSON value begins; drawn anew in each run, so that no key can be made to look like another.
  let root: UInt64
  private var meanings: [UInt64: (field: LogField, rank: UInt8)] = [:]

  /// - Parameter map: `FIELD=NAME` as on the command line; names of nested values are joined by dots.
  init(map: [String] = []) throws(ResolveError) {
    root = .random(in: 1 ... .max)
    var own: [LogField: [String]] = [:]
    for entry in map {
      guard let sign = entry.firstIndex(of: "="), let field = LogField(rawValue: String(entry[..<sign])),
        entry.index(after: sign) < entry.endIndex
      else {
        let known = LogField.allCases.map(\.rawValue).joined(separator: ", ")
        throw .rule("--map '\(entry)': must be FIELD=NAME, where FIELD is one of \(known)")
      }
      own[field, default: []].append(String(entry[entry.index(after: sign)...]))
    }
    for field in LogField.allCases {
      for (rank, name) in (own[field] ?? Self.usual[field] ?? []).enumerated() {
        let path = name.utf8.reduce(root, step)
        if own[field] != nil || meanings[path] == nil { meanings[path] = (field, UInt8(clamping: rank)) }
      }
    }
  }

  func meaning(of path: UInt64) -> (field: LogField, rank: UInt8)? { meanings[path] }

  func path(_ name: Bytes, from parent: UInt64) -> UInt64 { name.reduce(parent, step) }

  /// FNV-1a, without case.
  func step(_ state: UInt64, _ byte: UInt8) -> UInt64 { (state ^ UInt64(byte.lowered)) &* 0x100_0000_01b3 }

  /// In order of preference. Sources: nginx and Apache variables, Caddy, Traefik, CloudFront, Cloudflare Logpush, ECS.
  private static let usual: [LogField: [String]] = [
    .ip: [
      "client_ip", "clientip", "request.client_ip", "client.ip", "source.ip", "httprequest.remoteip", "clienthost",
      "remote_addr", "request.remote_ip", "remote_ip", "c-ip", "ip", "client", "clientaddr", "client_addr", "remote",
    ],
    .forwarded: [
      "x_forwarded_for", "http_x_forwarded_for", "x-forwarded-for", "request.headers.x-forwarded-for",
      "headers.x-forwarded-for", "request_x-forwarded-for", "cs(x-forwarded-for)",
    ],
    .time: [
      "time", "ts", "timestamp", "@timestamp", "time_iso8601", "time_local", "msec", "edgestarttimestamp", "startutc",
      "datetime",
    ],
    .date: ["date"],
    .url: [
      "request_uri", "request.uri", "url.original", "httprequest.requesturl", "clientrequesturi", "requestpath",
      "request_url", "uri", "url", "request",
    ],
    .path: ["cs-uri-stem", "path", "url.path"],
    .query: ["cs-uri-query", "query_string", "args", "query", "url.query"],
    .host: [
      "x-host-header", "host", "http_host", "request.host", "clientrequesthost", "requesthost", "url.domain",
      "cs(host)", "cs-host", "server_name", "vhost",
    ],
    .referer: [
      "referer", "http_referer", "referrer", "request.headers.referer", "headers.referer", "clientrequestreferer",
      "request_referer", "httprequest.referer", "http.request.referrer", "cs(referer)",
    ],
    .cookie: [
      "cookie", "http_cookie", "cookies", "request.headers.cookie", "headers.cookie", "request_cookie", "cs(cookie)",
    ],
    .userID: [
      "user_id", "userid", "user-id", "user.id", "usr.id", "remote_user", "cs-username", "clientusername", "user",
    ],
    .clientID: ["client_id", "client-id", "ga_client_id"],
    .visitorID: ["visitor_id", "visitor-id"],
    .sessionID: [], .deviceID: ["device_id", "device-id"], .externalID: [], .clickID: [], .email: ["email"],
  ]
}
