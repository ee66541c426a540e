import Foundation
import Ledger
import Testing

/// Our ledgers under other people's programs: Go's sumdb, openssl, signify.
@Suite struct ForeignLedgerTests {
  private static let name = "devices.example/expunge/leak-1"
  private let scratch: Scratch
  private let signer: Ed25519Signer

  init() throws {
    scratch = try Scratch()
    signer = try Ed25519Signer(name: Self.name, seed: (0..<32).map { UInt8($0) })
  }

  private var directory: String { scratch.path + "/ledger" }
  private var vkey: String { get throws { try signer.vkey.description } }

  private func ledger(of size: Int, keeping kept: [Int] = []) throws {
    let at = LedgerTime(seconds: 1_700_000_000)
    let writer = try LedgerWriter.create(directory, signer: signer, operatorName: "Example Devices Inc.", at: at) { _ in
    }
    for end in (kept + [size]).sorted() {
      var lines: [[UInt8]] = []
      for number in Int(writer.head.size)..<end {
        let line = MatterEntry(
          at: at, matter: "leak-1", digest: TreeHash.sha256(Array("\(number)".utf8)), discoveredOn: "2022-12-06",
          containedAt: nil, data: [], clocks: [])
        lines.append(Entry.matter(line).encoded)
      }
      for start in stride(from: 0, to: lines.count, by: LedgerWriter.batchLimit) {
        try writer.append(entries: Array(lines[start..<min(start + LedgerWriter.batchLimit, lines.count)])) { _ in }
      }
      if kept.contains(end) { try writer.keepCheckpoint(UInt64(end)) }
    }
  }

  @Test(arguments: [1, 2, 255, 256, 257, 1000, 65_537])
  func `Go's sumdb verifies our checkpoint, tiles, entries and every inclusion proof`(_ size: Int) throws {
    try ledger(of: size, keeping: size > 300 ? [1, 200, 256, 300] : [])
    let verdict = try Foreigner.run([try Foreigner.go.get(), "ledger", directory, try vkey])
    #expect(verdict.status == 0, "\(verdict.said)")
    let root = try LedgerReader(directory: directory).checkpoint.root
    #expect(verdict.said.hasPrefix("ledger \(size) \(root)\n"))
    #expect(verdict.said.split(separator: "\n").filter { $0.hasPrefix("kept") }.count == (size > 300 ? 4 : 0))
  }

  @Test func `Go's sumdb refuses a changed entry, tile, root and key`() throws {
    try ledger(of: 300)
    let go = try Foreigner.go.get()
    for file in ["checkpoint", "tile/entries/000", "tile/0/000", "tile/0/001.p/44"] {
      let path = directory + "/" + file
      let good = try Data(contentsOf: URL(fileURLWithPath: path))
      var bad = good
      bad[bad.count / 2] ^= 1
      try bad.write(to: URL(fileURLWithPath: path))
      #expect(try Foreigner.run([go, "ledger", directory, try vkey]).status == 1, "\(file)")
      try good.write(to: URL(fileURLWithPath: path))
    }
    let other = try Ed25519Signer(name: Self.name, seed: [UInt8](repeating: 9, count: 32)).vkey.description
    #expect(try Foreigner.run([go, "ledger", directory, other]).status == 1)
    #expect(try Foreigner.run([go, "ledger", directory, try vkey]).status == 0)
  }

  @Test func `Go's sumdb verifies our proof files`() throws {
    try ledger(of: 700)
    let reader = try LedgerReader(directory: directory)
    for index in [0, 1, 255, 256, 511, 698, 699] as [UInt64] {
      let line = try scratch.put(try reader.entry(at: index), "line")
      let proof = try scratch.put(try reader.proof(of: index).bytes, "proof")
      let verdict = try Foreigner.run([try Foreigner.go.get(), "proof", line, proof, try vkey])
      #expect(verdict.said == "proof \(index) of 700\n")
      let wrong = try scratch.put(try reader.entry(at: (index + 1) % 700), "line")
      #expect(try Foreigner.run([try Foreigner.go.get(), "proof", wrong, proof, try vkey]).status == 1)
    }
  }

  @Test func `Go's note package verifies a witness's cosignature`() throws {
    try ledger(of: 3)
    let checkpoint = try LedgerReader(directory: directory).checkpoint
    let witness = try Ed25519Signer(name: "audit.example/w1", seed: [UInt8](repeating: 5, count: 32))
    let line = try Cosignature(of: checkpoint.note, at: LedgerTime(seconds: 1_700_000_100), by: witness)
    let path = try scratch.put(checkpoint.bytes + Array((line.line + "\n").utf8), "cosigned")
    let key = try WitnessKey(witness).description
    #expect(
      try Foreigner.run([try Foreigner.go.get(), "cosignature", path, key]).said == "cosigned by audit.example/w1\n")
    let other = try Cosignature(of: checkpoint.note, at: LedgerTime(seconds: 1_700_000_101), by: witness).line
    let mixed = String(line.line.dropLast(20)) + other.suffix(20)
    let bad = try scratch.put(checkpoint.bytes + Array((mixed + "\n").utf8), "bad")
    #expect(try Foreigner.run([try Foreigner.go.get(), "cosignature", bad, key]).status == 1)
  }

  @Test func `openssl verifies the signature over the checkpoint's text`() throws {
    try ledger(of: 5)
    let note = try LedgerReader(directory: directory).checkpoint.note
    let der: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + signer.publicKey
    let arguments = [
      "openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", try scratch.put(der, "key.der"), "-rawin",
      "-sigfile", try scratch.put(note.signatures[0].signature, "signature"), "-in",
    ]
    #expect(try Foreigner.run(arguments + [try scratch.put(note.text, "text")]).status == 0)
    #expect(try Foreigner.run(arguments + [try scratch.put(note.text + [10], "text")]).status != 0)
  }

  /// signify's files hold "Ed", an 8-byte key number and the same Ed25519 key or signature; minisign's also sign a
  /// comment, so a note's signature cannot be put into one.
  @Test func `signify verifies the signature over the checkpoint's text`() throws {
    try ledger(of: 5)
    let note = try LedgerReader(directory: directory).checkpoint.note
    let number = Array("Ed".utf8) + [1, 2, 3, 4, 5, 6, 7, 8]
    func file(_ bytes: [UInt8], _ name: String) throws -> String {
      let text =
        "untrusted comment: checkpoint\n" + String(decoding: Base64.encode(number + bytes), as: UTF8.self) + "\n"
      return try scratch.put(Array(text.utf8), name)
    }
    let arguments = [
      "signify-openbsd", "-V", "-p", try file(signer.publicKey, "key.pub"), "-x",
      try file(note.signatures[0].signature, "text.sig"), "-m",
    ]
    #expect(try Foreigner.run(arguments + [try scratch.put(note.text, "text")]).status == 0)
    #expect(try Foreigner.run(arguments + [try scratch.put(note.text + [10], "text")]).status != 0)
  }
}
