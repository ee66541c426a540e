import Catalogue
import Workflow

/// `anchors` in settings.yaml: who outside vouches for the ledgers' time and history.
public struct AnchorSettings: Sendable, Hashable {
  /// While a wave runs.
  public var every: Span = .minutes(60)
  public var timeStamps: [TimeStampService] = []
  public var witnesses: [WitnessService] = []
  /// A C2SP policy file: which witnesses count.
  public var policyFile: String?

  public struct TimeStampService: Sendable, Hashable {
    public var url: String
    /// A PEM file with the authority's root and intermediates.
    public var chain: String
    /// A dotted OID that the authority must use.
    public var policy: String?
  }

  public struct WitnessService: Sendable, Hashable {
    public var url: String
    /// The witness's vkey.
    public var key: String
  }

  public init() {}

  public var isEmpty: Bool { timeStamps.isEmpty && witnesses.isEmpty }

  /// Files of the home that the settings name.
  var files: [String] { (timeStamps.map(\.chain) + [policyFile].compactMap { $0 }).filter { !$0.hasPrefix("/") } }

  /// The addresses of all services.
  var names: [String] { timeStamps.map(\.url) + witnesses.map(\.url) }

  func services(in home: Home) throws -> [any AnchorService] {
    try timeStamps.map { try TimeStamping($0, in: home) } + witnesses.map { try Witnessing($0) }
  }

  init(_ fields: Fields) {
    if let minutes = fields.integer("every", in: 1...10_080) { every = .minutes(Int64(minutes)) }
    timeStamps = fields.mappings("time-stamps") { "time-stamp authority \($0 + 1)" }.compactMap(TimeStampService.init)
    witnesses = fields.mappings("witnesses") { "witness \($0 + 1)" }.compactMap(WitnessService.init)
    policyFile = fields.string("policy")
    fields.finish()
  }
}

extension AnchorSettings.TimeStampService {
  fileprivate init?(_ fields: Fields) {
    let (url, chain) = (fields.requiredString("url"), fields.requiredString("chain"))
    policy = fields.string("policy")
    fields.finish()
    guard let url, let chain else { return nil }
    (self.url, self.chain) = (url, chain)
  }
}

extension AnchorSettings.WitnessService {
  fileprivate init?(_ fields: Fields) {
    let (url, key) = (fields.requiredString("url"), fields.requiredString("key"))
    fields.finish()
    guard let url, let key else { return nil }
    (self.url, self.key) = (url, key)
  }
}
