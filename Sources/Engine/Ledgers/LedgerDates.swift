import Ledger
import Store
import Workflow

/// No line of a ledger is dated before the line above it: the newest date is kept in the store beside the position.
enum LedgerDates {
  /// How far the clock may be behind the last line. Clocks are corrected by seconds; more than this is a wrong clock.
  static let tolerance: Int64 = 300

  static func newest(of matter: String, in session: any StoreReading) throws -> LedgerTime? {
    try session.fact(fact(matter)).flatMap { LedgerTime($0) }
  }

  static func note(_ time: LedgerTime, of matter: String, in session: any StoreWriting) throws {
    try session.set(fact: fact(matter), to: time.description)
  }

  /// The date a line gets: its own, or that of the line above when the clock is a little behind.
  /// - Throws: `ClockIsBehind`, and then nothing is written.
  static func date(_ wanted: LedgerTime, after newest: LedgerTime?, of matter: String) throws -> LedgerTime {
    guard let newest, wanted < newest else { return wanted }
    guard newest.seconds - wanted.seconds <= tolerance else {
      throw ClockIsBehind(matter: matter, clock: wanted, newest: newest)
    }
    return newest
  }

  private static func fact(_ matter: String) -> String { "dated." + matter }
}

/// The machine's clock says an earlier time than the newest line of a ledger.
public struct ClockIsBehind: Error, Hashable, Sendable, CustomStringConvertible {
  public let matter: String
  let clock: LedgerTime
  let newest: LedgerTime

  public var description: String {
    let minutes = (newest.seconds - clock.seconds + 59) / 60
    return """
      the clock of this machine says \(clock), \(minutes) minutes before the newest line of the ledger of \(matter) \
      (\(newest)); nothing was sent and nothing was written; set the clock (`timedatectl` shows it) and try again
      """
  }
}

extension Entry {
  /// When it happened, where a line says more than when it was written: it cannot be written before.
  var earliest: LedgerTime {
    guard case .dispatch(let entry) = self, let sent = entry.sentAt else { return at }
    return max(at, sent)
  }

  func dated(_ at: LedgerTime) -> Entry {
    func moved<Body>(_ body: Body, _ path: WritableKeyPath<Body, LedgerTime>) -> Body {
      var body = body
      body[keyPath: path] = at
      return body
    }
    switch self {
    case .genesis(let body): return .genesis(moved(body, \.at))
    case .matter(let body): return .matter(moved(body, \.at))
    case .waveOpen(let body): return .waveOpen(moved(body, \.at))
    case .dispatch(let body): return .dispatch(moved(body, \.at))
    case .answer(let body): return .answer(moved(body, \.at))
    case .outcome(let body): return .outcome(moved(body, \.at))
    case .hold(let body): return .hold(moved(body, \.at))
    case .release(let body): return .release(moved(body, \.at))
    case .amend(let body): return .amend(moved(body, \.at))
    case .key(let body): return .key(moved(body, \.at))
    case .anchor(let body): return .anchor(moved(body, \.at))
    case .shred(let body): return .shred(moved(body, \.at))
    case .waveClose(let body): return .waveClose(moved(body, \.at))
    }
  }
}
