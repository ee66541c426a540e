import Store
import Testing
import Workflow

/// What is written is what is read, in every home.
struct RecordTests {
  @Test(arguments: Home.allCases)
  func `a matter comes back as it was, and once`(_ home: Home) throws {
    let shelf = try Shelf(home)
    var second = Samples.matter
    second.id = "a"
    try shelf.store.write { session throws in
      try session.insert(Samples.matter)
      try session.insert(second)
    }
    #expect(try shelf.store.read { try $0.matters() } == [second, Samples.matter])
    #expect(try shelf.store.read { try $0.matter("m") } == Samples.matter)
    #expect(try shelf.store.read { try $0.matter("other") } == nil)
    #expect(throws: StoreError.exists("matter m")) { try shelf.store.write { try $0.insert(Samples.matter) } }
  }

  @Test(arguments: Home.allCases)
  func `a matter's file can be replaced, and keeps its day`(_ home: Home) throws {
    let shelf = try Shelf(home)
    var edited = Samples.matter
    (edited.sealedFile, edited.digest) = ([5], [6])
    #expect(throws: StoreError.self) { try shelf.store.write { try $0.replace(edited) } }
    try shelf.store.write { session throws in
      try session.insert(Samples.matter)
      try session.replace(edited)
    }
    #expect(try shelf.store.read { try $0.matter("m") } == edited)
  }

