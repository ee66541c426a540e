import Catalogue
import Foundation
import Workflow

/// The request object of OpenDSR (opengdpr/OpenDSR, specification.md, section 5.1), in the partner's spelling of it.
struct OpenDSRBody {
  let route: OpendsrRoute
  let facts: RequestFacts

  /// Members in a fixed order, so that a repeat is the same bytes.
  /// - Parameter items: One subject; several where it has several values of a kind.
  func bytes(for items: [SentItem]) throws -> [UInt8] {
    var members = route.regulation.map { ["\"regulation\":\(quoted($0.rawValue))"] } ?? []
    members += [
      "\"subject_request_id\":\(quoted(facts.key))",
      "\"subject_request_type\":\(quoted(route.body.requestType))", "\"submitted_time\":\(submittedTime)",
      "\(quoted(route.body.identitiesName)):\(try identities(of: items))",
    ]
    if let version = route.body.apiVersion { members.append("\"api_version\":\(quoted(version))") }
    if let extensions = try route.extensionsJSON(facts: facts) {
      members.append("\"extensions\":" + String(decoding: extensions, as: UTF8.self))
    }
    for (name, json) in try route.furtherMembers(facts: facts) {
      members.append("\(quoted(name)):" + String(decoding: json, as: UTF8.self))
    }
    return Array("{\(members.joined(separator: ","))}".utf8)
  }

  private var submittedTime: String {
    switch route.body.time {
    case .rfc3339: quoted(facts.now.written)
    case .milliseconds: quoted(facts.now.written.dropLast() + "." + thousandths + "Z")
    case .withoutZone: quoted(String(facts.now.written.dropLast()))
    case .date: quoted(String(facts.now.written.prefix(10)))
    case .epoch: String(facts.now.seconds)
    }
  }

  private var thousandths: String {
    let digits = String(facts.now.milliseconds - facts.now.seconds * 1000)
    return String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
  }

  private func identities(of items: [SentItem]) throws -> String {
    let subject = items.first?.subject
    var values: [(kind: String, identity: OpendsrRoute.Identity, text: String)] = []
    for item in items {
      for (kind, value) in item.values.sorted(by: { $0.key < $1.key }) {
        guard let identity = route.identities[kind] else { continue }
        let text = try text(value, identity, item.subject)
        if !values.contains(where: { $0.kind == kind.rawValue && $0.text == text }) {
          values.append((kind.rawValue, identity, text))
        }
      }
    }
    guard !values.isEmpty else { throw RenderFailure(.empty, part: "identities", subject: subject) }
    switch route.body.identities {
    case .list: return "[" + values.map { listed($0.identity, $0.text) }.joined(separator: ",") + "]"
    case .dictionary:
      guard Set(values.map(\.identity.type)).count == values.count else {
        throw RenderFailure(.tooManyItems(values.count, limit: 1), part: "identities", subject: subject)
      }
      return "{" + values.map { "\(quoted($0.identity.type)):\(named($0.identity, $0.text))" }.joined(separator: ",")
        + "}"
    }
  }

  private func listed(_ identity: OpendsrRoute.Identity, _ text: String) -> String {
    let names = route.body.names
    return "{\(quoted(names.type)):\(quoted(identity.type)),\(quoted(names.value)):\(quoted(text)),"
      + "\(quoted(names.format)):\(quoted(identity.format.rawValue))}"
  }

  private func named(_ identity: OpendsrRoute.Identity, _ text: String) -> String {
    let names = route.body.names
    return "{\(quoted(names.value)):\(quoted(text)),\(quoted(names.format)):\(quoted(identity.format.rawValue))}"
  }

  private func text(_ value: [UInt8], _ identity: OpendsrRoute.Identity, _ subject: Int) throws -> String {
    guard let text = String(validating: value, as: UTF8.self) else {
      throw RenderFailure(.notUTF8, part: identity.type, subject: subject)
    }
    return text
  }

  private func quoted(_ text: some StringProtocol) -> String { JSONText.quoted(text) }
}
