/// Which dispatches of one partner and wave there were: a number belongs to one dispatch, whose attempts never fall and
/// whose subjects stay.
///
/// A bit for each number of our own ids (`<partner>-<number>`); more is kept only for dispatches that were not accepted
/// yet, which come again, and for ids of another shape. One that comes again after its acceptance is put aside for
/// ``DispatchRepeats``.
struct DispatchBook {
  /// A dispatch that may come again.
  struct Trace {
    /// Its first line.
    let first: UInt64
    var attempt: Int
    var result: LedgerResult
  }

  enum Step {
    case new
    case again(Trace)
    /// Accepted before, so that no trace is left.
    case forgotten
  }

  /// Beyond this a number is no count of dispatches.
  private static let numberLimit = 1 << 26

  private var met = GrowingBits()
  private var open: [Int: Trace] = [:]
  private var foreign: [String: Trace] = [:]

  /// The number of `id` where it is `<partner>-<number>`.
  static func number(of id: String, partner: String) -> Int? {
    var (id, partner) = (id, partner)
    return id.withUTF8 { id in
      partner.withUTF8 { partner -> Int? in
        let dash = partner.count
        guard id.count > dash + 1, id[dash] == UInt8(ascii: "-"), id[..<dash].elementsEqual(partner),
          let number = Decimal63.parse(id[(dash + 1)...]), number < numberLimit
        else { return nil }
        return Int(number)
      }
    }
  }

  func hasMet(_ id: String, partner: String) -> Bool {
    guard let number = Self.number(of: id, partner: partner) else { return foreign[id] != nil }
    return met[number]
  }

  /// - Returns: what was known of the dispatch before this line.
  mutating func note(_ entry: DispatchEntry, at index: UInt64) -> Step {
    var trace = Trace(first: index, attempt: entry.attempt, result: entry.result)
    guard let number = Self.number(of: entry.dispatch, partner: entry.partner) else {
      let known = foreign[entry.dispatch]
      trace = Trace(first: known?.first ?? index, attempt: entry.attempt, result: entry.result)
      foreign[entry.dispatch] = trace
      return known.map(Step.again) ?? .new
    }
    guard met[number] else {
      met.set(number)
      if entry.result != .accepted { open[number] = trace }
      return .new
    }
    guard let known = open[number] else { return .forgotten }
    trace = Trace(first: known.first, attempt: entry.attempt, result: entry.result)
    open[number] = entry.result == .accepted ? nil : trace
    return .again(known)
  }
}

extension DispatchEntry {
  /// Whether the two are pieces of one entry that was split for its length.
  func isPiece(of other: DispatchEntry) -> Bool {
    guard dispatch == other.dispatch, attempt == other.attempt, subjects != nil, other.subjects != nil else {
      return false
    }
    var same = self
    same.subjects = other.subjects
    return same == other
  }
}

extension AnswerEntry {
  func isPiece(of other: AnswerEntry) -> Bool {
    guard subjects != nil, other.subjects != nil else { return false }
    var same = self
    same.subjects = other.subjects
    return same == other
  }
}
