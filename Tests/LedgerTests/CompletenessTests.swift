import Testing

@testable import Ledger

struct CompletenessTests {
  private func findings(_ entries: [Entry]) throws -> [LedgerFinding] {
    let shop = try Workshop()
    let writer = try shop.create()
    try shop.openWave(writer)
    try shop.append(heard + entries, to: writer)
    return shop.verify().findings
  }

  /// Entries 3 and 4, which justify every outcome here; what a test adds comes from 5 on.
  private let heard = [
    Entry.dispatch(Samples.dispatch("p1", IndexRanges(0...9))), .answer(Samples.answer("p1", IndexRanges(0...9))),
  ]
  private let first = Entry.outcome(Samples.outcome("p1", IndexRanges(0...4), answers: [4]))
  private let rest = Entry.outcome(Samples.outcome("p1", IndexRanges(5...9), answers: [4]))
  private let second = Entry.outcome(Samples.outcome("p2", nil, .unanswered))
  private let close = Entry.waveClose(Samples.close([("p1", .deleted, 10), ("p2", .unanswered, 10)]))

  private func amend(_ index: Int, _ old: Entry, _ new: Entry) throws -> Entry {
    .amend(try AmendEntry(at: Samples.at, index: index, from: old, to: new, reason: Samples.code("late")))
  }

  @Test func `a wave that adds up has no findings`() throws {
    #expect(try findings([first, rest, second, close]) == [])
  }

  @Test func `a subject settled twice is named`() throws {
    let again = Entry.outcome(Samples.outcome("p1", IndexRanges(4...9), answers: [4]))
    let found = try findings([first, again])
    #expect(found.map(\.index) == [6] && found[0].what.contains("settles subject 4 of partner p1"))
    #expect(found.first?.file == "tile/entries/000.p/7")
  }

  @Test func `a subject missing at the close is named`() throws {
    let short = Entry.outcome(Samples.outcome("p1", IndexRanges(5...8), answers: [4]))
    let totals = Entry.waveClose(Samples.close([("p1", .deleted, 9), ("p2", .unanswered, 10)]))
    let found = try findings([first, short, second, totals])
    #expect(found.map(\.index) == [8] && found[0].what.contains("[[9,9]]"))
  }

  @Test func `totals that do not agree, or leave something out, are named`() throws {
    let wrong = Entry.waveClose(Samples.close([("p1", .deleted, 11)]))
    let found = try findings([first, rest, second, wrong]).map(\.what)
    #expect(found.count == 2 && found[0].contains("leaves out 10") && found[1].contains("states 11"))
  }

  @Test func `lines of no open wave, of no partner and beyond N are named`() throws {
    var stray = Samples.dispatch("p1", nil)
    stray.wave = "w9"
    let found = try findings([
      .dispatch(stray), .answer(Samples.answer("p7", nil)),
      .outcome(Samples.outcome("p1", IndexRanges(8...10), .unanswered)),
      .waveClose(
        {
          var entry = Samples.close([]); entry.wave = "w9"; return entry
        }()), .genesis(try Samples.genesis()),
    ])
    #expect(found.map(\.index) == [5, 6, 7, 8, 9, 9])
  }

  @Test func `an outcome points at earlier answers and dispatches of its own wave and partner only`() throws {
    let other = Entry.dispatch(Samples.dispatch("p2", IndexRanges(3...3)))
    for (answers, count) in [
      ([3, 4], 0), ([4, 5], 1), ([0, 4], 1), ([4, 6], 1), ([4, 99], 1), ([4, 5, 6, 99], 3),
    ] {
      let outcome = Entry.outcome(Samples.outcome("p1", nil, answers: answers))
      #expect(try findings([other, outcome]).count == count, "\(answers)")
    }
  }

  @Test func `a wave opened over several lines is one wave, and a different second line is named`() throws {
    let shop = try Workshop()
    let writer = try shop.create()
    let set = try writer.writeSubjectSet(wave: "w1", leaves: (0..<9000).map { TreeHash.leaf(Array("\($0)".utf8)) })
    let scattered = IndexRanges(indices: (0..<4500).map { $0 * 2 })
    let open = Samples.open(
      (0..<5).map { Samples.partner("p\($0)", scattered) }, subjects: set.subjects, root: set.root)
    try shop.append([Workshop.filler(1)] + open.split().map(Entry.waveOpen), to: writer)
    let report = shop.verify()
    #expect(report.findings == [] && report.waves[0].partners.map(\.routed) == Array(repeating: 4500, count: 5))
    var other = Samples.open([Samples.partner("p8", IndexRanges())], subjects: set.subjects, root: set.root)
    other.plan = TreeHash.empty
    try shop.append([.waveOpen(other)], to: writer)
    #expect(shop.verify().findings.map(\.index) == [UInt64(writer.head.size - 1)])
  }

  @Test func `a correction counts instead of what it corrects`() throws {
    let mistaken = Entry.outcome(Samples.outcome("p1", IndexRanges(4...9), answers: [4]))
    #expect(try findings([first, mistaken, second, try amend(6, mistaken, rest), close]) == [])
    #expect(try findings([first, rest, second, try amend(6, rest, mistaken)]).map(\.index) == [6])
  }

  @Test func `totals count what was known at the close; later corrections stand beside them`() throws {
    let unanswered = Entry.outcome(Samples.outcome("p1", IndexRanges(5...9), .unanswered))
    let totals = Entry.waveClose(Samples.close([("p1", .deleted, 5), ("p1", .unanswered, 5), ("p2", .unanswered, 10)]))
    var late = Samples.answer("p1", IndexRanges(5...9))
    late.via = .mail
    let corrected = Entry.outcome(Samples.outcome("p1", IndexRanges(5...9), .deleted, answers: [9]))
    let entries = [first, unanswered, second, totals, .answer(late), try amend(6, unanswered, corrected)]
    #expect(try findings(entries) == [])
    let shop = try Workshop()
    let writer = try shop.create()
    try shop.openWave(writer)
    try shop.append(heard + entries, to: writer)
    #expect(shop.verify().waves[0].partners[0].byOutcome == [.deleted: 10])
  }

  @Test func `a correction of what cannot be corrected, or of a later line, is named`() throws {
    func fields(_ index: Int, _ name: String, _ value: String) -> Entry {
      .amend(
        AmendEntry(
          at: Samples.at, index: index, fields: [.init(name: name, value: Array(value.utf8))],
          reason: Samples.code("late")))
    }
    #expect(try findings([fields(2, "subjects", "11")]).map(\.index) == [5])
    #expect(try findings([first, fields(9, "subjects", "null")]).map(\.index) == [6])
    #expect(try findings([first, fields(5, "subject", "null")]).map(\.index) == [6])
    #expect(try findings([first, fields(5, "outcome", "\"gone\"")]).map(\.index) == [6])
  }
}
