import Workflow
import Yams

/// A flow while its parts are read: later calls may use what earlier ones find.
struct FlowDraft {
  var calls: [FlowCall] = []
  var names: [FoundName] = []
  /// The route's own, for calls that say nothing else.
  var endpoint: Endpoint?

  func index(of step: String) -> Int? { calls.firstIndex { $0.role != .deletion && $0.name == step } }
  var stepNames: [String] { calls.filter { $0.role != .deletion }.map(\.name) }
}

extension EntryReading {
  /// `steps` or `after`: calls in their order.
  func readFlowCalls(_ key: String, _ role: FlowCall.Role, in fields: Fields) {
    for step in fields.mappings(key, named: { "\(fields.name), \(key) \($0 + 1)" }) {
      let name = stepName(step)
      if let name { step.name = "\(fields.name), step '\(name)'" }
      if let call = readFlowCall(step, name ?? "?", role) { add(call) }
      step.finish()
    }
  }

  private func stepName(_ step: Fields) -> String? {
    guard let node = step.required("step"), let name = step.text(of: node, "step") else { return nil }
    let taken = draft.stepNames + ["identifier", "account", "lane", "secret", "tracker", "selector"]
    if !EntryReading.isWord(name) {
      sheet.report(at: node, "\(step.name): 'step' must be of a-z, 0-9 and '-', found '\(name.shown)'")
    } else if taken.contains(name) {
      sheet.report(at: node, "\(step.name): the name '\(name)' is taken", "Give each step its own name.")
    } else {
      return name
    }
    return nil
  }

  private func add(_ call: FlowCall) {
    let place = draft.calls.count
    let selects = uses(of: call).contains { $0.isBounded }
    for (index, value) in (call.finds?.values ?? []).enumerated() {
      draft.names.append(
        FoundName(
          step: place, value: index, text: "\(call.name).\(value.name)", isPersonal: call.isPersonal,
          selects: selects))
    }
    draft.calls.append(call)
  }

  private func readFlowCall(_ fields: Fields, _ name: String, _ role: FlowCall.Role) -> FlowCall? {
    let loop = readLoop(fields)
    let pages = section("pages", in: fields) { readPages($0) }
    let call = call(fields, role == .after ? .after : .step)
    let endpoint = ownEndpoint(fields)
    let reads = fields.flag("reads") ?? (call?.method == .get)
    let once = positive(fields.span("once"), "once", fields)
    let finds = section("finds", in: fields) { readFinds($0) }
    let nothing = fields.choice("nothing", FlowCall.Nothing.self)
    let count = section("count", in: fields) { inner -> FlowCall.Count? in
      let path = inner.required("path").flatMap { jsonPath($0, inner, "path") }
      _ = inner.required("at-most")
      let most = inner.integer("at-most", in: 0...1_000_000_000)
      guard let path, let most else { return nil }
      return FlowCall.Count(path: path, atMost: most)
    }
    let again = fields.integer("again", in: 1...Flow.roundLimit)
    let decides = role == .after && fields.has("answer")
    let answer =
      decides
      ? section("answer", in: fields) { readAnswer($0) }
      : readStepAnswer(fields, readsBody: finds != nil || count != nil || pages != nil)
    guard let call, let answer else { return nil }
    var flowCall = FlowCall(
      name: name, role: role, call: call, endpoint: endpoint, reads: reads, loop: loop, pages: pages, answer: answer,
      isPersonal: false)
    flowCall.lists = listed(flowCall, fields)
    flowCall.isPersonal = isPersonal(flowCall)
    flowCall.once = once
    flowCall.decides = decides
    flowCall.finds = finds
    flowCall.count = count
    flowCall.again = again
    let asks = flowCall.isPersonal || uses(of: flowCall).contains { $0.selects }
    flowCall.nothing = nothing ?? (role == .after ? .proceed : asks ? .notFound : .person)
    check(flowCall, fields)
    return flowCall
  }

