import Testing
import Workflow

@testable import Catalogue

@Suite struct EntryTests {
  let entry: PartnerEntry

  init() throws { entry = try #require(try Sample.entries(Sample.text).first) }

  @Test func `an entry carries its terms with the schedule of its polls`() {
    #expect(
      entry.terms
        == Terms(
          inDoubt: .safeToRepeat, poll: PollSchedule(first: .days(1), every: .days(1), giveUp: .days(45))))
  }

  @Test func `the best grade is what the answers can prove when the file does not say`() {
    #expect(entry.bestGrade == .claimedUnsigned)
  }

  @Test func `coverage has an answer for each data type: deletes, cannot with its fact, or a gap`() throws {
    let types = try ["event", "ip-address", "health"].map { try #require(DataType($0)) }
    let fact = CannotFact(data: .type(types[1]), reason: Reason("not-held"), because: "drops it", source: nil)
    #expect(types.map(entry.coverage) == [.deletes, .cannot(fact), .unstated])
  }

  @Test func `a row that names a data type goes before one that says all`() throws {
    let text = Sample.text.replacing("deletes: [event]", with: "deletes: [all]")
    let all = try #require(try Sample.entries(text).first)
    let ip = try #require(DataType("ip-address"))
    let health = try #require(DataType("health"))
    #expect(all.coverage(of: health) == .deletes)
    #expect(all.coverage(of: ip) != .deletes)
  }

  @Test func `a subject goes by the first lane for which it has every identifier`() throws {
    let takes = "[{lane: both, identifiers: [user-id, email]}, {lane: mail, identifiers: [email]}]"
    let text = """
      version: 1
      partners:
        - {id: acme, name: A, route: portal, deletes: [all], takes: \(takes), portal: {url: "https://a.example", steps: [x], due: 1d}}

      """
    let entry = try #require(try Sample.entries(text).first)
    #expect(entry.lane(for: [.userID, .email, .phone])?.name == "both")
    #expect(entry.lane(for: [.email])?.name == "mail")
    #expect(entry.lane(for: [.userID]) == nil)
  }

  @Test func `comments and layout do not change the canonical form, a value does`() throws {
    let moved = Sample.text.replacing("deletes: [event]", with: "deletes:   # why not\n      - \"event\"")
    let changed = Sample.text.replacing("give-up: 45d", with: "give-up: 46d")
    #expect(try Sample.entries(moved).first?.canonical == entry.canonical)
    #expect(try Sample.entries(changed).first?.canonical != entry.canonical)
    #expect(String(decoding: entry.canonical.prefix(40), as: UTF8.self) == #"{"id":"acme","name":"ACME","route":"api""#)
  }

  @Test func `a partner that nothing can be asked of is an entry too`() throws {
    let text = """
      version: 1
      partners:
        - {id: cdn, name: CDN, cannot: [{data: all, reason: no-interface, because: logs go after 3 days}]}

      """
    let entry = try #require(try Sample.entries(text).first)
    #expect(entry.route == nil && entry.bestGrade == nil && entry.section == nil)
    #expect(entry.explain().contains("  Nothing can be asked of this partner."))
  }

  @Test func `one entry can be read although another has mistakes, and not where its own are`() throws {
    let other = Sample.text.replacing("version: 1\npartners:\n", with: "").replacing("id: acme", with: "id: other")
    let spoilt = Sample.text + other.replacing("method: POST", with: "method: POUST")
    let acme = try PartnerFile.read(only: "acme", of: spoilt, file: "p")
    #expect(acme.entry?.id == "acme" && acme.mistakesElsewhere == 1)
    #expect(throws: Mistakes.self) { try PartnerFile.read(only: "other", of: spoilt, file: "p") }
    #expect(throws: Mistakes.self) { try PartnerFile.read(spoilt, file: "p") }
    let none = try PartnerFile.read(only: "nobody", of: spoilt, file: "p")
    #expect(none.entry == nil && none.ids.contains("acme"))
  }

  @Test func `what is wrong with the file, or two entries of one id, stands in the way of one entry too`() {
    let twice = Sample.text + Sample.text.replacing("version: 1\npartners:\n", with: "")
    for spoilt in [twice, Sample.text.replacing("version: 1", with: "version: 7")] {
      #expect(throws: Mistakes.self) { try PartnerFile.read(only: "acme", of: spoilt, file: "p") }
    }
  }
}