  @Test(arguments: Home.allCases)
  func `a wave comes back with its plan and its pinned texts`(_ home: Home) throws {
    let shelf = try Shelf(home)
    let pinned = [PinnedText(name: "a.mustache", text: "Dear \u{1F98A}"), PinnedText(name: "partners.yaml", text: "")]
    try shelf.store.write { session throws in
      try session.insert(Samples.matter)
      try session.insert(Samples.wave, pinned: pinned.reversed())
    }
    #expect(try shelf.store.read { try $0.wave("w") } == Samples.wave)
    #expect(try shelf.store.read { try $0.waves() } == [Samples.wave])
    #expect(try shelf.store.read { try $0.pinnedTexts(of: "w") } == pinned)
    #expect(throws: StoreError.exists("wave w")) {
      try shelf.store.write { try $0.insert(Samples.wave, pinned: []) }
    }
  }

  @Test(arguments: Home.allCases)
  func `a wave belongs to a matter that exists`(_ home: Home) throws {
    let shelf = try Shelf(home)
    #expect(throws: (any Error).self) { try shelf.store.write { try $0.insert(Samples.wave, pinned: []) } }
    #expect(try shelf.store.read { try $0.waves() }.isEmpty)
  }

  @Test(arguments: WaveStage.allCases)
  func `a wave has every stage`(_ stage: WaveStage) throws {
    let shelf = try Shelf(.memory)
    try shelf.stock()
    try shelf.store.write { try $0.set(stage, of: "w") }
    #expect(try shelf.store.read { try $0.wave("w")?.stage } == stage)
    #expect(throws: StoreError.stale("wave v")) { try shelf.store.write { try $0.set(stage, of: "v") } }
  }

  @Test(arguments: Home.allCases)
  func `legal's button is pressed once`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    try shelf.store.write { try $0.setSent("w", at: noon) }
    #expect(throws: StoreError.stale("wave w")) { try shelf.store.write { try $0.setSent("w", at: noon + .days(1)) } }
    #expect(try shelf.store.read { try $0.wave("w")?.sentAt } == noon)
  }

  @Test(arguments: Home.allCases)
  func `a subject block comes back byte for byte, and is written once`(_ home: Home) throws {
    let shelf = try Shelf(home)
    let block = (0..<2000).map { UInt8($0 % 256) }
    try shelf.store.write { try $0.insertSubjectBlock(block, of: "w", number: 3) }
    #expect(try shelf.store.read { try $0.subjectBlock(of: "w", number: 3) } == block)
    #expect(try shelf.store.read { try $0.subjectBlock(of: "w", number: 2) } == nil)
    #expect(throws: (any Error).self) {
      try shelf.store.write { try $0.insertSubjectBlock([1], of: "w", number: 3) }
    }
    #expect(try shelf.store.read { try $0.subjectBlock(of: "w", number: 3) } == block)
  }

  @Test(arguments: Home.allCases)
  func `two approvals are two people with two keys`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    let (first, second) = (
      Samples.approval("ann", "SHA256:1", at: noon + .hours(1)), Samples.approval("ben", "SHA256:2")
    )
    try shelf.store.write { try $0.insert(first) }
    for same in [Samples.approval("ann", "SHA256:3"), Samples.approval("cid", "SHA256:1")] {
      #expect(throws: StoreError.exists("an approval of wave w by this person or key")) {
        try shelf.store.write { try $0.insert(same) }
      }
    }
    try shelf.store.write { try $0.insert(second) }
    #expect(try shelf.store.read { try $0.approvals(of: "w") } == [second, first])
  }

  @Test(arguments: Home.allCases, Samples.instructionStates)
  func `an instruction comes back in its state`(_ home: Home, _ state: InstructionState) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    var record = InstructionRecord(id: InstructionID(wave: "w", partner: "beta"), state: state, planned: 7)
    record.ladder.reach(.claimed, subjects: 3, at: noon, receipt: 12)
    record.ladder.reach(.issued, subjects: 9, at: noon, receipt: 2)
    (record.begun, record.nextNumber, record.remindersSent, record.timer) = (4, 8, 1, noon + .days(3))
    try shelf.store.write { try $0.insert(record) }
    #expect(try shelf.store.read { try $0.instruction(record.id) } == record)
    #expect(try shelf.store.read { try $0.instructions(of: "w") }.map(\.id.partner) == ["acme", "beta", "zeta"])
  }

  @Test(arguments: Home.allCases, Samples.dispatchStates)
  func `a dispatch comes back in its state`(_ home: Home, _ state: DispatchState) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    var inserted = DispatchRecord(
      instruction: Samples.acme, number: 9, parent: 2, purpose: .reminder, lane: 1,
      subjects: SubjectRanges([0...0, 5...8, 1_000_000...1_000_007]), state: state, key: "k")
    (inserted.bodyHash, inserted.sealedJob, inserted.answer) = ([1, 2], [0], 77)
    var updated = Samples.dispatch(1)
    try shelf.store.write { session throws in
      try session.insert(inserted)
      try session.insert(updated)
      let before = updated.state
      updated.state = state
      (updated.bodyHash, updated.sealedJob, updated.answer) = ([3], [4], 5)
      try session.update(updated, expecting: before)
    }
    #expect(try shelf.store.read { try $0.dispatch(Samples.acme, number: 9) } == inserted)
    #expect(try shelf.store.read { try $0.dispatches(of: Samples.acme) } == [updated, inserted])
  }

  @Test(arguments: Home.allCases)
  func `a selector's dispatch has no lane and no subjects`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    let record = DispatchRecord(
      instruction: Samples.acme, number: 0, lane: nil, subjects: nil, state: .settled, key: "k")
    try shelf.store.write { try $0.insert(record) }
    #expect(try shelf.store.read { try $0.dispatch(Samples.acme, number: 0) } == record)
  }

  @Test(arguments: Home.allCases)
  func `a dispatch number is used once, and only by an instruction that exists`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    try shelf.store.write { try $0.insert(Samples.dispatch(0)) }
    #expect(throws: (any Error).self) { try shelf.store.write { try $0.insert(Samples.dispatch(0)) } }
    let nobody = InstructionID(wave: "w", partner: "nobody")
    #expect(throws: StoreError.missing("instruction w/nobody")) {
      try shelf.store.write { try $0.insert(Samples.dispatch(0, of: nobody)) }
    }
  }

  @Test(arguments: Home.allCases)
  func `tallies of one kind add up, and others stand beside them`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    let plain = Tally(outcome: .deleted, grade: nil, reason: nil, subjects: 1)
    let signed = Tally(outcome: .deleted, grade: .claimedSigned, reason: nil, subjects: 2)
    let refused = Tally(outcome: .refused, grade: nil, reason: Reason("law"), subjects: 4)
    try shelf.store.write { session throws in
      for tally in [refused, plain, signed, plain, refused] { try session.add(tally, to: Samples.acme) }
      try session.add(plain, to: Samples.zeta)
    }
    let found = try shelf.store.read { try $0.tallies(of: Samples.acme) }
    #expect(
      found == [
        Tally(outcome: .deleted, grade: nil, reason: nil, subjects: 2), signed,
        Tally(outcome: .refused, grade: nil, reason: Reason("law"), subjects: 8),
      ])
    #expect(try shelf.store.read { try $0.tallies(of: Samples.zeta) } == [plain])
  }

  @Test(arguments: Home.allCases)
  func `a budget comes back as it was, and a new partner has a fresh one`(_ home: Home) throws {
    let shelf = try Shelf(home)
    var budget = Budget()
    _ = budget.take(3, of: Limits(windows: [.init(calls: 9, per: .hours(1))]), at: noon)
    budget.rest(until: noon + .hours(2))
    budget.note(healthy: false, terms: Terms(inDoubt: .neverRepeat), at: noon, dice: 0.5)
    try shelf.store.write { session throws in
      try session.set(Budget(), of: "acme")
      try session.set(budget, of: "acme")
    }
    #expect(try shelf.store.read { try $0.budget(of: "acme") } == budget)
    #expect(try shelf.store.read { try $0.budget(of: "zeta") } == Budget())
  }

  @Test(arguments: Home.allCases)
  func `an installation keeps its name, and its epochs rise`(_ home: Home) throws {
    let shelf = try Shelf(home)
    #expect(try shelf.store.read { try $0.deployment() } == "d-1")
    #expect(try shelf.store.read { try $0.epoch() } == 0)
    #expect(try (1...12).map { _ in try shelf.store.write { try $0.takeEpoch() } } == Array(1...12))
    #expect(try shelf.store.read { try $0.epoch() } == 12)
  }
}
