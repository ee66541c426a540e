import Testing
import Workflow

@testable import Catalogue

@Suite struct SlotFormTests {
  private func written(_ text: String, key: String = "key-1", subjects: [Int] = [0]) throws -> [String] {
    let api = try Sample.api(
      batch: "{items: 9}",
      delete: "{method: POST, path: /d, body: {json: {each-item: {id: \"{identifier}\", x: \"\(text)\"}}}}")
    var facts = Sample.facts
    facts.key = key
    let body = try api.render(
      lane: "user", items: subjects.map { Sample.user("u-\($0)", $0) }, facts: facts, secret: noSecrets
    ).body
    guard case .array(let values) = try JSONReader.read(body) else { return [] }
    return values.compactMap { $0["x".utf8]?.text.map { String(decoding: $0, as: UTF8.self) } }
  }

  // 2022-12-01T00:00:00Z until 2022-12-06T00:00:00Z.
  @Test(arguments: [
    ("{now}", "2022-12-01T00:00:00Z"), ("{now.rfc3339}", "2022-12-01T00:00:00Z"), ("{now.date}", "2022-12-01"),
    ("{now.epoch}", "1669852800"), ("{now.epoch-ms}", "1669852800000"), ("{now.compact}", "20221201T000000Z"),
    ("{now.us-date}", "12/01/2022"), ("{from+1d.date}", "2022-12-02"), ("{to-1s}", "2022-12-05T23:59:59Z"),
    ("{from-30m.epoch}", "1669851000"), ("{to+90d.us-date}", "03/06/2023"),
  ])
  func `a moment is written in the form that was asked for`(_ slot: String, _ expected: String) throws {
    #expect(try written(slot) == [expected])
  }

  @Test(arguments: ["{now+1}", "{now.week}", "{from+1y.date}", "{later+1d}", "{from+999999d}"])
  func `a time that nobody can read is a mistake`(_ slot: String) {
    #expect(throws: Mistakes.self) { try written(slot) }
  }

  @Test func `a key that is a UUID stays one, another becomes one, always the same`() throws {
    let uuid = "0f8fad5b-d9cb-469f-a165-70867728950e"
    #expect(try written("{key}", key: uuid) == [uuid])
    #expect(try written("{key|uuid}", key: uuid) == [uuid])
    #expect(try written("{key|hex}", key: uuid) == [uuid.replacing("-", with: "")])
    let derived = try written("{key|uuid}")
    #expect(derived[0].wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    #expect(try written("{key|uuid}") == derived)
    #expect(try written("{key|uuid}", key: "key-2") != derived)
  }

  @Test func `every subject has a key of its own, which does not depend on its neighbours`() throws {
    let all = try written("{item-key|uuid}", subjects: [3, 4, 5])
    #expect(Set(all).count == 3)
    #expect(try written("{item-key|uuid}", subjects: [5, 3]) == [all[2], all[0]])
    #expect(try written("{item-key|hex}", subjects: [4]) == [all[1].replacing("-", with: "")])
    #expect(try written("{item-key}", subjects: [4]) == [all[1].replacing("-", with: "")])
    #expect(try written("{item-key}", key: "key-2", subjects: [4]) != [all[1].replacing("-", with: "")])
  }

  @Test func `a key for one subject cannot stand where a call names many`() {
    #expect(throws: Mistakes.self) {
      try Sample.api(
        batch: "{items: 9}", delete: "{method: POST, path: /d, body: {json: {k: \"{item-key}\", ids: {each: user-id}}}}"
      )
    }
  }
}
