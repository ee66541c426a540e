import Foundation
import Testing

@testable import Vault

private let plain = Array("person.7@mail.example".utf8)

@Test func `what was sealed opens again, also after a restart`() throws {
  let scratch = try Scratch()
  let sealed = try scratch.vault().createWave("w1").seal(plain, table: "subjects", row: 3, column: "identifiers")
  #expect(!holds(sealed, plain))
  #expect(sealed.first == 1)
  let opened = try scratch.vault().open("w1").open(sealed, table: "subjects", row: 3, column: "identifiers")
  #expect(opened == plain)
}

@Test func `the same value never gives the same bytes`() throws {
  let scratch = try Scratch()
  let wave = try scratch.vault().createWave("w1")
  #expect(try wave.seal(plain, table: "t", row: 1, column: "c") != wave.seal(plain, table: "t", row: 1, column: "c"))
}

@Test(arguments: [
  ("subjects", 4, "identifiers"), ("subjects", 3, "key"), ("answers", 3, "identifiers"),
  ("subjects", 3 + 65536, "identifiers"),
])
func `a sealed value that was moved to another place does not open`(table: String, row: Int, column: String) throws {
  let scratch = try Scratch()
  let wave = try scratch.vault().createWave("w1")
  let sealed = try wave.seal(plain, table: "subjects", row: 3, column: "identifiers")
  #expect(throws: VaultError.doesNotOpen(wave: "w1", table: table, row: row, column: column)) {
    try wave.open(sealed, table: table, row: row, column: column)
  }
}

@Test func `neighbouring names cannot be shifted into each other`() throws {
  let scratch = try Scratch()
  let wave = try scratch.vault().createWave("w1")
  let sealed = try wave.seal(plain, table: "ab", row: 0, column: "c")
  #expect(throws: VaultError.self) { try wave.open(sealed, table: "a", row: 0, column: "bc") }
}

@Test func `a sealed value of another wave does not open, even under its key`() throws {
  let scratch = try Scratch()
  let vault = try scratch.vault()
  let sealed = try vault.createWave("w1").seal(plain, table: "t", row: 0, column: "c")
  let other = try vault.createWave("w2")
  #expect(throws: VaultError.self) { try other.open(sealed, table: "t", row: 0, column: "c") }
  // The key file of one wave under the name of another.
  try FileManager.default.copyItem(atPath: "\(vault.directory)/keys/w1", toPath: "\(vault.directory)/keys/w3")
  #expect(throws: VaultError.wrongRootKey(wave: "w3")) { try vault.open("w3") }
}

@Test func `every flipped bit and every cut is noticed`() throws {
  let scratch = try Scratch()
  let wave = try scratch.vault().createWave("w1")
  let sealed = try wave.seal([1, 2, 3], table: "t", row: 0, column: "c")
  for place in sealed.indices {
    var altered = sealed
    altered[place] ^= 1
    #expect(throws: VaultError.self) { try wave.open(altered, table: "t", row: 0, column: "c") }
    #expect(throws: VaultError.self) { try wave.open(Array(sealed.prefix(place)), table: "t", row: 0, column: "c") }
  }
}

@Test func `another root key opens nothing`() throws {
  let scratch = try Scratch()
  _ = try scratch.vault().createWave("w1")
  let other = try Vault(directory: "\(scratch.path)/vault", root: RootKey(bytes: Array(repeating: 9, count: 32)))
  #expect(throws: VaultError.wrongRootKey(wave: "w1")) { try other.open("w1") }
}

@Test func `waves are made once, and unknown ones are told apart from shredded ones`() throws {
  let scratch = try Scratch()
  let vault = try scratch.vault()
  _ = try vault.createWave("w1")
  #expect(throws: VaultError.waveExists("w1")) { try vault.createWave("w1") }
  #expect(throws: VaultError.unknownWave("w2")) { try vault.open("w2") }
  #expect(throws: VaultError.unknownWave("w2")) { try vault.shred("w2") }
  try vault.shred("w1")
  #expect(throws: VaultError.shredded("w1")) { try vault.open("w1") }
  #expect(throws: VaultError.shredded("w1")) { try vault.createWave("w1") }
}

