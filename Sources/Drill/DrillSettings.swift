import Foundation

/// What a rehearsal's simulated partners are started with. Two starts with equal settings behave alike.
public struct DrillSettings: Sendable {
  /// Decides every die: which identifiers a partner does not know, which fail at first, and the job numbers.
  public var seed: UInt64 = 1
  /// Loopback port of the HTTP partners; 0 takes any free one.
  public var port = 0
  /// Loopback port of the mailbox; 0 takes any free one.
  public var smtpPort = 0
  /// Misbehaviours on top of the honest partners; see ``DrillFault``.
  public var faults: Set<DrillFault> = []
  /// Partners the faults apply to. The mail faults always apply to the mailbox.
  public var faultyPartners = Set(DrillPartner.allCases)
  /// Which calls the faults strike, where the fault's own rhythm is not wanted.
  public var faultRhythm: FaultRhythm?
  /// Seconds the `slow` fault holds an answer back.
  public var slowAnswer: TimeInterval = 20
  /// How long the flaky partner is down at the start.
  public var outage = Outage.requests(4)
  /// Calls the single-identifier partner takes in each second of the clock before it answers 429.
  public var callsPerSecond = 50
  /// The only time decisions use.
  public var clock: @Sendable () -> Date = { Date() }

  public init() {}

  /// The flaky partner's first time of trouble.
  public enum Outage: Hashable, Sendable {
    /// 503 to this many first requests.
    case requests(Int)
    /// 503 until this many seconds of the clock have passed since the first request.
    case seconds(TimeInterval)
  }
}

/// The keys the simulated partners accept. They are invented and guard nothing; a real partner's key is never here.
public enum DrillCredentials {
  /// `Authorization: Bearer ...` of the batch partner.
  public static let batchToken = "drill-batch-token"
  /// `X-Api-Key: ...` of the single-identifier partner.
  public static let singleKey = "drill-single-key"
  /// Basic authentication of the job partner.
  public static let asyncUser = "drill-async"
  /// Basic authentication of the job partner.
  public static let asyncPassword = "drill-async-password"
  /// Our id as an agent, and the business's id, in the directory that the rehearsal's business looks into.
  public static let agentID = "DRILL_AA_01"
  public static let businessID = "DRILL_CB_01"
  /// Our Ed25519 seed as that agent, base64.
  public static let agentSeed = "aW52ZW50ZWQgZm9yIHJlaGVhcnNhbHMgb25seS4uLi4="
}
