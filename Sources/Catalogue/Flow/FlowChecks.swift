extension EntryReading {
  /// An answer by position counts what the call listed. Rows of a step come in the partner's order, and there may be
  /// more or fewer of them than subjects: a position would then speak of somebody else.
  func checkPositions(_ fields: Fields, _ delete: FlowCall?, _ answer: AnswerRule?) {
    guard let delete, let step = delete.lists, draft.calls.indices.contains(step) else { return }
    let isByPosition: Bool
    switch answer?.means {
    case .items(let rule):
      switch rule.match {
      case .index, .indexField: isByPosition = true
      case .key, .members, .sample: isByPosition = false
      }
    case .job, .jobs, .accepted, .done, nil: isByPosition = false
    }
    guard isByPosition else { return }
    fields.report(
      "\(fields.name): 'answer' tells its items by position, but 'delete' lists the rows of '\(draft.calls[step].name)', which are not the subjects",
      "Use 'for-each: \(draft.calls[step].name)' so that each call is about one row.")
  }
}
