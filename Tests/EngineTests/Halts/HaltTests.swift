import Channels
import Store
import Testing
import Workflow

@testable import Engine

/// A partner that is stopped as a whole: what goes on meanwhile, what stands still, and who is stopped with it.
@Suite struct HaltTests {
  typealias Scene = SharedQuotaTests.Scene
  private static let poll = PollSchedule(first: .hours(1), every: .hours(1), giveUp: .days(10))
  private static let terms = Terms(
    inDoubt: .safeToRepeat, retry: RetrySchedule(base: .seconds(1), cap: .seconds(2), attempts: 50), poll: poll,
    limits: Limits(concurrency: 1))

  private static func resume(_ partner: String, in scene: Scene) throws {
    _ = try Decisions(store: scene.store, surroundings: scene.surroundings)
      .decide(InstructionID(wave: "sim-w1", partner: partner), .resume)
    try scene.restart()
  }

  /// Takes the first dispatch as a job, and stops the partner at the second.
  private static func halted(_ reason: String) throws -> Scene {
    let scene = try Scene([("acme", terms)], subjects: 12)
    let calls = try scene.run { call in
      call.subjects.first == 0
        ? .sent(.accepted(Acceptance(grade: .acceptedUnsigned, job: Array(call.key.utf8))))
        : .sent(.halted(Reason(reason)))
    }
    #expect(calls.count == 2)
    #expect(try scene.state("acme") == .needsPerson(Reason(reason)))
    return scene
  }

  private static func finished(_ call: SimulatedNetwork.Call) -> Report.Finding? {
    .asked(
      .items([
        Item(subjects: SubjectRanges(indices: call.subjects), standing: .settled(.deleted, .claimedUnsigned, nil))
      ]))
  }

  @Test func `what was accepted before a halt is asked about all the same, and nothing else is sent`() throws {
    let scene = try Self.halted("redirect")
    scene.pass(.hours(1))
    try scene.restart()
    #expect(try scene.run { _ in .asked(.pending(askAfter: nil)) }.map(\.kind) == [.ask])
    #expect(try scene.run(Self.finished).isEmpty)
    scene.pass(.hours(1))
    #expect(try scene.run(Self.finished).map(\.kind) == [.ask])
    let id = InstructionID(wave: "sim-w1", partner: "acme")
    #expect(try scene.store.read { try $0.tallies(of: id) }.map(\.subjects) == [4])
    scene.pass(.days(30))
    #expect(try scene.run(Self.finished).isEmpty)
    #expect(try scene.state("acme") == .needsPerson(Reason("redirect")))
    try Self.resume("acme", in: scene)
    #expect(try scene.run(SharedQuotaTests.done).count == 2)
    #expect(try scene.state("acme") == .settled(.deleted))
  }

  @Test func `after a refused credential nothing is asked, and the wait stands still until a person goes on`() throws {
    let scene = try Self.halted("credentials")
    scene.pass(.days(40))
    try scene.restart()
    #expect(try scene.run(Self.finished).isEmpty)
    try Self.resume("acme", in: scene)
    let calls = try scene.run { call in
      call.kind == .ask ? .asked(.pending(askAfter: nil)) : SharedQuotaTests.done(call)
    }
    #expect(calls.count { $0.kind == .ask } == 1)
    scene.pass(.days(9))
    #expect(try scene.run { _ in .asked(.pending(askAfter: nil)) }.count == 1)
    scene.pass(.hours(1))
    #expect(try scene.run(Self.finished).count == 1)
    #expect(try scene.state("acme") == .settled(.deleted))
  }

  @Test func `a legal hold keeps the questions still, and its time does not count against the partner`() throws {
    let scene = try Scene([("acme", Self.terms)], subjects: 4)
    _ = try scene.run { .sent(.accepted(Acceptance(grade: .acceptedUnsigned, job: Array($0.key.utf8)))) }
    let decisions = Decisions(store: scene.store, surroundings: scene.surroundings)
    let id = InstructionID(wave: "sim-w1", partner: "acme")
    _ = try decisions.decide(id, .hold(basis: Reason("litigation"), until: nil))
    scene.pass(.days(40))
    try scene.restart()
    #expect(try scene.run(Self.finished).isEmpty)
    _ = try decisions.decide(id, .release)
    try scene.restart()
    #expect(try scene.run { _ in .asked(.pending(askAfter: nil)) }.count == 1)
    scene.pass(.hours(1))
    #expect(try scene.run(Self.finished).count == 1)
    #expect(try scene.state("acme") == .settled(.deleted))
  }

