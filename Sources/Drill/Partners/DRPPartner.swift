import Crypto
import Foundation

/// A business of the Data Rights Protocol 1.0 that knows one agent, by its key. What it answers it does not sign.
///
/// ```
/// POST /drill-drp/v1/agent/DRILL_AA_01             a signed envelope; 200 {"agent-id","token"}, 403 without a body
/// POST /drill-drp/v1/data-rights-request           the same and Authorization: Bearer; 200 a status, open
/// GET  /drill-drp/v1/data-rights-request/{id}      200 in_progress, then fulfilled or denied for ever; 404
/// 400 {"code":"400","message":"...","fatal":true}  a bad signature or window, another business, no deletion, no email
/// ```
/// An agent-request-id that is known gives the request that it made. Of all addresses 5 % match nobody, and 2 % are
/// claims that are not covered.
struct DRPPartner: SimulatedPartner {
  private let lot: Lot
  private let agentKey: Curve25519.Signing.PublicKey?
  private var token: String
  private var requests: [String: Request] = [:]
  private var requestOf: [String: String] = [:]
  private(set) var erased: [String: Int] = [:]

  init(seed: UInt64) {
    lot = Lot(seed: seed, salt: .drp)
    var dice = Dice(seed: seed)
    token = "t-" + String(dice.next(), radix: 36)
    agentKey = Data(base64Encoded: DrillCredentials.agentSeed)
      .flatMap { try? Curve25519.Signing.PrivateKey(rawRepresentation: $0).publicKey }
  }

  private struct Request {
    let key: String
    let email: String
    let received: Date
    var polls = 0
  }

  struct Status: Codable, Hashable {
    let request_id, agent_request_id, received_at: String
    var status: String
    var reason: String?
    var expected_by: String?
  }

  private struct Grant: Encodable {
    let agent, token: String

    enum CodingKeys: String, CodingKey {
      case agent = "agent-id"
      case token
    }
  }

  private struct Failure: Encodable {
    var code = "400"
    let message: String
    var fatal = true
  }

  mutating func answer(to call: ReceivedCall, now: Date) -> DrillAnswer {
    switch (call.method, call.route.dropFirst().first, call.route.count) {
    case ("POST", "agent", 3): return greet(call, now)
    case ("POST", "data-rights-request", 2): return exercise(call, now)
    case ("GET", "data-rights-request", 3): return status(of: String(call.route[2]), call)
    case _: return DrillAnswer(status: 404)
    }
  }

  private func greet(_ call: ReceivedCall, _ now: Date) -> DrillAnswer {
    guard let envelope = AgentEnvelope(call.body), fault(of: envelope, now) == nil,
      call.route[2] == DrillCredentials.agentID
    else { return DrillAnswer(status: 403) }
    return .json(200, Grant(agent: DrillCredentials.agentID, token: token))
  }

  /// In the order of the protocol's own list of checks.
  private func fault(of envelope: AgentEnvelope, _ now: Date) -> String? {
    guard let agentKey, envelope.isSigned(by: agentKey) else { return "bad signature" }
    guard envelope.message.agentID == DrillCredentials.agentID else { return "another agent" }
    guard envelope.message.businessID == DrillCredentials.businessID else { return "another business" }
    guard envelope.isGood(at: now) else { return "not in its window of time" }
    return envelope.message.version == "1.0" ? nil : "another version"
  }

  private mutating func exercise(_ call: ReceivedCall, _ now: Date) -> DrillAnswer {
    guard isKnown(call) else { return DrillAnswer(status: 403) }
    guard let envelope = AgentEnvelope(call.body) else { return .json(400, Failure(message: "no envelope")) }
    if let fault = fault(of: envelope, now) { return .json(400, Failure(message: fault)) }
    guard envelope.message.exercise == "deletion", let email = envelope.message.email, !email.isEmpty,
      let key = envelope.message.requestID
    else { return .json(400, Failure(message: "not a deletion of an email")) }
    let id = requestOf[key] ?? "r-\(requests.count + 1)"
    let request = requests[id] ?? Request(key: key, email: email, received: now)
    (requestOf[key], requests[id]) = (id, request)
    return .json(200, told(request, id, "open"))
  }

  private mutating func status(of id: String, _ call: ReceivedCall) -> DrillAnswer {
    guard isKnown(call) else { return DrillAnswer(status: 403) }
    guard var request = requests[id] else { return .json(404, Failure(message: "no such request")) }
    request.polls += 1
    requests[id] = request
    guard request.polls > 1 else { return .json(200, told(request, id, "in_progress")) }
    let share = lot.draw(request.email)
    if share < 0.05 { return .json(200, told(request, id, "denied", "no_match")) }
    if share < 0.07 { return .json(200, told(request, id, "denied", "claim_not_covered")) }
    if request.polls == 2 { erased[request.email, default: 0] += 1 }
    return .json(200, told(request, id, "fulfilled"))
  }

  private func told(_ request: Request, _ id: String, _ status: String, _ reason: String? = nil) -> Status {
    Status(
      request_id: id, agent_request_id: request.key, received_at: request.received.rfc3339, status: status,
      reason: reason, expected_by: status == "in_progress" ? (request.received + 45 * 86_400).rfc3339 : nil)
  }

  private func isKnown(_ call: ReceivedCall) -> Bool { call.headers["authorization"] == "Bearer \(token)" }

  func identifiers(in call: ReceivedCall) -> [String] {
    call.method == "POST" ? AgentEnvelope(call.body)?.message.email.map { [$0] } ?? [] : []
  }
}
