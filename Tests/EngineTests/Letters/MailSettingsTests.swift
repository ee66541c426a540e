import Catalogue
import Foundation
import Testing

@testable import Engine

/// How letters leave, as a person writes it down.
@Suite struct MailSettingsTests {
  private func read(_ mail: String) throws -> Settings {
    let file = FileManager.default.temporaryDirectory.appending(path: "settings-\(UUID().uuidString).yaml").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    try Data("mail:\n  server: smtp.a.example\n  security: tls\n  from: privacy@a.example\n\(mail)".utf8)
      .write(to: URL(fileURLWithPath: file))
    return try Settings.read(file)
  }

  @Test func `we greet by our own domain and take 10 MiB unless the settings say otherwise`() throws {
    let usual = try #require(try read("").mail)
    #expect(usual.greeting == "a.example" && usual.largest == 10 << 20 && usual.oauth == nil)
    let own = try #require(try read("  greeting: relay.a.example\n  largest: 25\n").mail)
    #expect(own.greeting == "relay.a.example" && own.largest == 25 << 20)
  }

  @Test func `an account of tokens is read whole, and its secrets are references`() throws {
    let oauth = "{endpoint: 'https://l.example/t', client-id: app, refresh-token: 'env:R', scope: mail}"
    let account = try #require(try read("  user: u@a.example\n  oauth: \(oauth)\n").mail?.oauth)
    #expect(account.user == "u@a.example" && account.endpoint == "https://l.example/t" && account.scope == "mail")
    #expect(account.refreshToken?.description == "env:R" && account.clientSecret == nil)
  }

  @Test func `an app that is let in by itself has a secret and a scope in place of a refresh token`() throws {
    let oauth = "{endpoint: 'https://l.example/t', client-id: app, client-secret: 'env:S', scope: mail}"
    let account = try #require(try read("  user: u@a.example\n  oauth: \(oauth)\n").mail?.oauth)
    #expect(account.refreshToken == nil && account.clientSecret?.description == "env:S" && account.scope == "mail")
  }

  @Test(arguments: [
    "  user: u\n  oauth: {endpoint: 'https://l.example/t', client-id: app, client-secret: 'env:S'}\n",
    "  user: u\n  oauth: {endpoint: 'https://l.example/t', client-id: app, scope: mail}\n",
    "  oauth: {endpoint: 'https://l.example/t', client-id: app, refresh-token: 'env:R'}\n",
    "  user: u\n  password: env:P\n  oauth: {endpoint: 'https://l.example/t', client-id: app, refresh-token: 'env:R'}\n",
    "  user: u\n  oauth: {endpoint: 'http://l.example/t', client-id: app, refresh-token: 'env:R'}\n",
    "  user: u\n  oauth: {endpoint: 'https://l.example/t', client-id: app, refresh-token: canary}\n",
    "  user: u\n  oauth: {endpoint: 'http://127.0.0.1.l.example/t', client-id: app, refresh-token: 'env:R'}\n",
    "  user: u\n  oauth: {endpoint: 'http://127.0.0.1@l.example/t', client-id: app, refresh-token: 'env:R'}\n",
    "  user: u\n  oauth: {endpoint: 'ftp://l.example/t', client-id: app, refresh-token: 'env:R'}\n",
  ])
  func `an account that nobody could enter is a mistake of the settings`(mail: String) {
    let error = #expect(throws: Mistakes.self) { try read(mail) }
    #expect(error.map { !"\($0)".contains("refresh-token: canary") } == true)
  }
}
