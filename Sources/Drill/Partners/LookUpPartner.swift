import Foundation

/// Knows people by its own record numbers: they are looked up by mail address, page by page, and erased one by one.
///
/// ```
/// GET /drill-lookup/people?email={address}&after={cursor}
/// 200 {"people":[{"id":"r-...-0","email":"..."}],"next":"1"}      one record a page; next is null on the last one
/// 200 {"people":[],"next":null}                                   8 % of all addresses, and everyone who was erased
/// DELETE /drill-lookup/people/{id}
/// 204 erased, no body; 404 unknown_record
/// 400 invalid_query; 404 no_such_path; 405
/// ```
struct LookUpPartner: SimulatedPartner {
  private let lot: Lot
  private var owners: [String: String] = [:]
  private var left: [String: [String]] = [:]
  private(set) var erased: [String: Int] = [:]

  init(seed: UInt64) { lot = Lot(seed: seed, salt: .lookUp) }

  mutating func answer(to call: ReceivedCall, now: Date) -> DrillAnswer {
    guard call.route.first == "people" else { return .refusal(404, "no_such_path", "/people") }
    switch call.method {
    case "GET": return page(of: call)
    case "DELETE": return erase(call)
    default: return .refusal(405, "method", "only GET and DELETE are known here")
    }
  }

  func identifiers(in call: ReceivedCall) -> [String] { query(call)["email"].map { [$0] } ?? [] }

  private mutating func page(of call: ReceivedCall) -> DrillAnswer {
    let query = query(call)
    guard let address = query["email"], !address.isEmpty, let start = Int(query["after"] ?? "0"), start >= 0 else {
      return .refusal(400, "invalid_query", "email and after")
    }
    let records = records(of: address)
    let shown = records.dropFirst(start).prefix(1).map { Page.Person(id: $0, email: address) }
    return .json(200, Page(people: shown, next: start + 1 < records.count ? String(start + 1) : nil))
  }

  /// Made up when first asked for: none for a few, up to three for the rest.
  private mutating func records(of address: String) -> [String] {
    if let known = left[address] { return known }
    let draw = lot.draw(address)
    let count = draw < 0.08 ? 0 : 1 + Int(draw * 1000) % 3
    let records = (0..<count).map { "r-\(Int(draw * 1_000_000_000))-\($0)" }
    for record in records { owners[record] = address }
    left[address] = records
    return records
  }

  private mutating func erase(_ call: ReceivedCall) -> DrillAnswer {
    guard call.route.count == 2, let id = call.route[1].removingPercentEncoding, let address = owners[id],
      let place = left[address]?.firstIndex(of: id)
    else { return .refusal(404, "unknown_record", "no such record") }
    left[address]?.remove(at: place)
    if left[address]?.isEmpty == true { erased[address, default: 0] += 1 }
    return DrillAnswer(status: 204)
  }

  private func query(_ call: ReceivedCall) -> [String: String] {
    let items = URLComponents(string: call.path)?.queryItems ?? []
    return items.reduce(into: [:]) { $0[$1.name] = $1.value }
  }
}

private struct Page: Encodable {
  let people: [Person]
  let next: String?

  struct Person: Encodable { let id, email: String }

  private enum Key: String, CodingKey { case people, next }

  /// `next` is there as null, as partners that page with a cursor write it.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(people, forKey: .people)
    try container.encode(next, forKey: .next)
  }
}
