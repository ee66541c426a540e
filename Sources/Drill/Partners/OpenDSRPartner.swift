import Foundation

/// An OpenDSR 2.0 processor. Every answer is signed, refusals too.
///
/// ```
/// GET    /drill-opendsr/discovery          200, certificate at /drill-opendsr/cert.pem (leaf, then root)
/// POST   /drill-opendsr/requests           201; 400 for an id already used, a wrong field or an unknown identity type
/// GET    /drill-opendsr/requests/{id}      200: pending, in_progress, completed; one step with every poll; 404
/// DELETE /drill-opendsr/requests/{id}      202 while pending, else 400
/// X-OpenDSR-Processor-Domain: opendsr.drill.example
/// X-OpenDSR-Signature: base64 RSASSA-PKCS1-v1_5 with SHA-256 over the exact body
/// ```
/// Paths may also begin with the major version, `/drill-opendsr/v2/...`. It takes `erasure` of
/// `controller_customer_id` (raw) and `email` (raw, sha256), and calls nobody back.
struct OpenDSRPartner: SimulatedPartner {
  static let controllerID = "drill-controller"
  static let identities = [
    OpenDSR.SupportedIdentity(identity_type: "controller_customer_id", identity_format: "raw"),
    OpenDSR.SupportedIdentity(identity_type: "email", identity_format: "raw"),
    OpenDSR.SupportedIdentity(identity_type: "email", identity_format: "sha256"),
  ]

  private let certificatePEM: String
  private var cases: [String: Case] = [:]
  private(set) var erased: [String: Int] = [:]

  init(certificatePEM: String) { self.certificatePEM = certificatePEM }

  private struct Case {
    let received: Date
    let identities: [OpenDSR.Identity]
    var polls = 0
    var state = OpenDSR.State.pending

    var expected: String { (received + 30 * 86_400).rfc3339 }
  }

  mutating func answer(to call: ReceivedCall, now: Date) -> DrillAnswer {
    var route = call.route
    if route.first == "v2" { route.removeFirst() }
    if call.method == "GET", route == ["cert.pem"] { return certificate }
    var answer =
      switch (call.method, route.first, route.count) {
      case ("GET", "discovery", 1): discovery(host: call.headers["host"] ?? "127.0.0.1")
      case ("POST", "requests", 1): accept(call, now: now)
      case ("GET", "requests", 2): status(of: String(route[1]))
      case ("DELETE", "requests", 2): cancel(String(route[1]), now: now)
      case _: Self.failure(404, "no such path or method")
      }
    answer.signature = .genuine
    return answer
  }

  private var certificate: DrillAnswer {
    DrillAnswer(status: 200, headers: ["content-type": "application/x-pem-file"], body: [UInt8](certificatePEM.utf8))
  }

  private func discovery(host: String) -> DrillAnswer {
    .json(
      200,
      OpenDSR.Discovery(
        api_version: OpenDSR.version, supported_identities: Self.identities,
        supported_subject_request_types: ["erasure"],
        processor_certificate: "http://\(host)/\(DrillPartner.openDSR.rawValue)/cert.pem"))
  }

  private mutating func accept(_ call: ReceivedCall, now: Date) -> DrillAnswer {
    guard let request = call.decoded(OpenDSR.Request.self) else {
      return Self.failure(400, "the request lacks a required field")
    }
    if let fault = Self.fault(in: request) { return Self.failure(400, fault) }
    let id = request.subject_request_id
    if cases[id] != nil { return Self.failure(400, "subject_request_id is already in use") }
    let new = Case(received: now, identities: request.subject_identities)
    cases[id] = new
    return .json(
      201,
      OpenDSR.Acknowledgement(
        controller_id: Self.controllerID, expected_completion_time: new.expected, received_time: now.rfc3339,
        encoded_request: Data(call.body).base64EncodedString(), subject_request_id: id))
  }

  private mutating func status(of id: String) -> DrillAnswer {
    guard var known = cases[id] else { return Self.failure(404, "no request has this subject_request_id") }
    known.polls += 1
    if known.state != .cancelled {
      known.state = known.polls == 1 ? .pending : known.polls == 2 ? .in_progress : .completed
      if known.polls == 3 { for identity in known.identities { erased[identity.identity_value, default: 0] += 1 } }
    }
    cases[id] = known
    return .json(
      200,
      OpenDSR.Status(
        controller_id: Self.controllerID, expected_completion_time: known.expected, subject_request_id: id,
        request_status: known.state, api_version: OpenDSR.version))
  }

  private mutating func cancel(_ id: String, now: Date) -> DrillAnswer {
    guard let known = cases[id] else { return Self.failure(404, "no request has this subject_request_id") }
    guard known.state == .pending else { return Self.failure(400, "only a pending request can be cancelled") }
    cases[id]?.state = .cancelled
    return .json(
      202,
      OpenDSR.Cancellation(
        controller_id: Self.controllerID, received_time: now.rfc3339, subject_request_id: id,
        api_version: OpenDSR.version))
  }

  private static func fault(in request: OpenDSR.Request) -> String? {
    if !["gdpr", "ccpa"].contains(request.regulation) { return "regulation is neither gdpr nor ccpa" }
    if request.subject_request_type != "erasure" { return "only erasure is supported" }
    if request.submitted_time.rfc3339 == nil { return "submitted_time is not an RFC 3339 time" }
    let id = request.subject_request_id
    guard UUID(uuidString: id) != nil, id == id.lowercased(), Array(id.utf8)[14] == UInt8(ascii: "4") else {
      return "subject_request_id is not a lower-case UUID version 4"
    }
    if request.subject_identities.isEmpty { return "subject_identities is empty" }
    let known = request.subject_identities.allSatisfy { identity in
      identities.contains {
        $0.identity_type == identity.identity_type && $0.identity_format == identity.identity_format
      }
    }
    return known ? nil : "an identity's type and format are not among the supported ones"
  }

  private static func failure(_ status: Int, _ message: String) -> DrillAnswer {
    .json(status, OpenDSR.Failure(error: .init(code: status, message: message)))
  }

  func identifiers(in call: ReceivedCall) -> [String] {
    call.decoded(OpenDSR.Request.self)?.subject_identities.map(\.identity_value) ?? []
  }
}

extension Date {
  /// Whole seconds, UTC, such as `2022-12-06T09:00:00Z`.
  var rfc3339: String { formatted(.iso8601) }
}

extension String {
  /// The time this text names; nil when it names none.
  var rfc3339: Date? { try? Date(self, strategy: .iso8601) }
}
