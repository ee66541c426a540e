@testable import Ledger

extension Forgery {
  static let outcomes: [Forgery] = [
    Forgery("an outcome before the wave", at: 2, "not open before it") { $0.swapAt(2, 3) },
    Forgery("an outcome after the close", at: 26, "comes after the close") {
      $0.end(.outcome(Story.outcome("p1", IndexRanges(0...0), .unanswered, nil, [], 26)))
    },
    Forgery("an answer named twice", at: 8, "names an entry twice") { $0.outcome(8) { $0.answers = [7, 7] } },
    Forgery("a claim without an answer", at: 8, "subject 0 has no answer") { $0.outcome(8) { $0.answers = [] } },
    Forgery("a claim whose answer was dropped", at: 8, "subject 0 has no answer") { $0.answer(7) { $0.outcome = nil } },
    Forgery("a claim for one more", at: 13, "subject 9 has no answer") { lines in
      lines.outcome(13) { $0.subjects = IndexRanges(5...9) }
      lines.outcome(14) { $0.subjects = IndexRanges(9...9) }
    },
    Forgery("another outcome than the answer's", at: 14, "subject 9 has no answer") {
      $0.outcome(14) { $0.outcome = .refused }
    },
    Forgery("a stronger grade than the answer's", at: 8, "a stronger grade") {
      $0.outcome(8) { $0.grade = .claimedCompleteSigned }
    },
    Forgery("a person's word that nobody gave", at: 22, "a stronger grade") {
      $0.answer(21) { $0.grade = .transmitted }
    },
    Forgery("presumed without an answer", at: 17, "neither an accepted dispatch nor an answer") {
      $0.outcome(17) { $0.answers = [] }
    },
    Forgery("presumed from a failed dispatch", at: 17, "neither an accepted dispatch nor an answer") { lines in
      lines.dispatch(15) { ($0.result, $0.grade) = (.failed, nil) }
      lines.outcome(17) { $0.answers = [15] }
    },
    Forgery("presumed for somebody else", at: 17, "subject 4 has neither") { lines in
      lines.answer(16) { $0.subjects = IndexRanges(3...3) }
    },
    Forgery("expired without a dispatch", at: 17, "neither an accepted dispatch nor an answer") {
      $0.outcome(17) { ($0.outcome, $0.grade, $0.answers) = (.expiredByRetention, nil, []) }
    },
    Forgery("deleted, without grade and answer", at: 17, "points at no answer") {
      $0.outcome(17) { ($0.grade, $0.answers) = (nil, []) }
    },
    Forgery("no identifier for somebody who was routed", at: 3, "although subject 3 was to be asked") {
      $0.outcome(3) { $0.subjects = IndexRanges(0...9) }
    },
    Forgery("not possible for somebody who was asked", at: 14, "although subject 9 was to be asked") {
      $0.outcome(14) { ($0.outcome, $0.grade, $0.answers) = (.notPossible, nil, []) }
    },
    Forgery("a dropped outcome", at: 23, "no outcome for 1 of 10") { lines in
      lines[14] = .hold(Story.hold("p1", 14))
    },
    Forgery("totals that flatter", at: 23, "states 10 subjects as deleted at partner p1") {
      $0.close { $0.totals[0].subjects = 10 }
    },
    Forgery("a hold after the close", at: 26, "comes after the close") { $0.end(.hold(Story.hold(nil, 26))) },
    Forgery("a release after the close", at: 26, "comes after the close") { $0.end(.release(Story.release("p1", 26))) },
    Forgery("a hold at a stranger", at: 19, "names partner p9") { $0[19] = .hold(Story.hold("p9", 19)) },
    Forgery("a shredded wave that never was", at: 25, "not open before it") {
      $0[25] = .shred(ShredEntry(at: Story.at(25), wave: "w9", subjects: nil, by: Samples.by))
    },
    Forgery("a correction that claims more", at: 14, "subject 9 has no answer") { lines in
      let old = lines[14]
      lines.outcome(14) { $0.outcome = .deleted }
      let new = lines[14]
      lines[14] = old
      let amend = try? AmendEntry(at: Story.at(26), index: 14, from: old, to: new, reason: Samples.code("late"))
      if let amend { lines.end(.amend(amend)) }
    },
  ]
}
