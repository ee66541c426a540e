@testable import Ledger

extension Forgery {
  static let lines: [Forgery] = [
    Forgery("a second genesis", at: 26, "is a genesis") { lines in
      if let first = lines.first { lines.end(first) }
    },
    Forgery("a back-dated line", at: 18, "dated before entry 17") { $0.dispatch(18) { $0.at = Story.at(16) } },
    Forgery("a line dated ahead", at: 14, "dated before entry 13, which stands before it; so are the 11") {
      $0.outcome(13) { $0.at = Story.at(90) }
    },
    Forgery("a doubled line", at: 26, "the same line, byte for byte, as entry 25") { $0.end($0[25]) },
    Forgery("two lines in the other order", at: 8, "dated before entry 7") { $0.swapAt(7, 8) },
    Forgery("another matter", at: 1, "field 'matter'") { lines in
      var entry = Samples.matter()
      (entry.at, entry.matter) = (Story.at(1), "m2")
      lines[1] = .matter(entry)
    },
    Forgery("a wave of another matter", at: 2, "field 'matter'") { $0.open { $0.matter = "m2" } },
    Forgery("a wave without a matter", at: 2, "before any matter/1") { lines in
      lines[1] = .key(KeyEntry(at: Story.at(1), vkey: "x", action: .add, fromSize: 2))
    },
  ]

  static let openings: [Forgery] = [
    Forgery("one key approving twice", at: 2, "two different keys") { $0.open { $0.approvals[1] = $0.approvals[0] } },
    Forgery("a partner without a route that got subjects", at: 2, "without a route") {
      $0.open { $0.partners[3].subjects = IndexRanges(0...0) }
    },
    Forgery("a partner without a route and without an outcome", at: 2, "without a route") {
      $0.open { $0.partners[3].rest = nil }
    },
    Forgery("subjects nobody accounts for", at: 2, "8 of 10 subjects are not routed to") {
      $0.open { $0.partners[1].rest = nil }
    },
  ]

  static let dispatches: [Forgery] = [
    Forgery("a dispatch before the wave", at: 2, "not open before it") { $0.swapAt(2, 5) },
    Forgery("a dispatch after the close", at: 26, "comes after the close") {
      $0.end(.dispatch(Story.dispatch("p1", 7, IndexRanges(0...0), .failed, nil, 26)))
    },
    Forgery("attempt 0", at: 5, "attempts count from 1") { $0.dispatch(5) { $0.attempt = 0 } },
    Forgery("a dispatch about nobody", at: 9, "an empty list") { $0.dispatch(9) { $0.subjects = IndexRanges() } },
    Forgery("somebody who was not routed", at: 15, "sends subject 5") {
      $0.dispatch(15) { $0.subjects = IndexRanges(3...5) }
    },
    Forgery("a selector to a partner told of subjects", at: 5, "sends a selector") {
      $0.dispatch(5) { $0.subjects = nil }
    },
    Forgery("subjects to a partner told of a selector", at: 18, "sends subjects") {
      $0.dispatch(18) { $0.subjects = IndexRanges(0...0) }
    },
    Forgery("an attempt that falls", at: 6, "is attempt 1 of dispatch p1-0, after 3") { lines in
      lines.dispatch(5) { $0.attempt = 3 }
      lines.dispatch(6) { $0.attempt = 1 }
    },
    Forgery("an attempt repeated after it failed", at: 6, "which ended as failed") { lines in
      lines.dispatch(5) { $0.result = .failed }
      lines.dispatch(6) { $0.attempt = 1 }
    },
    Forgery("a dispatch repeated for others", at: 6, "for other subjects") {
      $0.dispatch(6) { $0.subjects = IndexRanges(0...5) }
    },
    Forgery("a dispatch repeated for fewer", at: 6, "for fewer subjects") { lines in
      lines.dispatch(6) { $0.subjects = IndexRanges(0...3) }
    },
    Forgery("an accepted dispatch repeated for others", at: 22, "for other subjects") { lines in
      lines[22] = .dispatch(Story.again(Story.dispatch("p1", 1, IndexRanges(0...9), .accepted, .transmitted, 22)))
    },
    Forgery("an accepted attempt repeated", at: 22, "which ended as accepted") { lines in
      lines[22] = .dispatch(Story.dispatch("p1", 1, IndexRanges(5...9), .failed, nil, 22))
    },
    Forgery("another partner's dispatch", at: 15, "which is partner p1's") { $0.dispatch(15) { $0.dispatch = "p1-0" } },
    Forgery("sent before the wave opened", at: 5, "before wave w1 opened") {
      $0.dispatch(5) { $0.sentAt = Story.at(1) }
    },
    Forgery("sent after it was written down", at: 5, "after the line's own date") {
      $0.dispatch(5) { $0.sentAt = Story.at(6) }
    },
    Forgery("accepted though nothing left", at: 9, "nothing left") { $0.dispatch(9) { $0.sentAt = nil } },
  ]

  static let answers: [Forgery] = [
    Forgery("an answer before the wave", at: 2, "not open before it") { $0.swapAt(2, 7) },
    Forgery("an answer to what was never sent", at: 10, "answers dispatch p1-2") {
      $0.answer(10) { $0.dispatch = "p1-2" }
    },
    Forgery("an answer to another partner's dispatch", at: 16, "answers dispatch p1-0") {
      $0.answer(16) { $0.dispatch = "p1-0" }
    },
    Forgery("an answer about nobody", at: 10, "an empty list") { $0.answer(10) { $0.subjects = IndexRanges() } },
    Forgery("an answer for somebody the partner was not told of", at: 16, "answers for subject 5") {
      $0.answer(16) { $0.subjects = IndexRanges(3...5) }
    },
    Forgery("an answer for a selector that never went out", at: 10, "never told") {
      $0.answer(10) { $0.subjects = nil }
    },
  ]
}
