import Foundation
import Ledger
import Testing

@testable import Audit

/// Packs for one partner and for one person.
struct SmallPackTests {
  @Test func `a partner gets its own lines with proofs, and nothing of others`() throws {
    let yard = try Yard()
    let ledger = try yard.ledger("l", try Story.lines())
    let summary = try PartnerPack.write(from: ledger, partner: "p2", to: yard["p2"])
    #expect(summary.receipts == 7)
    let receipts = [0, 3, 7, 8, 9, 10, 11].flatMap { ["receipts/\($0).json", "receipts/\($0).tlog-proof"] }
    let wanted =
      receipts + [
        "README.txt", "SHA256SUMS", "checkpoint", "ledger.vkey", "origin", "partner", "schema.txt", "verify-receipt.sh",
      ]
    #expect(yard.files(yard["p2"]) == wanted.sorted())
    for file in wanted {
      let text = try yard.text(yard["p2/\(file)"])
      #expect(!["\"p1\"", "p1-0", "Partner p1"].contains { text.contains($0) }, "\(file)")
    }
    let report = PackVerifier.verify(directory: yard["p2"])
    #expect(report.findings == [] && report.kind == .partner("p2"))
    let run = try Shell.run(
      "bash", yard["p2/verify-receipt.sh"], yard["p2/receipts/9.json"], yard["p2/receipts/9.tlog-proof"],
      yard["p2/ledger.vkey"])
    #expect(run.status == 0, "\(run.output)")
    #expect(throws: PackError.noLines(partner: "p9")) {
      try PartnerPack.write(from: ledger, partner: "p9", to: yard["p9"])
    }
  }

  @Test func `the wave's opening goes to a partner that is its only one`() throws {
    let yard = try Yard()
    let alone = Story.opening(partners: [Story.partner("p1", IndexRanges(0...9), rest: nil)])
    let ledger = try yard.ledger("l", [try Story.genesis(Story.signer()), Story.matter, alone])
    _ = try PartnerPack.write(from: ledger, partner: "p1", to: yard["p"])
    #expect(yard.files(yard["p/receipts"]) == ["0.json", "0.tlog-proof", "2.json", "2.tlog-proof"])
    #expect(PackVerifier.verify(directory: yard["p"]).findings == [])
  }

  @Test func `a partner's pack with another's line, or one flipped byte, is found and named`() throws {
    let yard = try Yard()
    let ledger = try yard.ledger("l", try Story.lines())
    _ = try PartnerPack.write(from: ledger, partner: "p2", to: yard["p2"])
    try flip(yard, yard["p2"], every: 97)
    let reader = try LedgerReader(directory: ledger)
    try yard.put(try reader.entry(at: 5), yard["p2/receipts/5.json"])
    try yard.put(try reader.proof(of: 5).bytes, yard["p2/receipts/5.tlog-proof"])
    try yard.rewriteSums(yard["p2"])
    let findings = PackVerifier.verify(directory: yard["p2"]).findings
    #expect(findings.map(\.file) == ["receipts/5.json"] && findings.allSatisfy { $0.what.contains("p2 alone") })
  }

  @Test func `a person's proof opens their identifiers, and tells their outcomes and corrections`() throws {
    let yard = try Yard()
    let ledger = try yard.ledger("l", try Story.lines())
    let pack = try subject(4, yard, ledger)
    let wanted =
      ["2", "6", "10", "11"].flatMap { ["receipts/\($0).json", "receipts/\($0).tlog-proof"] } + [
        "README.txt", "SHA256SUMS", "checkpoint", "identifiers.txt", "leaf.txt", "ledger.vkey", "origin", "schema.txt",
        "subject.path", "verify-receipt.sh", "verify-subject.sh",
      ]
    #expect(yard.files(pack) == wanted.sorted())
    for file in wanted { #expect(yard.mode("\(pack)/\(file)") == (file.hasPrefix("verify-") ? 0o700 : 0o600)) }
    #expect(yard.mode(pack) == 0o700 && yard.mode(pack + "/receipts") == 0o700)
    let report = PackVerifier.verify(directory: pack)
    #expect(report.findings == [] && report.kind == .subject(wave: "w1", index: 4))
    let run = try Shell.run("bash", pack + "/verify-subject.sh")
    #expect(run.status == 0 && run.output.contains("VALID: subject 4 was in the set of wave w1"), "\(run.output)")
    #expect(run.output.contains("3 identifiers open their commitments"))
    #expect(run.output.contains("p1: deleted, grade claimed-complete-unsigned") && run.output.contains("p2: refused"))
    #expect(run.output.contains("line 10 was corrected later") && !run.output.contains("203.0.113"))
    let everyone = (0..<10).filter { $0 != 4 }.map { Data("203.0.113.\($0)".utf8).base64EncodedString() }
    for file in wanted {
      let text = try yard.text("\(pack)/\(file)")
      #expect(!everyone.contains { text.contains($0) }, "\(file)")
    }
  }

  @Test func `a person's proof with a flipped byte, or of another person, is refused`() throws {
    let yard = try Yard()
    let ledger = try yard.ledger("l", try Story.lines())
    let pack = try subject(4, yard, ledger)
    try flip(yard, pack, every: 101)
    var dice = Dice(seed: 5)
    for file in yard.files(pack) where isRead(file) {
      let bytes = try yard.bytes("\(pack)/\(file)")
      var flipped = bytes
      flipped[dice.below(bytes.count)] ^= 1 << UInt8(dice.below(8))
      try yard.put(flipped, "\(pack)/\(file)")
      if file != "SHA256SUMS" { try yard.rewriteSums(pack) }
      let run = try Shell.run("bash", pack + "/verify-subject.sh")
      #expect(run.status == 1 && run.output.contains("NOT VALID: ") || file == "origin", "\(file): \(run.output)")
      #expect(!PackVerifier.verify(directory: pack).isSound, "\(file)")
      try yard.put(bytes, "\(pack)/\(file)")
    }
    try yard.rewriteSums(pack)
    let other = try subject(5, yard, ledger)
    for file in ["identifiers.txt", "leaf.txt"] { try yard.put(try yard.bytes("\(other)/\(file)"), "\(pack)/\(file)") }
    try yard.rewriteSums(pack)
    #expect(PackVerifier.verify(directory: pack).findings.map(\.file) == ["subject.path"])
    let run = try Shell.run("bash", pack + "/verify-subject.sh")
    #expect(run.status == 1 && run.output.contains("subject.path does not lead to the set_root"), "\(run.output)")
  }

  @Test func `identifiers that are not all that was committed to give no pack, and no error tells them`() throws {
    let yard = try Yard()
    let ledger = try yard.ledger("l", try Story.lines())
    let opened = try opened(4)
    #expect(throws: PackError.otherLeaf(index: 4, wave: "w1")) {
      try SubjectPack.write(from: ledger, wave: "w1", subject: 4, identifiers: Array(opened.dropLast()), to: yard["x"])
    }
    #expect(throws: PackError.noSubject(index: 10, wave: "w1", subjects: 10)) {
      try SubjectPack.write(from: ledger, wave: "w1", subject: 10, identifiers: opened, to: yard["x"])
    }
    #expect(throws: PackError.noWave("w9")) {
      try SubjectPack.write(from: ledger, wave: "w9", subject: 4, identifiers: opened, to: yard["x"])
    }
    #expect("\(opened)" == "[client-id 0, client-id 1, ip 0]")
    #expect(try FileManager.default.contentsOfDirectory(atPath: yard.path) == ["l"])
  }

  /// What verify-subject.sh reads; of the receipts one does for all.
  private func isRead(_ file: String) -> Bool {
    !["README.txt", "schema.txt"].contains(file) && !file.hasPrefix("verify-")
      && (!file.hasPrefix("receipts/") || file.hasPrefix("receipts/6"))
  }

  private func opened(_ index: Int) throws -> [OpenedIdentifier] {
    var set = SubjectSet()
    let subject = try Story.subjectKey(index)
    return Story.identifiers(index).map {
      let key = set.identifierKey(subjectKey: subject, kind: $0.kind, ordinal: $0.ordinal)
      return OpenedIdentifier(kind: $0.kind, ordinal: $0.ordinal, value: $0.value, key: key)
    }
  }

  private func subject(_ index: Int, _ yard: Yard, _ ledger: String) throws -> String {
    let path = yard["subject-\(index)"]
    _ = try SubjectPack.write(
      from: ledger, wave: "w1", subject: index, identifiers: try opened(index).reversed(), to: path)
    return path
  }

  private func flip(_ yard: Yard, _ pack: String, every stride: Int) throws {
    for file in yard.files(pack) where file != "SHA256SUMS" && !file.hasPrefix("verify-") {
      let bytes = try yard.bytes("\(pack)/\(file)")
      for at in bytes.indices where at % stride == 0 || at == bytes.count - 1 {
        var flipped = bytes
        flipped[at] ^= 0x04
        try yard.put(flipped, "\(pack)/\(file)")
        #expect(PackVerifier.verify(directory: pack).findings.contains { $0.file == file }, "byte \(at) of \(file)")
      }
      try yard.put(bytes, "\(pack)/\(file)")
    }
  }
}

extension Yard {
  func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }
}
