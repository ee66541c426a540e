import Foundation
import Ledger
import Testing

@testable import Audit

struct AuditPackTests {
  @Test func `a pack has the files it should, of any umask, and the same bytes each time`() throws {
    let yard = try Yard()
    let ledger = try yard.ledger("l", try Story.lines(), kept: [3, 9])
    let extras = PackExtras(policy: "quorum none\n", timeStampChain: "-- pem --\n", report: Array("<p>".utf8))
    let old = umask(0o077)
    let summary = try AuditPack.write(from: ledger, to: yard["a"], extras: extras)
    umask(old)
    _ = try AuditPack.write(from: ledger, to: yard["deep/er/b/"], extras: extras)
    let samples = (0..<14).flatMap { ["samples/\($0).json", "samples/\($0).tlog-proof"] }.prefix(26)
    let wanted =
      [
        "README.txt", "SHA256SUMS", "checkpoint", "checkpoints/3", "checkpoints/9", "entries.jsonl", "ledger.vkey",
        "origin", "policy", "report.html", "schema.txt", "sets/w1", "tile/0/000.p/14", "tile/0/000.p/3",
        "tile/0/000.p/9", "tile/entries/000.p/14", "tile/entries/000.p/3", "tile/entries/000.p/9", "tsa-chain.pem",
        "verify-ledger.py", "verify-receipt.sh",
      ] + samples
    #expect(yard.files(yard["a"]) == wanted.sorted())
    #expect(yard.files(yard["deep/er/b"]) == wanted.sorted())
    for file in wanted {
      #expect(try yard.bytes(yard["a/\(file)"]) == yard.bytes(yard["deep/er/b/\(file)"]), "\(file)")
      #expect(yard.mode(yard["a/\(file)"]) == (file.hasPrefix("verify-") ? 0o755 : 0o644), "\(file)")
    }
    #expect(yard.mode(yard["a"]) == 0o755 && yard.mode(yard["a/samples"]) == 0o755)
    #expect(summary.files == wanted.count && summary.receipts == 14 && summary.samples.count == 13)
    #expect(try FileManager.default.contentsOfDirectory(atPath: yard.path).sorted() == ["a", "deep", "l"])
  }

  @Test func `an honest pack holds for both programs and for the verifier, with time-stamps and corrections`() throws {
    let (yard, pack, key) = try stamped()
    let report = PackVerifier.verify(directory: pack)
    #expect(report.findings == [] && report.kind == .audit && report.head?.size == 16)
    let python = try Shell.run("python3", pack + "/verify-ledger.py", pack, "--key", key)
    #expect(python.status == 0 && python.output.contains("SOUND"), "\(python.output)")
    #expect(python.output.contains("p1: asked for 10; 10 deleted (claimed-complete-unsigned); 0 without outcome"))
    for sample in try SampleDraw.indices(of: LedgerReader(directory: yard["l"]), newestClose: 12).prefix(3) {
      let (line, proof) = ("\(pack)/samples/\(sample).json", "\(pack)/samples/\(sample).tlog-proof")
      let run = try Shell.run("bash", pack + "/verify-receipt.sh", line, proof, pack + "/ledger.vkey")
      #expect(run.status == 0 && run.output.hasPrefix("VALID: this receipt is line \(sample) "), "\(run.output)")
      try yard.put(try yard.bytes(line) + yard.bytes(proof), yard["qr.txt"])
      let scanned = try Shell.run("bash", pack + "/verify-receipt.sh", yard["qr.txt"], pack + "/ledger.vkey")
      #expect(scanned.output == run.output)
    }
  }

  @Test func `the commands in README.txt work as they stand`() throws {
    let (yard, pack, _) = try stamped()
    defer { withExtendedLifetime(yard) {} }
    let readme = try String(contentsOfFile: pack + "/README.txt", encoding: .utf8)
    let commands = readme.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .map { $0.hasPrefix("1. ") || $0.hasPrefix("2. ") || $0.hasPrefix("3. ") ? String($0.dropFirst(3)) : $0 }
      .filter { line in
        ["sha256sum ", "bash ", "python3 verify-ledger.py . --key", "openssl ts -verify"].contains {
          line.hasPrefix($0)
        }
      }
    #expect(commands.count == 5)
    for command in commands {
      let run = try Shell.run("bash", "-c", "cd \(pack) && \(command)")
      #expect(run.status == 0, "\(command): \(run.output)")
    }
  }

