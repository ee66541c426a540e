/// What was spent under one window of a partner's limits.
///
/// Each call is free again one `per` after its moment, so no window of that length, wherever it begins, ever holds more
/// than its count, and the whole count can be spent again in the next `per`. A hundred different moments are kept; where
/// there are more, those that lie closest count as the later one, which frees the earlier a little late and never early.
struct Meter: Hashable, Sendable {
  struct Bucket: Hashable, Sendable {
    /// The last call in it, milliseconds since 1970; in a fixed window, the window's beginning.
    var at: Int64
    var count: Int
  }

  static let buckets = 100
  /// Windows up to this length are paced evenly too; the quota of a day may go in an hour.
  static let paced = Span.minutes(1)

  let unit: Limits.Window.Unit
  let per: Span
  let resets: Span?
  private(set) var spent: [Bucket] = []
  private(set) var total = 0
  /// When the next call keeps the even pace, microseconds since 1970.
  private(set) var pace: Int64 = 0

  init(_ window: Limits.Window) {
    (unit, per, resets) = (window.unit, window.per, window.resets)
  }

  init(unit: Limits.Window.Unit, per: Span, resets: Span?, spent: [Bucket], pace: Int64) {
    (self.unit, self.per, self.resets, self.spent, self.pace) = (unit, per, resets, spent, pace)
    total = spent.reduce(0) { $0 + $1.count }
  }

  var isEmpty: Bool { spent.isEmpty }

  func measures(_ window: Limits.Window) -> Bool {
    unit == window.unit && per == window.per && resets == window.resets
  }

  /// Forgets what is free again.
  mutating func prune(at now: Instant) {
    let free = spent.prefix { Meter.sum($0.at, per.milliseconds) <= now.milliseconds }
    total -= free.reduce(0) { $0 + $1.count }
    spent.removeFirst(free.count)
  }

  /// Whether a call of this cost may begin now; what is free again must have been forgotten.
  func admits(_ load: Load, _ window: Limits.Window, at now: Instant) -> Bool {
    let amount = Meter.amount(load, window)
    guard amount > 0 else { return true }
    return total <= window.count - amount && pace <= now.microseconds + lead(window)
  }

  /// Counts a call, whatever the window's size is now.
  mutating func spend(_ load: Load, at now: Instant) { add(load[unit], at: moment(of: now)) }

  mutating func keepPace(_ load: Load, _ window: Limits.Window, at now: Instant) {
    guard load[unit] > 0, let interval = interval(window) else { return }
    pace = Meter.sum(max(pace, now.microseconds), interval)
  }

  /// When a call of this cost may begin, if nothing else is spent until then.
  func next(_ load: Load, _ window: Limits.Window, after now: Instant) -> Instant {
    let amount = Meter.amount(load, window)
    guard amount > 0 else { return now }
    var (held, next) = (total, now.milliseconds)
    for bucket in spent where held > window.count - amount {
      held -= bucket.count
      next = max(next, Meter.sum(bucket.at, per.milliseconds))
    }
    let (even, rest) = (pace - lead(window)).quotientAndRemainder(dividingBy: 1000)
    return Instant(milliseconds: max(next, even + (rest > 0 ? 1 : 0)))
  }

  mutating func add(_ amount: Int, at moment: Int64) {
    guard amount > 0 else { return }
    total += amount
    // A clock that was set back must not make calls look older than they are.
    let at = max(spent.last?.at ?? moment, moment)
    if let last = spent.last, last.at == at {
      spent[spent.count - 1].count = last.count + amount
    } else {
      spent.append(Bucket(at: at, count: amount))
    }
    if spent.count > Meter.buckets { merge() }
  }

  /// Joins the two neighbours whose calls lose least by it.
  private mutating func merge() {
    var (place, least) = (0, Int64.max)
    for next in 1..<spent.count {
      let (delay, overflow) = (spent[next].at - spent[next - 1].at)
        .multipliedReportingOverflow(by: Int64(spent[next - 1].count))
      if !overflow, delay < least { (place, least) = (next - 1, delay) }
    }
    spent[place + 1].count += spent[place].count
    spent.remove(at: place)
  }

  /// Where a call at `now` stands: at its own moment, or at the beginning of the fixed window that it falls into.
  private func moment(of now: Instant) -> Int64 {
    guard let resets, per.milliseconds > 0 else { return now.milliseconds }
    let since = (now.milliseconds - resets.milliseconds) % per.milliseconds
    return now.milliseconds - (since < 0 ? since + per.milliseconds : since)
  }

  /// A call that costs more than the whole window goes alone; partner files with such a batch are refused.
  private static func amount(_ load: Load, _ window: Limits.Window) -> Int { min(load[window.unit], window.count) }

  /// Microseconds between calls at an even pace; `nil` where the window is not paced.
  private func interval(_ window: Limits.Window) -> Int64? {
    guard unit == .calls, resets == nil, per <= Meter.paced else { return nil }
    return per.milliseconds * 1000 / Int64(max(1, window.count))
  }

  /// How far ahead of the even pace a call may be: a fifth of the window may go at once.
  private func lead(_ window: Limits.Window) -> Int64 {
    guard let interval = interval(window) else { return 0 }
    return interval * Int64(max(1, window.count / 5) - 1)
  }

  static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }
}

extension Instant {
  var microseconds: Int64 {
    let (micros, overflow) = milliseconds.multipliedReportingOverflow(by: 1000)
    return overflow ? .max / 2 : micros
  }
}
