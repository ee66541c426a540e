import Foundation

/// One identifier a call, in the path, with a rate limit.
///
/// ```
/// DELETE /drill-single/users/{id}                     id percent-encoded, one path part
/// X-Api-Key: drill-single-key
/// 204 erased, no body
/// 404 unknown_person                                  5 % of all identifiers, always
/// 429 too_many_requests, Retry-After: 1               after 50 calls within one second of the clock
/// 400 invalid_id; 401; 404 no_such_path; 405
/// ```
struct SinglePartner: SimulatedPartner {
  private let lot: Lot
  private let callsPerSecond: Int
  private var windowStart = Date.distantPast
  private var taken = 0
  private(set) var erased: [String: Int] = [:]

  init(seed: UInt64, callsPerSecond: Int) {
    lot = Lot(seed: seed, salt: .single)
    self.callsPerSecond = callsPerSecond
  }

  mutating func answer(to call: ReceivedCall, now: Date) -> DrillAnswer {
    guard call.route.count == 2, call.route[0] == "users" else {
      return .refusal(404, "no_such_path", "DELETE /users/{id}")
    }
    guard call.method == "DELETE" else { return .refusal(405, "method", "only DELETE is known here") }
    guard call.headers["x-api-key"] == DrillCredentials.singleKey else {
      return .refusal(401, "unauthorized", "X-Api-Key is missing or unknown")
    }
    guard takeTurn(at: now) else {
      var answer = DrillAnswer.refusal(429, "too_many_requests", "slow down")
      answer.headers["retry-after"] = "1"
      return answer
    }
    guard let id = identifiers(in: call).first else { return .refusal(400, "invalid_id", "the id cannot be read") }
    if lot.draw(id) < 0.05 { return .refusal(404, "unknown_person", "no such user") }
    erased[id, default: 0] += 1
    return DrillAnswer(status: 204)
  }

  private mutating func takeTurn(at now: Date) -> Bool {
    if now.timeIntervalSince(windowStart) >= 1 {
      windowStart = now
      taken = 0
    }
    taken += 1
    return taken <= callsPerSecond
  }

  func identifiers(in call: ReceivedCall) -> [String] {
    guard call.route.count == 2, call.route[0] == "users" else { return [] }
    guard let id = call.route[1].removingPercentEncoding, !id.isEmpty else { return [] }
    return [id]
  }
}
