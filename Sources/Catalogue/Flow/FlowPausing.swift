import Workflow

/// Where a partner says how many jobs it works on at once, the calls of a dispatch begin theirs one after the other.
extension FlowRun {
  /// The call at hand waits until the open jobs are over.
  mutating func pause() -> Verdict {
    (position.isAsking, position.isPaused) = (true, true)
    return .accepted(Acceptance(grade: .acceptedUnsigned, isMidway: true))
  }

  /// No job is open any more: the next call may begin one.
  mutating func resume() -> PollVerdict {
    (position.isAsking, position.isPaused) = (false, false)
    return .continuing(Reason("next-call"))
  }

  /// Whoever sends a dispatch again goes on where its calls wait for a job, and begins anew where all were answered.
  mutating func takeUp() {
    guard position.isAsking else { return }
    if position.isPaused {
      (position.isAsking, position.isPaused) = (false, false)
    } else {
      position = FlowPosition(
        calls: flow.calls.count, items: items.count, active: passes.first?.positions ?? [])
    }
  }
}

extension FlowCall {
  /// Whether the partner answers it with a job that is asked about.
  var beginsJob: Bool {
    guard decides else { return false }
    switch answer.means {
    case .job, .jobs: return true
    case .accepted, .done, .items: return false
    }
  }
}
