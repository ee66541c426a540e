import Catalogue
import Curl
import Vault
import Workflow

/// What every channel needs of its partner: the entry, the company's account values, its secrets, the matter's selector.
public struct PartnerDesk: Sendable {
  public let entry: PartnerEntry
  public let account: [String: String]
  public let selector: RequestFacts.Selector
  public let secrets: SecretBook
  public let network: NetworkRules
  public let now: @Sendable () -> Instant
  /// Where secrets stay that a partner replaces; only entries with `rotates` need it.
  public let tokens: (any TokenKeeping)?

  /// - Parameter account: Resolved values of the entry's `account`, as the approval covers them.
  public init(
    entry: PartnerEntry, account: [String: String], selector: RequestFacts.Selector, secrets: SecretBook,
    network: NetworkRules, tokens: (any TokenKeeping)? = nil, now: @escaping @Sendable () -> Instant
  ) {
    self.tokens = tokens
    self.entry = entry
    self.account = account
    self.selector = selector
    self.secrets = secrets
    self.network = network
    self.now = now
  }

  /// - Parameter token: Says which host to use, where the partner's log-in does.
  /// - Parameter isSigned: false where nothing in the request needs fresh randomness.
  public func facts(for order: Order, token: Token? = nil, isSigned: Bool = true) -> RequestFacts {
    RequestFacts(
      account: account, key: order.key, matter: order.matter, wave: order.wave, dispatch: order.dispatch,
      now: order.issuedAt, selector: selector, sentAt: now(), nonce: isSigned ? nonce : [], tokenHost: token?.host)
  }

  /// For calls that are about no order: signing in, or asking where calls may go.
  var ownFacts: RequestFacts {
    RequestFacts(
      account: account, key: "", matter: "", wave: "", dispatch: "", now: now(), selector: selector, nonce: nonce)
  }

  /// Without randomness nothing is signed: the request is refused before it leaves.
  private var nonce: [UInt8] { (try? SmallRandomness.bytes(16)) ?? [] }

  public func secret(_ name: String) throws -> [UInt8] {
    let given = try given(name)
    guard entry.rotatingSecret == name else { return given }
    return try successor(of: given, name) ?? given
  }

  /// As the person gave it, whatever came of it since.
  func given(_ name: String) throws -> [UInt8] {
    guard let reference = entry.secrets[name] else {
      throw RenderFailure(.missing, part: name)
    }
    return try secrets.resolve(reference, name: name, partner: entry.id)
  }

  /// - Parameter below: Domains whose https hosts may be named by a log-in.
  func profile(origins: [String], below: [String] = []) throws -> TransferProfile {
    var profile = TransferProfile(origins: try origins.map { try Origin(url: $0 + "/") })
    profile.domains = below
    profile.allowsPlainHTTP = network.allowsLoopback
    profile.addresses = network.addressPolicy
    profile.trust = network.trust
    profile.standIn = network.standIn
    if network.standIn?.origin.scheme == "http" { profile.allowsPlainHTTP = true }
    let own = entry.opendsr?.clientCertificate ?? entry.drp?.clientCertificate
    if let names = entry.api?.clientCertificate ?? own {
      // Unreadable ones stand as they are: libcurl then refuses them, and this partner stops, not the whole run.
      let unreadable = Array("unreadable".utf8)
      profile.clientCertificate = ClientCertificate(
        certificatePEM: (try? secret(names.certificate)) ?? unreadable, keyPEM: (try? secret(names.key)) ?? unreadable)
    }
    profile.reusesConnections = entry.terms.inDoubt == .safeToRepeat
    profile.maxInFlight = max(entry.terms.limits.concurrency, 1)
    return profile
  }

  /// - Throws: `AccountError` where a value comes from an environment variable that is not set.
  public static func account(of entry: PartnerEntry, environment: [String: String]) throws -> [String: String] {
    try entry.account.reduce(into: [:]) { values, pair in
      switch pair.value {
      case .text(let text): values[pair.key] = text
      case .environment(let name):
        guard let value = environment[name], !value.isEmpty else {
          throw AccountError(partner: entry.id, name: pair.key, variable: name)
        }
        values[pair.key] = value
      }
    }
  }
}

public struct AccountError: Error, Hashable, Sendable, CustomStringConvertible {
  public let partner: String
  public let name: String
  public let variable: String

  public var description: String {
    "partner '\(partner)': account value '\(name)' comes from \(variable), which is not set; export it, or write the value into the partner file"
  }
}

/// Where connections may go. Everything that is not a public address is refused unless the settings say otherwise.
public struct NetworkRules: Sendable {
  /// For rehearsals: partners and mail relays on this machine, plain HTTP included.
  public var allowsLoopback: Bool
  public var allowsPrivateNetworks: Bool
  /// A PEM file of authorities beside the system's, for a rehearsal or a company's own.
  public var trust: TrustAnchors
  /// Set while an entry is tried: nothing goes to the partner itself.
  public var standIn: StandIn?

  public init(allowsLoopback: Bool = false, allowsPrivateNetworks: Bool = false, trust: TrustAnchors = .system) {
    self.allowsLoopback = allowsLoopback
    self.allowsPrivateNetworks = allowsPrivateNetworks
    self.trust = trust
  }

  public var addressPolicy: AddressPolicy {
    var policy = AddressPolicy.publicOnly
    if allowsLoopback { policy.insert(.loopback) }
    if allowsPrivateNetworks { policy.insert(.privateNetworks) }
    return policy
  }
}
