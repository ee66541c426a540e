import Testing

@testable import Resolve

/// People, pages, addresses and browsers at random: what is taken is never contradicted by what was seen of another.
@Suite struct ContradictionTests {
  private struct Person {
    let ip: Int
    let page: Int
  }

  private struct Visit {
    let ip: Int
    let page: Int
    let browser: Int
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a value is taken only if nothing seen of anybody else speaks against it`(_ seed: UInt64) throws {
    var dice = Dice(state: seed &* 7919 &+ 1)
    let people = (0..<6).map { _ in Person(ip: dice.roll(4), page: dice.roll(6)) }
    let visits = (0..<(4 + dice.roll(14))).map { _ in Visit(ip: dice.roll(5), page: dice.roll(7), browser: dice.roll(6))
    }
    let trust = dice.roll(2) == 0
    let scene = try Scene()
    var csv = "subject,ip,url\n"
    for (number, person) in people.enumerated() {
      csv += "s\(number),192.0.2.\(person.ip),https://n.example/p\(person.page)\n"
    }
    let log = visits.map { hit("192.0.2.\($0.ip)", "/p\($0.page)", cookies: "_ga=GA1.2.7.\($0.browser)") }.joined()
    let found = try scene.resolve(csv, log) { $0.trustsAddress = trust }
    for number in people.indices {
      guard
        let value = found.rows[number + 1].split(separator: ",", omittingEmptySubsequences: false).dropFirst(3).first,
        let browser = value.split(separator: ".").last.flatMap({ Int($0) })
      else { continue }
      let own = visits.filter { fits($0, people[number], trust) }
      #expect(own.contains { $0.browser == browser }, "seed \(seed): taken from nowhere")
      for other in people.indices where other != number {
        let seen = visits.contains { $0.browser == browser && isSurely($0, other, people) }
        #expect(!seen, "seed \(seed): s\(number) has what was seen of s\(other)")
      }
      let exact = own.filter { $0.ip == people[number].ip && $0.page == people[number].page }
      #expect(Set(exact.map(\.browser)).count <= 1, "seed \(seed): one of several was chosen")
    }
  }

  @Test func `and something is taken at all`() throws {
    let scene = try Scene()
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/p1\n", hit("192.0.2.1", "/p1", cookies: "_ga=GA1.2.7.1"))
    #expect(found.report.gained == 1)
  }

  private func fits(_ visit: Visit, _ person: Person, _ trust: Bool) -> Bool {
    visit.page == person.page || trust && visit.ip == person.ip
  }

  /// That person's own address and page, which nobody else has together; or a page that is theirs alone.
  private func isSurely(_ visit: Visit, _ number: Int, _ people: [Person]) -> Bool {
    let person = people[number]
    let pageOwners = people.count { $0.page == person.page }
    let pairOwners = people.count { $0.page == person.page && $0.ip == person.ip }
    guard visit.page == person.page else { return false }
    return pageOwners == 1 || visit.ip == person.ip && pairOwners == 1
  }
}

/// Repeatable dice (SplitMix64).
private struct Dice {
  var state: UInt64

  mutating func roll(_ sides: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ mixed >> 31) % UInt64(sides))
  }
}
