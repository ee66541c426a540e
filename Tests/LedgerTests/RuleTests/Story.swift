import Foundation

@testable import Ledger

/// A wave from opening to shredding, told honestly, one line a second; and a way to write any other telling of it with
/// the ledger's own key.
enum Story {
  static let subjects = 10
  static let routed = IndexRanges(0...4)

  static func at(_ seconds: Int64) -> LedgerTime { LedgerTime(seconds: Samples.at.seconds + seconds) }

  /// Entries 0 to 25. Where each stands is part of the story: outcomes point at their answers.
  static func honest() throws -> [Entry] {
    var lines = try opening() + asking()
    lines += [
      .answer(answer("p3", nil, .person, nil, .refused, .attestedByPerson, 21)),
      .outcome(outcome("p3", nil, .refused, .attestedByPerson, [21], 22)),
      .waveClose(
        WaveCloseEntry(
          at: at(23), wave: "w1",
          totals: [
            total("p1", .deleted, 9), total("p1", .notFound, 1), total("p2", .deleted, 2),
            total("p2", .noIdentifier, 8), total("p3", .refused, 10), total("p4", .notPossible, 10),
          ], by: Samples.by)),
      .answer(answer("p1", "p1-1", .poll, IndexRanges(5...9), nil, nil, 24)),
      .shred(ShredEntry(at: at(25), wave: "w1", subjects: nil, by: Samples.by)),
    ]
    return lines
  }

  private static func opening() throws -> [Entry] {
    var matter = Samples.matter()
    matter.at = at(1)
    var open = Samples.open(partners, subjects: subjects, root: setRoot)
    open.at = at(2)
    return [
      .genesis(try Samples.genesis()), .matter(matter), .waveOpen(open),
      .outcome(outcome("p2", IndexRanges([0...2, 5...9]), .noIdentifier, nil, [], 3)),
      .outcome(outcome("p4", nil, .notPossible, nil, [], 4)),
    ]
  }

  private static func asking() -> [Entry] {
    [
      .dispatch(dispatch("p1", 0, routed, .inDoubt, nil, 5)),
      .dispatch(again(dispatch("p1", 0, routed, .accepted, .acceptedUnsigned, 6))),
      .answer(answer("p1", "p1-0", .response, routed, .deleted, .claimedCompleteUnsigned, 7)),
      .outcome(outcome("p1", routed, .deleted, .claimedCompleteUnsigned, [7], 8)),
      .dispatch(dispatch("p1", 1, IndexRanges(5...9), .accepted, .acceptedUnsigned, 9)),
      .answer(answer("p1", "p1-1", .response, IndexRanges(5...9), nil, .acceptedUnsigned, 10)),
      .answer(answer("p1", "p1-1", .poll, IndexRanges(5...8), .deleted, .claimedCompleteSigned, 11)),
      .answer(answer("p1", "p1-1", .poll, IndexRanges(9...9), .notFound, .claimedCompleteSigned, 12)),
      .outcome(outcome("p1", IndexRanges(5...8), .deleted, .claimedCompleteSigned, [11], 13)),
      .outcome(outcome("p1", IndexRanges(9...9), .notFound, .claimedCompleteSigned, [12], 14)),
      .dispatch(dispatch("p2", 0, IndexRanges(3...4), .accepted, .transmitted, 15)),
      .answer(answer("p2", "p2-0", .response, IndexRanges(3...4), nil, .transmitted, 16)),
      .outcome(outcome("p2", IndexRanges(3...4), .deleted, .presumedByElapsedTime, [16], 17)),
      .dispatch(dispatch("p3", 0, nil, .accepted, .transmitted, 18)),
      .hold(hold("p3", 19)), .release(release("p3", 20)),
    ]
  }

  static let leaves = (0..<subjects).map { TreeHash.leaf([UInt8($0)]) }
  static var setRoot: LedgerHash {
    var tree = MerkleAccumulator()
    for leaf in leaves { tree.append(leaf) }
    return tree.root
  }

  static var partners: [WavePartner] {
    var mailed = Samples.partner("p3", IndexRanges())
    (mailed.scope, mailed.rest) = (.selector, nil)
    var unreachable = Samples.partner("p4", IndexRanges())
    (unreachable.route, unreachable.bestGrade, unreachable.rest) = (nil, nil, .notPossible)
    var all = Samples.partner("p1", IndexRanges(0...9))
    all.rest = nil
    return [all, Samples.partner("p2", IndexRanges(3...4)), mailed, unreachable]
  }

  static func dispatch(
    _ partner: String, _ number: Int, _ subjects: IndexRanges?, _ result: LedgerResult, _ grade: LedgerGrade?,
    _ second: Int64
  ) -> DispatchEntry {
    var entry = Samples.dispatch(partner, subjects)
    (entry.dispatch, entry.result, entry.grade) = ("\(partner)-\(number)", result, grade)
    (entry.at, entry.sentAt) = (at(second), at(second))
    return entry
  }

  /// The second attempt.
  static func again(_ entry: DispatchEntry) -> DispatchEntry {
    var next = entry
    next.attempt = 2
    return next
  }

  static func answer(
    _ partner: String, _ dispatch: String?, _ via: LedgerVia, _ subjects: IndexRanges?, _ outcome: LedgerOutcome?,
    _ grade: LedgerGrade?, _ second: Int64
  ) -> AnswerEntry {
    var entry = Samples.answer(partner, subjects)
    (entry.dispatch, entry.via, entry.outcome, entry.grade) = (dispatch, via, outcome, grade)
    (entry.at, entry.answeredAt) = (at(second), at(second))
    return entry
  }

  static func outcome(
    _ partner: String, _ subjects: IndexRanges?, _ outcome: LedgerOutcome, _ grade: LedgerGrade?, _ answers: [Int],
    _ second: Int64
  ) -> OutcomeEntry {
    var entry = Samples.outcome(partner, subjects, outcome, answers: answers)
    (entry.grade, entry.at) = (grade, at(second))
    return entry
  }

  static func hold(_ partner: String?, _ second: Int64) -> HoldEntry {
    HoldEntry(
      at: at(second), wave: "w1", partner: partner, subjects: nil, basis: Samples.code("litigation"), until: nil)
  }

  static func release(_ partner: String?, _ second: Int64) -> ReleaseEntry {
    ReleaseEntry(
      at: at(second), wave: "w1", partner: partner, subjects: nil, basis: Samples.code("litigation"), until: nil)
  }

  static func total(_ partner: String, _ outcome: LedgerOutcome, _ subjects: Int) -> WaveTotal {
    WaveTotal(partner: partner, outcome: outcome, subjects: subjects)
  }

  /// Writes lines as whoever holds the key can: any lines, in any order. The first must be the genesis.
  static func write(_ lines: [Entry], keep sizes: Set<Int> = []) throws -> Workshop {
    let shop = try Workshop()
    let writer = try shop.create()
    for wave in Set(lines.compactMap(\.opened)) { _ = try writer.writeSubjectSet(wave: wave, leaves: leaves) }
    let cuts = ([1, lines.count] + sizes).filter { $0 <= lines.count }.sorted()
    for (start, end) in zip(cuts, cuts.dropFirst()) where start < end {
      try shop.append(Array(lines[start..<end]), to: writer)
      if sizes.contains(end) { try writer.keepCheckpoint(UInt64(end)) }
    }
    return shop
  }
}

extension Entry {
  fileprivate var opened: String? {
    guard case .waveOpen(let entry) = self else { return nil }
    return entry.wave
  }
}
