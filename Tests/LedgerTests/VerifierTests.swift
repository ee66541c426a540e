import Foundation
import Testing

@testable import Ledger

struct VerifierTests {
  /// 280 lines, two kept checkpoints, a wave with its set.
  private func small() throws -> Workshop {
    let shop = try Workshop()
    let writer = try shop.create()
    try shop.openWave(writer)
    try shop.append(
      [
        .dispatch(Samples.dispatch("p1", IndexRanges(0...9))), .answer(Samples.answer("p1", IndexRanges(0...9))),
        .outcome(Samples.outcome("p1", nil, answers: [3, 4])), .outcome(Samples.outcome("p2", nil, .unanswered)),
        .waveClose(Samples.close([("p1", .deleted, 10), ("p2", .unanswered, 10)])),
      ], to: writer)
    try writer.keepCheckpoint(8)
    try shop.fill(writer, to: 258)
    try writer.keepCheckpoint(258)
    try shop.fill(writer, to: 260)
    return shop
  }

  @Test func `a sound ledger has no findings and tells how each partner stands`() throws {
    let report = try small().verify()
    #expect(report.findings == [] && report.foreign == [])
    #expect(report.notes == ["260 lines after the last anchor have no upper bound"])
    let wave = try #require(report.waves.first)
    #expect(wave.isClosed && wave.subjects == 10 && wave.partners.map(\.id) == ["p1", "p2"])
    #expect(wave.partners.map(\.routed) == [10, 2] && wave.partners.map(\.settled) == [10, 10])
    #expect(
      wave.partners[1].byOutcome == [.unanswered: 10] && wave.partners[0].byGrade == [.claimedCompleteUnsigned: 10])
    #expect(!wave.partners.contains { !$0.open.isEmpty })
  }

  /// Nine lines with everything a directory can hold.
  private func tiny() throws -> Workshop {
    let shop = try Workshop()
    let writer = try shop.create()
    try shop.openWave(writer)
    try writer.keepCheckpoint(3)
    let open = ["p1", "p2"].map { Entry.outcome(Samples.outcome($0, nil, .unanswered)) }
    try shop.append(open, to: writer)
    try shop.fill(writer, to: 9)
    return shop
  }

  @Test func `each byte of each file, flipped, is found, and its file is named`() throws {
    let shop = try tiny()
    #expect(shop.files.count == 13)
    try flip(shop) { _, _ in true }
  }

  @Test func `a flipped byte among full tiles is found, and its file is named`() throws {
    try flip(try small()) { at, count in at % 997 == 5 || at == count - 1 }
  }

  private func flip(_ shop: Workshop, where isChosen: (Int, Int) -> Bool) throws {
    for file in shop.files {
      let bytes = try shop.bytes(file)
      for at in bytes.indices where isChosen(at, bytes.count) {
        var flipped = bytes
        flipped[at] ^= at % 2 == 0 ? 0x01 : 0x20
        try shop.put(flipped, file)
        let findings = shop.verify().findings
        #expect(findings.contains { $0.file == file }, "byte \(at) of \(file): \(findings)")
        #expect(findings.count < 12, "byte \(at) of \(file)")
      }
      try shop.put(bytes, file)
    }
    #expect(shop.verify().findings == [])
  }

  @Test func `a byte more, a byte less, a file gone and a file more are found and named`() throws {
    let shop = try small()
    for file in shop.files {
      let bytes = try shop.bytes(file)
      for changed in [bytes + [10], Array(bytes.dropLast()), []] {
        try shop.put(changed, file)
        #expect(shop.verify().findings.contains { $0.file == file }, "\(file)")
      }
      try FileManager.default.removeItem(atPath: shop.path + "/" + file)
      let named = shop.verify().findings.map(\.file)
      if !file.hasPrefix("checkpoints/") { #expect(named.contains(file), "\(file)") }
      try shop.put(bytes, file)
    }
    for stray in ["notes.txt", "tile/0/7", "tile/0/099", "sets/w2", "checkpoints/9x", "tile/entries/.hidden"] {
      try shop.put([1], stray)
      #expect(shop.verify().findings.map(\.file) == [stray])
      try FileManager.default.removeItem(atPath: shop.path + "/" + stray)
    }
    try shop.put([1], "tile/0/005")
    #expect(shop.verify().findings == [] && shop.verify().notes.contains { $0.contains("1 tiles go beyond") })
  }

  @Test func `a truncated tail is found against any older checkpoint that was kept`() throws {
    let shop = try small()
    let whole = try shop.copy()
    try shop.put(try shop.bytes("checkpoints/8"), "checkpoint")
    #expect(shop.verify().findings.contains { $0.file == "checkpoint" && $0.what.contains("checkpoints/258") })
    for file in ["tile/entries/001.p/4", "tile/0/001.p/4"] {
      try FileManager.default.removeItem(atPath: whole.path + "/" + file)
    }
    #expect(whole.verify().findings.contains { $0.file == "tile/entries/001.p/4" && $0.what.contains("258..<260") })
  }

  @Test func `a history rewritten and signed again is found against a kept checkpoint`() throws {
    let (honest, forged) = (try small(), try Workshop())
    let writer = try forged.create()
    try forged.fill(writer, to: 300)
    for kept in ["checkpoints/8", "checkpoints/258"] {
      try FileManager.default.createDirectory(atPath: forged.path + "/checkpoints", withIntermediateDirectories: true)
      try forged.put(try honest.bytes(kept), kept)
    }
    let named = forged.verify().findings.filter { $0.what.contains("its root is not that of the first") }.map(\.file)
    #expect(named == ["checkpoints/258", "checkpoints/8"])
  }

  @Test func `a foreign key's signature is refused`() throws {
    let shop = try small()
    let head = try LedgerReader(directory: shop.path).checkpoint.head
    let foreign = try Checkpoint(origin: "example.com/expunge/m1", head: head, signer: Samples.signer(9))
    try shop.put(foreign.bytes, "checkpoint")
    #expect(shop.verify().findings.contains { $0.file == "checkpoint" && $0.what.contains("no signature by") })
  }

  @Test func `a signature line by an unknown key is ignored and told, one of our own stands once`() throws {
    let shop = try small()
    let own = try shop.bytes("checkpoint")
    let head = try LedgerReader(directory: shop.path).checkpoint.head
    let other = try Checkpoint(origin: "example.com/expunge/m1", head: head, signer: Samples.signer(9)).bytes
    let line = other.split(separator: UInt8(ascii: "\n")).last.map { Array($0) + [UInt8(ascii: "\n")] } ?? []
    try shop.put(own + line, "checkpoint")
    let report = shop.verify()
    #expect(report.isSound && report.notes.contains { $0.hasPrefix("checkpoint: 1 signature lines") })
    let again = own.split(separator: UInt8(ascii: "\n")).last.map { Array($0) + [UInt8(ascii: "\n")] } ?? []
    try shop.put(own + again, "checkpoint")
    #expect(shop.verify().findings.map(\.file).contains("checkpoint"))
  }

  @Test func `a damaged bundle does not stop the check of the others`() throws {
    let shop = try small()
    for file in ["tile/entries/000", "tile/entries/001.p/4", "tile/0/000", "sets/w1"] {
      var bytes = try shop.bytes(file)
      bytes[bytes.count / 2] ^= 1
      try shop.put(bytes, file)
    }
    let files = Set(shop.verify().findings.map(\.file))
    #expect(files.isSuperset(of: ["tile/entries/000", "tile/entries/001.p/4", "tile/0/000", "sets/w1"]))
  }
}
