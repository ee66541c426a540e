import Ledger

/// The page at `/`: who this is, and what it has seen.
enum WitnessPage {
  static func text(_ key: WitnessKey, _ logs: [(log: KnownLog, seen: SeenCheckpoint?)], forks: Int) -> String {
    var lines = [
      "This is a witness for ledgers: it cosigns a ledger's checkpoint when that grew out of all it saw before.",
      "", "key: \(key)", "checkpoints: POST /add-checkpoint (c2sp.org/tlog-witness)", "",
    ]
    if forks > 0 {
      lines += ["FORKS FOUND: a ledger signed two roots for one size. Its keeper holds \(forks) checkpoints.", ""]
    }
    if logs.isEmpty { lines.append("It knows no ledger yet.") }
    for (log, seen) in logs {
      lines.append("ledger: \(log.origin)")
      lines += log.keys.map { "  trusted key: \($0)" }
      guard let seen else {
        lines.append("  nothing seen yet")
        continue
      }
      lines.append("  newest: \(seen.checkpoint.head)")
      lines.append("  cosigned: \(seen.cosignature.time)")
    }
    return lines.joined(separator: "\n")
  }
}
