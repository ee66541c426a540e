/// What one vendor does in its own way, so that an entry need not say it. Every key that an entry writes goes before it.
///
/// Sources: opengdpr/OpenDSR specification.md; docs.mparticle.com, data subject request API versions 1 to 3;
/// AppsFlyer's OpenDSR interface; Singular's GDPR interface. The last two publish no way to check a signature.
enum OpendsrProfile: String, CaseIterable, Hashable, Sendable {
  case standard, mparticle, appsflyer, singular

  var version: String? {
    switch self {
    case .standard: nil
    case .mparticle, .appsflyer: "2.0"
    case .singular: "1.0"
    }
  }

  func requestsPath(version: String) -> String {
    switch self {
    case .standard: version == "1.0" ? "/opengdpr_requests" : "/requests"
    case .mparticle:
      version == "1.0" ? "/v1/opengdpr_requests" : version == "2.0" ? "/v2/requests" : "/v3/requests/"
    case .appsflyer: "/api/gdpr/v1/opendsr_requests"
    case .singular: "/api/gdpr/requests"
    }
  }

  /// The value of `api_version`; `nil` = the version.
  var apiVersion: String? {
    switch self {
    case .standard, .mparticle, .appsflyer: nil
    case .singular: "0.1.4"
    }
  }

  var isSigned: Bool {
    switch self {
    case .standard, .mparticle: true
    case .appsflyer, .singular: false
    }
  }

  var domain: String? { self == .mparticle ? "opendsr.mparticle.com" : nil }
  /// Not on the host of the domain, though the specification wants it there.
  var certificateURL: String? { self == .mparticle ? "https://static.mparticle.com/dsr/opendsr_cert.pem" : nil }
  var algorithm: OpendsrSignature.Algorithm? { self == .mparticle ? .rsaPKCS1 : nil }

  var states: [String: OpendsrRoute.State] {
    switch self {
    case .standard, .mparticle, .singular: [:]
    case .appsflyer: ["in-progress": .inProgress, "canceled": .cancelled]
    }
  }
}
