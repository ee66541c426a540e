import Workflow

/// A clock that a partner cannot keep, in plain words, and the ways out that the partner file knows.
public struct ClockWords {
  let warning: ClockWarning

  public init(_ warning: ClockWarning) { self.warning = warning }

  /// One line: what is too slow, and what could be done instead.
  public var text: String { ([sentence] + ways).joined(separator: "; ") }

  /// `ga4: 29,000 calls at 500 a day need 58 days; the duty gdpr-art-17 ends in 45 days (2027-01-06)`
  var sentence: String {
    let due = "the duty \(warning.clock.duty) \(PlanReport.ends(warning.left)) (\(Figures.day(warning.clock.due)))"
    return "\(warning.partner): \(work); \(due)"
  }

  var ways: [String] { warning.alternatives.map { "instead: \($0.line)" } }

  private var work: String {
    guard let why = warning.why else { return "its own time for the work is \(Figures.needed(warning.needs))" }
    let sharers = warning.sharedWith.isEmpty ? "" : " together with \(warning.sharedWith.joined(separator: ", "))"
    switch why {
    case .jobs:
      return "\(why.load)\(sharers), \(why.pace), need \(Figures.needed(warning.needs))"
    case .window:
      guard let own = warning.own else { return "\(why.load)\(sharers) at \(why.pace) need \(total)" }
      return
        "\(why.load)\(sharers) at \(why.pace) and \(Figures.needed(own)) of its own time need \(total)"
    }
  }

  private var total: String { Figures.needed(warning.needs) }
}

extension Bottleneck {
  /// `29,000 calls`, `29 jobs`
  var load: String {
    switch self {
    case .window(let window, let amount): Figures.amount(amount, window.unit)
    case .jobs(let count, _, _): Figures.count(count, "job")
    }
  }

  /// `500 a day`, `1 at a time, each up to 2 days`
  var pace: String {
    switch self {
    case .window(let window, _): Figures.rate(window)
    case .jobs(_, let atOnce, let each): "\(Figures.grouped(atOnce)) at a time, each up to \(Figures.needed(each))"
    }
  }
}

extension Alternative {
  fileprivate var line: String {
    [partner, words].compactMap { $0 }.joined(separator: ": ")
  }
}
