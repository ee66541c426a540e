import Foundation

/// Always HTTP 200; whether it worked stands inside the body.
///
/// ```
/// POST /drill-embedded/erase
/// {"id":"u-1"}
/// 200 {"status":"ok"}
/// 200 {"code":"E17","status":"error"}
/// 200 {"code":"E01","status":"error"}                 the body cannot be read, or the path or method is unknown
/// ```
/// Of all identifiers 10 % give E17 when first and second named and are ok from then on; 1 % give E17 for ever.
struct EmbeddedPartner: SimulatedPartner {
  private let lot: Lot
  private var attempts: [String: Int] = [:]
  private(set) var erased: [String: Int] = [:]

  init(seed: UInt64) { lot = Lot(seed: seed, salt: .embedded) }

  struct Order: Codable { let id: String }

  struct Verdict: Codable, Hashable {
    let status: String
    var code: String?
  }

  mutating func answer(to call: ReceivedCall, now: Date) -> DrillAnswer {
    guard call.route == ["erase"], call.method == "POST", let order = call.decoded(Order.self), !order.id.isEmpty
    else { return .json(200, Verdict(status: "error", code: "E01")) }
    attempts[order.id, default: 0] += 1
    let share = lot.draw(order.id)
    let stumbles = share < 0.11 && attempts[order.id, default: 0] <= 2
    if share < 0.01 || stumbles { return .json(200, Verdict(status: "error", code: "E17")) }
    erased[order.id, default: 0] += 1
    return .json(200, Verdict(status: "ok"))
  }

  func identifiers(in call: ReceivedCall) -> [String] { call.decoded(Order.self).map { [$0.id] } ?? [] }
}
