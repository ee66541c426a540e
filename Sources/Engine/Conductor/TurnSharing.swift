import Store
import Workflow

extension Turn {
  /// Those who pay from one purse take turns, a part of its room each, so that no entry spends the quota of a day alone.
  /// Who was served last is kept in the store: a pass that has room for one call does not always serve the same one.
  mutating func attend(to group: [ActiveInstruction], limit: Int) throws -> [Start] {
    var starts: [Start] = []
    while starts.count < limit {
      let waiting = group.filter { $0.wants(attentionAt: now) }
      guard let first = waiting.first else { break }
      guard waiting.count > 1 else { return starts + (try attend(to: first, limit: limit - starts.count)) }
      let room = min(limit - starts.count, first.allowance.room(under: first.terms.limits))
      let part = max(1, room / waiting.count)
      let before = starts.count
      for instruction in waiting.following(first.allowance.purse.served) where starts.count < limit {
        guard instruction.wants(attentionAt: now) else { continue }
        let begun = try attend(to: instruction, limit: min(part, limit - starts.count))
        if !begun.isEmpty { instruction.allowance.purse.served = instruction.id.description }
        starts += begun
      }
      guard starts.count > before else { break }
    }
    return starts
  }

  /// Something of the instruction came back. Where the partner counts jobs it may be the end of one, which everyone
  /// waits for who pays from the same purse.
  func wake(_ instruction: ActiveInstruction) {
    instruction.quietUntil = nil
    guard instruction.terms.limits.jobs != nil else { return }
    for other in conductor.active where other.allowance.purse === instruction.allowance.purse {
      other.quietUntil = nil
    }
  }
}

extension [ActiveInstruction] {
  /// Behind the one that was served last.
  fileprivate func following(_ served: String?) -> [ActiveInstruction] {
    let order = sorted { $0.id.description < $1.id.description }
    let next = served.flatMap { served in order.firstIndex { $0.id.description > served } } ?? 0
    return Array(order[next...] + order[..<next])
  }
}
