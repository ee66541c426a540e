import Foundation
import Testing

@testable import Ledger

struct AnchorRuleTests {
  private func findings(_ twist: (inout AnchoredStory.Twist) -> Void) throws -> [LedgerFinding] {
    var change = AnchoredStory.Twist()
    twist(&change)
    return try AnchoredStory(change).shop.verify(try AnchoredStory.options()).findings
  }

  @Test func `time-stamps and cosignatures that hold are listed and checked`() throws {
    let report = try AnchoredStory().shop.verify(try AnchoredStory.options())
    #expect(report.findings == [] && report.foreign == [])
    #expect(report.anchors.map(\.kind) == [.timeStamp, .witness("witness.example/w1")])
    #expect(report.anchors.map(\.size) == [5, 9] && report.anchors.allSatisfy { $0.isChecked })
    #expect(report.brackets == LedgerReport.Brackets(aboveLastAnchor: 3, widest: 5))
    #expect(report.notes == ["3 lines after the last anchor have no upper bound"])
  }

  @Test func `what nobody can check is listed, told and not wrong`() throws {
    let report = try AnchoredStory().shop.verify()
    #expect(report.findings == [] && report.foreign == ["checkpoints/5.tsr", "checkpoints/9.cosig"])
    #expect(!report.anchors.contains { $0.isChecked })
    #expect(report.notes.contains { $0.hasPrefix("time-stamps: only their SHA-256") })
    #expect(report.notes.contains { $0.contains("witness witness.example/w1 is not known here") })
    var options = try AnchoredStory.options()
    options.timeStamps = Stamps(chainIsKnown: false)
    let chainless = try AnchoredStory().shop.verify(options)
    #expect(chainless.findings == [] && chainless.anchors.map(\.isChecked) == [false, true])
    #expect(chainless.notes.contains { $0.contains("no chain was given") })
  }

  @Test func `a token that was changed, or is over another checkpoint, is found`() throws {
    let changed = try findings { $0.token = { $0[0] ^= 1 } }
    #expect(changed.map(\.index) == [9] && changed[0].what.contains("not the SHA-256 of any time-stamp"))
    let other = try findings { twist in
      let token = Stamps.token(over: Samples.hash, at: Story.at(4))
      twist.token = { $0 = token }
      twist.stamp = { $0.token = TreeHash.sha256(token) }
    }
    #expect(other.map(\.file) == ["checkpoints/5.tsr"] && other[0].what.contains("imprint"))
  }

  @Test func `an anchor that says other than its token is found`() throws {
    let changes: [(String, (inout AnchorEntry) -> Void)] = [
      ("field 'time'", { $0.time = Story.at(5) }), ("field 'authority'", { $0.authority = Samples.hash }),
      ("field 'root'", { $0.root = Samples.hash }), ("field 'size'", { $0.size = 10 }),
      ("is not there", { $0.size = 4 }), ("field 'size'", { $0.size = 0 }),
    ]
    for (words, change) in changes {
      let found = try findings { $0.stamp = change }
      #expect(found.contains { $0.index == 9 && $0.what.contains(words) }, "\(words): \(found)")
    }
  }

  @Test func `a cosignature that does not fit is found`() throws {
    let other = try Ed25519Signer(name: "witness.example/w1", seed: Array(repeating: 3, count: 32))
    let note = try Checkpoint(origin: "example.com/expunge/m1", head: .init(size: 9, root: Samples.hash), signer: other)
    let foreign = try Cosignature(of: note.note, at: Story.at(9), by: other).line
    let forged = try findings { twist in
      twist.witness = { $0.cosignature = foreign }
      twist.file = { $0 = foreign + "\n" }
    }
    #expect(forged.contains { $0.index == 10 && $0.what.contains("does not fit") })
    #expect(forged.contains { $0.file == "checkpoints/9.cosig" && $0.what.contains("does not fit") })
    let gone = try findings { $0.file = { $0 = foreign + "\n" } }
    #expect(gone.contains { $0.index == 10 && $0.what.contains("does not stand in checkpoints/9.cosig") })
    let early = try findings { $0.witness = { $0.time = Story.at(8) } }
    #expect(early.map(\.index) == [10] && early[0].what.contains("field 'time'"))
    let stranger = try findings { $0.witness = { $0.authority = Samples.hash } }
    #expect(stranger.map(\.index) == [10] && stranger[0].what.contains("field 'authority'"))
    let garbage = try findings { $0.file = { $0 += "garbage\n" } }
    #expect(garbage.map(\.file) == ["checkpoints/9.cosig"])
  }

