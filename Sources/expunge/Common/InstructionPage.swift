import ArgumentParser
import Engine
import Foundation
import Reports
import Store
import Workflow

/// One instruction for a person or a script: standing, ladder, outcomes, transmissions.
struct InstructionPage: Encodable {
  struct Rung: Encodable {
    var fact: String
    var first: String
    var last: String
    var subjects: Int
    var receipt: Int
  }

  struct Ending: Encodable {
    var outcome: String
    var grade: String?
    var reason: String?
    var subjects: Int
  }

  struct Transmission: Encodable {
    var dispatch: String
    var subjects: Int?
    var state: String
    var attempts: Int
    var due: String?
    var key: String
  }

  var instruction: String
  var state: String
  var reason: String?
  var ladder: [Rung]
  var outcomes: [Ending]
  var planned: Int
  var begun: Int
  var open: [Transmission]
  /// What came in after the end.
  var late: [String]

  /// Open transmissions that are listed; a wave can have tens of thousands.
  private static let listed = 20

  init(_ id: InstructionID, in installation: Installation) throws {
    let (record, tallies, dispatches) = try installation.store.read { session in
      guard let record = try session.instruction(id) else {
        throw ValidationError("There is no instruction '\(id)'. `expunge status` lists what there is.")
      }
      return (record, try session.tallies(of: id), try session.openDispatches(of: id, limit: InstructionPage.listed))
    }
    instruction = id.description
    state = record.state.word
    reason = record.state.reason?.code
    ladder = Workflow.Rung.allCases.compactMap { rung in
      record.ladder[rung].map {
        Rung(
          fact: rung.rawValue, first: $0.first.written, last: $0.last.written, subjects: $0.subjects,
          receipt: $0.receipt)
      }
    }
    outcomes = tallies.map {
      Ending(outcome: $0.outcome.rawValue, grade: $0.grade?.rawValue, reason: $0.reason?.code, subjects: $0.subjects)
    }
    late = try LateStanding.sentences(of: id, in: installation)
    planned = record.planned
    begun = record.begun
    open = dispatches.map {
      Transmission(
        dispatch: $0.name, subjects: $0.subjects?.count, state: $0.state.word, attempts: $0.state.tries.attempt,
        due: $0.state.due?.written, key: $0.key)
    }
  }

  var text: String {
    var lines = [
      "\(instruction): \(state)\(reason.map { " (\($0))" } ?? "")", "transmissions: \(begun) of \(planned) begun",
    ]
    lines += ladder.map {
      "  \($0.fact.padding(toLength: 18, withPad: " ", startingAt: 0))\($0.last)  \($0.subjects)  receipt \($0.receipt)"
    }
    lines += outcomes.map {
      "  \($0.subjects) \($0.outcome), \($0.grade ?? "no grade")\($0.reason.map { " (\($0))" } ?? "")"
    }
    lines += late.map { "  ! \($0)" }
    if !open.isEmpty { lines.append("open (the first \(InstructionPage.listed)):") }
    lines += open.map {
      "  \($0.dispatch)  \($0.state)  \($0.attempts) attempts\($0.due.map { ", due \($0)" } ?? "")\n    key \($0.key)"
    }
    return lines.joined(separator: "\n")
  }
}

extension LateStanding {
  static func sentences(of id: InstructionID, in installation: Installation) throws -> [String] {
    guard let wave = try installation.store.read({ try $0.wave(id.wave) }) else { return [] }
    return try LateAnswers(installation).standing(of: wave)[id, default: []].map { LateStanding($0).sentence }
  }
}

extension InstructionState {
  var reason: Reason? {
    switch self {
    case .needsPerson(let reason), .reopened(let reason), .held(let reason, _, _): reason
    case .planned, .approved, .sending, .awaiting, .settled: nil
    }
  }
}

extension DispatchState {
  var word: String {
    switch self {
    case .ready: "ready"
    case .intent: "under way or in doubt"
    case .inDoubt: "in doubt"
    case .asking: "being asked about"
    case .waiting(let wait): wait.hasJob ? "accepted, polled" : "accepted, waiting"
    case .polling: "being polled"
    case .settled: "settled"
    case .needsPerson(let reason, _): "needs a person: \(reason)"
    }
  }
}
