import Ledger
import Store
import Workflow

/// The ledger lines of one transaction. Their indices are known at once, because the store hands out places in order.
struct LineBook {
  private(set) var lines: [String: [[UInt8]]] = [:]
  private var bases: [String: Int] = [:]
  private var dates: [String: LedgerTime] = [:]

  var isEmpty: Bool { lines.allSatisfy { $0.value.isEmpty } }

  /// Dates the entry no earlier than the line above it.
  /// - Returns: the ledger index of the entry; of the first one, if it had to be split.
  /// - Throws: `ClockIsBehind`
  @discardableResult
  mutating func add(_ entry: Entry, to matter: String, in session: any StoreWriting) throws -> Int {
    let index = try next(of: matter, in: session)
    let at = try LedgerDates.date(entry.earliest, after: dates[matter], of: matter)
    dates[matter] = at
    let dated = at == entry.at ? entry : entry.dated(at)
    lines[matter, default: []].append(contentsOf: dated.split().map(\.encoded))
    return index
  }

  private mutating func next(of matter: String, in session: any StoreWriting) throws -> Int {
    if let base = bases[matter] { return base + (lines[matter]?.count ?? 0) }
    guard let position = try session.ledger(of: matter) else {
      throw StoreError.missing("the ledger of matter \(matter)")
    }
    bases[matter] = position.next
    dates[matter] = try LedgerDates.newest(of: matter, in: session)
    return position.next
  }

  /// Rule 5: the lines join the outbox in the transaction that stores the states they tell of.
  func commit(in session: any StoreWriting) throws {
    for (matter, lines) in lines.sorted(by: { $0.key < $1.key }) where !lines.isEmpty {
      let first = try session.append(lines, to: matter)
      guard first == bases[matter] else { throw StoreError.stale("the outbox of \(matter)") }
      if let newest = dates[matter] { try LedgerDates.note(newest, of: matter, in: session) }
    }
  }
}