  @Test func `an outside file without a line is told, without a checkpoint it is wrong`() throws {
    let shop = try AnchoredStory().shop
    let digest = TreeHash.sha256(try shop.bytes("checkpoints/9"))
    try shop.put(Stamps.token(over: digest, at: Story.at(12)), "checkpoints/9.2.tsr")
    let report = shop.verify(try AnchoredStory.options())
    #expect(report.isSound && report.notes.contains("checkpoints/9.2.tsr: no anchor/1 line names it yet"))
    try shop.put(Stamps.token(over: Samples.hash, at: Story.at(12)), "checkpoints/9.3.tsr")
    #expect(shop.verify(try AnchoredStory.options()).findings.map(\.file) == ["checkpoints/9.3.tsr"])
    try FileManager.default.removeItem(atPath: shop.path + "/checkpoints/9.3.tsr")
    try shop.put([1], "checkpoints/7.tsr")
    #expect(shop.verify().findings.map(\.file) == ["checkpoints/7.tsr"])
    try FileManager.default.removeItem(atPath: shop.path + "/checkpoints/7.tsr")
    try shop.put([1], "checkpoints/9.1.tsr")
    #expect(shop.verify().findings.map(\.file) == ["checkpoints/9.1.tsr"])
  }

  @Test func `a line outside its bracket is found, with how many follow`() throws {
    let late = try findings { $0.lines = { lines in for at in 2..<9 { lines[at] = lines[at].dated(Story.at(400)) } } }
    #expect(late.contains { $0.index == 2 && $0.what.contains("so are 2 after it") }, "\(late)")
    let forward = try findings { twist in
      twist.stamp = { $0.at = Story.at(1000) }
      twist.witness = { ($0.at, $0.time) = (Story.at(1001), Story.at(9)) }
    }
    #expect(forward.contains { $0.index == 11 && $0.what.contains("dated before entry 10") })
    var options = try AnchoredStory.options()
    let shop = try AnchoredStory(
      .init(lines: { lines in
        for at in 0..<9 where at > 0 { lines[at] = lines[at].dated(Samples.at) }
      })
    ).shop
    #expect(shop.verify(options).findings == [])
    options.timeStamps = nil
    #expect(shop.verify(options).findings == [])
  }

  @Test func `lines dated long before the outside time of what stands before them are found`() throws {
    let marks = [Brackets.Mark(size: 5, time: Story.at(900))]
    let shop = try AnchoredStory().shop
    var archive = LineArchive(files: LedgerFiles(root: shop.path), size: 12)
    let problems = Brackets(marks, size: 12).problems(in: &archive)
    #expect(problems.map(\.index) == [5] && problems[0].what.contains("so are 6 after it"))
    let fine = [Brackets.Mark(size: 5, time: Story.at(305))]
    let none = Brackets(fine, size: 12).problems(in: &archive)
    #expect(none.isEmpty)
  }
}

extension Entry {
  /// The same line at another time.
  fileprivate func dated(_ at: LedgerTime) -> Entry {
    switch self {
    case .matter(var entry):
      entry.at = at
      return .matter(entry)
    case .waveOpen(var entry):
      entry.at = at
      return .waveOpen(entry)
    case .dispatch(var entry):
      (entry.at, entry.sentAt) = (at, at)
      return .dispatch(entry)
    case .answer(var entry):
      (entry.at, entry.answeredAt) = (at, at)
      return .answer(entry)
    case .outcome(var entry):
      entry.at = at
      return .outcome(entry)
    case .genesis, .hold, .release, .amend, .key, .anchor, .shred, .waveClose: return self
    }
  }
}
