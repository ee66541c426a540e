import Workflow
import Yams

extension EntryReading {
  func readPoll(_ fields: Fields, _ purpose: CallPurpose) -> PollRule? {
    let call = call(fields, purpose)
    let endpoint = ownEndpoint(fields)
    let success = section("success", in: fields) { successMatch($0) }
    let types = fields.strings("types").map { $0.lowercased() }
    let unknown = matches("unknown", in: fields)
    let find = section("find", in: fields) { inner -> PollRule.Find? in
      let path = inner.required("path").flatMap { jsonPath($0, inner, "path") }
      let key = inner.required("key").flatMap { jsonPath($0, inner, "key") }
      let pages = section("pages", in: inner) { readPages($0) }
      guard let path, let key else { return nil }
      return PollRule.Find(path: path, key: key, pages: pages)
    }
    let (done, failed, pending) = (
      conditions("done-when", in: fields), conditions("failed-when", in: fields), conditions("pending-when", in: fields)
    )
    let notFound = conditions("not-found-when", in: fields)
    let state = section("state", in: fields, required: done.isEmpty) { readState($0, isFree: !done.isEmpty) }
    let missing = fields.choice("missing-items", ItemRule.Missing.self) ?? .inDoubt
    let items = section("items", in: fields) { readItems($0, missing) }
    let result = section("result", in: fields) { readResult($0) }
    if result != nil, items != nil {
      fields.report("\(fields.name): 'items' and 'result' both tell of the subjects", "Keep one of them.")
    }
    guard let call, state != nil || !done.isEmpty else { return nil }
    return PollRule(
      call: call, endpoint: endpoint, success: success ?? Match(statuses: [200...299]), types: types, unknown: unknown,
      find: find, state: state?.path, words: state?.words ?? [], otherwise: state?.otherwise, done: done,
      failed: failed, pending: pending, notFound: notFound, items: items, result: result)
  }

  private struct State {
    var path: JSONPath?
    var words: [PollRule.Word]
    var otherwise: PollRule.Otherwise?
  }

  /// - Parameter isFree: Conditions tell when a job is done, so that words are not needed.
  private func readState(_ fields: Fields, isFree: Bool) -> State? {
    let path = (isFree ? fields.child("path") : fields.required("path")).flatMap { jsonPath($0, fields, "path") }
    let otherwise = fields.choice("default", PollRule.Otherwise.self)
    let words = self.words(fields, JobState.self, mayLack: isFree).map { PollRule.Word(text: $0.text, state: $0.state) }
    return path == nil && !isFree ? nil : State(path: path, words: words, otherwise: otherwise)
  }

  private func readResult(_ fields: Fields) -> PollRule.Result? {
    let call = call(fields, .result)
    let endpoint = ownEndpoint(fields)
    let success = section("success", in: fields) { successMatch($0) }
    let types = fields.strings("types").map { $0.lowercased() }
    let missing = fields.choice("missing-items", ItemRule.Missing.self) ?? .inDoubt
    let items = section("items", in: fields, required: true) { readItems($0, missing) }
    guard let call, let items else { return nil }
    return PollRule.Result(
      call: call, endpoint: endpoint, success: success ?? Match(statuses: [200...299]), types: types, items: items)
  }
}
