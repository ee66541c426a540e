import Ledger
import Testing

@testable import Witness

struct JudgementTests {
  /// All small cases: an honest log and one that leaves it at each place, any known size, any old and new size.
  @Test func `nothing is cosigned but what starts with all that was cosigned before`() throws {
    let letters = "abcdef"
    let honest = try LetterLog(letters)
    let keys = [try honest.key]
    let sizes = 0...6
    let heads = try sizes.map { $0 == 0 ? nil : try honest.checkpoint($0).head }
    var cosigned = 0
    for fork in sizes {
      let other = try LetterLog(String(letters.prefix(fork)) + letters.dropFirst(fork).uppercased())
      for old in sizes {
        for new in sizes {
          let request = try AddCheckpoint(parsing: other.request(old, new))
          for known in sizes {
            let isGood = old == known && new >= known && known <= fork
            let judgement = WitnessJudgement.of(request, keys: keys, known: heads[known])
            #expect((judgement == .cosign) == isGood, "fork \(fork), known \(known), \(old) to \(new)")
            if isGood { cosigned += 1 }
            if old > new { #expect(judgement == .oldAboveNew) }
            if old <= new, old != known { #expect(judgement == .stale(size: UInt64(known))) }
            if old == known, new == known, known > fork { #expect(judgement == .otherRoot(size: UInt64(known))) }
            if old == known, new > known, known > fork { #expect(judgement == .unproved) }
          }
        }
      }
    }
    #expect(cosigned == sizes.reduce(0) { sum, fork in sum + (0...fork).reduce(0) { $0 + 7 - $1 } })
  }
}
