import Crypto
import Foundation
import Testing

@testable import Vault

private func record(_ number: Int, size: Int = 40) throws -> EvidenceRecord {
  try EvidenceRecord(files: [
    EvidenceFile(name: "request.http", bytes: Array("DELETE /people/\(number)".utf8)),
    EvidenceFile(name: "response.http", bytes: Array(repeating: UInt8(number & 255), count: size)),
  ])
}

private func written(_ wave: WaveVault, _ numbers: Range<Int>) throws -> [EvidenceID] {
  let writer = try EvidenceWriter(wave)
  let ids = try numbers.map { try writer.append(record($0)) }
  try writer.sync()
  return ids
}

@Test func `the manifest is what sha256sum prints, and the id is its HMAC under the record's key`() throws {
  let key = Array(repeating: UInt8(5), count: 32)
  let record = try EvidenceRecord(
    key: key, files: [EvidenceFile(name: "abc.txt", bytes: Array("abc".utf8)), EvidenceFile(name: "empty", bytes: [])])
  // Both digests are those of FIPS 180-4's examples.
  #expect(
    record.manifest == """
      ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc.txt
      e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  empty

      """)
  let code = HMAC<SHA256>.authenticationCode(for: Data(record.manifest.utf8), using: SymmetricKey(data: key))
  #expect(record.id.base64 == Data(code).base64EncodedString())
  #expect(EvidenceID(base64: record.id.base64) == record.id)
  #expect(EvidenceID(base64: "AAAA") == nil)
}

@Test func `the same files under two keys have two ids`() throws {
  #expect(try record(1).id != record(1).id)
}

@Test(arguments: ["", "a/b", "a\\b", "..", "a\nb", "ä", String(repeating: "a", count: 201)])
func `a file name that a manifest cannot hold is refused`(name: String) {
  #expect(throws: EvidenceError.fileName(position: 0)) {
    try EvidenceRecord(files: [EvidenceFile(name: name, bytes: [])])
  }
}

@Test func `no files, or one name twice, make no evidence`() {
  let file = EvidenceFile(name: "a", bytes: [])
  #expect(throws: EvidenceError.noFiles) { try EvidenceRecord(files: []) }
  #expect(throws: EvidenceError.sameNameTwice(position: 1)) { try EvidenceRecord(files: [file, file]) }
}

@Test func `evidence opens by its id after a restart, whole and unreadable on disk`() throws {
  let scratch = try Scratch()
  let ids = try written(scratch.vault().createWave("w1"), 0..<20)
  let reader = EvidenceReader(try scratch.vault().open("w1"))
  for (number, id) in ids.enumerated() {
    let opened = try reader.open(id)
    #expect(opened.files == (try record(number).files))
    #expect(opened.id == id)
  }
  #expect(try scratch.everything().allSatisfy { !holds($0.bytes, Array("DELETE /people/".utf8)) })
  let stranger = try record(99).id
  #expect(throws: EvidenceError.unknown(stranger)) { try reader.open(stranger) }
}

@Test func `a reader finds what was written after it was made`() throws {
  let scratch = try Scratch()
  let wave = try scratch.vault().createWave("w1")
  let reader = EvidenceReader(wave)
  let first = try written(wave, 0..<2)
  #expect(try reader.find(first[1]) != nil)
  let second = try written(wave, 2..<4)
  #expect(try reader.open(second[1]).files == record(3).files)
  #expect(try Set(reader.ids()) == Set(first + second))
}

@Test func `nothing is on disk before the sync, everything after it`() throws {
  let scratch = try Scratch()
  let wave = try scratch.vault().createWave("w1")
  let writer = try EvidenceWriter(wave)
  let id = try writer.append(record(1))
  #expect(try EvidenceReader(wave).find(id) == nil)
  try writer.sync()
  #expect(try EvidenceReader(wave).find(id) != nil)
}

@Test func `a tail torn at any byte is cut, and no whole record with it`() throws {
  let scratch = try Scratch()
  let ids = try written(scratch.vault().createWave("w1"), 0..<3)
  let path = "\(scratch.path)/vault/evidence/w1/000001.seg"
  let whole = try #require(FileManager.default.contents(atPath: path))
  let length = whole.count / 3
  for size in (2 * length)...(3 * length) {
    var wave = try scratch.vault().open("w1")
    var later: [EvidenceID] = []
    // A program that another test starts holds a copy of the lock until it runs; then a new segment is begun.
    for _ in 0..<20 {
      try? FileManager.default.removeItem(atPath: "\(scratch.path)/vault/evidence/w1/000002.seg")
      try Data(whole.prefix(size)).write(to: URL(fileURLWithPath: path))
      wave = try scratch.vault().open("w1")
      later = try written(wave, 7..<8)
      if Segments.numbers(in: wave.evidenceDirectory) == [1] { break }
    }
    let reader = EvidenceReader(wave)
    let left = size == 3 * length ? 3 : 2
    #expect(try reader.open(later[0]).files == record(7).files, "cut at \(size)")
    #expect(try Set(reader.ids()) == Set(ids.prefix(left) + later), "cut at \(size)")
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int == length * (left + 1))
    #expect(Segments.numbers(in: wave.evidenceDirectory) == [1])
  }
}

