import Testing
import Workflow

@testable import Catalogue

/// A partner that counts its open jobs: the calls of one dispatch begin theirs one after the other.
@Suite struct SerialJobTests {
  private static let api = """
    slices: 48h
    delete: {method: POST, path: /delete, body: {json: {q: "{identifier}", from: "{from}", to: "{to}"}}}
    answer: {success: {status: [202]}, not-found: {status: [404]}, job: {path: taskId}}
    poll:
      method: GET
      path: "/status/{job}"
      first: 1h
      every: 1h
      give-up: 9d
      state: {path: status, pending: [RUNNING], done: [DONE], failed: [FAILED]}
    """

  private func talk() throws -> FlowTalk {
    var talk = try FlowTalk(Self.api)
    talk.isSerial = true
    return talk
  }

  /// One call that begins the job of this number.
  private func begin(_ number: Int, _ talk: inout FlowTalk) throws -> Acceptance? {
    guard case .accepted(let acceptance) = try talk.once({ _ in (202, #"{"taskId":"t\#(number)"}"#) }) else {
      return nil
    }
    return acceptance
  }

  @Test func `a slice begins its job only when the job of the slice before is over`() throws {
    var talk = try talk()
    for number in 1...3 {
      let acceptance = try #require(try begin(number, &talk))
      #expect(acceptance.isMidway == (number < 3) && acceptance.job != nil)
      #expect(try talk.ask { _ in (200, #"{"status":"RUNNING"}"#) } == .pending(askAfter: nil))
      let end = try talk.ask { _ in (200, #"{"status":"DONE"}"#) }
      if number < 3 {
        #expect(end == .continuing(Reason("next-call")))
      } else {
        #expect(end.standings == [10: deletedStanding])
      }
    }
    let paths: [String] = talk.sent.map { $0.split(separator: " ")[1].description }
    let begun = ["/delete", "/status/t1", "/status/t1", "/delete", "/status/t2", "/status/t2"]
    #expect(paths == begun + ["/delete", "/status/t3", "/status/t3"])
  }

  @Test func `a job that failed is remembered while the other slices go on`() throws {
    var talk = try talk()
    _ = try begin(1, &talk)
    #expect(try talk.ask { _ in (200, #"{"status":"FAILED"}"#) } == .continuing(Reason("next-call")))
    _ = try begin(2, &talk)
    _ = try talk.ask { _ in (200, #"{"status":"DONE"}"#) }
    _ = try begin(3, &talk)
    let end = try talk.ask { _ in (200, #"{"status":"DONE"}"#) }
    #expect(end.standings == [10: .needsPerson(Reason("job-failed"))])
  }

  @Test func `whoever sends it again while a job is open sends nothing and asks about the job`() throws {
    var talk = try talk()
    _ = try begin(1, &talk)
    let sent = talk.sent
    let again = try talk.once { _ in (202, #"{"taskId":"other"}"#) }
    guard case .accepted(let acceptance) = again else {
      Issue.record("\(again)")
      return
    }
    #expect(acceptance.isMidway && talk.sent == sent)
    talk.memory = acceptance.job
    #expect(
      try talk.ask { $0.hasSuffix("t1") ? (200, #"{"status":"DONE"}"#) : (404, "") } == .continuing(Reason("next-call"))
    )
  }

  @Test func `a slice without a job does not wait for one`() throws {
    var talk = try talk()
    #expect(try talk.once { _ in (404, "{}") } == .proceeding(Reason("step-answered")))
    #expect(try begin(2, &talk)?.isMidway == true)
  }

  @Test func `where jobs are not counted they are begun together`() throws {
    var talk = try talk()
    talk.isSerial = false
    var number = 0
    let end = try talk.run { _ in
      number += 1
      return (202, #"{"taskId":"t\#(number)"}"#)
    }
    guard case .accepted(let acceptance) = end else {
      Issue.record("\(end)")
      return
    }
    #expect(number == 3 && !acceptance.isMidway)
  }
}
