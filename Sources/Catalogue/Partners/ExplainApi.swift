import Workflow

extension ApiRoute {
  /// What is called in which order, what each answer means, and what is asked and looked for afterwards.
  func parts(_ terms: Terms) -> [(title: String, lines: [String])] {
    let host = endpoint.host.explained
    let deciding = flow.map { $0.calls[$0.deciding].answer } ?? answer
    var sent = ["\(batch.words)\(keyHeader.map { "; the key of a repeat in the header \($0)" } ?? "")."]
    if !endpoint.headers.isEmpty {
      sent.append(
        "Headers of every call: \(endpoint.headers.map { "\($0.name): \($0.value.written)" }.joined(separator: ", "))")
    }
    if let flow {
      sent += flow.explanation(host: host, lanes: lanes)
    } else {
      sent += ["\(delete.method.rawValue) \(host)\(delete.path.written)"] + delete.contents(lanes)
    }
    var parts = [("Calls", sent)]
    if let selector = deleteSelector, !lanes.isEmpty {
      let call = "\(selector.method.rawValue) \(host)\(selector.path.written)"
      parts.append(("For the matter's selector", [call] + selector.contents([])))
    }
    parts.append(("Credentials", endpoint.credentialLines))
    if deciding != answer { parts.append(("The answer to the deletion", answer.explanation)) }
    parts.append((deciding == answer ? "The answer" : "The last answer, which decides", deciding.explanation))
    if let poll {
      parts.append(("Asked afterwards", poll.explanation(host: host, lanes: lanes) + terms.scheduleLines))
    }
    if let query { parts.append(("Asked before a repeat", query.explanation(host: host, lanes: lanes))) }
    if let probe { parts.append(("Looked up in the end", probe.explanation(host: host, lanes: lanes, terms))) }
    return parts
  }
}

extension Terms {
  var scheduleLines: [String] {
    guard let poll else { return [] }
    return [
      "First after \(poll.first.words), then every \(poll.every.words); after \(poll.giveUp.words) it is unanswered."
    ]
  }
}

extension ApiRoute.Batch {
  fileprivate var words: String {
    let size = bytes.map { ", at most \($0) bytes" } ?? ""
    let people = items == 1 ? "One person a call" : "Up to \(items) people a call"
    return people + (rows.map { ", up to \($0) found rows in the deletion" } ?? "") + size
  }
}

extension PollRule {
  func explanation(host: String, lanes: [Lane]) -> [String] {
    let place = endpoint?.host.explained ?? host
    var lines = ["\(call.method.rawValue) \(place)\(call.path.written)"] + call.contents(lanes)
    if let find {
      lines.append("Ours is the entry of the list '\(find.path.written)' with the job at '\(find.key.written)'.")
      if let pages = find.pages { lines.append("The list comes in pages: \(pages.words).") }
    }
    lines +=
      told("Failed when", failed) + told("Under way when", pending) + told("Done when", done)
      + told("Done, but nothing was found, when", notFound)
    if let state {
      let known = JobState.allCases.compactMap { known -> String? in
        let texts = words.filter { $0.state == known }.map { String(decoding: $0.text, as: UTF8.self) }
        return texts.isEmpty ? nil : "\(texts.joined(separator: ", ")) = \(known.rawValue)"
      }
      lines.append("State at '\(state.written)': \(known.joined(separator: "; ")).")
    }
    switch otherwise {
    case .pending: lines.append("Anything else means that it is under way.")
    case .unknown: lines.append("Anything else is for a person.")
    case nil: break
    }
    lines += told("The job is not known when", unknown)
    if let items { lines += items.explanation }
    if let result {
      let place = result.endpoint?.host.explained ?? host
      lines.append("When it is done: \(result.call.method.rawValue) \(place)\(result.call.path.written)")
      lines += result.call.contents(lanes) + result.items.explanation
    }
    return lines
  }
}

extension ProbeRule {
  func explanation(host: String, lanes: [Lane], _ terms: Terms) -> [String] {
    let place = endpoint?.host.explained ?? host
    let first = (after ?? terms.probe?.after)?.words ?? "30d"
    let further = again.isEmpty ? "" : ", again after \(again.map(\.words).joined(separator: ", "))"
    let number = sample.map { "at most \($0) people, drawn by lot" } ?? "everybody"
    return ["\(call.method.rawValue) \(place)\(call.path.written)"] + call.contents(lanes)
      + ["First \(first) after the claim\(further); \(number)."]
      + told("Still there when", there) + told("Gone when", gone)
  }
}

func told(_ words: String, _ conditions: [Match]) -> [String] {
  conditions.isEmpty ? [] : ["\(words) \(conditions.map(\.sentence).joined(separator: "; or "))."]
}

extension Pages {
  var words: String {
    let next =
      switch form {
      case .cursor(let path): "the cursor at '\(path.written)'"
      case .number(let first): "numbers from \(first)"
      case .offset(let first): "positions from \(first)"
      case .link(let path): "the address at '\(path.written)'"
      case .linkHeader: "the address in the header Link"
      }
    return next + (send.map { ", sent as \($0)" } ?? "") + ", at most \(limit)"
  }
}

extension HostText {
  /// As a person reads it, with the region that each address is for.
  var explained: String {
    switch self {
    case .same(let text): text.written
    case .by(let name, let hosts):
      "{\(hosts.sorted { $0.key < $1.key }.map { "\(name) \($0.key): \($0.value.written)" }.joined(separator: ", "))}"
    }
  }
}