  @Test(arguments: ["credentials", "mail-credentials"])
  func `a refused credential stops every entry that shows it, before it is shown again`(reason: String) throws {
    var shared = Self.terms
    shared.limits.share = "google"
    let scene = try Scene(
      [("a", shared), ("b", shared), ("c", Self.terms), ("d", Self.terms), ("e", Self.terms)], subjects: 12,
      credentials: ["b": ["env:KEY"], "c": ["env:KEY"], "d": ["env:OTHER"]])
    let calls = try scene.run { call in
      ["a", "c"].contains(call.partner) ? .sent(.halted(Reason(reason))) : SharedQuotaTests.done(call)
    }
    #expect(calls.count { $0.partner == "a" } == 1 && calls.count { $0.partner == "c" } == 1)
    for partner in ["a", "b", "c"] { #expect(try scene.state(partner) == .needsPerson(Reason(reason))) }
    for partner in ["d", "e"] { #expect(try scene.state(partner) == .settled(.deleted)) }
  }

  @Test func `those that one refused credential stopped are named, and go on together`() throws {
    var shared = Self.terms
    shared.limits.share = "google"
    func entry(_ id: String, _ key: String) -> String {
      """
        - {id: \(id), name: \(id), route: api, deletes: [all], takes: [{lane: user, identifiers: [user-id]}],
           secrets: {key: env:\(key)}, terms: {in-doubt: safe-to-repeat},
           api: {host: https://x.example, auth: [{bearer: key}], delete: {method: POST, path: "/{identifier}"},
                 answer: {success: {status: [200]}, done: {outcome: deleted}}}}

      """
    }
    let entries = [("aa", "A"), ("bb", "B"), ("cc", "C"), ("dd", "C"), ("ee", "E")].map(entry)
    let file = "version: 1\npartners:\n" + entries.joined()
    let scene = try Scene(
      [("aa", shared), ("bb", shared), ("cc", Self.terms), ("dd", Self.terms), ("ee", Self.terms)], subjects: 12,
      credentials: ["cc": ["env:C"], "dd": ["env:C"]], partnerFile: file)
    _ = try scene.run { call in
      switch call.partner {
      case "aa", "cc": .sent(.halted(Reason("credentials")))
      case "ee": .sent(.halted(Reason("redirect")))
      case _: SharedQuotaTests.done(call)
      }
    }
    let account = RefusedAccount(store: scene.store)
    func others(_ partner: String) throws -> [String] {
      try account.others(beside: InstructionID(wave: "sim-w1", partner: partner)).map(\.partner)
    }
    #expect(try others("aa") == ["bb"] && others("bb") == ["aa"])
    #expect(try others("cc") == ["dd"] && others("dd") == ["cc"])
    #expect(try others("ee").isEmpty)
    for partner in try ["aa"] + others("aa") { try Self.resume(partner, in: scene) }
    #expect(try others("aa").isEmpty && others("cc") == ["dd"])
    _ = try scene.run(SharedQuotaTests.done)
    for partner in ["aa", "bb"] { #expect(try scene.state(partner) == .settled(.deleted)) }
  }

  @Test func `a person's answer is none to requests that were never sent`() throws {
    let scene = try Self.halted("unexpected-content")
    let id = InstructionID(wave: "sim-w1", partner: "acme")
    func unsent() throws -> HandAnswerError? {
      try scene.store.write { session in
        let record = try #require(try session.instruction(id))
        return try Filing(
          wave: scene.wave, record: record, session: session, now: scene.surroundings.now(), book: LineBook()
        ).unsent()
      }
    }
    #expect(try unsent() == .unsent("sim-w1/acme", requests: 1, of: 3))
    try Self.resume("acme", in: scene)
    _ = try scene.run { .sent(.rejected(Reason("status-\($0.subjects.count)00"))) }
    #expect(try unsent() == nil)
  }

  @Test func `another halt stops its own entry alone`() throws {
    var shared = Self.terms
    shared.limits.share = "google"
    let scene = try Scene([("a", shared), ("b", shared)], subjects: 12)
    _ = try scene.run { $0.partner == "a" ? .sent(.halted(Reason("redirect"))) : SharedQuotaTests.done($0) }
    #expect(try scene.state("a") == .needsPerson(Reason("redirect")))
    #expect(try scene.state("b") == .settled(.deleted))
  }
}
