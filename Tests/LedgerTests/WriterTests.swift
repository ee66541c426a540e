import Foundation
import Testing

@testable import Ledger

struct WriterTests {
  @Test(arguments: [1, 255, 256, 257, 65_536, 65_537])
  func `a ledger of any size verifies, gives proofs, and goes on after reopening`(size: Int) throws {
    let shop = try Workshop()
    var writer: LedgerWriter? = try shop.create()
    if let writer { try shop.fill(writer, to: size) }
    try #require(writer).keepCheckpoint(UInt64(size))
    writer = nil
    let before = shop.verify()
    #expect(before.findings == [] && before.entries == UInt64(size))
    let reader = try LedgerReader(directory: shop.path)
    for index in Set([0, size / 2, size - 1]) {
      let proof = try TlogProof(parsing: reader.proof(of: UInt64(index), extra: [1]).bytes)
      try proof.verify(entry: try reader.entry(at: UInt64(index)), key: reader.key)
      #expect(throws: MerkleProofError.rootDiffers) { try proof.verify(entry: [1], key: reader.key) }
    }
    writer = try shop.open()
    if let writer { try shop.fill(writer, to: size + 300) }
    let after = shop.verify()
    #expect(after.findings == [])
    #expect(after.head == shop.stored)
    let later = try LedgerReader(directory: shop.path)
    try MerkleProof.verifyConsistency(
      oldSize: UInt64(size), oldRoot: reader.checkpoint.root, newSize: later.size, newRoot: later.checkpoint.root,
      proof: later.consistencyProof(from: UInt64(size), to: later.size))
    var count = 0
    try later.forEachEntry { index, line in
      count += 1
      if index > 0, index % 1000 == 7 { #expect(Array(line) == Workshop.filler(Int(index)).encoded) }
    }
    #expect(count == size + 300)
  }

  @Test func `lines added one by one and in any batches give the same files`() throws {
    let (one, many) = (try Workshop(), try Workshop())
    let (first, second) = (try one.create(), try many.create())
    for size in 2...600 { try one.fill(first, to: size) }
    try many.fill(second, to: 600)
    #expect(first.head == second.head)
    for file in many.files { #expect(try one.bytes(file) == many.bytes(file), "\(file)") }
    #expect(!one.files.contains { $0.hasPrefix("tile/0/000.p") || $0.hasPrefix("tile/entries/001.p") })
    #expect(one.verify().findings == [])
  }

  @Test func `partial tiles of a kept checkpoint stay when the full ones come`() throws {
    let shop = try Workshop()
    let writer = try shop.create()
    try shop.fill(writer, to: 100)
    try writer.keepCheckpoint(100)
    try shop.fill(writer, to: 150)
    try shop.fill(writer, to: 300)
    #expect(shop.files.contains("tile/0/000.p/100") && shop.files.contains("tile/entries/000.p/100"))
    #expect(!shop.files.contains("tile/0/000.p/150"))
    try shop.put(try shop.bytes("tile/0/000.p/100").reversed(), "tile/0/000.p/100")
    #expect(shop.verify().findings.map(\.file) == ["tile/0/000.p/100"])
  }

  @Test(arguments: LedgerWriter.Step.allCases, [200, 256, 700])
  func `a crash after any step leaves a ledger that opens, goes on and verifies`(
    step: LedgerWriter.Step, size: Int
  ) throws {
    struct Crash: Error {}
    let shop = try Workshop()
    var writer: LedgerWriter? = try shop.create()
    if let writer { try shop.fill(writer, to: 199) }
    writer?.afterStep = { if $0 == step { throw Crash() } }
    #expect(throws: Crash.self) { if let writer { try shop.fill(writer, to: size) } }
    #expect(throws: LedgerError.self) { try writer?.append(entries: [Workshop.filler(1).encoded]) { _ in } }
    writer = nil
    let before = try LedgerReader(directory: shop.path)
    #expect(before.size == (step == .published ? UInt64(size) : 199))
    writer = try shop.open()
    #expect(writer?.head == shop.stored)
    #expect(shop.verify().findings == [])
    // The outbox gives the same lines again, cut into other batches.
    for next in [201, 300, 701, 720] where UInt64(next) > writer?.head.size ?? 0 {
      if let writer { try shop.fill(writer, to: next) }
    }
    #expect(shop.verify().findings == [])
    let whole = try Workshop()
    let plain = try whole.create()
    try whole.fill(plain, to: 720)
    #expect(writer?.head == plain.head)
  }

  @Test func `a store that refuses the head stops the append before anything is signed`() throws {
    struct Moved: Error {}
    let shop = try Workshop()
    let writer = try shop.create()
    let before = try shop.bytes("checkpoint")
    #expect(throws: Moved.self) { try writer.append(entries: [Workshop.filler(1).encoded]) { _ in throw Moved() } }
    #expect(try shop.bytes("checkpoint") == before)
  }

  @Test func `a truncated, an older and a foreign ledger are refused, and nothing is signed`() throws {
    let shop = try Workshop()
    var writer: LedgerWriter? = try shop.create()
    if let writer { try shop.fill(writer, to: 100) }
    let backup = try shop.copy()
    let older = shop.stored
    if let writer { try shop.fill(writer, to: 180) }
    writer = nil
    backup.stored = shop.stored
    let checkpoint = try backup.bytes("checkpoint")
    #expect(refusal { try backup.open() } == "storeNotInLedger")
    #expect(try backup.bytes("checkpoint") == checkpoint)
    let newest = shop.stored
    shop.stored = older
    #expect(refusal { try shop.open() } == "storeIsBehind")
    shop.stored = newest.map { LedgerHead(size: $0.size, root: Samples.hash) }
    #expect(refusal { try shop.open() } == "storeNotInLedger")
    shop.stored = newest
    try FileManager.default.removeItem(atPath: shop.path + "/tile/0/000.p/180")
    #expect(refusal { try shop.open() } == "storeNotInLedger")
    #expect(refusal { try LedgerWriter.open(backup.path, signer: Samples.signer(8), storedHead: older) } == "wrongKey")
  }

  @Test func `two writers never hold one ledger`() throws {
    let shop = try Workshop()
    let writer = try shop.create()
    #expect(refusal { try shop.open() } == "inUse")
    #expect(writer.head.size == 1)
  }

  @Test func `a line that nobody could read is not appended, and the writer goes on`() throws {
    let shop = try Workshop()
    let writer = try shop.create()
    var bad = Samples.dispatch("p1", nil)
    bad.dispatch = ""
    for line in [Entry.dispatch(bad).encoded, [], Array(repeating: 0x20, count: 20_000)] {
      #expect(refusal { try writer.append(entries: [line]) { _ in } } == "badBatch")
    }
    try shop.fill(writer, to: 3)
    #expect(shop.verify().findings == [])
  }

  /// The name of the error's case.
  private func refusal(_ body: () throws -> Any) -> String {
    do { _ = try body() } catch let error as LedgerError {
      return String("\(Mirror(reflecting: error).children.first?.label ?? "other")")
    } catch { return "\(error)" }
    return "none"
  }
}
