import Foundation

/// The one place where faults are done. It decides by counting, never by chance, so that a run can be repeated.
struct Misbehaviour: Sendable {
  private let settings: DrillSettings
  private var calls: [DrillPartner: Int] = [:]
  private var polls: [String: Int] = [:]
  private var greylist: Set<String> = []
  private var cut: Set<[UInt8]> = []

  init(_ settings: DrillSettings) { self.settings = settings }

  /// Counts the call, and names the faults that strike it in the order in which they are applied.
  mutating func strike(_ call: ReceivedCall) -> [DrillFault] {
    guard let partner = call.partner, settings.faultyPartners.contains(partner) else { return [] }
    calls[partner, default: 0] += 1
    let turn = calls[partner, default: 0]
    return DrillFault.allCases.filter { fault in
      settings.faults.contains(fault) && (settings.faultRhythm ?? fault.rhythm).strikes(turn)
    }
  }

  /// The answer of a fault that keeps the call from the partner's own behaviour.
  func instead(of fault: DrillFault, at partner: DrillPartner) -> DrillAnswer? {
    switch fault {
    case .lying200:
      let page = "<!DOCTYPE html><html><title>Sign in</title><body><form action=\"/login\"></form></body></html>"
      return DrillAnswer(status: 200, headers: ["content-type": "text/html"], body: [UInt8](page.utf8))
    case .tooMany:
      return DrillAnswer(status: 429, headers: ["retry-after": "1"])
    case .redirect:
      return DrillAnswer(status: 307, headers: ["location": "/\(partner.rawValue)/elsewhere"])
    case .missingItem, .unknownItem, .regress, .hugeBody, .badSignature, .slow, .truncated, .lostAnswer,
      .smtp451First, .smtp550, .smtpDropAtDot:
      return nil
    }
  }

  /// Bends an honest answer.
  mutating func spoil(_ answer: inout DrillAnswer, with fault: DrillFault, of call: ReceivedCall) {
    switch fault {
    case .missingItem: editBatch(&answer) { $0.removeLast() }
    case .unknownItem: editBatch(&answer) { $0.append(.init(user_id: "u-never-named", status: "deleted")) }
    case .regress: fallBack(&answer, of: call)
    case .hugeBody: answer = .json(answer.status, ["padding": String(repeating: "x", count: 5_000_000)])
    case .badSignature: if answer.signature == .genuine { answer.signature = .wrong }
    case .slow: answer.delay = settings.slowAnswer
    case .truncated: answer.delivery = .cut
    case .lostAnswer: answer.delivery = .dropped
    case .lying200, .tooMany, .redirect, .smtp451First, .smtp550, .smtpDropAtDot: break
    }
  }

  /// The refusal of a recipient; nil when no mail fault strikes.
  mutating func refusal(of recipient: String, from sender: String) -> String? {
    if settings.faults.contains(.smtp550) { return "550 5.1.1 no such mailbox here" }
    if settings.faults.contains(.smtp451First), greylist.insert("\(sender) \(recipient)").inserted {
      return "451 4.7.1 greylisted, try again later"
    }
    return nil
  }

  /// Whether the connection closes after this message's final dot. Equal bytes get through the second time.
  mutating func cuts(_ message: [UInt8]) -> Bool {
    settings.faults.contains(.smtpDropAtDot) && cut.insert(message).inserted
  }

  private func editBatch(_ answer: inout DrillAnswer, _ edit: (inout [BatchPartner.Report.Item]) -> Void) {
    guard var report = answer.decoded(BatchPartner.Report.self), !report.results.isEmpty else { return }
    edit(&report.results)
    answer.body = DrillAnswer.json(answer.status, report).body
  }

  /// Third poll of a job: its first state again. Fifth: back from done to under way.
  private mutating func fallBack(_ answer: inout DrillAnswer, of call: ReceivedCall) {
    guard call.method == "GET" else { return }
    if var job = answer.decoded(AsyncPartner.Status.self) {
      job.state = relapse(call.path, first: .queued, underWay: .running) ?? job.state
      answer.body = DrillAnswer.json(answer.status, job).body
    } else if var request = answer.decoded(OpenDSR.Status.self) {
      request.request_status = relapse(call.path, first: .pending, underWay: .in_progress) ?? request.request_status
      answer.body = DrillAnswer.json(answer.status, request).body
    }
  }

  private mutating func relapse<State>(_ path: String, first: State, underWay: State) -> State? {
    polls[path, default: 0] += 1
    let poll = polls[path, default: 0]
    return poll == 3 ? first : poll == 5 ? underWay : nil
  }
}
