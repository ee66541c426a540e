import Store
import Testing
import Workflow

/// From the transaction that makes a line to the ledger that holds it: no gap, no line twice.
struct OutboxTests {
  @Test(arguments: Home.allCases)
  func `lines get consecutive indices, and wait in order`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    let lines = (1...6).map(Samples.line)
    let firsts = try [lines[0..<1], lines[1..<4], lines[4..<4], lines[4..<6]].map { part in
      try shelf.store.write { try $0.append(Array(part), to: "m") }
    }
    #expect(firsts == [1, 2, 5, 5])
    #expect(
      try shelf.store.read { try $0.outbox(of: "m", limit: 99) } == [
        OutboxBatch(first: 1, lines: Array(lines[0..<1])), OutboxBatch(first: 2, lines: Array(lines[1..<4])),
        OutboxBatch(first: 5, lines: Array(lines[4..<6])),
      ])
    #expect(try shelf.store.read { try $0.ledger(of: "m") } == LedgerPosition(next: 7, size: 1, root: [1]))
  }

  @Test(arguments: Home.allCases)
  func `two matters have two outboxes`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    try shelf.store.write { session throws in
      try session.createLedger(of: "n", size: 5, root: [2])
      #expect(try session.append([Samples.line(1)], to: "n") == 5)
      #expect(try session.append([Samples.line(2)], to: "m") == 1)
    }
    #expect(
      try shelf.store.read { try $0.outbox(of: "n", limit: 9) } == [OutboxBatch(first: 5, lines: [Samples.line(1)])])
  }

  @Test(arguments: zip([1, 2, 3, 4, 6, 99], [1, 1, 2, 2, 3, 3]))
  func `a limit is kept by whole batches, and the first always comes`(_ limit: Int, _ batches: Int) throws {
    let shelf = try Shelf(.memory)
    try shelf.stock()
    for count in [2, 1, 3] {
      _ = try shelf.store.write { try $0.append((1...count).map(Samples.line), to: "m") }
    }
    #expect(try shelf.store.read { try $0.outbox(of: "m", limit: limit) }.count == batches)
  }

  @Test(arguments: Home.allCases)
  func `a ledger that does not exist takes no lines`(_ home: Home) throws {
    let shelf = try Shelf(home)
    #expect(throws: StoreError.missing("the ledger of m")) {
      try shelf.store.write { try $0.append([Samples.line(1)], to: "m") }
    }
    #expect(try shelf.store.read { try $0.ledger(of: "m") } == nil)
  }

  @Test(arguments: Home.allCases, [0, 2, 7])
  func `a head advances only from the size it has`(_ home: Home, _ wrong: Int) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    _ = try shelf.store.write { try $0.append([Samples.line(1)], to: "m") }
    #expect(throws: StoreError.stale("the ledger of m")) {
      try shelf.store.write { try $0.advanceLedger(of: "m", from: wrong, to: (2, [8])) }
    }
    #expect(try shelf.store.read { try $0.ledger(of: "m") } == LedgerPosition(next: 2, size: 1, root: [1]))
    #expect(try shelf.store.read { try $0.outbox(of: "m", limit: 9) }.count == 1)
  }

  @Test(arguments: zip([1, 2, 3, 4, 5, 6], [[1, 3, 4], [1, 3, 4], [3, 4], [4], [4], []]))
  func `only batches that the ledger holds in full leave the outbox`(_ size: Int, _ left: [Int]) throws {
    let shelf = try Shelf(.memory)
    try shelf.stock()
    for count in [2, 1, 2] {
      _ = try shelf.store.write { try $0.append((1...count).map(Samples.line), to: "m") }
    }
    try shelf.store.write { try $0.advanceLedger(of: "m", from: 1, to: (size, [8])) }
    #expect(try shelf.store.read { try $0.outbox(of: "m", limit: 99) }.map(\.first) == left)
    #expect(try shelf.store.read { try $0.ledger(of: "m") } == LedgerPosition(next: 6, size: size, root: [8]))
  }

  @Test(arguments: Home.allCases)
  func `an advance touches no other matter`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    try shelf.store.write { session throws in
      try session.createLedger(of: "n", size: 1, root: [2])
      _ = try session.append([Samples.line(1)], to: "n")
      _ = try session.append([Samples.line(1)], to: "m")
      try session.advanceLedger(of: "m", from: 1, to: (2, [8]))
    }
    #expect(try shelf.store.read { try $0.outbox(of: "n", limit: 9) }.count == 1)
    #expect(try shelf.store.read { try $0.ledger(of: "n") } == LedgerPosition(next: 2, size: 1, root: [2]))
  }

  @Test(arguments: Home.allCases)
  func `a ledger made again after a crash has the newer genesis`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    try shelf.store.write { try $0.createLedger(of: "m", size: 1, root: [3]) }
    #expect(try shelf.store.read { try $0.ledger(of: "m") } == LedgerPosition(next: 1, size: 1, root: [3]))
  }

  @Test(arguments: Home.allCases)
  func `a ledger that lines wait for is never made again`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    try shelf.store.write { session throws in
      _ = try session.append([Samples.line(1), Samples.line(2)], to: "m")
      try session.createLedger(of: "m", size: 1, root: [3])
    }
    #expect(try shelf.store.read { try $0.ledger(of: "m") } == LedgerPosition(next: 3, size: 1, root: [1]))
    #expect(try shelf.store.write { try $0.append([Samples.line(3)], to: "m") } == 3)
  }
}
