import Testing

@testable import Ledger

/// Long entries stand in several lines; what outcomes point at is the first of them.
struct SplitTests {
  private let even = IndexRanges(indices: (0..<900).map { $0 * 2 })

  private func write(_ after: [Entry]) throws -> Workshop {
    let shop = try Workshop()
    let writer = try shop.create()
    let leaves = (0..<1800).map { TreeHash.leaf(Array("\($0)".utf8)) }
    let set = try writer.writeSubjectSet(wave: "w1", leaves: leaves)
    let partner = Samples.partner("p1", IndexRanges(0...1799))
    let open = Samples.open([partner], subjects: set.subjects, root: set.root)
    try shop.append([Workshop.filler(1), .waveOpen(open)] + after, to: writer)
    return shop
  }

  private var sent: [Entry] { Entry.dispatch(Samples.dispatch("p1", even)).split() }
  private var answered: [Entry] { Entry.answer(Samples.answer("p1", even)).split() }

  @Test func `the lines of an entry are its pieces written out, of however many ranges`() {
    for ranges in [nil, IndexRanges(), IndexRanges(4...9), even] {
      for entry in [
        Entry.dispatch(Samples.dispatch("p1", ranges)), .answer(Samples.answer("p1", ranges)), Workshop.filler(1),
      ] {
        #expect(entry.lines == entry.split().map(\.encoded))
      }
    }
  }

  @Test func `pieces of one dispatch, answer and outcome justify one another`() throws {
    let outcome = Entry.outcome(Samples.outcome("p1", even, answers: [6])).split()
    #expect(sent.count == 3 && answered.count == 3 && outcome.count > 1)
    #expect(try write(sent + answered + outcome).verify().findings == [])
  }

  @Test func `answers dealt out over the lines of an outcome count for all of them`() throws {
    let single = (0..<900).map { Samples.answer("p1", IndexRanges($0 * 2...$0 * 2)) }
    let outcome = Entry.outcome(Samples.outcome("p1", even, answers: Array((6..<906).reversed()))).split()
    let lines = sent + single.map(Entry.answer) + outcome
    #expect(try write(lines).verify().findings == [])
    var short = lines
    short[3] = .answer(Samples.answer("p1", IndexRanges(2...2), via: .mail))
    let found = try write(short).verify().findings
    #expect(found.count == 1 && found[0].what.contains("subject 0 has no answer"))
  }

  @Test func `a piece that is left out of a repeated dispatch is noticed`() throws {
    var first = Samples.dispatch("p1", even)
    (first.result, first.grade) = (.inDoubt, nil)
    var second = Samples.dispatch("p1", even)
    second.attempt = 2
    let (one, two) = (Entry.dispatch(first).split(), Entry.dispatch(second).split())
    #expect(try write(one + two).verify().findings == [])
    let found = try write(one + two.dropLast()).verify().findings
    #expect(found.map(\.index) == [6] && found[0].what.contains("for fewer subjects"))
    let doubled = try write(one + [one[2]]).verify().findings.map(\.what)
    #expect(doubled.contains { $0.contains("repeats an attempt") })
  }

  @Test func `a correction of one piece leaves its neighbours justified`() throws {
    let outcome = Entry.outcome(Samples.outcome("p1", even, answers: [6])).split()
    guard case .outcome(var corrected) = outcome[0] else { return }
    (corrected.outcome, corrected.grade, corrected.answers) = (.unanswered, nil, [])
    let amend = try AmendEntry(
      at: Samples.at, index: 9, from: outcome[0], to: .outcome(corrected), reason: Samples.code("late"))
    #expect(try write(sent + answered + outcome + [.amend(amend)]).verify().findings == [])
  }
}
