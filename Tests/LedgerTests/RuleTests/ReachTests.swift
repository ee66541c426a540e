import Foundation
import Testing

@testable import Ledger

/// What a verification keeps in memory, and what a crash or a pack leaves in the directory.
struct ReachTests {
  @Test func `tiles that a cut-off append left are told; tiles further on are wrong`() throws {
    struct Crash: Error {}
    let shop = try Workshop()
    let writer = try shop.create()
    try shop.fill(writer, to: 200)
    writer.afterStep = { if $0 == .synced { throw Crash() } }
    #expect(throws: Crash.self) { try shop.fill(writer, to: 700) }
    let report = shop.verify()
    #expect(report.findings == [] && report.entries == 200)
    #expect(report.notes.contains { $0.contains("tiles go beyond the checkpoint") })
    try shop.put([1], "tile/entries/019")
    #expect(shop.verify().findings.map(\.file) == ["tile/entries/019"])
  }

  @Test(.timeLimit(.minutes(1))) func `a bundle far away keeps nobody busy, whatever the checkpoint says`() throws {
    let shop = try Workshop()
    try shop.fill(try shop.create(), to: 20)
    let far = "tile/entries/x999/x999/999"
    try FileManager.default.createDirectory(
      atPath: shop.path + "/tile/entries/x999/x999", withIntermediateDirectories: true)
    try shop.put([1], far)
    #expect(shop.verify().findings.map(\.file) == [far])
    let huge = LedgerHead(size: 1 << 40, root: Samples.hash)
    try shop.put(
      try Checkpoint(origin: "example.com/expunge/m1", head: huge, signer: Samples.signer(9)).bytes, "checkpoint")
    #expect(shop.verify().findings.contains { $0.file == "checkpoint" })
    try shop.put([1], "checkpoint")
    #expect(shop.verify().findings.contains { $0.file == far })
  }

  @Test func `a pack's own files are its own business`() throws {
    let shop = try AnchoredStory().shop
    try FileManager.default.createDirectory(atPath: shop.path + "/anchors", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: shop.path + "/samples", withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: shop.path + "/checkpoints/5.tsr", toPath: shop.path + "/anchors/5.tsr")
    for file in ["README.txt", "samples/7.json"] { try shop.put([1], file) }
    var options = try AnchoredStory.options()
    options.layout = .pack
    options.allowed = ["README.txt"]
    #expect(shop.verify(options).findings.map(\.file) == ["samples/7.json"])
    options.allowed.insert("samples/")
    #expect(shop.verify(options).findings == [])
    options.layout = .home
    #expect(shop.verify(options).findings.contains { $0.file == "anchors/5.tsr" })
  }

  @Test func `the window knows the lines of one second, however many, and forgets them with it`() {
    var window = RepeatWindow()
    let hashes = (0..<5000).map { TreeHash.leaf(Array("\($0)".utf8)) }
    var earlier = hashes.enumerated().map { window.insert($1, at: UInt64($0)) }
    #expect(earlier.allSatisfy { $0 == nil })
    earlier = hashes.enumerated().map { window.insert($1, at: UInt64(9000 + $0)) }
    #expect(earlier == hashes.indices.map { UInt64($0) })
    window.restart(at: 20_000)
    earlier = hashes.enumerated().map { window.insert($1, at: UInt64(20_000 + $0)) }
    #expect(earlier.allSatisfy { $0 == nil })
    let known = window.insert(hashes[4999], at: 30_000)
    #expect(known == 24_999)
  }

  @Test func `outcomes find answers that are no longer among the recent lines`() throws {
    let shop = try Workshop()
    let writer = try shop.create()
    try shop.openWave(writer)
    let all = IndexRanges(0...9)
    try shop.append([.dispatch(Samples.dispatch("p1", all)), .answer(Samples.answer("p1", all))], to: writer)
    try shop.append(
      (0..<9000).map { number in
        var answer = Samples.answer("p1", all)
        (answer.evidence, answer.outcome) = (TreeHash.leaf(Array("\(number)".utf8)), nil)
        return .answer(answer)
      }, to: writer)
    try shop.append([.outcome(Samples.outcome("p1", nil, answers: [4]))], to: writer)
    #expect(shop.verify().findings == [])
    try shop.append([.outcome(Samples.outcome("p2", nil, answers: [5]))], to: writer)
    #expect(Set(shop.verify().findings.map(\.index)) == [9006])
  }

  @Test func `a bitmap tells what is set, and what is missing, full or not`() {
    var bits = SubjectBitmap(size: 130)
    let fresh = bits.insert(IndexRanges([0...63, 100...129]))
    #expect(fresh == nil && bits.count == 94)
    #expect(bits.first(of: IndexRanges(60...70), thatIs: false) == 64)
    #expect(bits.first(of: IndexRanges(64...129), thatIs: true) == 100)
    #expect(bits.first(of: IndexRanges(64...99), thatIs: true) == nil)
    #expect(bits.missing == IndexRanges(64...99))
    let known = bits.insert(50, 99)
    #expect(known == 50 && bits.count == 130)
    let full = bits.insert(7, 9)
    #expect(bits.missing.isEmpty && full == 7)
    #expect(bits.first(of: IndexRanges(3...4), thatIs: true) == 3)
    #expect(bits.first(of: IndexRanges(3...4), thatIs: false) == nil)
  }
}
