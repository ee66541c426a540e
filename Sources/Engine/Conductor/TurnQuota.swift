import Store
import Workflow

/// What an instruction would begin next, and what the partner's limits leave of it.
struct Wanted {
  var due: [DispatchRecord]
  /// Planned dispatches after them.
  var planned: Int
  var costs: [Load]
  /// Something else waits until a job of the partner ends.
  var waitsForJobs: Bool

  var count: Int { due.count + planned }
}

extension Turn {
  /// The longest time after which a partner whose jobs are all in use is looked at again.
  static let jobPatience = Span.minutes(1)

  /// - Parameters:
  ///   - due: What is due, oldest first.
  ///   - room: Calls that may begin at once.
  func wanted(_ due: [DispatchRecord], of instruction: ActiveInstruction, room: Int) throws -> Wanted {
    let limits = instruction.terms.limits
    var (jobs, chosen, waits) = (try jobRoom(of: instruction), [DispatchRecord](), false)
    for dispatch in due where chosen.count < room {
      if dispatch.beginsJob, let left = jobs {
        guard left > 0 else {
          waits = true
          continue
        }
        jobs = left - 1
      }
      chosen.append(dispatch)
    }
    let unbegun = instruction.mayOnlyAsk ? 0 : instruction.record.planned - instruction.record.begun
    let planned = min(room - chosen.count, unbegun, jobs ?? unbegun)
    if let jobs, jobs == 0, unbegun > 0 { waits = true }
    let counted = limits.windows.contains { $0.unit == .subjects }
    let costs =
      chosen.map { $0.begins ? limits.cost(subjects: $0.beginsJob ? $0.subjects?.count ?? 0 : 0) : .call }
      + (0..<planned).map { place in
        guard counted else { return limits.cost() }
        return limits.cost(
          subjects: instruction.plan.dispatch(instruction.record.begun + place)?.subjects?.count ?? 0)
      }
    return Wanted(due: chosen, planned: planned, costs: costs, waitsForJobs: waits)
  }

  /// How many more dispatches may become jobs; `nil` where the partner does not count them.
  private func jobRoom(of instruction: ActiveInstruction) throws -> Int? {
    guard let jobs = instruction.terms.limits.jobs else { return nil }
    return max(0, jobs - (try session.unfinishedDispatches(at: instruction.allowance.partners)))
  }
}

extension DispatchRecord {
  /// To be transmitted, not asked about.
  fileprivate var begins: Bool {
    switch state {
    case .ready: true
    case .intent, .inDoubt, .asking, .waiting, .polling, .settled, .needsPerson: false
    }
  }

  /// The first call of a dispatch; one that has something to remember is on its way already.
  fileprivate var beginsJob: Bool { begins && purpose == .deletion && sealedJob == nil }
}
