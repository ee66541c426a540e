import Catalogue
import Curl
import Testing
import Workflow

@testable import Channels

/// Where connections may go.
@Suite struct NetworkTests {
  private func finding(_ host: String, _ rules: NetworkRules) async throws -> Report.Finding {
    var scene = try Scene(Entries.plain(host))
    scene.network = rules
    return try await scene.api().send(scene.order(["u-1"])).finding
  }

  @Test(arguments: ["127.0.0.1", "localhost", "127.8.8.8"])
  func `this machine is refused, however it is called, and nothing is sent`(host: String) async throws {
    let server = try AnswerServer { _ in AnswerServer.json("200 OK", "{}") }
    for rules in [NetworkRules(), NetworkRules(allowsPrivateNetworks: true)] {
      #expect(
        try await finding("https://\(host):\(server.port)", rules) == .sent(.halted(Reason("address-refused"))))
    }
    #expect(server.received.isEmpty)
  }

  @Test func `plain HTTP is refused unless this machine is allowed`() async throws {
    let server = try AnswerServer { _ in AnswerServer.json("200 OK", "{}") }
    #expect(try await finding(server.host, NetworkRules()) == .sent(.halted(Reason("origin-not-allowed"))))
    #expect(server.received.isEmpty)
    guard case .sent(.items) = try await finding(server.host, NetworkRules(allowsLoopback: true)) else {
      Issue.record("refused although it is allowed")
      return
    }
    #expect(server.received.count == 1)
  }

  @Test func `the company's own network is refused unless it is allowed`() async throws {
    #expect(try await finding("https://10.255.255.1", NetworkRules()) == .sent(.halted(Reason("address-refused"))))
    #expect(NetworkRules().addressPolicy == .publicOnly)
    #expect(NetworkRules(allowsLoopback: true).addressPolicy == .loopback)
    #expect(NetworkRules(allowsPrivateNetworks: true).addressPolicy == .privateNetworks)
  }

  @Test func `connections are re-used only for partners that are safe to repeat`() throws {
    let never = try Scene(Entries.plain("http://127.0.0.1:1")).desk.profile(origins: ["http://127.0.0.1:1"])
    #expect(!never.reusesConnections)
    let safe = try Scene(Entries.batch(1)).desk.profile(origins: ["http://127.0.0.1:1"])
    #expect(safe.reusesConnections)
    let query = try Scene(Entries.opendsr(1, trust: "system")).desk.profile(origins: ["http://127.0.0.1:1"])
    #expect(!query.reusesConnections)
  }

  @Test func `an account value comes from the file or from the environment, and a missing one is named`() throws {
    let entry = try partner(
      Entries.plain("https://{account.region}.acme.example")
        + "\naccount: {region: {value: eu}, shop: {env: ACME_SHOP}}")
    #expect(
      try PartnerDesk.account(of: entry, environment: ["ACME_SHOP": "7"]) == ["region": "eu", "shop": "7"])
    for environment in [[:], ["ACME_SHOP": ""]] {
      let error = #expect(throws: AccountError.self) { try PartnerDesk.account(of: entry, environment: environment) }
      #expect(error?.description.contains("'shop' comes from ACME_SHOP") == true)
    }
  }
}
