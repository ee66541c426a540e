import Foundation

/// A job that has to be polled; it moves one state with every poll.
///
/// ```
/// POST /drill-async/jobs                              basic authentication drill-async:drill-async-password
/// {"client_ids":["GA1.1.1.2"]}                        1 to 500
/// 202 {"job_id":"j-93ab4410"}                         the same Idempotency-Key gives the same job
/// GET /drill-async/jobs/j-93ab4410
/// 200 {"counts":{"deleted":0,"not_found":0,"received":1},"job_id":"j-93ab4410","state":"queued"}
///     then "running", then "done" for ever; deleted and not_found are filled in once done
/// 400 invalid_body, empty_list, too_many_ids; 401; 404 no_such_path, no_such_job; 405
/// ```
/// Of all identifiers 2 % are not found.
struct AsyncPartner: SimulatedPartner {
  static let limit = 500

  private let lot: Lot
  private var dice: Dice
  private var jobs: [String: Job] = [:]
  private var jobOfKey: [String: String] = [:]
  private(set) var erased: [String: Int] = [:]

  init(seed: UInt64) {
    lot = Lot(seed: seed, salt: .async)
    dice = Dice(seed: seed)
  }

  struct Order: Codable { let client_ids: [String] }

  struct Accepted: Codable, Hashable { let job_id: String }

  struct Status: Codable, Hashable {
    let job_id: String
    var state: State
    let counts: Counts

    struct Counts: Codable, Hashable { let received, deleted, not_found: Int }
  }

  enum State: String, Codable, Hashable { case queued, running, done }

  private struct Job {
    let clientIDs: [String]
    var polls = 0
  }

  mutating func answer(to call: ReceivedCall, now: Date) -> DrillAnswer {
    guard call.route.first == "jobs", call.route.count <= 2 else {
      return .refusal(404, "no_such_path", "POST /jobs, GET /jobs/{id}")
    }
    let login = Data("\(DrillCredentials.asyncUser):\(DrillCredentials.asyncPassword)".utf8).base64EncodedString()
    guard call.headers["authorization"] == "Basic \(login)" else {
      return .refusal(401, "unauthorized", "basic authentication is needed")
    }
    if call.route.count == 1 {
      return call.method == "POST" ? accept(call) : .refusal(405, "method", "only POST is known here")
    }
    return call.method == "GET" ? poll(String(call.route[1])) : .refusal(405, "method", "only GET is known here")
  }

  private mutating func accept(_ call: ReceivedCall) -> DrillAnswer {
    guard let order = call.decoded(Order.self) else { return .refusal(400, "invalid_body", "client_ids is missing") }
    if order.client_ids.isEmpty { return .refusal(400, "empty_list", "client_ids is empty") }
    if order.client_ids.count > Self.limit { return .refusal(400, "too_many_ids", "at most 500 client_ids") }
    if let key = call.idempotencyKey, let known = jobOfKey[key] { return .json(202, Accepted(job_id: known)) }
    let id = "j-" + String(dice.next(), radix: 16)
    jobs[id] = Job(clientIDs: order.client_ids)
    if let key = call.idempotencyKey { jobOfKey[key] = id }
    return .json(202, Accepted(job_id: id))
  }

  private mutating func poll(_ id: String) -> DrillAnswer {
    guard var job = jobs[id] else { return .refusal(404, "no_such_job", "no job has this id") }
    job.polls += 1
    jobs[id] = job
    let known = job.clientIDs.filter { lot.draw($0) >= 0.02 }
    let state: State = job.polls == 1 ? .queued : job.polls == 2 ? .running : .done
    if job.polls == 3 { for id in known { erased[id, default: 0] += 1 } }
    let deleted = state == .done ? known.count : 0
    let missing = state == .done ? job.clientIDs.count - known.count : 0
    let counts = Status.Counts(received: job.clientIDs.count, deleted: deleted, not_found: missing)
    return .json(200, Status(job_id: id, state: state, counts: counts))
  }

  func identifiers(in call: ReceivedCall) -> [String] { call.decoded(Order.self)?.client_ids ?? [] }
}
