import Channels
import Ledger
import Store
import Testing
import Workflow

@testable import Engine

/// A partner that claims at once, and can be looked up: what a look-up shows settles, reopens, and is repeated.
@Suite struct ProbeTests {
  @Test func `a subject settles only when the look-up no longer finds it`() throws {
    let scene = try ProbeScene(ProbeTerms(after: .hours(1)))
    for _ in 0..<3 { try scene.turn() }
    #expect(try scene.outcomes().isEmpty && scene.asked.isEmpty)
    scene.pass(.hours(1))
    try scene.turn()
    #expect(scene.asked.sorted() == [0, 1, 2, 3])
    try scene.turn()
    #expect(try scene.ended(.verifiedByProbe, nil, 4))
    let record = try scene.record()
    #expect(record.state == .settled(.deleted))
    #expect(record.ladder[.claimed]?.subjects == 4 && record.ladder[.verified]?.subjects == 4)
  }

  @Test func `whom a look-up still finds goes to a person, and is never deleted on paper`() throws {
    let scene = try ProbeScene(ProbeTerms(after: .zero), stillThere: [2])
    for _ in 0..<4 { try scene.turn() }
    #expect(try scene.ended(.verifiedByProbe, nil, 3))
    #expect(try scene.record().state == .needsPerson(Reason("still-there")))
    let open = try scene.open()
    #expect(open.map(\.subjects) == [SubjectRanges(2...2)] && open.map(\.purpose) == [.deletion])
  }

  @Test func `a look-up that is never answered leaves the claim as it was made`() throws {
    let scene = try ProbeScene(ProbeTerms(after: .zero, every: .hours(1)), isDeaf: true)
    for _ in 0..<400 {
      try scene.turn()
      scene.pass(.hours(1))
    }
    #expect(try scene.ended(.claimedCompleteUnsigned, "probe-unanswered", 4))
  }

  @Test func `a sample is looked up, the rest settles at once, and anyone can draw it again`() throws {
    let scene = try ProbeScene(ProbeTerms(after: .hours(1), sample: 2))
    try scene.turn()
    try scene.turn()
    #expect(try scene.ended(.claimedCompleteUnsigned, nil, 2))
    scene.pass(.hours(1))
    for _ in 0..<3 { try scene.turn() }
    let drawn = ProbeSample.draw(2, of: .all(4), setRoot: [UInt8](repeating: 1, count: 32), partner: "probed")
    #expect(SubjectRanges(indices: scene.asked) == drawn && drawn.count == 2)
    #expect(try scene.record().state == .settled(.deleted))
  }

  @Test func `after the end the look-ups are repeated on their days, and a returned subject opens the case again`()
    throws
  {
    let scene = try ProbeScene(ProbeTerms(after: .zero, again: [.days(7), .days(30)]))
    for _ in 0..<4 { try scene.turn() }
    #expect(try scene.record().state == .settled(.deleted))
    scene.asked = []
    scene.pass(.days(6))
    try scene.turn()
    #expect(scene.asked.isEmpty)
    scene.pass(.days(1))
    for _ in 0..<3 { try scene.turn() }
    #expect(scene.asked.sorted() == [0, 1, 2, 3])
    #expect(try scene.record().state == .settled(.deleted))
    scene.stillThere = [1]
    scene.asked = []
    scene.restart()
    scene.pass(.days(23))
    for _ in 0..<3 { try scene.turn() }
    #expect(scene.asked.sorted() == [0, 1, 2, 3])
    #expect(try scene.record().state == .reopened(Reason("still-there")))
    #expect(try scene.ended(.verifiedByProbe, nil, 4))
    scene.pass(.days(90))
    scene.asked = []
    try scene.turn()
    #expect(scene.asked.isEmpty)
  }
}
