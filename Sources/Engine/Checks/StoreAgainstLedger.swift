import Ledger
import Store
import Workflow

/// Whether the database and a matter's ledger tell the same story: every dispatch, every outcome.
public struct StoreAgainstLedger {
  let store: any Store

  public init(store: any Store) { self.store = store }

  public func check(matter: String, directory: String) throws -> [LedgerFinding] {
    let told = try LedgerTold(directory: directory)
    return try store.read { session in
      guard let position = try session.ledger(of: matter) else {
        return [LedgerFinding(file: "expunge.db", what: "the database does not know this ledger")]
      }
      var findings: [LedgerFinding] = []
      if position.size != told.size {
        findings.append(
          LedgerFinding(
            file: "expunge.db",
            what: "the database remembers \(position.size) entries, the ledger has \(told.size)"))
      }
      // Lines that still wait for the ledger are not missing from it.
      guard position.next == position.size else { return findings }
      for wave in try session.waves() where wave.matter == matter && wave.stage != .planned && wave.stage != .approved {
        for instruction in try session.instructions(of: wave.id) {
          findings += try compare(instruction, told, in: session)
        }
      }
      return findings
    }
  }

  private func compare(
    _ instruction: InstructionRecord, _ told: LedgerTold, in session: any StoreReading
  ) throws -> [LedgerFinding] {
    let key = instruction.id.description
    var findings: [LedgerFinding] = []
    let ended = try session.dispatches(of: instruction.id).filter { $0.wasTransmitted }
    let missing = ended.filter { !(told.dispatches[key] ?? []).contains($0.name) }
    if let first = missing.first {
      findings.append(
        LedgerFinding(
          file: "expunge.db", what: "\(missing.count) dispatches of \(key) are not in the ledger, \(first.name) first"))
    }
    let sums = try session.tallies(of: instruction.id).reduce(into: [String: Int]()) {
      $0[$1.outcome.rawValue, default: 0] += $1.subjects
    }
    if sums != told.outcomes[key] ?? [:] {
      findings.append(LedgerFinding(file: "expunge.db", what: "the outcomes of \(key) differ from the ledger's"))
    }
    return findings
  }
}

/// What a ledger says of dispatches and outcomes, by `wave/partner`.
private struct LedgerTold {
  var size = 0
  var dispatches: [String: Set<String>] = [:]
  var outcomes: [String: [String: Int]] = [:]

  init(directory: String) throws {
    let reader = try LedgerReader(directory: directory)
    var populations: [String: Int] = [:]
    size = Int(reader.size)
    try CorrectedLines(reader).forEach { _, entry in
      switch entry {
      case .waveOpen(let entry): populations[entry.wave] = entry.subjects
      case .dispatch(let entry):
        dispatches["\(entry.wave)/\(entry.partner)", default: []].insert(entry.dispatch)
      case .outcome(let entry):
        let count = entry.subjects?.count ?? populations[entry.wave] ?? 0
        outcomes["\(entry.wave)/\(entry.partner)", default: [:]][entry.outcome.rawValue, default: 0] += count
      case .genesis, .matter, .answer, .hold, .release, .amend, .key, .anchor, .shred, .waveClose: break
      }
    }
  }
}

extension DispatchRecord {
  /// A first attempt that is still under way, or that could not be written, has no line yet.
  var wasTransmitted: Bool {
    // Of a look-up the ledger holds the answer.
    if purpose == .probe || purpose == .recheck { return false }
    return switch state {
    case .ready, .intent, .asking, .needsPerson: state.tries.attempt > 1
    // What a mixed answer took waits in a dispatch that was never sent itself.
    case .inDoubt, .waiting, .polling: state.tries.attempt > 0
    case .settled: !bodyHash.isEmpty
    }
  }
}