  /// A pack of a ledger with two time-stamps, told in its last two lines.
  private func stamped() throws -> (yard: Yard, pack: String, key: String) {
    let authority = try #require(StampAuthority.shared)
    let yard = try Yard()
    let ledger = try yard.stampedLedger("l", by: authority)
    let extras = PackExtras(timeStampChain: authority.chain)
    _ = try AuditPack.write(from: ledger, to: yard["pack"], extras: extras)
    return (yard, yard["pack"], try Story.signer().vkey.description)
  }

  @Test func `nothing is written over what is there, and a pack that fails leaves nothing behind`() throws {
    let yard = try Yard()
    let ledger = try yard.ledger("l", try Story.lines())
    try FileManager.default.createDirectory(atPath: yard["full"], withIntermediateDirectories: true)
    try yard.put([1], yard["full/x"])
    #expect(throws: PackError.notEmpty(path: yard["full"])) { try AuditPack.write(from: ledger, to: yard["full"]) }
    #expect(yard.files(yard["full"]) == ["x"])
    try FileManager.default.createDirectory(atPath: yard["empty"], withIntermediateDirectories: true)
    _ = try AuditPack.write(from: ledger, to: yard["empty"])
    #expect(PackVerifier.verify(directory: yard["empty"]).isSound)
    try FileManager.default.removeItem(atPath: ledger + "/sets/w1")
    #expect(throws: PackError.missing(path: "sets/w1")) { try AuditPack.write(from: ledger, to: yard["broken"]) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: yard.path).sorted() == ["empty", "full", "l"])
  }

  @Test
  func `tiles of sizes in between stay behind, and a kept size whose partial tile is gone is cut from the full one`()
    throws
  {
    let yard = try Yard()
    let ledger = try yard.ledger("l", try Story.lines() + Story.fillers(from: 14, to: 259), kept: [3, 257])
    try FileManager.default.removeItem(atPath: ledger + "/tile/entries/000.p/3")
    try FileManager.default.removeItem(atPath: ledger + "/tile/0/000.p/3")
    try yard.put([1], ledger + "/tile/0/001.p/2")
    _ = try AuditPack.write(from: ledger, to: yard["pack"])
    let tiles = yard.files(yard["pack/tile"])
    #expect(
      tiles == [
        "0/000", "0/000.p/3", "0/001.p/1", "0/001.p/3", "1/000.p/1", "entries/000", "entries/000.p/3",
        "entries/001.p/1",
        "entries/001.p/3",
      ])
    #expect(PackVerifier.verify(directory: yard["pack"]).findings == [])
    let python = try Shell.run("python3", yard["pack/verify-ledger.py"])
    #expect(python.status == 0, "\(python.output)")
  }

  @Test func `a ledger that was cut off gives no pack`() throws {
    let yard = try Yard()
    let ledger = try yard.ledger("l", try Story.lines(), kept: [3, 14])
    try yard.put(try yard.bytes(ledger + "/checkpoints/3"), ledger + "/checkpoint")
    #expect(throws: PackError.cutOff(kept: 14, size: 3)) { try AuditPack.write(from: ledger, to: yard["pack"]) }
  }
}

extension Yard {
  /// The story with checkpoints 3 and 14 stamped, and lines 14 and 15 that tell so.
  func stampedLedger(_ name: String, by authority: StampAuthority) throws -> String {
    let ledger = try ledger(name, try Story.lines(), kept: [3, 14], stamps: authority)
    let reader = try LedgerReader(directory: ledger)
    let lines = try [3, 14].map { size in
      try Story.anchor(
        size: size, root: try reader.root(at: UInt64(size)), token: try bytes("\(ledger)/checkpoints/\(size).tsr"),
        by: authority, at: 12)
    }
    let writer = try LedgerWriter.open(ledger, signer: try Story.signer(), storedHead: nil)
    try writer.append(entries: lines.map(\.encoded)) { _ in }
    return ledger
  }
}

extension Story {
  /// Late answers, one a second.
  static func fillers(from: Int, to: Int) -> [Entry] {
    (from..<to).map { number in
      .answer(
        AnswerEntry(
          at: at(20 + Int64(number)), wave: "w1", partner: "p1", dispatch: nil, via: .mail, subjects: nil, outcome: nil,
          grade: nil, reason: code("note"), answeredAt: nil, signer: nil, evidence: nil))
    }
  }
}
