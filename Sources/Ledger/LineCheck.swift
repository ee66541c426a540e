/// Reads lines strictly and watches their times.
struct LineCheck {
  let size: UInt64
  private(set) var findings: [LedgerFinding] = []
  private(set) var genesis: GenesisEntry?
  private var newest: LedgerTime?
  private var firstBackward: UInt64?
  private var backward = 0

  init(size: UInt64) { self.size = size }

  mutating func read(_ line: UnsafeBufferPointer<UInt8>, at index: UInt64) -> Entry? {
    do throws(EntryError) {
      let entry = try Entry.parse(line)
      if index == 0, case .genesis(let first) = entry { genesis = first }
      watch(entry.at, index)
      return entry
    } catch {
      findings.append(LedgerFinding(file: path(of: index), index: index, what: "\(error)"))
      return nil
    }
  }

  var notes: [String] {
    guard let firstBackward else { return [] }
    return ["\(backward) entries are dated before the one before them, first entry \(firstBackward)"]
  }

  func path(of index: UInt64) -> String {
    Tile.entries(index >> 8, count: Tile.count(level: 0, number: index >> 8, size: size)).path
  }

  private mutating func watch(_ time: LedgerTime, _ index: UInt64) {
    if let newest, time < newest {
      backward += 1
      firstBackward = firstBackward ?? index
    }
    newest = time
  }
}
