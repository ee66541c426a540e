import Foundation

/// Batches answered item by item, at once.
///
/// ```
/// POST /drill-batch/v1/deletions
/// Authorization: Bearer drill-batch-token
/// Idempotency-Key: optional, recorded
/// {"user_ids":["u-1","u-2"]}                          1 to 100
/// 200 {"results":[{"status":"deleted","user_id":"u-1"},
///                 {"code":"E_BUSY","status":"error","user_id":"u-2"}]}
/// 400 invalid_body, empty_list, too_many_ids; 401; 404; 405
/// ```
/// Of all identifiers 2 % are `not_found` always, and 3 % are an `error` when first named and `deleted` from then on.
struct BatchPartner: SimulatedPartner {
  static let limit = 100

  private let lot: Lot
  private var stumbled: Set<String> = []
  private(set) var erased: [String: Int] = [:]

  init(seed: UInt64) { lot = Lot(seed: seed, salt: .batch) }

  struct Order: Codable { let user_ids: [String] }

  struct Report: Codable, Hashable {
    var results: [Item]

    struct Item: Codable, Hashable {
      let user_id: String
      let status: String
      var code: String?
    }
  }

  mutating func answer(to call: ReceivedCall, now: Date) -> DrillAnswer {
    guard call.route == ["v1", "deletions"] else { return .refusal(404, "no_such_path", "POST /v1/deletions") }
    guard call.method == "POST" else { return .refusal(405, "method", "only POST is known here") }
    guard call.headers["authorization"] == "Bearer \(DrillCredentials.batchToken)" else {
      return .refusal(401, "unauthorized", "a bearer token is needed")
    }
    guard let order = call.decoded(Order.self) else { return .refusal(400, "invalid_body", "user_ids is missing") }
    if order.user_ids.isEmpty { return .refusal(400, "empty_list", "user_ids is empty") }
    if order.user_ids.count > Self.limit { return .refusal(400, "too_many_ids", "at most 100 user_ids") }
    var results: [Report.Item] = []
    for id in order.user_ids { results.append(settle(id)) }
    return .json(200, Report(results: results))
  }

  private mutating func settle(_ id: String) -> Report.Item {
    let share = lot.draw(id)
    if share < 0.02 { return .init(user_id: id, status: "not_found") }
    if share < 0.05, stumbled.insert(id).inserted { return .init(user_id: id, status: "error", code: "E_BUSY") }
    erased[id, default: 0] += 1
    return .init(user_id: id, status: "deleted")
  }

  func identifiers(in call: ReceivedCall) -> [String] { call.decoded(Order.self)?.user_ids ?? [] }
}
