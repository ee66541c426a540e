import Testing

@testable import Ledger

struct OrderedWorkTests {
  @Test(arguments: [0, 1, 2, 3, 17, 1000])
  func `every piece is handed out once and in order`(count: Int) {
    var got: [Int] = []
    OrderedWork(count: count) { number in
      // Uneven work, so that pieces are done out of order.
      (0..<(number * 7919 % 13) * 1000).reduce(number) { ($0 &+ $1) &- $1 }
    }.forEach { got.append($0) }
    #expect(got == Array(0..<count))
  }

  @Test func `what the caller throws comes out, and nothing is handed out after it`() {
    struct Stop: Error {}
    var got: [Int] = []
    #expect(throws: Stop.self) {
      try OrderedWork(count: 1000) { $0 }.forEach { number in
        if number == 5 { throw Stop() }
        got.append(number)
      }
    }
    #expect(got == [0, 1, 2, 3, 4])
  }
}
