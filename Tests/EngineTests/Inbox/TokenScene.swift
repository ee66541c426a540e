import Channels
import Foundation
import MailRigs
import Workflow

@testable import Engine

/// A home whose mailbox is on a real Dovecot that takes tokens, and the service that makes them. Every secret has
/// `canary` in it.
final class TokenScene {
  let scene: MailScene
  let rig: Dovecot
  let service: TokenEndpoint
  var environment = ["REFRESH": "refresh-canary-0", "SECRET": "secret-canary", "PASSWORD": ""]

  init() throws {
    scene = try MailScene()
    service = try TokenEndpoint(refreshTokens: ["refresh-canary-0"], clientSecret: "secret-canary")
    rig = try Dovecot(mechanisms: "plain login xoauth2 oauthbearer", introspection: service.port)
    environment["PASSWORD"] = rig.password
    try Data(rig.certificate).write(to: URL(filePath: scene.folder + "/cert.pem"))
    try settle([inbox("privacy", account())])
  }

  /// `oauth` as a person writes it.
  func account(refresh: String? = "REFRESH", scope: String? = nil) -> String {
    let fields = [
      "endpoint: '\(service.url)'", "client-id: app", "client-secret: 'env:SECRET'",
      refresh.map { "refresh-token: 'env:\($0)'" }, scope.map { "scope: '\($0)'" },
    ]
    return "oauth: {\(fields.compactMap { $0 }.joined(separator: ", "))}"
  }

  func inbox(_ name: String, _ entrance: String, user: String = "privacy") -> String {
    """
      - {name: \(name), server: 127.0.0.1, port: \(rig.imaps), security: tls, user: \(user), \
    authserv-id: \(MailScene.authserv), \(entrance)}

    """
  }

  func settle(_ inboxes: [String], _ more: String = "") throws {
    let text = """
      network: {loopback: true, trust: \(scene.folder)/cert.pem}
      memory: \(scene.folder)/memory
      \(more)
      inboxes:
      \(inboxes.joined())
      """
    try text.write(toFile: scene.home.settings, atomically: true, encoding: .utf8)
  }

  func deliver(_ reply: MailScene.Reply = .init(), to user: String = "privacy") throws {
    try rig.put([try scene.mail(reply)], for: user)
  }

  func open<Value>(_ work: (Inboxes) throws -> Value) throws -> Value {
    try scene.open { installation in
      let value = try work(try Inboxes(installation, environment: environment))
      try installation.sequencer().sequenceAll()
      return value
    }
  }

  /// As a start of the program does it.
  @discardableResult
  func read() throws -> Inboxes.Report { try open { try $0.read() } }

  func notes() throws -> [String] { try scene.open { try InboxStanding($0) }.notes }

  /// Makes one more token for an account, as a start of the program does it that sends.
  func send(_ account: MailOAuth) async throws {
    let vault = try scene.open { try $0.vault() }
    let logIn = try MailLogIn(
      account, secrets: SecretBook(environment: environment), kept: VaultTokens(vault: vault),
      network: NetworkRules(allowsLoopback: true), now: { [clock = scene.clock] in clock.withLock { $0 } })
    _ = try await logIn.authentication()
  }

  /// Refresh tokens in the order in which they were shown.
  var shownRefreshTokens: [String] {
    service.state.forms.compactMap { $0.firstMatch(of: /refresh_token=([^&]*)/).map { String($0.output.1) } }
  }

  /// Files of the home, its ledgers, its vault and its memory that hold a secret.
  func leaks() throws -> [String] {
    let files = try FileManager.default.subpathsOfDirectory(atPath: scene.folder)
    return files.filter { file in
      let bytes = FileManager.default.contents(atPath: scene.folder + "/" + file) ?? Data()
      return bytes.firstRange(of: Data("canary".utf8)) != nil
    }
  }
}
