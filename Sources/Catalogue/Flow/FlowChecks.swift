extension EntryReading {
  /// A job can go by our key only where the call tells the partner that key, in that form.
  func checkJobKey(_ fields: Fields, _ answer: AnswerRule?, usesHeader: Bool) {
    guard case .job(.key(let form)) = answer?.means, !(usesHeader && form == .plain),
      let call = draft.calls.last(where: \.decides) ?? draft.calls.first(where: { $0.role == .deletion }),
      !uses(of: call).allSatisfy({ $0.keys.contains(form) })
    else { return }
    let slot = form == .plain ? "{key}" : "{key|\(form.rawValue)}"
    fields.report(
      "\(fields.name): 'answer' says that the job goes by our key, but the call does not hold \(slot)",
      "Write \(slot) where the partner wants the job's name, or say in 'job' which form the call holds.")
  }

  /// A list without a word of whose rows they are is only as good as the partner's filter.
  func checkLookUps(_ fields: Fields, _ query: PollRule?, _ batch: ApiRoute.Batch) {
    if batch.rows != nil, !draft.calls.contains(where: { $0.lists != nil }) {
      fields.report("\(fields.name): 'batch.rows' has no meaning: no call lists rows", "Use {each: STEP.VALUE}.")
    }
    guard let query, query.find == nil else { return }
    let paths = [query.state].compactMap(\.self) + (query.done + query.failed + query.pending).compactMap(\.path)
    guard let path = paths.first(where: \.picksARow) else { return }
    fields.report(
      "\(fields.name): 'query' looks at '\(path.written)', a row that may be about somebody else",
      "Use 'find: {path: ..., key: ...}' to find the row with our {key}.")
  }

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

extension JSONPath {
  /// A position in a list, such as `0.state`.
  fileprivate var picksARow: Bool {
    steps.contains { step in
      if case .name(let name) = step { name.allSatisfy(\.isDigit) } else { false }
    }
  }
}
