import Foundation
import Testing

@testable import Vault

private let plain = Array("person.7@mail.example".utf8)

private func record(_ text: String) throws -> EvidenceRecord {
  try EvidenceRecord(files: [EvidenceFile(name: "request.http", bytes: Array(text.utf8))])
}

/// A wave with three pieces of evidence over two segments, and one sealed value.
private func wave(_ scratch: Scratch) throws -> (sealed: [UInt8], ids: [EvidenceID]) {
  let wave = try scratch.vault().createWave("w1")
  let sealed = try wave.seal(plain, table: "t", row: 0, column: "c")
  let writer = try EvidenceWriter(wave, segmentLimit: 200)
  let ids = try ["of nobody", "of person.7@mail.example", "of somebody else"].map { try writer.append(record($0)) }
  try writer.sync()
  return (sealed, ids)
}

@Test func `after a new key, what was sealed anew opens, and the old bytes do not`() throws {
  let scratch = try Scratch()
  let (sealed, ids) = try wave(scratch)
  let vault = try scratch.vault()
  let rekeying = try vault.beginRekeying("w1")
  let anew = try rekeying.fresh.seal(
    try rekeying.old.open(sealed, table: "t", row: 0, column: "c"), table: "t", row: 0, column: "c")
  let moved = try rekeying.moveEvidence(lookingFor: []) { $0 == ids[1] ? .destroy : .keep }
  #expect(moved.kept == 2 && moved.destroyed == 1)
  try vault.finishRekeying("w1")
  for opened in [try vault.open("w1"), try scratch.vault().open("w1")] {
    #expect(try opened.open(anew, table: "t", row: 0, column: "c") == plain)
    #expect(throws: VaultError.self) { try opened.open(sealed, table: "t", row: 0, column: "c") }
    let reader = EvidenceReader(opened)
    #expect(try Set(reader.ids()) == [ids[0], ids[2]])
    #expect(try reader.open(ids[2]).files[0].bytes == Array("of somebody else".utf8))
    #expect(throws: EvidenceError.unknown(ids[1])) { try reader.open(ids[1]) }
  }
  #expect(throws: VaultError.shredded("w1")) { try rekeying.old.open(sealed, table: "t", row: 0, column: "c") }
}

@Test func `evidence of unknown people is searched for the values, and destroyed only if it holds one`() throws {
  let scratch = try Scratch()
  let (_, ids) = try wave(scratch)
  let moved = try scratch.vault().beginRekeying("w1").moveEvidence(lookingFor: [plain]) { _ in .search }
  #expect(moved.kept == 2 && moved.destroyed == 1 && moved.searched == 2)
  try scratch.vault().finishRekeying("w1")
  #expect(try Set(EvidenceReader(scratch.vault().open("w1")).ids()) == [ids[0], ids[2]])
}

@Test func `a wave between two keys opens for nobody, and a new beginning forgets the one before`() throws {
  let scratch = try Scratch()
  let (sealed, ids) = try wave(scratch)
  let first = try scratch.vault().beginRekeying("w1")
  _ = try first.moveEvidence(lookingFor: []) { _ in .keep }
  #expect(throws: VaultError.halfShredded("w1")) { try scratch.vault().open("w1") }
  let second = try scratch.vault().beginRekeying("w1")
  #expect(try second.old.open(sealed, table: "t", row: 0, column: "c") == plain)
  _ = try second.moveEvidence(lookingFor: []) { $0 == ids[0] ? .keep : .destroy }
  try scratch.vault().finishRekeying("w1")
  #expect(try EvidenceReader(scratch.vault().open("w1")).ids() == [ids[0]])
}

@Test func `an abandoned new key leaves everything as it was`() throws {
  let scratch = try Scratch()
  let (sealed, ids) = try wave(scratch)
  let before = try Set(scratch.everything().map(\.bytes))
  let rekeying = try scratch.vault().beginRekeying("w1")
  _ = try rekeying.moveEvidence(lookingFor: []) { _ in .keep }
  try scratch.vault().abandonRekeying("w1")
  #expect(try Set(scratch.everything().map(\.bytes)) == before)
  let opened = try scratch.vault().open("w1")
  #expect(try opened.open(sealed, table: "t", row: 0, column: "c") == plain)
  #expect(try Set(EvidenceReader(opened).ids()) == Set(ids))
}

/// What a crash leaves after each move of the ending.
@Test(arguments: ["evidence-removed", "evidence-moved", "key-overwritten", "key-removed"])
func `an ending that was cut short can be repeated`(moment: String) throws {
  let scratch = try Scratch()
  let (sealed, ids) = try wave(scratch)
  let rekeying = try scratch.vault().beginRekeying("w1")
  let anew = try rekeying.fresh.seal(plain, table: "t", row: 0, column: "c")
  _ = try rekeying.moveEvidence(lookingFor: []) { _ in .keep }
  let (folder, key) = ("\(scratch.path)/vault/evidence/w1", "\(scratch.path)/vault/keys/w1")
  let files = FileManager.default
  try files.removeItem(atPath: folder)
  if moment != "evidence-removed" { try files.moveItem(atPath: folder + "_next", toPath: folder) }
  if moment == "key-overwritten" { try Data(repeating: 9, count: 61).write(to: URL(fileURLWithPath: key)) }
  if moment == "key-removed" { try files.removeItem(atPath: key) }
  for _ in 0..<2 { try scratch.vault().finishRekeying("w1") }
  let opened = try scratch.vault().open("w1")
  #expect(try opened.open(anew, table: "t", row: 0, column: "c") == plain)
  #expect(throws: VaultError.self) { try opened.open(sealed, table: "t", row: 0, column: "c") }
  #expect(try Set(EvidenceReader(opened).ids()) == Set(ids))
  #expect(try scratch.everything().allSatisfy { !$0.name.contains("_next") })
}

@Test(arguments: [false, true])
func `damaged evidence is counted, not carried over`(isForged: Bool) throws {
  let scratch = try Scratch()
  let (_, ids) = try wave(scratch)
  let path = "\(scratch.path)/vault/evidence/w1/000001.seg"
  var bytes = Array(try #require(FileManager.default.contents(atPath: path)))
  let header = try #require(SegmentRecord(header: Array(bytes.prefix(SegmentRecord.headerLength))))
  bytes[SegmentRecord.headerLength + 20] ^= 1
  if isForged {
    // Its check made good again: only the seal can tell.
    let sealed = Array(bytes[SegmentRecord.headerLength...].prefix(header.sealedLength))
    bytes.replaceSubrange(0..<header.length, with: header.bytes(sealed: sealed))
  }
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  let moved = try scratch.vault().beginRekeying("w1").moveEvidence(lookingFor: []) { _ in .keep }
  #expect(moved.unreadable == 1 && moved.kept == ids.count - 1)
}

@Test func `shredding a wave takes the key it was about to get, and its evidence, with it`() throws {
  let scratch = try Scratch()
  _ = try wave(scratch)
  let rekeying = try scratch.vault().beginRekeying("w1")
  _ = try rekeying.moveEvidence(lookingFor: []) { _ in .keep }
  try scratch.vault().shred("w1")
  #expect(try scratch.everything().map(\.name).sorted() == ["root", "vault/keys/w1.shredded"])
}
