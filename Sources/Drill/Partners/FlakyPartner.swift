import Foundation

/// Down at first; afterwards it takes batches and says no more than how many it took.
///
/// ```
/// POST /drill-flaky/audience/remove
/// {"emails_sha256":["9f86d0..."]}                     1 to 1,000, each 64 lower-case hex digits
/// 503 unavailable                                     during the outage
/// 200 {"accepted":1}                                  entries that are not such a hash are left out of the number
/// 400 invalid_body, empty_list, too_many_ids; 404; 405
/// ```
struct FlakyPartner: SimulatedPartner {
  static let limit = 1000

  private let outage: DrillSettings.Outage
  private var requests = 0
  private var firstRequest: Date?
  private(set) var erased: [String: Int] = [:]

  init(outage: DrillSettings.Outage) { self.outage = outage }

  struct Order: Codable { let emails_sha256: [String] }

  struct Taken: Codable, Hashable { let accepted: Int }

  mutating func answer(to call: ReceivedCall, now: Date) -> DrillAnswer {
    if isDown(at: now) { return .refusal(503, "unavailable", "try again later") }
    guard call.route == ["audience", "remove"] else { return .refusal(404, "no_such_path", "POST /audience/remove") }
    guard call.method == "POST" else { return .refusal(405, "method", "only POST is known here") }
    guard let order = call.decoded(Order.self) else { return .refusal(400, "invalid_body", "emails_sha256 is missing") }
    if order.emails_sha256.isEmpty { return .refusal(400, "empty_list", "emails_sha256 is empty") }
    if order.emails_sha256.count > Self.limit { return .refusal(400, "too_many_ids", "at most 1000 hashes") }
    let hashes = order.emails_sha256.filter(Self.isHash)
    for hash in hashes { erased[hash, default: 0] += 1 }
    return .json(200, Taken(accepted: hashes.count))
  }

  private mutating func isDown(at now: Date) -> Bool {
    requests += 1
    let start = firstRequest ?? now
    firstRequest = start
    return switch outage {
    case .requests(let count): requests <= count
    case .seconds(let length): now.timeIntervalSince(start) < length
    }
  }

  private static func isHash(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  func identifiers(in call: ReceivedCall) -> [String] { call.decoded(Order.self)?.emails_sha256 ?? [] }
}
