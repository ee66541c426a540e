import Catalogue
import Foundation
import Workflow

/// The request object of OpenDSR 2.0 (opengdpr/OpenDSR, specification.md, section 5.1), for erasure.
struct OpenDSRBody {
  let route: OpendsrRoute
  let facts: RequestFacts

  /// Members in a fixed order, so that a repeat is the same bytes.
  func bytes(for item: SentItem) throws -> [UInt8] {
    let identities = try item.values.sorted { $0.key < $1.key }.compactMap { kind, value in
      try route.identities[kind].map { try identity($0, value, of: item.subject) }
    }
    guard !identities.isEmpty else { throw RenderFailure(.empty, part: "identities", subject: item.subject) }
    var members = [
      "\"regulation\":\(quoted(route.regulation.rawValue))", "\"subject_request_id\":\(quoted(facts.key))",
      "\"subject_request_type\":\"erasure\"", "\"submitted_time\":\(quoted(facts.now.written))",
      "\"subject_identities\":[\(identities.joined(separator: ","))]", "\"api_version\":\(quoted(route.version))",
    ]
    if let extensions = try route.extensionsJSON(facts: facts) {
      members.append("\"extensions\":" + String(decoding: extensions, as: UTF8.self))
    }
    for (name, json) in try route.furtherMembers(facts: facts) {
      members.append("\(quoted(name)):" + String(decoding: json, as: UTF8.self))
    }
    return Array("{\(members.joined(separator: ","))}".utf8)
  }

  private func identity(_ identity: OpendsrRoute.Identity, _ value: [UInt8], of subject: Int) throws -> String {
    guard let text = String(validating: value, as: UTF8.self) else {
      throw RenderFailure(.notUTF8, part: identity.type, subject: subject)
    }
    return
      "{\"identity_type\":\(quoted(identity.type)),\"identity_value\":\(quoted(text)),\"identity_format\":\(quoted(identity.format.rawValue))}"
  }

  /// A JSON string; every control character escaped.
  private func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      case _: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
