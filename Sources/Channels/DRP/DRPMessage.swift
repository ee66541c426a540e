import Catalogue
import Workflow

/// The two signed messages of the Data Rights Protocol 1.0, before they are signed. There is no canonical form: the
/// bytes that are signed are the bytes that travel.
struct DRPMessage {
  let route: DrpRoute
  let now: Instant

  func setup() -> String { JSONText.object(head) }

  func exercise(for item: SentItem, key: String) throws -> String {
    var members = head
    members.append(("agent-request-id", JSONText.quoted(key)))
    members.append(("exercise", JSONText.quoted(route.exercise.rawValue)))
    if let regime = route.regime { members.append(("regime", JSONText.quoted(regime))) }
    if !route.relationships.isEmpty {
      members.append(("relationships", "[\(route.relationships.map { JSONText.quoted($0) }.joined(separator: ","))]"))
    }
    let identity = try identity(of: item)
    guard !identity.isEmpty else { throw RenderFailure(.empty, part: "identifiers", subject: item.subject) }
    return JSONText.object(members + identity)
  }

  /// Begins a moment ago, as the partner's clock may be a little behind ours.
  private var head: [(name: String, json: String)] {
    [
      ("agent-id", JSONText.quoted(route.agentID)), ("business-id", JSONText.quoted(route.businessID)),
      ("issued-at", JSONText.quoted(written(now + .seconds(-10)))),
      ("expires-at", JSONText.quoted(written(now + route.window))), ("drp.version", "\"1.0\""),
    ]
  }

  private func identity(of item: SentItem) throws -> [(name: String, json: String)] {
    try item.values.keys.sorted { $0.rawValue < $1.rawValue }.flatMap { kind -> [(name: String, json: String)] in
      guard let member = route.identifiers[kind], let value = item.values[kind] else { return [] }
      guard let text = String(validating: value, as: UTF8.self) else {
        throw RenderFailure(.notUTF8, part: kind.rawValue, subject: item.subject)
      }
      let verified = member.isVerified.map { [("\(member.name)_verified", $0 ? "true" : "false")] } ?? []
      return [(member.name, JSONText.quoted(text))] + verified
    }
  }

  /// With an offset in digits and thousandths: the oldest readers of such times know no `Z`.
  private func written(_ time: Instant) -> String {
    let thousandths = String(time.milliseconds - time.seconds * 1000)
    return time.written.dropLast() + "." + String(repeating: "0", count: max(0, 3 - thousandths.utf8.count))
      + thousandths + "+00:00"
  }
}
