import Foundation
import Ledger
import Testing

@testable import Audit

/// Damage by accident, or by someone who does not hold the key.
struct TamperTests {
  /// Four lines, which hold everything a pack can.
  private func tiny(_ yard: Yard) throws -> String {
    let ledger = try yard.ledger("l", Array(try Story.lines().prefix(4)), kept: [3])
    let extras = PackExtras(policy: "quorum none\n", report: Array("<p>".utf8))
    _ = try AuditPack.write(from: ledger, to: yard["pack"], extras: extras)
    return yard["pack"]
  }

  /// A byte in sixty-one; programs and README.txt are held by their digest alone, so a byte here and there does for them.
  private func isChosen(_ at: Int, of count: Int, in file: String) -> Bool {
    at == count - 1 || (at + count) % (file.hasPrefix("verify-") || file == "README.txt" ? 1009 : 61) == 0
  }

  @Test func `a flipped byte in any file is found, and its file is named`() throws {
    let yard = try Yard()
    let pack = try tiny(yard)
    #expect(PackVerifier.verify(directory: pack).findings == [])
    for file in yard.files(pack) {
      let bytes = try yard.bytes("\(pack)/\(file)")
      for at in bytes.indices where isChosen(at, of: bytes.count, in: file) {
        var flipped = bytes
        flipped[at] ^= at % 2 == 0 ? 0x01 : 0x20
        try yard.put(flipped, "\(pack)/\(file)")
        let findings = PackVerifier.verify(directory: pack).findings
        // A flipped path in SHA256SUMS is a file that is missing and one that is not listed.
        #expect(findings.contains { $0.file == file || file == "SHA256SUMS" }, "byte \(at) of \(file): \(findings)")
      }
      try yard.put(bytes, "\(pack)/\(file)")
    }
    #expect(PackVerifier.verify(directory: pack).findings == [])
  }

  /// Files whose bytes are bound by the ledger itself, whoever writes SHA256SUMS.
  private func isBound(_ file: String) -> Bool {
    !["README.txt", "SHA256SUMS", "policy", "report.html", "tsa-chain.pem"].contains(file)
      && !file.hasPrefix("verify-")
  }

