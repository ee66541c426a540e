import Catalogue
import Channels
import Curl
import Foundation
import Mail
import Store
import Vault
import Workflow

/// Opens waves for work: pinned entries and letters parsed, channels ready to be made.
public struct WaveRooms {
  let installation: Installation
  let vault: Vault
  let settings: Settings
  let environment: [String: String]
  private let logIn: MailLogIn?

  public init(
    _ installation: Installation, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    self.installation = installation
    let (vault, settings) = (try installation.vault(), try installation.settings())
    self.vault = vault
    self.settings = settings
    self.environment = environment
    logIn = try settings.mail?.oauth.map {
      try MailLogIn(
        $0, secrets: SecretBook(environment: environment), kept: VaultTokens(vault: vault), network: settings.network,
        now: installation.surroundings.now)
    }
  }

  public func open(_ wave: WaveRecord) throws -> WaveRoom {
    let pins = try installation.store.read { try $0.pinnedTexts(of: wave.id) }
    guard let partners = pins.first(where: { $0.name == PlanInputs.Pin.partners }) else {
      throw WaveError.changed("the pinned partner file")
    }
    let entries = try PartnerFile.read(partners.text, file: "the pinned partner file of \(wave.id)")
    let matter = try SealedMatter(store: installation.store, vault: vault).matter(wave.matter)
    let makers = try channelMakers(for: matter, pins: pins, approvers: try approvers(of: wave, entries))
    return try WaveRoom(wave: wave, entries: entries, vault: try vault.open(wave.id)) { try makers.channel(for: $0) }
  }

  /// Channels without a wave: for previews.
  /// - Parameter approvers: Principals who approved the wave.
  public func channelMakers(
    for matter: Matter, pins: [PinnedText], approvers: Set<String> = []
  ) throws -> ChannelMakers {
    let prefix = PlanInputs.Pin.template
    let templates = try pins.filter { $0.name.hasPrefix(prefix) }.reduce(into: [String: LetterTemplate]()) {
      let name = String($1.name.dropFirst(prefix.count))
      $0[name] = try LetterTemplate.load($1.text, name: name)
    }
    let account = PlanInputs.Pin.account
    let accounts = pins.filter { $0.name.hasPrefix(account) }.reduce(into: [String: [String: String]]()) {
      $0[String($1.name.dropFirst(account.count))] = PlanInputs.account(from: $1.text)
    }
    return ChannelMakers(
      matter: matter, templates: templates, accounts: accounts, settings: settings,
      secrets: SecretBook(environment: environment),
      tokens: VaultTokens(vault: vault), tokenKey: try tokenKey(for: matter), now: installation.surroundings.now,
      pins: pins, approvers: approvers, logIn: logIn)
  }

  /// A waiver names people, and a row in a database proves nothing: their signatures are verified again.
  private func approvers(of wave: WaveRecord, _ entries: [PartnerEntry]) throws -> Set<String> {
    guard entries.contains(where: { $0.email?.clearText != nil }) else { return [] }
    let signatures = SSHSignatures(allowedSigners: installation.home.allowedSigners)
    let text = ApprovalText.of(wave)
    let approvals = try installation.store.read { try $0.approvals(of: wave.id) }
    return Set(approvals.compactMap { try? signatures.verify($0.signature, over: text).principal })
  }

  /// Stable over processes, secret, and gone with the matter's key.
  private func tokenKey(for matter: Matter) throws -> [UInt8] {
    let sealing = try vault.open(SealedMatter.keyName(of: matter.id))
    return try sealing.derivedKey("reply-tokens")
  }
}

/// Makes the channel that a partner's entry asks for.
public struct ChannelMakers: Sendable {
  let matter: Matter
  let templates: [String: LetterTemplate]
  let accounts: [String: [String: String]]
  let settings: Settings
  let secrets: SecretBook
  let tokens: VaultTokens
  let tokenKey: [UInt8]
  let now: @Sendable () -> Instant
  let pins: [PinnedText]
  let approvers: Set<String>
  let logIn: MailLogIn?

  public func channel(for entry: PartnerEntry) throws -> any Channel {
    switch entry.section {
    case .api(let route): return try ApiChannel(desk: desk(for: entry), route: route)
    case .opendsr(let route): return try OpenDSRChannel(desk: desk(for: entry), route: route)
    case .email(let route): return try email(entry, route)
    case .portal, nil: return PersonsTask()
    case .ddrf(let route): return try DDRFChannel(desk: desk(for: entry), route: route)
    case .drp(let route): return try DRPChannel(desk: desk(for: entry), route: route)
    case .file(let route): return FileChannel(desk: desk(for: entry), route: route)
    }
  }

  public func email(_ entry: PartnerEntry, _ route: EmailRoute) throws -> EmailChannel {
    guard let mail = settings.mail else { throw MailNotSet(partner: entry.id) }
    var server = MailServer(host: mail.host, port: mail.port, security: mail.security)
    server.addresses = settings.network.addressPolicy
    server.trust = settings.network.trust
    if !mail.greeting.isEmpty { server.greetingName = mail.greeting }
    if let user = mail.user, let reference = mail.password {
      let password = try secrets.resolve(reference, name: "mail password", partner: "settings")
      server.authentication = .plain(user: user, password: String(decoding: password, as: UTF8.self))
    }
    var desk = MailDesk(
      server: server, from: try MailAddress(mail.from), replyTo: try MailAddress(mail.replyTo), templates: templates,
      matter: matter, tokenKey: tokenKey)
    desk.documents = PinnedFiles.documents(of: matter, named: route.language, in: pins)
    desk.sealing = PinnedFiles.sealing(for: entry, route, in: pins)
    desk.approvers = approvers
    desk.largest = mail.largest
    desk.logIn = logIn
    return EmailChannel(entry: entry, route: route, desk: desk)
  }

  public func desk(for entry: PartnerEntry) -> PartnerDesk {
    let recipient = matter.partners.first { $0.id == entry.id }
    let exposure = recipient?.exposure ?? matter.exposure
    let trackers = (recipient?.trackers ?? []).enumerated().reduce(into: [String: String]()) {
      $0[$1.offset == 0 ? "id" : "id-\($1.offset + 1)"] = $1.element
    }
    return PartnerDesk(
      entry: entry, account: accounts[entry.id] ?? [:],
      selector: RequestFacts.Selector(
        trackers: trackers, urls: matter.urls, ips: [], from: exposure.from, to: exposure.until),
      secrets: secrets, network: settings.network, tokens: tokens, now: now)
  }
}

/// Replaced credentials, in the vault. Its key is made when a partner first replaces one.
struct VaultTokens: TokenKeeping {
  let vault: Vault

  func store(_ bytes: [UInt8], partner: String, name: String) throws {
    try vault.tokens().store(bytes, partner: partner, name: name)
  }

  func load(partner: String, name: String) throws -> [UInt8]? {
    try vault.tokens().load(partner: partner, name: name)
  }
}

struct RouteNotSpoken: Error, CustomStringConvertible {
  let partner: String
  let route: Route?
  var description: String {
    "partner '\(partner)': nothing is sent by the route '\(route?.rawValue ?? "none")', so there is nothing to show"
  }
}

struct MailNotSet: Error, CustomStringConvertible {
  let partner: String
  var description: String {
    "partner '\(partner)' is written to by e-mail, but settings.yaml has no 'mail' section; add server, port, security and from"
  }
}
