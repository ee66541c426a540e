import Testing
import Workflow

@testable import Catalogue

/// Each partner of partners.yaml that has an interface, shown on the wire: `Exchanges/<id>.txt`.
@Suite struct ExchangeTests {
  private static let files = (try? Exchange.partners()) ?? []

  private func replayed(_ partner: String) throws -> Replay {
    let entry = try Shelf.entry(partner)
    var replay = Replay(
      try Exchange.of(partner), entry, try #require(entry.api, "'\(partner)' has no route api"))
    replay.run()
    return replay
  }

  @Test(arguments: files)
  func `calls are written byte for byte, and each answer means what the partner says`(_ partner: String) throws {
    let replay = try replayed(partner)
    for fault in replay.faults { Issue.record("\(fault)") }
  }

  @Test(arguments: files)
  func `every call that the entry describes is shown`(_ partner: String) throws {
    let replay = try replayed(partner)
    let api = replay.api
    var needed: Set<String> = replay.exchange.lane == nil ? ["delete-selector", "delete"] : ["delete"]
    if let flow = api.flow { needed.formUnion(flow.calls.map(\.name)) }
    // A sign-in that is signed by a private key cannot be shown: there is none here.
    if let call = api.tokenCall, (try? call.render(facts: replay.facts, secret: Replay.secret)) != nil {
      needed.insert("sign-in")
    }
    if api.poll != nil { needed.insert("poll") }
    if api.query != nil { needed.insert("query") }
    if api.probe != nil { needed.insert("probe") }
    if replay.exchange.lane == nil { needed.remove(replay.shown.contains("delete") ? "delete-selector" : "delete") }
    #expect(needed.subtracting(replay.shown).isEmpty, "not shown: \(needed.subtracting(replay.shown).sorted())")
  }

  @Test(arguments: files)
  func `a success and answers that are none are shown`(_ partner: String) throws {
    let told = try Exchange.of(partner).calls.filter { $0.name != "sign-in" }.flatMap(\.answers).compactMap(\.means)
    func isGood(_ words: String) -> Bool {
      ["accepted", "deleted", "partly-deleted", "proceeding"].contains { words.hasPrefix($0) }
    }
    #expect(told.contains(where: isGood) && told.contains { !isGood($0) })
  }

  @Test func `every partner with an interface has an exchange, and every exchange a partner`() throws {
    let apis = Set(try Shelf.entries().filter { $0.api != nil }.map(\.id))
    let shown = Set(Self.files)
    #expect(apis.subtracting(shown).isEmpty, "write Exchanges/<id>.txt for \(apis.subtracting(shown).sorted())")
    #expect(shown.subtracting(apis).isEmpty, "no such partner: \(shown.subtracting(apis).sorted())")
  }

  /// What every partner may answer, and what it means everywhere.
  @Test(arguments: files)
  func `refused credentials, a redirect and trouble mean the same everywhere`(_ partner: String) throws {
    let exchange = try Exchange.of(partner)
    guard let first = exchange.calls.first(where: { $0.name != "sign-in" }) else { return }
    var probe = exchange
    probe.calls = exchange.calls.filter { $0.name == "sign-in" }
    var call = first
    call.answers = [(302, "halted redirect"), (503, "busy status-503")].map {
      Exchange.Answer(line: first.line, status: $0.0, body: "", means: $0.1)
    }
    probe.calls.append(call)
    let entry = try Shelf.entry(partner)
    var replay = Replay(probe, entry, try #require(entry.api))
    replay.run()
    for fault in replay.faults { Issue.record("\(fault)") }
  }
}
