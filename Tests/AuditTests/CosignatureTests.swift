import Foundation
import Ledger
import Testing

@testable import Audit

/// Packs with a witness's word beside a checkpoint, and a policy that says whom to believe.
struct CosignatureTests {
  private let yard: Yard
  private let witness: Ed25519Signer

  init() throws {
    yard = try Yard()
    witness = try Ed25519Signer(name: "audit.example/w1", seed: Array(repeating: 3, count: 32))
  }

  /// The story, cosigned at 14 lines and told so in line 14; `change` is a forger's.
  private func pack(
    policy key: WitnessKey?, at second: Int64 = 12, change: (inout AnchorEntry) -> Void = { _ in }
  ) throws -> String {
    let ledger = try yard.ledger("l", try Story.lines(), kept: [14])
    let checkpoint = try Checkpoint(parsing: try yard.bytes(ledger + "/checkpoints/14"))
    let cosignature = try Cosignature(of: checkpoint.note, at: Story.at(second), by: witness)
    try yard.put(Array((cosignature.line + "\n").utf8), ledger + "/checkpoints/14.cosig")
    var anchor = AnchorEntry(
      at: Story.at(12), size: 14, root: checkpoint.root, token: nil, cosignature: cosignature.line,
      time: cosignature.time, authority: try WitnessKey(witness).authority)
    change(&anchor)
    let writer = try LedgerWriter.open(ledger, signer: try Story.signer(), storedHead: nil)
    try writer.append(entries: [Entry.anchor(anchor).encoded]) { _ in }
    let policy = key.map { "witness auditor \($0)\nquorum auditor\n" }
    _ = try AuditPack.write(from: ledger, to: yard["pack"], extras: PackExtras(policy: policy))
    return yard["pack"]
  }

  private func check(_ pack: String, _ file: String, says words: String) throws {
    let run = try Shell.run("python3", pack + "/verify-ledger.py")
    #expect(run.status == 1 && run.output.contains("\(file): ") && run.output.contains(words), "\(run.output)")
    let findings = PackVerifier.verify(directory: pack).findings
    #expect(!findings.isEmpty, "\(file) \(words)")
  }

  @Test func `a witness that the policy names is checked, another is told of`() throws {
    let known = try pack(policy: WitnessKey(witness))
    #expect(PackVerifier.verify(directory: known).findings == [])
    let run = try Shell.run("python3", known + "/verify-ledger.py")
    #expect(run.status == 0 && !run.output.contains("audit.example"), "\(run.output)")
    #expect(run.output.contains("1 lines after the last anchor have no upper bound"), "\(run.output)")
  }

  @Test func `a witness without a policy is told of`() throws {
    let pack = try pack(policy: nil)
    let report = PackVerifier.verify(directory: pack)
    #expect(report.isSound && report.notes.contains { $0.contains("audit.example/w1") }, "\(report.notes)")
    let run = try Shell.run("python3", pack + "/verify-ledger.py")
    #expect(run.status == 0 && run.output.contains("witness audit.example/w1 is not in the policy"), "\(run.output)")
  }

  @Test func `a cosignature that was changed, or is another key's of the same name, is found`() throws {
    let pack = try pack(policy: WitnessKey(witness))
    let path = pack + "/checkpoints/14.cosig"
    let bytes = try yard.bytes(path)
    for at in [bytes.count - 20, bytes.count - 60] {
      var flipped = bytes
      flipped[at] = flipped[at] == 0x41 ? 0x42 : 0x41
      try yard.put(flipped, path)
      try yard.rewriteSums(pack)
      try check(pack, "checkpoints/14.cosig", says: "has a cosignature that does not hold")
    }
    let checkpoint = try Checkpoint(parsing: try yard.bytes(pack + "/checkpoints/14"))
    let other = try Ed25519Signer(name: "audit.example/w1", seed: Array(repeating: 4, count: 32))
    let line = try Cosignature(of: checkpoint.note, at: Story.at(12), by: other).line
    try yard.put(Array((line + "\n").utf8), path)
    try yard.rewriteSums(pack)
    try check(pack, "entries.jsonl", says: "entry 14: names a time-stamp or cosignature that is not in the pack")
  }

  @Test func `a line that tells another time or witness than the cosignature is found`() throws {
    try check(
      try pack(policy: WitnessKey(witness)) { $0.time = Story.at(13) }, "entries.jsonl",
      says: "entry 14: tells another time or authority")
  }

  @Test func `a line that names another authority is found`() throws {
    try check(
      try pack(policy: WitnessKey(witness)) { $0.authority = TreeHash.leaf([2]) }, "entries.jsonl",
      says: "entry 14: tells another time or authority")
  }

  @Test func `lines are held against a witness's time`() throws {
    try check(
      try pack(policy: WitnessKey(witness), at: -400), "entries.jsonl", says: "s outside the outside times around it")
  }
}