  @Test func `each bound byte is found also where SHA256SUMS was made to fit`() throws {
    let yard = try Yard()
    let pack = try tiny(yard)
    try FileManager.default.copyItem(atPath: pack + "/SHA256SUMS", toPath: yard["sums"])
    var dice = Dice(seed: 7)
    for file in yard.files(pack) where isBound(file) {
      let bytes = try yard.bytes("\(pack)/\(file)")
      for at in [0, bytes.count - 1] + (0..<3).map({ _ in dice.below(bytes.count) }) {
        var flipped = bytes
        flipped[at] ^= 1 << UInt8(dice.below(8))
        try yard.put(flipped, "\(pack)/\(file)")
        try yard.rewriteSums(pack)
        let findings = PackVerifier.verify(directory: pack).findings
        #expect(
          findings.contains { $0.file == file || $0.file.hasPrefix("tile/") }, "byte \(at) of \(file): \(findings)")
      }
      try yard.put(bytes, "\(pack)/\(file)")
    }
    try yard.rewriteSums(pack)
    #expect(try yard.bytes(pack + "/SHA256SUMS") == yard.bytes(yard["sums"]))
  }

  @Test func `verify-ledger.py finds a flipped byte in every bound file, SHA256SUMS or not`() throws {
    let yard = try Yard()
    let pack = try tiny(yard)
    var dice = Dice(seed: 11)
    for file in yard.files(pack) where isBound(file) && (!file.hasPrefix("samples/") || file.hasPrefix("samples/2")) {
      let bytes = try yard.bytes("\(pack)/\(file)")
      var flipped = bytes
      flipped[dice.below(bytes.count)] ^= 1 << UInt8(dice.below(8))
      try yard.put(flipped, "\(pack)/\(file)")
      if dice.below(3) == 0 {
        let named = try Shell.run("python3", pack + "/verify-ledger.py")
        #expect(named.status == 1 && named.output.contains("\(file): "), "\(file): \(named.output)")
      }
      try yard.rewriteSums(pack)
      let bound = try Shell.run("python3", pack + "/verify-ledger.py")
      #expect(bound.status == 1 && bound.output.contains("findings"), "\(file): \(bound.output)")
      try yard.put(bytes, "\(pack)/\(file)")
      try yard.rewriteSums(pack)
    }
    #expect(try Shell.run("python3", pack + "/verify-ledger.py").status == 0)
  }

  @Test func `verify-receipt.sh refuses any flipped bit of receipt, proof or key`() throws {
    let yard = try Yard()
    let pack = try tiny(yard)
    let files = ["samples/2.json", "samples/2.tlog-proof", "ledger.vkey"]
    let arguments = files.map { "\(pack)/\($0)" }
    var dice = Dice(seed: 3)
    for (file, path) in zip(files, arguments) {
      let bytes = try yard.bytes(path)
      for at in [0, bytes.count - 1] + (0..<5).map({ _ in dice.below(bytes.count) }) {
        var flipped = bytes
        flipped[at] ^= 1 << UInt8(dice.below(8))
        try yard.put(flipped, path)
        let run = try Shell.run("bash", pack + "/verify-receipt.sh", arguments[0], arguments[1], arguments[2])
        #expect(run.status == 1 && run.output.hasPrefix("NOT VALID: "), "byte \(at) of \(file): \(run.output)")
      }
      try yard.put(bytes, path)
    }
  }

  @Test func `a file cut short, emptied, gone, swapped with another ledger's or added is found and named`() throws {
    let yard = try Yard()
    let pack = try tiny(yard)
    let other = try yard.ledger(
      "l2", Array(try Story.lines(signer: Story.signer(9)).prefix(4)), kept: [3], signer: Story.signer(9))
    _ = try AuditPack.write(from: other, to: yard["other"], extras: PackExtras(policy: "", report: Array("<b>".utf8)))
    func named(_ file: String) -> Bool { PackVerifier.verify(directory: pack).findings.contains { $0.file == file } }
    for file in yard.files(pack) {
      let (bytes, foreign) = (try yard.bytes("\(pack)/\(file)"), try yard.bytes(yard["other/\(file)"]))
      for changed in [Array(bytes.dropLast()), [], bytes + [10], foreign] where changed != bytes {
        try yard.put(changed, "\(pack)/\(file)")
        #expect(named(file) || file == "SHA256SUMS" && !PackVerifier.verify(directory: pack).isSound, "\(file)")
      }
      try FileManager.default.removeItem(atPath: "\(pack)/\(file)")
      #expect(named(file), "\(file)")
      try yard.rewriteSums(pack)
      // A kept checkpoint that goes with everything that is its own leaves no trace; an older copy shows it.
      let isOptional = ["policy", "report.html", "schema.txt", "checkpoints/3", "SHA256SUMS"].contains(file)
      #expect(isOptional || named(file), "\(file)")
      try yard.put(bytes, "\(pack)/\(file)")
      try yard.rewriteSums(pack)
    }
    let strays = ["x", "samples/9.json", "sets/w2", "anchors/3.tsr", "tile/0/000.p/1", ".hidden", "receipts/1.json"]
    for stray in strays {
      let folder = ("\(pack)/\(stray)" as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try yard.put([1], "\(pack)/\(stray)")
      #expect(named(stray), "\(stray)")
      try yard.rewriteSums(pack)
      // Without a check of time-stamps from outside, one that no line names is only told of.
      #expect(named(stray) || stray.hasPrefix("anchors/"), "\(stray)")
    }
    let python = try Shell.run("python3", pack + "/verify-ledger.py")
    for stray in strays { #expect(python.output.contains("\n\(stray): "), "\(stray): \(python.output)") }
  }

  @Test func `another version's program is told, not condemned`() throws {
    let yard = try Yard()
    let pack = try tiny(yard)
    try yard.put(Array("#!/bin/bash\necho fine\n".utf8), pack + "/verify-receipt.sh")
    try yard.rewriteSums(pack)
    let report = PackVerifier.verify(directory: pack)
    #expect(report.isSound && report.notes.contains { $0.hasPrefix("verify-receipt.sh is not the one") })
  }
}

/// Numbers that look random and are the same every time.
struct Dice {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % count
  }
}