@Test(arguments: ["", "../w", "a/b", ".w", "W1", "w 1", "w\0", "w.shredded", String(repeating: "w", count: 65)])
func `a wave's name cannot leave the vault`(name: String) throws {
  let scratch = try Scratch()
  let vault = try scratch.vault()
  #expect(throws: VaultError.waveName(name)) { try vault.createWave(name) }
  #expect(throws: VaultError.waveName(name)) { try vault.open(name) }
}

@Test func `keys are closed to others, file by file and directory by directory`() throws {
  let scratch = try Scratch()
  let wave = try scratch.vault().createWave("w1")
  let writer = try EvidenceWriter(wave)
  try writer.append(EvidenceRecord(files: [EvidenceFile(name: "a", bytes: [1])]))
  try writer.sync()
  #expect(try scratch.mode("vault/keys/w1") == 0o600)
  #expect(try scratch.mode("vault/evidence/w1/000001.seg") == 0o600)
  for directory in ["vault", "vault/keys", "vault/evidence", "vault/evidence/w1"] {
    #expect(try scratch.mode(directory) == 0o700, "\(directory)")
  }
}

@Test func `after a shredding neither plaintext nor key is anywhere, and nobody opens anything`() throws {
  let scratch = try Scratch()
  let vault = try scratch.vault()
  let wave = try vault.createWave("w1")
  let sealed = try wave.seal(plain, table: "t", row: 0, column: "c")
  let writer = try EvidenceWriter(wave)
  let id = try writer.append(EvidenceRecord(files: [EvidenceFile(name: "request.http", bytes: plain)]))
  try writer.sync()
  let wrapped = try #require(FileManager.default.contents(atPath: "\(vault.directory)/keys/w1"))
  // A second name for the file's bytes: overwriting must reach them, not only unlinking.
  try FileManager.default.linkItem(atPath: "\(vault.directory)/keys/w1", toPath: "\(scratch.path)/held")
  try vault.shred("w1")
  for (name, bytes) in try scratch.everything() {
    #expect(!holds(bytes, plain), "\(name)")
    #expect(!holds(bytes, Array(wrapped.suffix(48))), "\(name)")
  }
  #expect(!FileManager.default.fileExists(atPath: "\(vault.directory)/keys/w1"))
  #expect(throws: VaultError.shredded("w1")) { try wave.open(sealed, table: "t", row: 0, column: "c") }
  #expect(throws: VaultError.shredded("w1")) { try EvidenceReader(wave).open(id) }
  #expect(throws: VaultError.shredded("w1")) { try scratch.vault().open("w1") }
}

@Test func `a shredding that a crash cut short is in force, and can be finished`() throws {
  let scratch = try Scratch()
  let vault = try scratch.vault()
  _ = try vault.createWave("w1")
  _ = try scratch.write("vault/keys/w1.shredded", [])
  #expect(throws: VaultError.shredded("w1")) { try scratch.vault().open("w1") }
  try scratch.vault().shred("w1")
  #expect(!FileManager.default.fileExists(atPath: "\(vault.directory)/keys/w1"))
}

@Test func `nothing secret can be printed`() throws {
  let scratch = try Scratch()
  let vault = try scratch.vault()
  let wave = try vault.createWave("w1")
  let marked = Array(repeating: UInt8(211), count: 32)
  let subject = SubjectRecord(key: marked, identifiers: [SubjectIdentifier(kind: "email", ordinal: 0, value: marked)])
  let evidence = try EvidenceRecord(key: marked, files: [EvidenceFile(name: "a", bytes: marked)])
  let secrets: [Any] = [
    try RootKey(bytes: marked), vault, wave, subject, subject.identifiers[0], evidence, evidence.files[0],
  ]
  for secret in secrets {
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])"] {
      #expect(!text.contains("211"), "\(type(of: secret))")
      #expect(text.contains("withheld"), "\(type(of: secret))")
    }
  }
}
