import Foundation
import Ledger
import Testing

@testable import Audit

/// Packs of ledgers that were signed by two keys in turn.
struct RotationTests {
  private let yard: Yard
  private let old: Ed25519Signer
  private let new: Ed25519Signer

  init() throws { (yard, old, new) = (try Yard(), try Story.signer(7), try Story.signer(8)) }

  /// The story's lines 0 to 13; line 14 names the new key, signed by the old one; line 15 ends the old one.
  private func rotate(
    _ action: LedgerKeyAction = .retire, from end: Int = 16, handover: Int = 16
  ) throws -> String {
    let (first, second) = (try old.vkey, try new.vkey)
    let ledger = try yard.ledger("l", try Story.lines(), kept: [3, 14])
    let ring = LedgerKeyRing(first: first, later: [.init(fromSize: UInt64(handover), vkey: second)]) {
      $0 == first ? old : new
    }
    let writer = try LedgerWriter.open(ledger, keys: ring, storedHead: nil)
    for line in [
      KeyEntry(at: Story.at(12), vkey: "\(second)", action: .add, fromSize: 16),
      KeyEntry(at: Story.at(12), vkey: "\(first)", action: action, fromSize: end),
    ] {
      try writer.append(entries: [Entry.key(line).encoded]) { _ in }
      try writer.keepCheckpoint(writer.head.size)
    }
    for line in Story.fillers(from: 16, to: 18) { try writer.append(entries: [line.encoded]) { _ in } }
    return ledger
  }

  private func pack(_ ledger: String) throws -> String {
    _ = try AuditPack.write(from: ledger, to: yard["pack"])
    return yard["pack"]
  }

  private func python(_ pack: String, _ key: Ed25519Signer? = nil) throws -> (status: Int32, output: String) {
    guard let key else { return try Shell.run("python3", pack + "/verify-ledger.py") }
    return try Shell.run("python3", pack + "/verify-ledger.py", pack, "--key", "\(try key.vkey)")
  }

  @Test func `a ledger whose key was replaced holds, for who knows the old key or the new one`() throws {
    let pack = try pack(rotate())
    #expect(try yard.text(pack + "/ledger.vkey") == "\(try new.vkey)\n")
    #expect(PackVerifier.verify(directory: pack).findings == [])
    for key in [old, new] {
      let run = try python(pack, key)
      #expect(run.status == 0, "\(run.output)")
      var options = VerifyOptions()
      options.pinned = [try key.vkey]
      #expect(PackVerifier.verify(directory: pack, options: options).isSound)
    }
    let stranger = try python(pack, try Story.signer(9))
    #expect(stranger.status == 1 && stranger.output.contains("never was a key of this ledger"), "\(stranger.output)")
    let run = try Shell.run(
      "bash", pack + "/verify-receipt.sh", pack + "/samples/2.json", pack + "/samples/2.tlog-proof",
      pack + "/ledger.vkey")
    #expect(run.status == 0, "\(run.output)")
  }

  @Test func `a small pack of such a ledger is proved under the new key, and says so`() throws {
    let ledger = try rotate()
    _ = try PartnerPack.write(from: ledger, partner: "p2", to: yard["p2"])
    let report = PackVerifier.verify(directory: yard["p2"])
    #expect(report.findings == [] && report.head?.size == 18)
    #expect(try yard.text(yard["p2/ledger.vkey"]) == "\(try new.vkey)\n")
    #expect(try yard.text(yard["p2/README.txt"]).contains("proved under the newest checkpoint and its key"))
  }

  @Test func `what a key signed before it was found compromised is told, not condemned`() throws {
    let pack = try pack(rotate(.compromised, from: 10))
    let report = PackVerifier.verify(directory: pack)
    #expect(report.findings == [] && report.notes.contains { $0.contains("compromised") }, "\(report.notes)")
    let run = try python(pack)
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("checkpoints/14 is signed by a key that was later declared compromised"))
    #expect(!run.output.contains("checkpoints/3 is signed"))
  }

  @Test func `the old key signs nothing after its end`() throws {
    let pack = try pack(rotate(handover: 18))
    try check(pack, "checkpoints/16", says: "is not signed by a key that was active at its size")
  }

  @Test func `a compromised key signs no other history, also in its own time`() throws {
    let ledger = try rotate(.compromised, from: 10)
    let checkpoint = try Checkpoint(
      origin: old.name, head: LedgerHead(size: 14, root: TreeHash.leaf([9])), signer: old)
    try yard.put(checkpoint.bytes, ledger + "/checkpoints/14")
    try check(try pack(ledger), "checkpoints/14", says: "the history was rewritten")
  }

  private func check(_ pack: String, _ file: String, says words: String) throws {
    let run = try python(pack)
    #expect(run.status == 1 && run.output.contains("\(file): ") && run.output.contains(words), "\(run.output)")
    #expect(PackVerifier.verify(directory: pack).findings.contains { $0.file == file })
  }
}
