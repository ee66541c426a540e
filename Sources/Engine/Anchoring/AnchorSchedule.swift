import Store
import Workflow

/// When a ledger is to be vouched for: at once where something demands it, hourly while a wave runs, monthly after.
public struct AnchorSchedule {
  let interval: Span
  let demanded: Int

  /// Between two anchors of a ledger whose waves are all closed.
  static let idleInterval = Span.days(30)

  /// - Parameter every: The interval while a wave runs.
  init(matter: String, every: Span, in session: any StoreReading) throws {
    let isRunning = try session.waves().contains { $0.matter == matter && $0.stage == .sending }
    interval = isRunning ? every : AnchorSchedule.idleInterval
    demanded = try AnchorDemand.size(of: matter, in: session)
  }

  /// - Parameter size: The ledger's.
  func due(_ mark: AnchorMark, size: Int) -> Instant? {
    mark.dueAt(size: size, demanded: demanded, interval: interval)
  }

  /// Whether any service wants to be asked about any ledger at `now`. Cheap: cron asks every few minutes for months.
  public static func isAnyDue(_ settings: AnchorSettings, at now: Instant, in session: any StoreReading) throws -> Bool
  {
    guard !settings.isEmpty else { return false }
    return try session.matters().contains { matter in
      guard let position = try session.ledger(of: matter.id) else { return false }
      let schedule = try AnchorSchedule(matter: matter.id, every: settings.every, in: session)
      return try settings.names.contains {
        let mark = try AnchorMarks(matter: matter.id).mark(of: $0, in: session)
        return schedule.due(mark, size: position.size).map { $0 <= now } ?? false
      }
    }
  }
}
