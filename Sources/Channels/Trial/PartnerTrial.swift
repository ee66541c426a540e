import Catalogue
import Curl
import Foundation
import Synchronization
import Workflow

/// Runs a partner's entry against a place that stands in for it, for one invented person: the same code that speaks to
/// the partner itself, but nothing is kept, and nobody waits.
public final class PartnerTrial: Sendable {
  /// Calls of one flow, and questions about one job, before it is given up.
  public static let callLimit = 200
  public static let questionLimit = 20

  private let entry: PartnerEntry
  private let desk: PartnerDesk
  private let notes: TrialNotes
  private let clock: TrialClock

  /// - Parameters:
  ///   - standIn: Scheme, host and port of the place that stands in; the only one that is spoken to.
  ///   - addresses: What it may resolve to.
  public init(
    entry: PartnerEntry, account: [String: String], selector: RequestFacts.Selector, secrets: SecretBook,
    standIn: String, network: NetworkRules
  ) throws {
    self.entry = entry
    let notes = TrialNotes(entry: entry, secrets: secrets)
    self.notes = notes
    let clock = TrialClock()
    self.clock = clock
    var network = network
    network.standIn = try StandIn(url: standIn) { notes.add($0, $1) }
    desk = PartnerDesk(
      entry: entry, account: account, selector: selector, secrets: secrets, network: network, now: { clock.now })
  }

  /// - Parameter values: Identifiers of the invented person; none for the selector.
  /// - Throws: `TrialFault`.
  public func run(_ values: [IdentifierKind: [UInt8]]) async throws -> TrialRecord {
    let channel = try self.channel()
    defer { channel.close(grace: .zero) }
    var order = try self.order(values)
    notes.protect()
    let end = await tell(&order, channel)
    guard case .done(let grade) = end else { return notes.record(ended: false, end.grade) }
    guard let probe = entry.api?.probe, order.lane != nil else { return notes.record(ended: true, grade) }
    return await lookUp(order, channel, after: probe.after, since: grade)
  }

  /// How the deletion ended.
  private enum End {
    case done(Grade?)
    case stopped(Grade?)

    /// Done only where nothing is left open: what is in doubt, or waits for a person, has not come to an end.
    static func after(_ items: [Item], _ grade: Grade?) -> End {
      items.allSatisfy(\.standing.isOver) ? .done(grade) : .stopped(grade)
    }

    var isDone: Bool {
      switch self {
      case .done: true
      case .stopped: false
      }
    }

    var grade: Grade? {
      switch self {
      case .done(let grade), .stopped(let grade): grade
      }
    }
  }

  private func tell(_ order: inout Order, _ channel: any Channel) async -> End {
    for _ in 0..<PartnerTrial.callLimit {
      let prepared: Prepared
      do throws(PrepareFailure) { prepared = try channel.prepare(order) } catch {
        notes.say(TrialWords.refused(error))
        return .stopped(nil)
      }
      let report = await channel.sent(prepared, order)
      order.memory = report.memory ?? order.memory
      guard case .sent(let verdict) = report.finding else { break }
      notes.say(TrialWords.words(verdict, under: entry.terms.inDoubt))
      switch verdict {
      case .proceeding: continue
      case .items(let items): return .after(items, verdict.grade)
      case .notSent, .lost, .busy, .rejected, .halted, .cut: return .stopped(nil)
      case .accepted(let acceptance):
        // What a flow remembers of its calls is no job: only the partner's word makes one.
        guard let job = acceptance.job else { return .done(acceptance.grade) }
        guard let end = await ask(job, &order, channel, since: acceptance.grade) else { continue }
        return end
      }
    }
    notes.say("given up after \(PartnerTrial.callLimit) calls")
    return .stopped(nil)
  }

  /// - Returns: `nil` where the job is over and further calls are due.
  private func ask(_ job: [UInt8], _ order: inout Order, _ channel: any Channel, since grade: Grade) async -> End? {
    var job = job
    for _ in 0..<PartnerTrial.questionLimit {
      clock.advance(entry.terms.poll?.every ?? .hours(1))
      order.now = clock.now
      let report = await channel.asked(job, order)
      if let memory = report.memory { (job, order.memory) = (memory, memory) }
      guard case .asked(let verdict) = report.finding else { break }
      notes.say(TrialWords.words(verdict))
      switch verdict {
      case .pending, .taken, .proceeding, .unanswered: continue
      case .continuing: return nil
      case .items(let items): return .after(items, verdict.grade ?? grade)
      case .unknown, .halted: return .stopped(grade)
      }
    }
    notes.say("still not finished after \(PartnerTrial.questionLimit) questions")
    return .stopped(grade)
  }