  /// `for-each: STEP`.
  func readLoop(_ fields: Fields) -> Int? {
    guard let node = fields.child("for-each"), let name = fields.text(of: node, "for-each") else { return nil }
    if let place = draft.index(of: name), draft.calls[place].finds != nil || draft.calls[place].count != nil {
      return place
    }
    sheet.report(
      at: node,
      draft.index(of: name) == nil
        ? "\(fields.name): 'for-each' does not know an earlier step '\(name.shown)'"
        : "\(fields.name): 'for-each' needs rows, but the step '\(name)' finds none",
      draft.index(of: name) == nil ? remedy(for: name, among: draft.stepNames) : "Add 'finds' to that step.")
    return nil
  }

  /// The step whose rows a call lists; one call can list the rows of one step only.
  func listed(_ call: FlowCall, _ fields: Fields) -> Int? {
    let steps = Set(uses(of: call).flatMap(\.lists))
    if steps.count > 1 {
      fields.report(
        "\(fields.name): one call can list the rows of one step only", "Make a step of its own for the others.")
    }
    guard let step = steps.min() else { return nil }
    if step == call.loop {
      fields.report(
        "\(fields.name): the rows of '\(draft.calls[step].name)' are both looped over and listed",
        "Remove 'for-each', or write the slot of the one row instead of 'each'.")
    }
    return step
  }

  func uses(of call: FlowCall) -> [Uses] {
    (lanes.isEmpty ? [-1] : Array(lanes.indices)).map { call.call.uses(lane: $0) }
  }

  func isPersonal(_ call: FlowCall) -> Bool {
    // Made for each row of a person's, but without a value of it: it asks for the same every time.
    uses(of: call).allSatisfy(\.names)
  }

  /// `host` and `auth` of one call; `nil` = the route's own.
  func ownEndpoint(_ fields: Fields) -> Endpoint? {
    let host = fields.has("host") ? self.host(fields) : nil
    let auth =
      fields.has("auth")
      ? readAuth(fields, inToken: true, further: SlotScene(place: "a credential", families: [.found])) : nil
    guard host != nil || auth != nil, var endpoint = draft.endpoint else { return nil }
    if let host { endpoint.host = host }
    if let auth { endpoint.auth = auth }
    return endpoint
  }

  private func check(_ call: FlowCall, _ fields: Fields) {
    checkDeletes(call, fields)
    let usesPage = uses(of: call).contains { $0.page }
    if let pages = call.pages {
      if call.finds == nil {
        fields.report("\(fields.name): 'pages' needs 'finds'", "Say where the rows of a page are.")
      }
      if pages.needsSending, pages.send == nil, !usesPage {
        fields.report(
          "\(fields.name): 'pages' does not say how the next page is asked for",
          "Add 'send: NAME' for a parameter, or write {page} in the JSON body.")
      }
    } else if usesPage {
      fields.report("\(fields.name): {page} has no meaning without 'pages'")
    }
    if call.once != nil, call.isPersonal || call.loop != nil || call.finds == nil {
      fields.report(
        "\(fields.name): 'once' is for a step that finds the same for everybody",
        "Remove it where the call names a subject, has 'for-each' or finds nothing.")
    }
    if call.again != nil, call.finds == nil || call.role == .after {
      fields.report("\(fields.name): 'again' needs a step before the deletion with 'finds'")
    }
    if call.finds?.match != nil, !call.isPersonal {
      fields.report(
        "\(fields.name): 'match' has no meaning in a call that names no subject", "Remove it: its rows are everybody's."
      )
    }
    // The whole answer, as of an upload, is everybody's.
    if batchItems > 1, call.isPersonal, let finds = call.finds, finds.match == nil, !finds.path.steps.isEmpty,
      uses(of: call).allSatisfy(\.names)
    {
      fields.report(
        "\(fields.name): one call names up to \(batchItems) subjects, but 'finds' does not say whose row it is",
        "Add 'match: {key: ..., identifier: ...}'.")
    }
  }
}

extension Pages {
  fileprivate var needsSending: Bool {
    switch form {
    case .cursor, .number, .offset: true
    case .link, .linkHeader: false
    }
  }
}
