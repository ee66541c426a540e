import Foundation
import Testing
import Workflow

@Test func `a ladder is stored as a list of rungs and facts, whatever it keeps them in`() throws {
  let stored = #"{"facts":["claimed",{"first":1000,"last":2000,"receipt":7,"subjects":3}]}"#
  var ladder = try JSONDecoder().decode(Ladder.self, from: Data(stored.utf8))
  #expect(ladder[.claimed]?.receipt == 7 && ladder[.claimed]?.subjects == 3)
  #expect(Rung.allCases.filter { ladder[$0] != nil } == [.claimed])
  let encoder = JSONEncoder()
  encoder.outputFormatting = .sortedKeys
  #expect(String(decoding: try encoder.encode(ladder), as: UTF8.self) == stored)
  ladder.reach(.claimed, subjects: 2, at: Instant(milliseconds: 5000), receipt: 9)
  ladder.reach(.issued, subjects: 1, at: Instant(milliseconds: 4000), receipt: 8)
  #expect(ladder.facts.keys.sorted() == [.issued, .claimed])
  #expect(ladder[.claimed]?.subjects == 5 && ladder[.claimed]?.first == Instant(milliseconds: 1000))
  #expect(try JSONDecoder().decode(Ladder.self, from: encoder.encode(ladder)) == ladder)
}

@Test func `rungs are ordered as they are listed`() {
  #expect(Rung.allCases.sorted() == Rung.allCases)
  #expect(zip(Rung.allCases, Rung.allCases.dropFirst()).allSatisfy { $0 < $1 })
}
