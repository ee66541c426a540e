import Workflow
import Yams

extension EntryReading {
  func readCoverage(_ route: Route?) -> (deletes: [DataScope], cannot: [CannotFact]) {
    let deletes = fields.list("deletes").compactMap { dataScope($0, fields, "deletes") }
    var facts: [CannotFact] = []
    for row in fields.mappings("cannot", named: { "\(name), cannot \($0 + 1)" }) {
      guard let fact = fact(row) else { continue }
      if deletes.contains(fact.data) {
        row.report("\(row.name): '\(fact.data)' also stands under 'deletes'", "Keep it in one of the two.")
      }
      if facts.contains(where: { $0.data == fact.data }) {
        row.report("\(row.name): there is another row for '\(fact.data)'", "Keep one row for each data type.")
      }
      facts.append(fact)
    }
    if route == nil {
      if !deletes.isEmpty { report("'deletes' needs a 'route'", "Without a route nothing is asked: say 'cannot'.") }
      if facts.isEmpty, !fields.has("cannot") {
        report(
          "without a 'route', 'cannot' must say why",
          "Add rows such as {data: all, reason: no-interface, because: \"...\"}.")
      }
    } else if deletes.isEmpty, !fields.has("deletes") {
      report("'deletes' is missing", "Name the data types that a deletion covers, or [all].")
    }
    return (deletes, facts)
  }

  private func fact(_ row: Fields) -> CannotFact? {
    let data = row.required("data").flatMap { dataScope($0, row, "data") }
    let code = row.required("reason").flatMap { node -> Reason? in
      guard let text = row.text(of: node, "reason") else { return nil }
      if Reason.isCode(text) { return Reason(text) }
      sheet.report(
        at: node, "\(row.name): 'reason' must be a short code, found '\(text.shown)'",
        "Write it with a-z, 0-9, '.' and '-', such as not-held; put the words under 'because'.")
      return nil
    }
    let because = row.requiredString("because")
    let source = row.string("source")
    row.finish()
    guard let data, let code, let because else { return nil }
    return CannotFact(data: data, reason: code, because: because, source: source)
  }

  private func dataScope(_ node: Node, _ fields: Fields, _ key: String) -> DataScope? {
    guard let text = fields.text(of: node, key) else { return nil }
    if text == "all" { return .all }
    if let type = DataType(text), DataType.known.contains(where: { $0.code == text }) { return .type(type) }
    let known = DataType.known.map(\.code) + ["all"]
    // A matter may bring its own types; only what looks like a slip of a known one is refused.
    if let type = DataType(text), nearest(to: text, among: known) == nil { return .type(type) }
    sheet.report(at: node, "\(fields.name): '\(key)' does not know '\(text.shown)'", remedy(for: text, among: known))
    return nil
  }
}