@Test func `a tail that was never filled counts as torn`() throws {
  let scratch = try Scratch()
  let ids = try written(scratch.vault().createWave("w1"), 0..<2)
  let path = "\(scratch.path)/vault/evidence/w1/000001.seg"
  var bytes = Array(try #require(FileManager.default.contents(atPath: path)))
  let length = bytes.count / 2
  bytes.replaceSubrange((length + 80)..<bytes.count, with: Array(repeating: 0, count: length - 80))
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  let wave = try scratch.vault().open("w1")
  let later = try written(wave, 5..<6)
  #expect(try Set(EvidenceReader(wave).ids()) == Set([ids[0]] + later))
}

@Test func `damage before good records cuts nothing; a new segment begins`() throws {
  let scratch = try Scratch()
  let ids = try written(scratch.vault().createWave("w1"), 0..<3)
  let path = "\(scratch.path)/vault/evidence/w1/000001.seg"
  var bytes = Array(try #require(FileManager.default.contents(atPath: path)))
  bytes[bytes.count / 3 + 5] ^= 0xff
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  let wave = try scratch.vault().open("w1")
  let later = try written(wave, 5..<6)
  #expect(try Set(EvidenceReader(wave).ids()) == Set([ids[0], ids[2]] + later))
  #expect(Segments.numbers(in: wave.evidenceDirectory) == [1, 2])
  #expect(FileManager.default.contents(atPath: path) == Data(bytes))
}

@Test func `a flipped byte anywhere in a record is told, and its neighbour still opens`() throws {
  let scratch = try Scratch()
  let ids = try written(scratch.vault().createWave("w1"), 0..<2)
  let path = "\(scratch.path)/vault/evidence/w1/000001.seg"
  let good = Array(try #require(FileManager.default.contents(atPath: path)))
  for place in 0..<(good.count / 2) {
    var bytes = good
    bytes[place] ^= 4
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let reader = EvidenceReader(try scratch.vault().open("w1"))
    #expect(throws: EvidenceError.self) { try reader.open(ids[0]) }
    #expect(try reader.open(ids[1]).id == ids[1])
  }
}

@Test func `sealed bytes under another record's id are refused`() throws {
  let scratch = try Scratch()
  let ids = try written(scratch.vault().createWave("w1"), 0..<2)
  let path = "\(scratch.path)/vault/evidence/w1/000001.seg"
  let good = Array(try #require(FileManager.default.contents(atPath: path)))
  let sealed = Array(good[SegmentRecord.headerLength..<(good.count / 2 - SegmentRecord.checkLength)])
  let forged = SegmentRecord(segment: 1, sealedLength: sealed.count, id: ids[1]).bytes(sealed: sealed)
  try Data(forged).write(to: URL(fileURLWithPath: path))
  let reader = EvidenceReader(try scratch.vault().open("w1"))
  #expect(throws: EvidenceError.altered(ids[1], segment: path, offset: 0)) { try reader.open(ids[1]) }
}

@Test func `a full segment is followed by the next, and all of it opens`() throws {
  let scratch = try Scratch()
  let wave = try scratch.vault().createWave("w1")
  let writer = try EvidenceWriter(wave, segmentLimit: 1000)
  let ids = try (0..<20).map { try writer.append(record($0)) }
  try writer.sync()
  #expect(Segments.numbers(in: wave.evidenceDirectory).count > 3)
  let reader = EvidenceReader(wave)
  for (number, id) in ids.enumerated() { #expect(try reader.open(id).files == record(number).files) }
}

@Test func `two writers at once keep out of each other's segments`() throws {
  let scratch = try Scratch()
  let wave = try scratch.vault().createWave("w1")
  let (one, two) = (try EvidenceWriter(wave), try EvidenceWriter(wave))
  let ids = try (0..<10).map { try ($0 % 2 == 0 ? one : two).append(record($0)) }
  try one.sync()
  try two.sync()
  #expect(Segments.numbers(in: wave.evidenceDirectory) == [1, 2])
  #expect(try Set(EvidenceReader(wave).ids()) == Set(ids))
}

@Test func `a writer whose disk failed stays failed`() throws {
  let scratch = try Scratch()
  let wave = try scratch.vault().createWave("w1")
  let writer = try EvidenceWriter(wave)
  try FileManager.default.removeItem(atPath: wave.evidenceDirectory)
  #expect(throws: VaultError.self) { try writer.append(record(1)) }
  #expect(throws: EvidenceError.writerFailed) { try writer.append(record(1)) }
  #expect(throws: EvidenceError.writerFailed) { try writer.sync() }
}

@Test func `a large file survives the round`() throws {
  let scratch = try Scratch()
  let wave = try scratch.vault().createWave("w1")
  let writer = try EvidenceWriter(wave)
  let large = try record(1, size: 3 << 20)
  let id = try writer.append(large)
  try writer.sync()
  #expect(try EvidenceReader(wave).open(id).files == large.files)
}
