import Catalogue
import Curl
import Foundation
import Workflow

/// The status object of a business, unsigned: all it claims, it claims without proof.
struct DRPAnswer {
  private struct Body: Decodable {
    var request_id: String?
    var agent_request_id: String?
    var status: String?
    var reason: String?
    var fatal: Bool?
  }

  /// What a state is told by.
  struct Words: Codable, Hashable, Sendable {
    var status: String?
    var reason: String?
  }

  private let body: Body?

  init(_ exchange: Exchange) { body = try? JSONDecoder().decode(Body.self, from: Data(exchange.responseBody)) }

  var request: [UInt8]? { body?.request_id.flatMap { $0.isEmpty || $0.utf8.count > 1000 ? nil : Array($0.utf8) } }

  /// Whether it speaks of the request that was sent with `key`; the member is only there where we sent one.
  func names(_ key: String) -> Bool { body?.agent_request_id.map { $0 == key } ?? true }

  enum State: Hashable, Sendable {
    case pending
    case over(Item.Standing)
  }

  var words: Words { Words(status: body?.status, reason: body?.reason) }

  var state: State? { words.state }

  /// Of an answer that is no status: the partner may say that repeating helps.
  func verdict(_ exchange: Exchange, now: Instant) -> Verdict {
    if (400..<500).contains(exchange.status), body?.fatal == false, exchange.status != 401, exchange.status != 403 {
      return .busy(Reason("status-\(exchange.status)"), retryAfter: nil)
    }
    return OpenDSRStatus.verdict(exchange, now: now)
  }
}

extension DRPAnswer.Words {
  /// `nil` for a word that the protocol does not have. Source: Data Rights Protocol 1.0, sections 3.02 and 3.03.
  var state: DRPAnswer.State? {
    switch status {
    case "open": .pending
    case "in_progress":
      reason == "need_user_verification" ? .over(.needsPerson(Reason("user-verification-needed"))) : .pending
    case "fulfilled": .over(.settled(.deleted, .claimedUnsigned, nil))
    case "revoked": .over(.needsPerson(Reason("revoked")))
    case "expired": .over(.needsPerson(Reason("request-expired")))
    case "denied": .over(denial)
    case _: nil
    }
  }

  private var denial: Item.Standing {
    switch reason {
    case "no_match": .settled(.notFound, .claimedUnsigned, Reason("no-match"))
    case "suspected_fraud": .needsPerson(Reason("suspected-fraud"))
    case "insuf_verification": .needsPerson(Reason("insufficient-verification"))
    case "claim_not_covered": .settled(.refused, .acceptedUnsigned, Reason("claim-not-covered"))
    case "outside_jurisdiction": .settled(.refused, .acceptedUnsigned, Reason("outside-jurisdiction"))
    case "too_many_requests": .tryAgain(Reason("too-many-requests"))
    case _: .needsPerson(Reason("denied"))
    }
  }
}
