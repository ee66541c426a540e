import Ledger
import Store
import Workflow

/// Late answers of a wave, each beside what the ledger says its subjects had settled as.
public struct LateAnswers {
  let installation: Installation

  public init(_ installation: Installation) { self.installation = installation }

  /// The ledger is only read where something came in late.
  public func standing(of wave: WaveRecord) throws -> [InstructionID: [LateAnswerStanding]] {
    let late = try installation.store.read { session in
      try session.instructions(of: wave.id).reduce(into: [InstructionID: [LateAnswer]]()) {
        let answers = try session.lateAnswers(of: $1.id)
        if !answers.isEmpty { $0[$1.id] = answers }
      }
    }
    guard !late.isEmpty else { return [:] }
    var outcomes: [InstructionID: [OutcomeEntry]] = [:]
    let reader = try LedgerReader(directory: installation.home.ledger(of: wave.matter))
    try CorrectedLines(reader).forEach(holding: "\"kind\":\"outcome/1\"") { _, entry in
      guard case .outcome(let entry) = entry, entry.wave == wave.id else { return }
      let id = InstructionID(wave: entry.wave, partner: entry.partner)
      if late[id] != nil { outcomes[id, default: []].append(entry) }
    }
    return try late.reduce(into: [:]) { all, pair in
      all[pair.key] = try pair.value.map { answer in
        LateAnswerStanding(
          answer: answer, settledAs: try settled(outcomes[pair.key] ?? [], answer, population: wave.subjects))
      }
    }
  }

  private func settled(_ outcomes: [OutcomeEntry], _ answer: LateAnswer, population: Int) throws -> [Tally] {
    var endings = LedgerEndings()
    for entry in outcomes {
      var part = entry
      if let subjects = answer.subjects {
        let common = entry.ranges(population: population).intersection(subjects)
        guard !common.isEmpty else { continue }
        part.subjects = common.ledger
      }
      try endings.add(part, at: 0, population: population)
    }
    return answer.subjects == nil ? endings.tallies.filter(answer.speaks) : endings.tallies
  }
}
