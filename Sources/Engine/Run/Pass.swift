import Channels
import Store
import Workflow

/// One pass of the engine: turns until nothing more is due now, then the ledger, then the end. Cron makes the next.
public final class Pass {
  public struct Limits: Sendable {
    /// Something due within this time is waited for, so that a paced partner does not need a thousand crons.
    public var linger: Span
    /// After it nothing new is begun.
    public var length: Span
    /// How long calls under way may take to end when the pass is asked to stop.
    public var grace: Span

    public init(linger: Span = .seconds(10), length: Span = .minutes(10), grace: Span = .seconds(30)) {
      self.linger = linger
      self.length = length
      self.grace = grace
    }
  }

  public struct Summary: Sendable {
    public var begun = 0
    public var answered = 0
    public var wasStopped = false
    /// When something is due next; `nil` if nothing is.
    public var nextDue: Instant?
    /// Set while nothing is under way and something is due soon.
    public var pause: Pause?
  }

  /// A pass that lingers, and for what.
  public struct Pause: Hashable, Sendable {
    public var partner: String
    public var span: Span

    public init(partner: String, span: Span) {
      self.partner = partner
      self.span = span
    }

    /// `waiting 8 s: more for acme is due then`
    public var words: String {
      "waiting \(max(1, (span.milliseconds + 999) / 1000)) s: more for \(partner) is due then"
    }
  }

  private let conductor: Conductor
  private let sequencer: BackgroundSequencer
  private let surroundings: Surroundings
  private let limits: Limits
  private let arrivals = Arrivals()

  public init(conductor: Conductor, keeping: LedgerKeeping, surroundings: Surroundings, limits: Limits) {
    self.conductor = conductor
    self.sequencer = BackgroundSequencer(keeping)
    self.surroundings = surroundings
    self.limits = limits
  }

  /// Asks the pass to end: safe from a signal's handler queue.
  public var stopper: @Sendable () -> Void { { [arrivals] in arrivals.stop() } }

  /// - Parameter progress: Called after each turn with the counts so far, and before each pause.
  public func run(progress: (Summary) -> Void = { _ in }) throws -> Summary {
    var summary = Summary()
    let begin = surroundings.now()
    var stoppedAt: Instant?
    var wait = Span.zero
    while true {
      let (ended, stopping) = arrivals.take(waitingAtMost: wait)
      let now = surroundings.now()
      if stopping, stoppedAt == nil { stoppedAt = now }
      summary.wasStopped = stoppedAt != nil
      let claiming = stoppedAt == nil && now - begin < limits.length
      let starts = try conductor.turn(ended, claiming: claiming)
      for start in starts { start.launch { [arrivals] in arrivals.put($0) } }
      summary.pause = nil
      summary.begun += starts.count
      summary.answered += ended.count
      try sequencer.runIfWorthwhile(at: surroundings.now())
      progress(summary)
      guard let next = pause(claiming: claiming, stoppedAt: stoppedAt, idle: starts.isEmpty && ended.isEmpty) else {
        break
      }
      wait = next
      if conductor.inFlight == 0, next > .zero, let partner = conductor.nextPartner {
        summary.pause = Pause(partner: partner, span: next)
        progress(summary)
      }
    }
    summary.pause = nil
    try sequencer.finish()
    summary.nextDue = conductor.nextWake.flatMap { $0.milliseconds == .max ? nil : $0 }
    return summary
  }

  /// How long to wait for the next arrival; `nil` when the pass is over.
  private func pause(claiming: Bool, stoppedAt: Instant?, idle: Bool) -> Span? {
    let now = surroundings.now()
    if let stoppedAt, now - stoppedAt > limits.grace { return nil }
    let wake = conductor.nextWake.map { $0 - now }
    guard conductor.inFlight == 0 else {
      let due = claiming ? wake ?? .seconds(1) : .seconds(1)
      return idle ? min(max(due, .milliseconds(1)), .seconds(1)) : min(max(due, .zero), .seconds(1))
    }
    guard claiming, let wake, wake <= limits.linger else { return nil }
    return idle ? max(wake, .milliseconds(1)) : max(wake, .zero)
  }
}
