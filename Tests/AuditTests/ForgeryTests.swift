import Foundation
import Ledger
import Testing

@testable import Audit

/// Another history by someone who holds the signing key: every pack below is signed and whole.
struct ForgeryTests {
  private let yard: Yard

  init() throws { yard = try Yard() }

  private func pack(_ lines: [Entry]) throws -> String {
    let name = UUID().uuidString
    _ = try AuditPack.write(from: try yard.ledger("l" + name, lines), to: yard[name])
    return yard[name]
  }

  private func check(_ pack: String, _ file: String = "entries.jsonl", says words: String) throws {
    let python = try Shell.run("python3", pack + "/verify-ledger.py")
    #expect(
      python.status == 1 && python.output.contains("\(file): ") && python.output.contains(words), "\(python.output)")
    #expect(!PackVerifier.verify(directory: pack).isSound, "\(words)")
  }

  @Test func `an outcome dropped before the close is missed`() throws {
    var lines = try Story.lines()
    lines.remove(at: 6)
    try check(try pack(lines), says: "closes while 10 subjects of partner p1 have no outcome")
  }

  @Test func `a doubled line is found`() throws {
    var lines = try Story.lines()
    lines.insert(lines[5], at: 6)
    try check(try pack(lines), says: "entry 6: repeats an earlier line byte for byte")
  }

  @Test func `lines in another order are found`() throws {
    var lines = try Story.lines()
    lines.swapAt(5, 6)
    try check(try pack(lines), says: "entry 6: is dated before a line that stands before it")
  }

  @Test func `a back-dated line is found, by the lines before it and by the outside time`() throws {
    var lines = try Story.lines()
    lines[13] = Story.answer("p1", nil, .notFound, .claimedCompleteUnsigned, via: .mail, at: 3)
    try check(try pack(lines), says: "entry 13: is dated before")
    let authority = try #require(StampAuthority.shared)
    let ledger = try yard.stampedLedger("l", by: authority)
    let writer = try LedgerWriter.open(ledger, signer: try Story.signer(), storedHead: nil)
    let late = Story.answer("p1", nil, .notFound, .claimedCompleteUnsigned, via: .mail, at: 4000)
    try writer.append(entries: [late.encoded]) { _ in }
    try writer.keepCheckpoint(17)
    try yard.put(try authority.stamp(yard.bytes(ledger + "/checkpoints/17")), ledger + "/checkpoints/17.tsr")
    let root = try LedgerReader(directory: ledger).root(at: 17)
    let token = try yard.bytes(ledger + "/checkpoints/17.tsr")
    let anchor = try Story.anchor(size: 17, root: root, token: token, by: authority, at: 4001)
    try writer.append(entries: [anchor.encoded]) { _ in }
    _ = try AuditPack.write(from: ledger, to: yard["pack"])
    let python = try Shell.run("python3", yard["pack/verify-ledger.py"])
    #expect(python.output.contains("entry 16: is dated 3") && python.status == 1, "\(python.output)")
  }

  @Test func `a deletion that nobody claimed is found`() throws {
    var lines = try Story.lines()
    lines[6] = .outcome(Story.outcome("p1", nil, .deleted, .claimedCompleteUnsigned, answers: [], at: 5))
    try check(try pack(lines), says: "says deleted and rests on nothing")
    lines[6] = .outcome(Story.outcome("p1", nil, .deleted, .claimedCompleteSigned, answers: [5], at: 5))
    try check(try pack(lines), says: "has the grade claimed-complete-signed, which its answers lack")
    lines[5] = Story.answer("p1", IndexRanges(0...8), .deleted, .claimedCompleteUnsigned, via: .response, at: 4)
    lines[6] = .outcome(Story.outcome("p1", nil, .deleted, .claimedCompleteUnsigned, answers: [5], at: 5))
    try check(try pack(lines), says: "says deleted of subjects for whom no answer says so")
  }

  @Test func `a history without a line is found against any older checkpoint`() throws {
    let honest = try yard.ledger("honest", try Story.lines())
    var lines = try Story.lines()
    lines.removeLast()
    let forged = try pack(lines + Story.fillers(from: 14, to: 20))
    #expect(PackVerifier.verify(directory: forged).isSound)
    let older = honest + "/checkpoint"
    let python = try Shell.run("python3", forged + "/verify-ledger.py", forged, "--against", older)
    #expect(python.status == 1 && python.output.contains("the history was rewritten"), "\(python.output)")
    var options = VerifyOptions()
    options.against = [(name: older, bytes: try yard.bytes(older))]
    #expect(PackVerifier.verify(directory: forged, options: options).findings.map(\.file).contains(older))
    let cut = try Shell.run("python3", try pack(lines) + "/verify-ledger.py", "--against", older)
    #expect(cut.status == 1 && cut.output.contains("the ledger was cut off"), "\(cut.output)")
  }

  @Test func `another key over the same lines is found by who knows the key`() throws {
    let foreign = try Story.signer(9)
    let ledger = try yard.ledger("l", try Story.lines(signer: foreign), signer: foreign)
    _ = try AuditPack.write(from: ledger, to: yard["pack"])
    #expect(try Shell.run("python3", yard["pack/verify-ledger.py"]).status == 0)
    let key = try Story.signer().vkey
    let python = try Shell.run("python3", yard["pack/verify-ledger.py"], yard["pack"], "--key", "\(key)")
    #expect(python.status == 1 && python.output.contains("ledger.vkey: the key given with --key"), "\(python.output)")
    var options = VerifyOptions()
    options.pinned = [key]
    #expect(!PackVerifier.verify(directory: yard["pack"], options: options).isSound)
  }

  @Test func `a time-stamp over something else, or swapped with another, is found`() throws {
    let authority = try #require(StampAuthority.shared)
    let ledger = try yard.stampedLedger("l", by: authority)
    try yard.put(try authority.stamp([1, 2, 3]), ledger + "/checkpoints/3.tsr")
    _ = try AuditPack.write(from: ledger, to: yard["a"], extras: PackExtras(timeStampChain: authority.chain))
    try check(yard["a"], "anchors/3.tsr", says: "stamps something else than checkpoints/3")
    let other = try StampAuthority()
    try yard.put(try other.stamp(try yard.bytes(ledger + "/checkpoints/3")), ledger + "/checkpoints/3.tsr")
    _ = try AuditPack.write(from: ledger, to: yard["b"], extras: PackExtras(timeStampChain: authority.chain))
    try check(yard["b"], "anchors/3.tsr", says: "does not verify against tsa-chain.pem")
  }

  @Test func `totals that do not add up, and a wave that nobody approved twice, are found`() throws {
    var lines = try Story.lines()
    lines[12] = Story.close([("p1", .deleted, 10), ("p2", .noIdentifier, 9), ("p2", .refused, 1)], at: 10)
    try check(try pack(lines), says: "states 9 subjects as no-identifier at partner p2")
    lines = try Story.lines()
    guard case .waveOpen(var opening) = lines[2] else { return #expect(Bool(false)) }
    opening.approvals[1] = opening.approvals[0]
    lines[2] = .waveOpen(opening)
    try check(try pack(lines), says: "was not approved by two different keys")
  }
}
