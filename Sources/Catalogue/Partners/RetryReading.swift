import Workflow
import Yams

extension EntryReading {
  /// `retry-header` and `retry-field`: one each, or a list of which the first that makes sense counts.
  func readRetry(_ fields: Fields) -> RetryRule {
    RetryRule(
      headers: entries("retry-header", in: fields) { inner in
        let name = text("name", in: inner) { HeaderName.fault($0)?.what }
        let form = inner.requiredChoice("form", RetryRule.Form.self)
        guard let name, let form else { return nil }
        return RetryRule.Header(name: name, form: form)
      },
      fields: entries("retry-field", in: fields) { inner in
        let path = inner.required("path").flatMap { jsonPath($0, inner, "path") }
        let form = inner.requiredChoice("form", RetryRule.Form.self)
        guard let path, let form else { return nil }
        return RetryRule.Field(path: path, form: form)
      })
  }

  private func entries<Part>(_ key: String, in fields: Fields, _ read: (Fields) -> Part?) -> [Part] {
    guard let node = fields.child(key) else { return [] }
    return (node.sequence.map { Array($0) } ?? [node]).compactMap { node in
      guard let inner = sheet.fields(of: node, named: "\(fields.name), \(key)") else { return nil }
      defer { inner.finish() }
      return read(inner)
    }
  }
}
