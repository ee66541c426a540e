import Foundation
import Ledger
import Testing

@testable import Engine

@Suite struct KeyTests {
  @Test func `a ledger is signed by an ssh-agent, which never gives the key away`() throws {
    let agent = try SSHAgent()
    let home = try TestHome(signing: .agent(publicKey: agent.publicKey, socket: agent.socket))
    #expect(LedgerVerifier.verify(directory: home.ledger).findings == [])
    #expect(try LedgerKeys(home.home).vkey(of: TestHome.matter).publicKey == agent.publicKey)
    let kept = try FileManager.default.contentsOfDirectory(atPath: home.home.keys)
    #expect(
      kept.contains { $0.hasSuffix(".signer") } && !kept.contains { $0.hasPrefix("ledger") && $0.hasSuffix(".key") })
    try home.reopen()
    try home.addLine()
    try home.installation.sequencer().sequenceAll()
    #expect(LedgerVerifier.verify(directory: home.ledger).entries == 3)
  }

  @Test func `an agent that is gone stops the signing with a clear word, and nothing is lost`() throws {
    let agent = try SSHAgent()
    let home = try TestHome(signing: .agent(publicKey: agent.publicKey, socket: agent.socket))
    agent.stop()
    try home.addLine()
    #expect(throws: SigningError.self) { try home.installation.sequencer().sequenceAll() }
    #expect(try LedgerReader(directory: home.ledger).size == 2)
    try agent.start()
    try home.reopen()
    try home.installation.sequencer().sequenceAll()
    #expect(LedgerVerifier.verify(directory: home.ledger).findings == [])
    #expect(try LedgerReader(directory: home.ledger).size == 3)
  }

  @Test func `a ledger is signed by a command that gets the bytes and prints the signature`() throws {
    let program = try SigningProgram()
    let home = try TestHome(signing: .command(program.command, publicKey: program.publicKey))
    #expect(LedgerVerifier.verify(directory: home.ledger).findings == [])
    #expect(try program.uses() >= 2)
  }

  @Test(arguments: ["exit 3", "echo not-base64!", "head -c 64 /dev/zero | base64 -w0", "true"])
  func `a command that fails or signs something else signs nothing`(_ body: String) throws {
    let program = try SigningProgram()
    let home = try TestHome(signing: .command(program.command, publicKey: program.publicKey))
    try program.replace(body)
    try home.addLine()
    #expect(throws: SigningError.self) { try home.installation.sequencer().sequenceAll() }
    #expect(try LedgerReader(directory: home.ledger).size == 2)
  }
}

@Test func `a program that ends without reading its input does not end this one`() throws {
  let result = try Tool.run(path: "/bin/true", [], input: [UInt8](repeating: 1, count: 1 << 20))
  #expect(result.status == 0)
}

@Suite struct KeyRotationTests {
  let home: TestHome

  init() throws { home = try TestHome() }

  @Test func `the old key names the new one, and everything verifies`() throws {
    let old = try LedgerKeys(home.home).vkey(of: TestHome.matter)
    let proof = try LedgerReader(directory: home.ledger).proof(of: 1)
    let new = try KeyRotation(home.installation).rotate(TestHome.matter, to: .file, because: .retired)
    #expect(new != old && new.name == old.name)
    let reader = try LedgerReader(directory: home.ledger)
    #expect(reader.size == 4)
    #expect(throws: Never.self) { try reader.checkpoint.note.verify(by: [new]) }
    #expect(throws: NoteError.self) { try reader.checkpoint.note.verify(by: [old]) }
    let handover = try Checkpoint(parsing: try AnchorFiles(directory: home.ledger).checkpoint(of: 3), by: old)
    #expect(handover.size == 3)
    #expect(
      try home.lines().suffix(2) == [
        .key(KeyEntry(at: try home.lines()[2].at, vkey: new.description, action: .add, fromSize: 4)),
        .key(KeyEntry(at: try home.lines()[3].at, vkey: old.description, action: .retire, fromSize: 4)),
      ])
    #expect(LedgerVerifier.verify(directory: home.ledger).findings == [])
    #expect(throws: Never.self) { try Checkpoint(parsing: proof.checkpoint.bytes, by: old) }
  }

  @Test func `a new process goes on with the new key, and a second rotation follows the first`() throws {
    let first = try KeyRotation(home.installation).rotate(TestHome.matter, to: .file, because: .retired)
    try home.reopen()
    try home.addLine()
    try home.installation.sequencer().sequenceAll()
    #expect(try LedgerReader(directory: home.ledger).key == first)
    let second = try KeyRotation(home.installation).rotate(
      TestHome.matter, to: .file, because: .compromised(fromSize: 2))
    try home.reopen()
    try home.addLine()
    try home.installation.sequencer().sequenceAll()
    #expect(try LedgerReader(directory: home.ledger).key == second)
    #expect(LedgerVerifier.verify(directory: home.ledger).findings == [])
  }

  @Test func `the old secret is not needed any more once it has handed over`() throws {
    _ = try KeyRotation(home.installation).rotate(TestHome.matter, to: .file, because: .retired)
    try FileManager.default.removeItem(atPath: home.home.ledgerKey(of: TestHome.matter))
    try home.reopen()
    try home.addLine()
    try home.installation.sequencer().sequenceAll()
    #expect(LedgerVerifier.verify(directory: home.ledger).findings == [])
  }

  @Test func `a rotation that a crash cut off before signing is finished by the next start`() throws {
    let program = try SigningProgram()
    // It signs the trial and is gone before the first checkpoint.
    try program.limit(to: 1)
    let place = KeyPlace.command(program.command, publicKey: program.publicKey)
    #expect(throws: (any Error).self) {
      try KeyRotation(home.installation).rotate(TestHome.matter, to: place, because: .retired)
    }
    #expect(try LedgerReader(directory: home.ledger).size == 3)
    #expect(LedgerVerifier.verify(directory: home.ledger).findings == [])
    try program.limit(to: nil)
    try home.reopen()
    try home.installation.sequencer().sequenceAll()
    #expect(try LedgerReader(directory: home.ledger).size == 4)
    #expect(LedgerVerifier.verify(directory: home.ledger).findings == [])
  }

  @Test func `a key that cannot sign is refused before anything is written`() throws {
    let agent = try SSHAgent()
    agent.stop()
    #expect(throws: SigningError.self) {
      try KeyRotation(home.installation)
        .rotate(TestHome.matter, to: .agent(publicKey: agent.publicKey, socket: agent.socket), because: .retired)
    }
    #expect(try home.lines().count == 2)
  }
}
