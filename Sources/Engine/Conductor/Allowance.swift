import Store
import Workflow

/// A stored budget while a pass works with it.
final class Purse {
  /// Its name in the store: a partner's id, or `share:` and a word.
  let name: String
  private(set) var budget: Budget
  private var hasChanged = false
  /// Calls under way that it pays for, of all waves.
  var inFlight = 0
  /// Partners that are paid from it.
  var partners: Set<String> = []
  /// The instruction that was paid last, where several are.
  var served: String? { didSet { hasServed = hasServed || served != oldValue } }
  private var hasServed = false

  init(name: String, budget: Budget, served: String?) {
    self.served = served
    self.name = name
    self.budget = budget
  }

  func change<Value>(_ work: (inout Budget) -> Value) -> Value {
    let before = budget
    let value = work(&budget)
    if budget != before { hasChanged = true }
    return value
  }

  static func fact(_ name: String) -> String { "served." + name }

  func store(in session: any StoreWriting) throws {
    if hasServed, let served { try session.set(fact: Purse.fact(name), to: served) }
    hasServed = false
    guard hasChanged else { return }
    try session.set(budget, of: name)
    hasChanged = false
  }
}

/// What may still be sent to a partner, in all waves together: its limits are the partner's, not the wave's.
///
/// Partners that share a quota pay from one purse: windows, rests and calls under way. Whether a partner is reachable
/// stays its own matter, so that one entry's fault halts no other.
final class Allowance {
  private let own: Purse
  private let common: Purse
  /// What its calls are paid from.
  var purse: Purse { common }

  init(own: Purse, common: Purse) {
    self.own = own
    self.common = common
    common.partners.insert(own.name)
  }

  var inFlight: Int {
    get { common.inFlight }
    set { common.inFlight = newValue }
  }

  /// All partners whose calls and jobs count together.
  var partners: [String] { common.partners.sorted() }

  /// Calls that may begin beside those under way.
  func room(under limits: Limits) -> Int { max(0, limits.concurrency - common.inFlight) }

  /// How many of `calls` may begin, in their order; they are counted as begun.
  func begin(_ calls: [Load], of limits: Limits, at now: Instant) -> Int {
    guard let first = calls.first else { return 0 }
    guard own !== common else { return own.change { $0.take(calls, of: limits, at: now) } }
    // A probe of a broken partner is not spent where the common purse would hold it back.
    guard common.budget.next(first, of: limits, after: now) <= now else { return 0 }
    let willing = own.change { $0.take(calls.count, of: Limits(), at: now) }
    return common.change { $0.take(Array(calls.prefix(willing)), of: limits, at: now) }
  }

  /// When `begin` may answer with more than 0 again.
  func next(_ call: Load, of limits: Limits, after now: Instant) -> Instant {
    max(own.budget.next(call, of: Limits(), after: now), common.budget.next(call, of: limits, after: now))
  }

  var restUntil: Instant { max(own.budget.restUntil, common.budget.restUntil) }

  /// The partner's own wish holds for everyone who shares its quota.
  func rest(until instant: Instant) { common.change { $0.rest(until: instant) } }

  func note(healthy: Bool, terms: Terms, at now: Instant, dice: Double) {
    own.change { $0.note(healthy: healthy, terms: terms, at: now, dice: dice) }
  }

  func isGivenUp(by terms: Terms) -> Bool { own.budget.isGivenUp(by: terms) }

  func store(in session: any StoreWriting) throws {
    try own.store(in: session)
    if own !== common { try common.store(in: session) }
  }
}

/// The purses of a pass, read from the store when first asked for.
struct Purses {
  private var purses: [String: Purse] = [:]
  private var allowances: [String: Allowance] = [:]

  var all: Dictionary<String, Allowance>.Values { allowances.values }

  /// The allowance of a partner under the limits of one wave: whether it shares may differ from wave to wave.
  mutating func allowance(of partner: String, _ limits: Limits, in session: any StoreReading) throws -> Allowance {
    let name = limits.share.map { "share:\($0)" }
    let key = "\(partner) \(name ?? "")"
    if let known = allowances[key] { return known }
    let own = try purse(partner, in: session)
    let common = try name.map { try purse($0, in: session) } ?? own
    if own !== common { common.change { $0.inherit(own.budget) } }
    let allowance = Allowance(own: own, common: common)
    allowances[key] = allowance
    return allowance
  }

  private mutating func purse(_ name: String, in session: any StoreReading) throws -> Purse {
    if let known = purses[name] { return known }
    let purse = Purse(
      name: name, budget: try session.budget(of: name), served: try session.fact(Purse.fact(name)))
    purses[name] = purse
    return purse
  }
}
