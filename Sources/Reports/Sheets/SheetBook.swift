import Ledger
import Workflow

/// Everything the paper shows, added up from a ledger's lines, corrections laid over them.
struct SheetBook {
  struct Wave {
    var opening: WaveOpenEntry
    var openedAt: UInt64
    var order: [String] = []
    var partners: [String: PartnerFacts] = [:]
    var closed: (index: UInt64, entry: WaveCloseEntry)?
    var coverage = CoverageLine()
    /// By partner.
    var standing: [String: CoverageLine.Standing] = [:]
  }

  struct Noted {
    var index: UInt64
    var entry: Entry
  }

  private(set) var genesis: GenesisEntry?
  /// The newest of each matter, though a ledger has one.
  private(set) var matter: MatterEntry?
  private(set) var waves: [String: Wave] = [:]
  private(set) var order: [String] = []
  private(set) var anchors: [(index: UInt64, entry: AnchorEntry)] = []
  /// Holds, releases, destroyed keys and changes of signing keys.
  private(set) var noted: [Noted] = []
  private(set) var unreadable: [(index: UInt64, error: EntryError)] = []
  let corrections: [CorrectedLedger.Correction]
  private var totals = LedgerTotals()

  /// - Parameter wave: Only this one.
  init(reader: LedgerReader, wave: String? = nil) throws {
    let ledger = try CorrectedLedger(reader: reader)
    corrections = ledger.corrections.filter { wave == nil || $0.change?.after.wave == wave }
    try ledger.forEach { index, line in
      switch line {
      case .success(let entry): add(entry, at: index, only: wave)
      case .failure(let error): unreadable.append((index, error))
      }
    }
    for (id, wave) in totals.waves {
      waves[id]?.coverage = wave.coverage
      for (partner, standing) in wave.partners { waves[id]?.standing[partner] = wave.standing(standing) }
    }
    if let wave, waves.isEmpty {
      throw LedgerPrintError.noWave(wave: Plain.name(wave), origin: reader.checkpoint.origin)
    }
  }

  private mutating func add(_ entry: Entry, at index: UInt64, only wave: String?) {
    if let wave, let own = entry.wave, own != wave { return }
    totals.add(entry)
    switch entry {
    case .genesis(let entry): genesis = entry
    case .matter(let entry): matter = entry
    case .waveOpen(let entry): open(entry, at: index)
    case .dispatch(let body): waves[body.wave]?.partners[body.partner]?.add(entry, at: index)
    case .answer(let body): waves[body.wave]?.partners[body.partner]?.add(entry, at: index)
    case .outcome(let body): waves[body.wave]?.partners[body.partner]?.add(entry, at: index)
    case .hold, .release, .shred, .key: noted.append(Noted(index: index, entry: entry))
    case .anchor(let entry): anchors.append((index, entry))
    case .waveClose(let entry): if waves[entry.wave]?.closed == nil { waves[entry.wave]?.closed = (index, entry) }
    case .amend: break
    }
  }

  private mutating func open(_ entry: WaveOpenEntry, at index: UInt64) {
    if waves[entry.wave] == nil {
      waves[entry.wave] = Wave(opening: entry, openedAt: index)
      order.append(entry.wave)
    }
    for partner in entry.partners {
      guard waves[entry.wave]?.partners[partner.id] == nil else {
        waves[entry.wave]?.partners[partner.id]?.details.subjects.formUnion(partner.subjects)
        continue
      }
      waves[entry.wave]?.order.append(partner.id)
      waves[entry.wave]?.partners[partner.id] = PartnerFacts(details: partner, population: entry.subjects)
    }
  }
}

extension LedgerTotals {
  /// A line that has been corrected already.
  fileprivate mutating func add(_ entry: Entry) {
    switch entry {
    case .amend: break
    case .genesis, .matter, .waveOpen, .dispatch, .answer, .outcome, .hold, .release, .key, .anchor, .shred, .waveClose:
      add(entry, at: 0) { _ in [] }
    }
  }
}

extension SheetBook {
  /// Partners in the order in which the waves name them, each with its waves.
  var partners: [(id: String, waves: [String])] {
    var order: [String] = []
    var found: [String: [String]] = [:]
    for wave in self.order {
      for partner in waves[wave]?.order ?? [] {
        if found[partner] == nil { order.append(partner) }
        found[partner, default: []].append(wave)
      }
    }
    return order.map { ($0, found[$0, default: []]) }
  }
}
