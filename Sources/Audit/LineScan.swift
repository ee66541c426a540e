import Ledger

/// What of a ledger's lines matters for a pack, gathered while they stream by.
struct LineScan {
  /// An outside time as the ledger tells it, by the time-stamp file's SHA-256.
  private(set) var stampTimes: [LedgerHash: LedgerTime] = [:]
  /// Names of the waves, in the order they were opened.
  private(set) var waves: [String] = []
  private(set) var newestClose: UInt64?
  private(set) var genesis: GenesisEntry?

  mutating func add(_ line: ArraySlice<UInt8>, at index: UInt64) {
    guard Self.kinds.contains(where: { Self.kind(of: line).elementsEqual($0.utf8) }) else { return }
    switch try? Entry.parse(Array(line)) {
    case .genesis(let entry): genesis = genesis ?? entry
    case .waveOpen(let entry): if !waves.contains(entry.wave) { waves.append(entry.wave) }
    case .anchor(let entry): entry.token.map { stampTimes[$0] = entry.time }
    case .waveClose: newestClose = index
    case .matter, .dispatch, .answer, .outcome, .hold, .release, .amend, .key, .shred, nil: break
    }
  }

  private static let kinds = ["genesis/1", "wave.open/1", "anchor/1", "wave.close/1"]
  private static let mark = Array("\"kind\":\"".utf8)

  /// The text of a line's `kind`. Inside a JSON text the quotes would be escaped, so the first match is the field.
  static func kind(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var at = line.startIndex
    while at + mark.count < line.endIndex {
      if line[at] == mark[0], line[at + 1] == mark[1], line[at..<at + mark.count].elementsEqual(mark) {
        return line[(at + mark.count)...].prefix { $0 != UInt8(ascii: "\"") }
      }
      at += 1
    }
    return []
  }
}
