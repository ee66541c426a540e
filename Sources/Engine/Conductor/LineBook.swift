import Ledger
import Store
import Workflow

/// The ledger lines of one transaction. Their indices are known at once, because the store hands out places in order.
struct LineBook {
  private var pages: [String: Page] = [:]
  /// The page that was written on last: a turn's lines mostly go into one ledger.
  private var open: (matter: String, page: Page)?

  /// What one ledger gets.
  private final class Page {
    let base: Int
    var date: LedgerTime?
    /// The lines one after another, as the outbox keeps them.
    var text: [UInt8] = []
    var count = 0

    init(base: Int, date: LedgerTime?) { (self.base, self.date) = (base, date) }
  }

  var isEmpty: Bool { pages.values.allSatisfy { $0.count == 0 } }

  /// Dates the entry no earlier than the line above it.
  /// - Returns: the ledger index of the entry; of the first one, if it had to be split.
  /// - Throws: `ClockIsBehind`
  @discardableResult
  mutating func add(_ entry: Entry, to matter: String, in session: any StoreWriting) throws -> Int {
    let page = try page(of: matter, in: session)
    let index = page.base + page.count
    let at = try LedgerDates.date(entry.earliest, after: page.date, of: matter)
    page.date = at
    page.count += (at == entry.at ? entry : entry.dated(at)).appendLines(to: &page.text)
    return index
  }

  private mutating func page(of matter: String, in session: any StoreWriting) throws -> Page {
    if let open, open.matter == matter { return open.page }
    let page = try known(matter, in: session)
    open = (matter, page)
    return page
  }

  private mutating func known(_ matter: String, in session: any StoreWriting) throws -> Page {
    if let page = pages[matter] { return page }
    guard let position = try session.ledger(of: matter) else {
      throw StoreError.missing("the ledger of matter \(matter)")
    }
    let page = Page(base: position.next, date: try LedgerDates.newest(of: matter, in: session))
    pages[matter] = page
    return page
  }

  /// Rule 5: the lines join the outbox in the transaction that stores the states they tell of.
  func commit(in session: any StoreWriting) throws {
    for (matter, page) in pages.sorted(by: { $0.key < $1.key }) where page.count > 0 {
      let first = try session.append(page.text, count: page.count, to: matter)
      guard first == page.base else { throw StoreError.stale("the outbox of \(matter)") }
      if let newest = page.date { try LedgerDates.note(newest, of: matter, in: session) }
    }
  }
}
