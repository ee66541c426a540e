import Catalogue
import Curl
import Workflow

/// What every channel needs of its partner: the entry, the company's account values, its secrets, the matter's selector.
public struct PartnerDesk: Sendable {
  public let entry: PartnerEntry
  public let account: [String: String]
  public let selector: RequestFacts.Selector
  public let secrets: SecretBook
  public let network: NetworkRules
  public let now: @Sendable () -> Instant

  /// - Parameter account: Resolved values of the entry's `account`, as the approval covers them.
  public init(
    entry: PartnerEntry, account: [String: String], selector: RequestFacts.Selector, secrets: SecretBook,
    network: NetworkRules, now: @escaping @Sendable () -> Instant
  ) {
    self.entry = entry
    self.account = account
    self.selector = selector
    self.secrets = secrets
    self.network = network
    self.now = now
  }

  public func facts(for order: Order) -> RequestFacts {
    RequestFacts(
      account: account, key: order.key, matter: order.matter, wave: order.wave, dispatch: order.dispatch,
      now: order.issuedAt, selector: selector)
  }

  public func secret(_ name: String) throws -> [UInt8] {
    guard let reference = entry.secrets[name] else {
      throw RenderFailure(.missing, part: name)
    }
    return try secrets.resolve(reference, name: name, partner: entry.id)
  }

  func profile(origins: [String]) throws -> TransferProfile {
    var profile = TransferProfile(origins: try origins.map { try Origin(url: $0 + "/") })
    profile.allowsPlainHTTP = network.allowsLoopback
    profile.addresses = network.addressPolicy
    profile.trust = network.trust
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
