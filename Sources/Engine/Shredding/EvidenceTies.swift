import Ledger
import Vault

/// Which evidence of a wave holds one subject's data, as far as the ledger's lines tell.
struct EvidenceTies {
  private var fates: [EvidenceID: EvidenceFate] = [:]

  init(directory: String, wave: String, subject: Int) throws {
    let reader = try LedgerReader(directory: directory)
    try reader.forEachEntry { _, line in
      let entry = try Entry.parse(Array(line))
      add(entry, wave, subject)
      // A corrected line may name others than before: both count.
      if case .amend(let amendment) = entry {
        let original = try reader.entry(at: UInt64(amendment.index))
        add(try Entry.parse(try amendment.applied(to: original)), wave, subject)
      }
    }
  }

  /// Evidence that no line names is nobody's proof, and whose data it holds is unknown: it goes.
  func fate(of id: EvidenceID) -> EvidenceFate { fates[id] ?? .destroy }

  private mutating func add(_ entry: Entry, _ wave: String, _ subject: Int) {
    switch entry {
    case .dispatch(let line) where line.wave == wave: tie(line.evidence, line.subjects, subject)
    case .answer(let line) where line.wave == wave: tie(line.evidence, line.subjects, subject)
    case .genesis, .matter, .waveOpen, .dispatch, .answer, .outcome, .hold, .release, .amend, .key, .anchor, .shred,
      .waveClose:
      break
    }
  }

  /// One exchange may stand behind several lines, each about some of its subjects.
  private mutating func tie(_ evidence: LedgerHash?, _ subjects: IndexRanges?, _ subject: Int) {
    guard let id = evidence.flatMap({ EvidenceID($0.bytes) }) else { return }
    let found: EvidenceFate = subjects.map { $0.contains(subject) ? .destroy : .keep } ?? .search
    switch (fates[id], found) {
    case (.destroy?, _), (_, .destroy): fates[id] = .destroy
    case (.keep?, _), (_, .keep): fates[id] = .keep
    case (.search?, .search), (nil, .search): fates[id] = .search
    }
  }
}
