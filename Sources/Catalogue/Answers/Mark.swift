import Workflow

/// What the answers so far amount to for one subject. The raw value is the order in which marks outweigh each other:
/// of several calls about one subject, the one that needs the most care is told.
enum Mark: UInt8, CaseIterable, Hashable, Sendable {
  case notFound, deleted, partly, refused, retry, jobRetry, accepted, missing
  /// These wait for a person.
  case rejected, jobPartial, jobFailed, jobUnknown, nothingFound, unknownItem, unknownState, contradiction

  init(_ state: ItemState) {
    self =
      switch state {
      case .deleted: .deleted
      case .notFound: .notFound
      case .accepted: .accepted
      case .retry: .retry
      case .refused: .refused
      }
  }

  var standing: Item.Standing {
    switch self {
    case .deleted: .settled(.deleted, .claimedUnsigned, nil)
    case .partly: .settled(.partlyDeleted, .claimedUnsigned, nil)
    case .notFound: .settled(.notFound, .claimedUnsigned, nil)
    case .refused: .settled(.refused, .acceptedUnsigned, Reason("refused-by-partner"))
    case .retry: .tryAgain(Reason("partner-asks-again"))
    case .jobRetry: .tryAgain(Reason("job-failed"))
    case .accepted: .accepted(.acceptedUnsigned)
    case .missing: .inDoubt(Reason("missing-item"))
    case .rejected: .needsPerson(Reason("refused-by-partner"))
    case .jobPartial: .needsPerson(Reason("job-partial"))
    case .jobFailed: .needsPerson(Reason("job-failed"))
    case .jobUnknown: .needsPerson(Reason("job-unknown"))
    case .nothingFound: .needsPerson(Reason("nothing-found"))
    case .unknownItem: .needsPerson(Reason("unknown-item"))
    case .unknownState: .needsPerson(Reason("unknown-state"))
    case .contradiction: .needsPerson(Reason("contradicting-items"))
    }
  }

  /// The heavier of two.
  func joined(_ other: Mark?) -> Mark {
    guard let other, other.rawValue > rawValue else { return self }
    return other
  }
}

extension [Mark] {
  /// Every subject in exactly one item. A subject that was sent twice keeps the standing that needs the most care;
  /// without subjects (a selector) the marks are one.
  func items(of subjects: [Int]) -> [Item] {
    guard !subjects.isEmpty else {
      return reduce(nil as Mark?) { $1.joined($0) }.map { [Item(subjects: SubjectRanges(), standing: $0.standing)] }
        ?? []
    }
    if let subject = subjects.first, subjects.count == 1, let mark = first, count == 1 {
      return [Item(subjects: SubjectRanges(subject...subject), standing: mark.standing)]
    }
    var worst: [Int: Mark] = [:]
    for (subject, mark) in zip(subjects, self) { worst[subject] = mark.joined(worst[subject]) }
    var groups: [Mark: [Int]] = [:]
    for (subject, mark) in worst { groups[mark, default: []].append(subject) }
    return groups.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { Item(subjects: SubjectRanges(indices: $0.value), standing: $0.key.standing) }
  }
}
