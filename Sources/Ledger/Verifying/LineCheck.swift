/// What holds for every line by itself: it can be read, its time does not go back, it stands there once.
struct LineCheck {
  let size: UInt64
  private(set) var findings: [LedgerFinding] = []
  private(set) var genesis: GenesisEntry?
  /// The newest time so far, and the entry it stands in.
  private var newest: (time: LedgerTime, index: UInt64)?
  /// Neighbours that are all dated too early: one finding tells of them.
  private var backward: (first: UInt64, last: UInt64, against: UInt64)?
  private var window = RepeatWindow()

  init(size: UInt64) { self.size = size }

  mutating func look(at line: borrowing CheckedLine) {
    if line.index == 0, case .genesis(let first)? = line.entry { genesis = first }
    if let time = line.entry?.at {
      watch(time, line.index)
    } else {
      find(line.index, line.failure.map { "\($0)" } ?? "it cannot be read")
    }
    if let earlier = window.insert(line.leaf, at: line.index) {
      find(line.index, "it is the same line, byte for byte, as entry \(earlier)")
    }
  }

  mutating func finish() {
    guard let backward else { return }
    let more = backward.last - backward.first
    find(
      backward.first,
      "it is dated before entry \(backward.against), which stands before it"
        + (more > 0 ? "; so are the \(more) entries after it" : ""))
    self.backward = nil
  }

  func path(of index: UInt64) -> String {
    Tile.entries(index >> 8, count: Tile.count(level: 0, number: index >> 8, size: size)).path
  }

  private mutating func watch(_ time: LedgerTime, _ index: UInt64) {
    guard let known = newest, time <= known.time else {
      newest = (time, index)
      return window.restart(at: index)
    }
    guard time < known.time else { return }
    if let run = backward, run.last + 1 == index, run.against == known.index {
      backward = (run.first, index, run.against)
    } else {
      finish()
      backward = (index, index, known.index)
    }
  }

  private mutating func find(_ index: UInt64, _ what: String) {
    findings.append(LedgerFinding(file: path(of: index), index: index, what: what))
  }
}
