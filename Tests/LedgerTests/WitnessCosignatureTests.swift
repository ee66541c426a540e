import Testing

@testable import Ledger

struct WitnessCosignatureTests {
  @Test(arguments: PublicCheckpoint.witnessKeys)
  func `a stranger's witness is believed, and no other text, time or key`(vkey: String) throws {
    let key = try WitnessKey(vkey)
    #expect(key.description == vkey)
    let note = try SignedNote(parsing: PublicCheckpoint.bytes)
    let line = try #require(note.cosignatures.first { $0.isNamed(for: key) })
    #expect(try line.verify(checkpoint: PublicCheckpoint.bytes, by: key) == LedgerTime("2026-05-23T21:50:24Z"))
    #expect(String(decoding: PublicCheckpoint.bytes, as: UTF8.self).contains(line.line + "\n"))
    for at in note.text.indices {
      var flipped = PublicCheckpoint.bytes
      flipped[at] ^= 1
      #expect(throws: CosignatureError.self, "byte \(at)") { try line.verify(checkpoint: flipped, by: key) }
    }
    let wire = Array(line.line.utf8)
    for at in wire.indices.dropLast(2) {
      var flipped = wire
      flipped[at] ^= 1
      #expect(throws: CosignatureError.self, "character \(at)") {
        try Cosignature(parsing: String(decoding: flipped, as: UTF8.self)).verify(note, by: key)
      }
    }
    let other = try WitnessKey(name: key.name, publicKey: Array(repeating: 9, count: 32))
    #expect(throws: CosignatureError.otherKey(name: key.name, wanted: other.description)) {
      try line.verify(note, by: other)
    }
  }

  @Test func `the specification's example line holds the time of its signed message`() throws {
    let line = """
      \u{2014} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5\
      nNo0xUe+mbIUBkBIfZ+qnA==
      """
    let cosignature = try Cosignature(parsing: line)
    #expect(cosignature.time.seconds == 1_679_315_147 && cosignature.name == "witness.example.com/w1")
    #expect(cosignature.keyID == [0x8D, 0x66, 0xCF, 0x3F] && cosignature.line == line)
  }

  @Test func `what a witness signs is verified by its key and comes back byte for byte`() throws {
    let signer = try Ed25519Signer(name: "audit.example/w1", seed: Array(repeating: 5, count: 32))
    let checkpoint = try LetterLog("abcde").checkpoint(5)
    let made = try Cosignature(of: checkpoint.note, at: LetterLog.at, by: signer)
    let read = try Cosignature(parsing: made.line + "\n")
    #expect(read == made)
    let key = try WitnessKey(signer)
    #expect(try read.verify(checkpoint: checkpoint.bytes, by: key) == LetterLog.at)
    let message = Array("cosignature/v1\ntime 1764979200\nexample.com/letters\n5\n\(checkpoint.root)\n".utf8)
    #expect(try signer.sign(message).count == 64 && key.isValid(signature: made.signature, of: message))
    #expect(throws: CosignatureError.signatureFails(name: "audit.example/w1")) {
      try read.verify(checkpoint: try LetterLog("abcdf").checkpoint(5).bytes, by: key)
    }
    // The same key under its log type is another key: a log's signature is no cosignature.
    #expect(try key.keyID != signer.vkey.keyID && checkpoint.note.cosignatures == [])
    #expect(key.authority == TreeHash.sha256(Array(key.description.utf8)))
  }

  @Test(arguments: [
    "", "remora.n621.de+da77ade7", "remora.n621.de+da77ade8+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw3",
    "remora.n621.de+DA77ADE7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", PublicCheckpoint.logKey,
    "+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", "a b+da77ade7+BAAA",
  ])
  func `a text that is no witness's key is refused`(vkey: String) {
    #expect(throws: CosignatureError.self) { try WitnessKey(vkey) }
  }

  @Test(arguments: [
    "", "\u{2014} a", "- a AAAAAAAAAAA=", "\u{2014} a AAAAAAAAAAA=", "\u{2014}  AAAAAAAAAAA=", "\u{2014} a b c", "\n",
    "\n\n",
  ])
  func `a line that is no cosignature is refused`(line: String) {
    #expect(throws: CosignatureError.self) { try Cosignature(parsing: line) }
  }

  @Test func `a time that no calendar has is refused`() throws {
    let bytes = { (first: UInt8) in
      [UInt8]([1, 2, 3, 4, first, 0, 0, 0, 0, 0, 0, 1]) + [UInt8](repeating: 7, count: 64)
    }
    func line(_ first: UInt8) -> String { "\u{2014} a " + String(decoding: Base64.encode(bytes(first)), as: UTF8.self) }
    #expect(try Cosignature(parsing: line(0)).time.seconds == 1)
    for first in [1, 0x7F, 0x80, 0xFF] as [UInt8] {
      #expect(throws: CosignatureError.self) { try Cosignature(parsing: line(first)) }
    }
  }
}
