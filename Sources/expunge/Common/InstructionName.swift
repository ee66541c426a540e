import ArgumentParser
import Engine
import Foundation
import Store
import Workflow

/// `WAVE/PARTNER` on the command line.
struct InstructionName: ExpressibleByArgument {
  let id: InstructionID

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    id = InstructionID(wave: String(parts[0]), partner: String(parts[1]))
  }
}

extension Outcome: ExpressibleByArgument {}

/// The files that show what a partner answered.
struct EvidenceOption: ParsableArguments {
  @Option(name: .customLong("evidence"), help: "A file that shows it; may be given more than once. It is kept sealed.")
  var files: [String] = []
  @Option(name: .customLong("answered"), help: "When the partner said it: 2023-01-09 or 2023-01-09T10:00:00Z.")
  var answered: String?

  func file(
    _ id: InstructionID, _ meaning: HandAnswer.Meaning, coversUnsent: Bool = false, in home: HomeOption
  ) throws {
    let evidence = try files.map { path -> (name: String, bytes: [UInt8]) in
      guard let bytes = FileManager.default.contents(atPath: path) else {
        throw ValidationError("The evidence \(path) cannot be read; check the path.")
      }
      return (URL(fileURLWithPath: path).lastPathComponent, Array(bytes))
    }
    if let answered, Instant(written: answered) == nil {
      throw ValidationError("--answered is a date such as 2023-01-09.")
    }
    let answer = HandAnswer(
      instruction: id, meaning: meaning, evidence: evidence, answeredAt: answered.flatMap { Instant(written: $0) },
      coversUnsent: coversUnsent)
    let index = try home.writing { installation in
      let index = try HandAnswers(
        store: installation.store, vault: try installation.vault(), surroundings: installation.surroundings
      )
      .file(answer)
      try installation.sequencer().sequenceAll()
      return index
    }
    print("Filed as receipt \(index). See: expunge instruction show \(id)")
  }
}
