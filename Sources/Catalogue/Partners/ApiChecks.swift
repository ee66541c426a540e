import Workflow
import Yams

extension EntryReading {
  /// A call that names nobody would delete nothing, or everything.
  func checkCalls(_ fields: Fields, _ delete: FlowCall?, _ selector: Call?) {
    if scope == .selector {
      if let delete { checkSelector(fields, "delete", delete.call) }
    } else if let delete {
      for (place, lane) in lanes.enumerated() where !delete.call.uses(lane: place).names {
        sheet.report(
          at: fields.child("delete"),
          "\(fields.name): 'delete' names no identifier for the lane '\(lane.name)': it would delete nothing or everything",
          "Put {identifier.\(lane.identifiers.first?.rawValue ?? "...")} or {each: ...} into its path, query or body.")
      }
    }
    if let selector {
      if scope != .both { fields.report("\(fields.name): 'delete-selector' needs 'scope: both'") }
      checkSelector(fields, "delete-selector", selector)
    }
  }

  private func checkSelector(_ fields: Fields, _ key: String, _ call: Call) {
    let uses = call.uses(lane: -1)
    if !uses.selects {
      fields.report(
        "\(fields.name): '\(key)' holds no part of the selector: it would delete nothing or everything",
        "Use {tracker.NAME}, {from}, {to} or {each: selector.urls}.")
    } else if !uses.isBounded {
      fields.report(
        "\(fields.name): '\(key)' holds only {\(uses.begins ? "from" : "to")}: it would delete everything \(uses.begins ? "since" : "before")",
        "Write both {from} and {to}, or a part of the selector such as {tracker.NAME}.")
    }
  }

  /// A DELETE beside the deletion may clear up what the flow itself made, but else has to say whose data it means.
  func checkDeletes(_ call: FlowCall, _ fields: Fields) {
    guard call.call.method == .delete else { return }
    let made = draft.names.filter { !draft.calls[$0.step].reads }
    for (place, uses) in uses(of: call).enumerated() {
      let clearsUp = call.call.slots(lane: lanes.isEmpty ? -1 : place).contains { slot in
        if case .found(let name) = slot { made.contains(name) } else { false }
      }
      if !uses.names, !uses.isBounded, !clearsUp {
        return fields.report(
          "\(fields.name): a DELETE names no identifier: it would delete nothing or everything",
          "Put {identifier} or what a step found by it into its path, query or body.")
      }
    }
  }

  func checkPolls(
    _ fields: Fields, _ answer: AnswerRule?, _ poll: PollRule?, _ query: PollRule?, _ terms: Terms?
  ) {
    let lanes = self.lanes.isEmpty ? [-1] : Array(self.lanes.indices)
    let hasJob: Bool =
      switch answer?.means {
      case .job, .jobs: true
      case .accepted, .done, .items, nil: false
      }
    if let poll {
      let asksByJob =
        lanes.contains { poll.call.uses(lane: $0).job } || poll.find != nil || poll.state?.steps.contains(.job) == true
      if asksByJob, answer != nil, !hasJob {
        fields.report(
          "\(fields.name): 'poll' uses the job, but 'answer' does not say where to find it",
          "Add 'job: {path: ...}' under 'answer'.")
      }
      if !asksByJob, !lanes.contains(where: { poll.call.uses(lane: $0).key || poll.call.uses(lane: $0).found }) {
        fields.report("\(fields.name): 'poll' names neither {job} nor {key}: it would ask about anything")
      }
    }
    if hasJob, poll == nil, !fields.has("poll") {
      fields.report("\(fields.name): 'answer' has a job that nobody asks about", "Add 'poll', or say 'accepted: true'.")
    }
    if terms?.inDoubt == .queryFirst, query == nil, !fields.has("query") {
      fields.report("\(fields.name): 'in-doubt: query-first' needs a 'query' call", "Describe how to ask by {key}.")
    }
    if query != nil, terms != nil, terms?.inDoubt != .queryFirst {
      fields.report("\(fields.name): 'query' is only used with 'in-doubt: query-first'")
    }
  }

  func checkBodySecrets(_ fields: Fields, _ auth: [AuthPart], _ delete: Call) {
    for case .body(let field, _) in auth {
      let canHold: Bool =
        switch delete.body {
        case .none: false
        case .form, .multipart: true
        case .text: false
        case .json(let shape): shape.isObject
        }
      if delete.body.names.contains(where: { $0.elementsEqual(field.utf8) }) {
        fields.report(
          "\(fields.name): 'auth' writes '\(field)' into the body, where 'delete' has a member of that name",
          "Most readers take the last of the two. Rename or remove one.")
      }
      if !canHold {
        fields.report(
          "\(fields.name): 'auth' wants '\(field)' in the body, but the body of 'delete' is not an object or form")
      }
    }
  }

  /// What a flow cannot be combined with.
  func checkFlow(_ fields: Fields, _ slices: Flow.Slices?, _ terms: Terms?) {
    let deletes = draft.calls.filter { !$0.reads }
    let isOneCall = deletes.count == 1 && deletes[0].loop == nil && slices == nil && tells == .first
    if terms?.inDoubt == .queryFirst, !isOneCall, draft.calls.contains(where: { $0.role == .deletion }) {
      fields.report(
        "\(fields.name): 'in-doubt: query-first' asks about one call, but this deletion takes several",
        "Say safe-to-repeat or never-repeat.")
    }
    if slices != nil, !draft.calls.contains(where: { uses(of: $0).contains { $0.selects } }) {
      fields.report("\(fields.name): 'slices' cut the matter's window, but no call uses {from} and {to}")
    }
    for call in draft.calls where call.again != nil {
      if let deletion = draft.calls.first(where: { $0.role == .deletion }), !follows(deletion, call) {
        fields.report(
          "\(fields.name): 'again' needs a deletion of what the step '\(call.name)' finds, or it would never end",
          "Use 'for-each: \(call.name)' or {each: \(call.name).VALUE} in 'delete'.")
      }
    }
  }

  /// Whether `call` is made for rows of `step`, directly or by the steps between.
  private func follows(_ call: FlowCall, _ step: FlowCall) -> Bool {
    guard let place = draft.calls.firstIndex(of: step) else { return false }
    var next = call.loop ?? call.lists
    while let at = next {
      if at == place { return true }
      next = draft.calls[at].loop
    }
    return false
  }
}
