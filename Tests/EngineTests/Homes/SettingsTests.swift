import Catalogue
import Foundation
import Testing
import Workflow

@testable import Engine

@Suite struct SettingsTests {
  private func read(_ text: String) throws -> Settings {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("settings-\(UUID().uuidString)").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try Settings.read(path)
  }

  @Test(arguments: ["", "\n", "# only a comment\n", Settings.starter])
  func `a file that says nothing, as a new home's, is no mistake`(_ text: String) throws {
    let settings = try read(text)
    #expect(settings.mail == nil && settings.anchors.isEmpty && settings.signing == .file && !settings.allowsLoopback)
  }

  @Test func `who vouches for the ledgers and who signs them is read`() throws {
    let key = SSHPublicKey(bytes: [UInt8](repeating: 7, count: 32))
    let settings = try read(
      """
      signing: {with: agent, key: "\(key)"}
      anchors:
        every: 30
        time-stamps: [{url: "http://tsa.example", chain: chain.pem, policy: 1.2.3}]
        witnesses: [{url: "https://w.example", key: "w.example+00000000+x"}]
        policy: rules
      """)
    #expect(settings.signing == .agent(publicKey: [UInt8](repeating: 7, count: 32), socket: nil))
    #expect(settings.anchors.every == .minutes(30))
    #expect(settings.anchors.names == ["http://tsa.example", "https://w.example"])
    #expect(settings.anchors.files == ["chain.pem", "rules"])
  }

  @Test(arguments: [
    "signing: {with: agent}", "signing: {with: command, key: x, command: [/bin/sign]}", "signing: {with: smartcard}",
    "anchors: {time-stamps: [{url: http://tsa.example}]}", "anchors: {every: 0}", "anchors: {witness: []}",
  ])
  func `a mistake is told with its line`(_ text: String) throws {
    #expect(throws: Mistakes.self) { try read(text) }
  }

  @Test func `a key's place is read back as it was written`() throws {
    let places: [KeyPlace] = [
      .agent(publicKey: [UInt8](repeating: 1, count: 32), socket: "/run/it's.sock"),
      .command(["/usr/bin/sign", "--slot", "a b, c"], publicKey: [UInt8](repeating: 2, count: 32)),
    ]
    for place in places {
      let sheet = Sheet(file: "key")
      #expect(sheet.root(of: try #require(place.text)).flatMap(KeyPlace.init) == place)
      #expect(throws: Never.self) { try sheet.verdict() }
    }
  }

  @Test func `a home that lost its database is not taken for a new one`() throws {
    let home = try TestHome()
    try home.installation.store.close()
    try FileManager.default.removeItem(atPath: home.home.database)
    #expect(throws: HomeError.lostDatabase(home.home.path)) { try Installation.create(home.home) }
  }
}
