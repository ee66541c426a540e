import Workflow

extension Flow {
  /// The calls in their order, one line each, for people.
  func explain(host: String) -> [String] {
    var lines = calls.map { call in
      let place =
        call.role == .deletion
        ? "Then the deletion" : call.role == .after ? "Then '\(call.name)'" : "First '\(call.name)'"
      var words =
        "\(place): \(call.call.method.rawValue) \(call.endpoint?.host.written ?? host)\(call.call.path.written)"
      if let loop = call.loop { words += ", once for each row of '\(calls[loop].name)'" }
      if let lists = call.lists { words += ", naming the rows of '\(calls[lists].name)'" }
      if let finds = call.finds, !finds.values.isEmpty {
        words += ", to find \(finds.values.map(\.name).joined(separator: ", "))"
      }
      if let count = call.count { words += ", a person looks at more than \(count.atMost)" }
      if let once = call.once { words += ", the same for everybody for \(once.words)" }
      if let again = call.again { words += ", again until nothing is found, at most \(again) times" }
      return words + (call.reads ? "; changes nothing." : ".")
    }
    if let slices { lines.append("All of it once for each \(slices.every.words) of the matter's window.") }
    return lines
  }

  /// All calls as they would be written, before anything is found: `write` gives one of them.
  func preview(_ write: (FlowCall) throws -> String) rethrows -> String {
    try calls.map { "# \($0.role == .deletion ? "delete" : "step \($0.name)")\n\(try write($0))" }
      .joined(separator: "\n\n")
  }
}
