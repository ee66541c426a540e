import Catalogue
import Curl
import Foundation
import Workflow

/// The recipient's signed answer to one request.
struct DDRFAcknowledgement {
  /// The other side's clock may be off by this much, as the framework allows.
  static let skew = Span.minutes(5)

  let token: SignedToken
  let route: DdrfRoute

  /// The token of an answer, bare or in JSON; `nil` where there is none.
  init?(_ exchange: Exchange, route: DdrfRoute) {
    guard let text = String(validating: exchange.responseBody, as: UTF8.self),
      let token = Self.candidates(text).lazy.compactMap(SignedToken.init).first
    else { return nil }
    self.token = token
    self.route = route
  }

  private static func candidates(_ text: String) -> [String] {
    let bare = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard bare.hasPrefix("{") || bare.hasPrefix("\"") else { return [bare] }
    let value = try? JSONSerialization.jsonObject(with: Data(bare.utf8), options: [.fragmentsAllowed])
    if let text = value as? String { return [text] }
    let members = value as? [String: Any] ?? [:]
    let names = ["acJWT", "acjwt", "ack", "jwt", "token"]
    return (names + members.keys.sorted().filter { !names.contains($0) }).compactMap { members[$0] as? String }
  }

  /// What is wrong with it, besides its signature, which has been checked; `nil` = nothing.
  func fault(for request: DDRFRequest, at now: Instant) -> Reason? {
    guard token.string("iss")?.lowercased() == route.domain.lowercased() else { return Reason("other-issuer") }
    guard token.string("rqJWT") == request.token else { return Reason("other-request") }
    guard token.string("version") == route.version.rawValue else { return Reason("other-version") }
    guard let id = token.string("jti"), !id.isEmpty, let seconds = token.integer("iat"), seconds > 0 else {
      return Reason("acknowledgement-incomplete")
    }
    let time = Instant(milliseconds: seconds.multipliedReportingOverflow(by: 1000).partialValue)
    guard seconds < 1 << 40, time - now <= Self.skew, request.madeAt - time <= Self.skew else {
      return Reason("acknowledgement-time")
    }
    return nil
  }

  /// `nil` for no code, or one that no version knows.
  var result: DDRFResult? { token.integer("raResultCode").flatMap { DDRFResult($0, route.version) } }
}

/// What a result code means for the request. Sources: the framework's versions 1.0 and 2.0, tables of result codes.
enum DDRFResult: Hashable, Sendable {
  case accepted
  /// Their trouble; the same request may pass later.
  case again(Reason)
  /// Never for this identifier.
  case refused(Reason)
  /// Our keys, our published files or our clock: no request will pass before a person looked.
  case ours(Reason)

  init?(_ code: Int64, _ version: DdrfRoute.Version) {
    guard let result = version == .one ? Self.first(code) : Self.second(code) else { return nil }
    self = result
  }

  private static func first(_ code: Int64) -> DDRFResult? {
    switch code {
    case 0: .accepted
    case 1: .ours(Reason("token-malformed"))
    case 2: .ours(Reason("token-signature"))
    case 3: .ours(Reason("token-invalid"))
    case 4: .refused(Reason("identifier-type-unsupported"))
    case 5: .refused(Reason("identifier-format-wrong"))
    case 6: .again(Reason("token-time"))
    case _: nil
    }
  }

  private static func second(_ code: Int64) -> DDRFResult? {
    switch code {
    case 10000: .accepted
    case 10010: .again(Reason("unknown-error"))
    case 11101, 11201: .again(Reason("our-domain-unreachable"))
    case 11102...11105, 11202...11205: .ours(Reason("our-published-files"))
    case 12101, 12201: .ours(Reason("token-algorithm"))
    case 13101, 13201: .ours(Reason("token-malformed"))
    case 13102, 13202: .ours(Reason("token-signature"))
    case 13103, 13203, 13104, 13204, 13205: .ours(Reason("token-time"))
    case 14201: .refused(Reason("identifier-type-unsupported"))
    case 14202: .refused(Reason("identifier-format-unsupported"))
    case 14203: .refused(Reason("identifier-format-wrong"))
    case 14204: .refused(Reason("identifier-value-invalid"))
    case _: nil
    }
  }

  func verdict(status: Int) -> Verdict {
    switch self {
    case .accepted:
      // Signed success under a refusal is no answer at all.
      (200..<300).contains(status)
        ? .accepted(Acceptance(grade: .acceptedSigned)) : .lost(Reason("contradictory-answer"))
    case .again(let reason): .busy(reason, retryAfter: nil)
    case .refused(let reason): .rejected(reason)
    case .ours(let reason): .halted(reason)
    }
  }
}
