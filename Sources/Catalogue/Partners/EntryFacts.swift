import Workflow

/// What an entry says of its partner beyond the route: facts that decide whether and how well asking helps.
public struct EntryFacts: Hashable, Sendable {
  public var retention: Retention?
  public var prohibition: Prohibition?
  public var sideEffects: [SideEffect] = []
  /// Entries to which the partner passes a deletion on by itself.
  public var passesOn: [String] = []
  public var alternatives: [Alternative] = []

  /// Data that goes by itself after a number of days.
  public struct Retention: Hashable, Sendable {
    public let days: Int
    /// What is kept that long, in words.
    public let of: String
    public let source: String?
  }

  /// The vendor does not allow this use.
  public struct Prohibition: Hashable, Sendable {
    public let because: String
    public let source: String?
    /// The name of an account value that lifts it by saying `permitted`.
    public let unless: String?

    public static let permitted = "permitted"

    /// - Parameter account: The account's values by name.
    public func holds(_ account: [String: String]) -> Bool {
      unless.flatMap { account[$0] } != Prohibition.permitted
    }
  }

  /// What asking does beside deleting.
  public struct SideEffect: Hashable, Sendable {
    public enum Effect: String, CaseIterable, Hashable, Sendable {
      case suppresses, notifies, forwards, archives, cancels, other
    }

    public let effect: Effect
    public let words: String?

    public var told: String {
      switch effect {
      case .suppresses: "also keeps the person's future data out" + after
      case .notifies: "also sends the person a message" + after
      case .forwards: "also passes the request on" + after
      case .archives: "also keeps a copy" + after
      case .cancels: "also cancels something of the person's" + after
      case .other: words ?? "does more than delete"
      }
    }

    private var after: String { words.map { ": \($0)" } ?? "" }
  }
}

extension Alternative {
  /// `ask Google for a higher quota`, `ga4-console-data-deletion: deletes by page address`
  public var told: String {
    switch (partner, words) {
    case (let id?, let words?): "\(id): \(words)"
    case (let id?, nil): id
    case (nil, let words): words ?? ""
    }
  }
}

extension PartnerEntry {
  /// Calls that one dispatch makes at least, for a matter of this period: what is asked once for everybody does not
  /// count, and what is repeated for each find counts once.
  public func callsEach(from: Instant, to: Instant) -> Int {
    guard let flow = api?.flow else { return 1 }
    let pieces = flow.slices.map { max(1, $0.count(from: from, to: to)) } ?? 1
    return max(1, flow.calls.count { $0.once == nil }) * pieces
  }

  /// Calls that one dispatch by one lane makes whatever is found; `nil` where it makes exactly one. Those that are made
  /// for each find do not count, nor those behind a step that may find nothing.
  public func certainCalls(from: Instant, to: Instant) -> Int? {
    guard let flow = api?.flow else { return nil }
    var calls = 0
    for call in flow.calls where call.once == nil {
      guard call.loop == nil, call.lists == nil else { break }
      calls += 1
      if (call.finds != nil || call.count != nil) && call.nothing != .proceed || !call.answer.notFound.isEmpty { break }
    }
    return max(1, calls) * (flow.slices.map { max(1, $0.count(from: from, to: to)) } ?? 1)
  }
}
