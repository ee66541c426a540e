import Workflow

/// What a trial's findings are called on a screen.
enum TrialWords {
  static func refused(_ failure: PrepareFailure) -> String {
    switch failure {
    case .tooLarge: "nothing was sent: the request is larger than the partner takes"
    case .unusable(let reason), .oneIsUnusable(let reason):
      UnwritableValue(reason).map { "nothing was sent (\(reason.code)): \($0.words); \(UnwritableValue.todo)" }
        ?? "nothing was sent (\(reason.code)): a slot has no value that may be sent, or a secret is not of the form that its use needs"
    }
  }

  static func words(_ verdict: Verdict, under policy: InDoubtPolicy) -> String {
    switch verdict {
    case .busy(let reason, nil) where reason.mayHaveActed && policy != .safeToRepeat:
      "in doubt (\(reason.code)): it may have been carried out before the partner failed"
    case .notSent(let reason): "not sent (\(reason.code)); it would be tried again"
    case .lost(let reason): "in doubt (\(reason.code)): it may have arrived, and no usable answer came"
    case .busy(let reason, let after):
      "not now (\(reason.code)); tried again \(after.map { "after \($0.milliseconds / 1000) s" } ?? "later")"
    case .rejected(let reason): "refused (\(reason.code)): this request would never pass"
    case .halted(let reason): "stopped (\(reason.code)): a person has to look before anything else is sent"
    case .accepted(let acceptance) where acceptance.isMidway:
      "taken, not done; the next call waits until its job is over"
    case .accepted(let acceptance):
      "taken, not done; grade \(acceptance.grade.rawValue)"
        + (acceptance.job == nil ? "; nothing more will be heard" : "; its job is asked about")
    case .items(let items): self.items(items)
    case .proceeding(let reason): "answered (\(reason.code)); the next call is due"
    case .cut(let reason): "refused because of one of its subjects (\(reason.code)); it would be cut in two"
    }
  }

  static func words(_ verdict: PollVerdict) -> String {
    switch verdict {
    case .pending: "not finished yet; asked again"
    case .taken(let grade, _): "not finished yet, but taken (\(grade.rawValue)); asked again"
    case .items(let items): self.items(items)
    case .unknown(let reason): "the partner does not know the job (\(reason.code)): a person has to look"
    case .unanswered(let reason, _): "no usable answer (\(reason.code)); asked again"
    case .halted(let reason): "stopped (\(reason.code)): a person has to look before anything else is sent"
    case .proceeding(let reason): "answered (\(reason.code)); the next question is due"
    case .continuing(let reason): "the job is over (\(reason.code)); the next call is due"
    }
  }

  private static func items(_ items: [Item]) -> String {
    items.map { item in
      switch item.standing {
      case .settled(let outcome, let grade, let reason):
        "settled: \(outcome.rawValue)" + (grade.map { ", grade \($0.rawValue)" } ?? "")
          + (reason.map { " (\($0.code))" } ?? "")
      case .accepted(let grade): "taken, not done (\(grade.rawValue))"
      case .tryAgain(let reason): "to be tried again (\(reason.code))"
      case .inDoubt(let reason): "in doubt (\(reason.code))"
      case .needsPerson(let reason): "a person has to look (\(reason.code))"
      }
    }.joined(separator: "; ")
  }
}

extension Verdict {
  var grade: Grade? { if case .items(let items) = self { items.compactMap(\.grade).min() } else { nil } }
}

extension PollVerdict {
  var grade: Grade? { if case .items(let items) = self { items.compactMap(\.grade).min() } else { nil } }
}