  /// Looks the person up after the claim, by each value that was told, at once instead of after the entry's time.
  private func lookUp(_ order: Order, _ channel: any Channel, after: Span?, since grade: Grade?) async -> TrialRecord {
    var order = order
    order.purpose = .probe
    var value: [UInt8]?
    notes.say("looked up after the claim, as 'probe' says")
    for _ in 0..<PartnerTrial.questionLimit {
      clock.advance(after ?? entry.terms.completesWithin ?? .zero)
      order.now = clock.now
      let report = await channel.asked(value, order)
      value = report.memory ?? value
      guard case .asked(let verdict) = report.finding else { break }
      notes.say(TrialWords.words(verdict))
      switch verdict {
      case .pending, .taken, .proceeding, .continuing: continue
      case .items(let items):
        let end = End.after(items, verdict.grade ?? grade)
        return notes.record(ended: end.isDone, end.grade)
      case .unanswered, .unknown, .halted: return notes.record(ended: false, grade)
      }
    }
    return notes.record(ended: false, grade)
  }

  private func channel() throws -> any Channel {
    switch entry.section {
    case .api(let route): try ApiChannel(desk: desk, route: route)
    case .opendsr(let route): try OpenDSRChannel(desk: desk, route: route)
    case .ddrf, .drp, .email, .file, .portal, nil: throw TrialFault.route(entry.route)
    }
  }

  private func order(_ values: [IdentifierKind: [UInt8]]) throws -> Order {
    var lane: String?
    if values.isEmpty {
      guard entry.scope != .subjects else { throw TrialFault.noLane(entry.lanes.map(\.identifiers)) }
    } else {
      guard let found = entry.lane(for: Set(values.keys)) else {
        throw TrialFault.noLane(entry.lanes.map(\.identifiers))
      }
      lane = found.name
    }
    // Another one each time: a stand-in that remembers keys would answer the second trial with the first one's answer.
    let key = UUID().uuidString.lowercased()
    return Order(
      matter: "trial", wave: "trial-w1", partner: entry.id, dispatch: "\(entry.id)-0",
      key: key, firstKey: key, purpose: .deletion, lane: lane,
      items: lane == nil ? [] : [BatchItem(subject: 0, values: values)], issuedAt: clock.now, now: clock.now)
  }
}

/// Begins now and moves only when it is told to: what a partner is asked in days, a trial asks at once.
final class TrialClock: Sendable {
  private let time = Mutex(Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)))

  var now: Instant { time.withLock { $0 } }
  func advance(_ span: Span) { time.withLock { $0 = $0 + span } }
}

public enum TrialFault: Error, Hashable, Sendable, CustomStringConvertible {
  case route(Route?)
  case noLane([[IdentifierKind]])

  public var description: String {
    switch self {
    case .route(let route):
      "nothing was sent: the route '\(route?.rawValue ?? "none")' cannot be tried; only api and opendsr go by HTTP alone"
    case .noLane(let lanes):
      "nothing was sent: the partner is told \(lanes.map { $0.map(\.rawValue).joined(separator: " and ") }.joined(separator: ", or ")); give it with --identifier KIND=VALUE"
    }
  }
}

extension Channel {
  fileprivate func sent(_ prepared: Prepared, _ order: Order) async -> Report {
    await withCheckedContinuation { waiter in transmit(prepared, order) { waiter.resume(returning: $0) } }
  }

  fileprivate func asked(_ job: [UInt8]?, _ order: Order) async -> Report {
    await withCheckedContinuation { waiter in ask(job: job, order) { waiter.resume(returning: $0) } }
  }
}

extension Item.Standing {
  fileprivate var isOver: Bool {
    switch self {
    case .settled, .accepted: true
    case .tryAgain, .inDoubt, .needsPerson: false
    }
  }
}
