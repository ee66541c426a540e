import Workflow

extension OpendsrRoute {
  var explanation: [String] {
    let law = regulation.map { " under \($0.rawValue.uppercased())" } ?? ""
    let host = endpoint.host.explained
    var lines = [
      "Sends requests of OpenDSR \(version) for '\(body.requestType)'\(law) to \(host)\(requestsPath).",
      "Names: \(named).", "Taken with status \(acknowledged.sorted().map(String.init).joined(separator: " or ")).",
      "Asks for the state at \(host)\(statusPath).",
    ]
    if let signature {
      lines += signature.explanation
    } else {
      lines.append("Answers are not signed.")
    }
    let own = states.sorted { $0.key < $1.key }.map { "'\($0.key)' is \($0.value.rawValue)" }
    if !own.isEmpty { lines.append("Words for states: \(own.joined(separator: ", ")).") }
    if archive == .whole { lines.append("Answers are kept whole.") }
    return lines + endpoint.credentialLines.map { "Credentials: \($0)" }
  }

  private var named: String {
    identities.sorted { $0.key < $1.key }.map { "\($0.key.rawValue) as \($0.value.type) (\($0.value.format.rawValue))" }
      .joined(separator: ", ")
  }
}

extension OpendsrSignature {
  fileprivate var explanation: [String] {
    let believed =
      switch trust {
      case .system: "a chain to the system's roots"
      case .file(let path): "a chain to the roots in \(path)"
      case .pin: "its key, which the entry pins"
      }
    let unsigned =
      switch states {
      case .required: "A state without signature counts for nothing."
      case .wherePresent: "A state without signature is an unsigned claim."
      }
    let pinned = pin == nil ? "" : ", and by its key, which the entry pins"
    return [
      "Answers are signed by \(domain), \(algorithm.rawValue). \(unsigned)",
      "Its certificate, from \(isDiscovered ? "the address that its discovery document names" : certificateURL), is believed by \(believed)\(pinned).",
    ]
  }
}

extension DdrfRoute {
  var explanation: [String] {
    let named = identifiers.sorted { $0.key < $1.key }
      .map { "\($0.key.rawValue) as \($0.value.type) (\($0.value.format))" }.joined(separator: ", ")
    let elsewhere = hosts.isEmpty ? "" : " or at \(hosts.joined(separator: ", "))"
    return [
      "Sends a request (version \(version.rawValue)) signed by \(issuer) to the address that \(domain) publishes in \(documents[0]), at that domain\(elsewhere).",
      "Names: \(named).", "It acknowledges with a signature, and never says that it finished.",
      "Credentials: our signing key <secret \(signingKey)>.",
    ]
  }
}

extension DrpRoute {
  var explanation: [String] {
    let named = identifiers.sorted { $0.key < $1.key }.map { "\($0.key.rawValue) as \($0.value.name)" }
      .joined(separator: ", ")
    let bearer = token.map { "bearer token <secret \($0)>" } ?? "a bearer token from the pair-wise key setup"
    return [
      "Sends requests for '\(exercise.rawValue)' (\(regime ?? "voluntary")) to \(businessID) at \(endpoint.host.explained)\(basePath), signed as the agent \(agentID), good for \(window.words).",
      "Names: \(named).", "Answers are not signed.",
      "Credentials: our signing key <secret \(signingKey)>; \(bearer).",
    ]
  }
}

extension PortalRoute {
  var explanation: [String] {
    ["Opens \(url)."] + steps.enumerated().map { "\($0.offset + 1). \($0.element)" }
      + evidence.map { "Files as proof: \($0)" }
  }
}

extension FileRoute {
  var explanation: [String] {
    let names = columns.map { String(decoding: $0.name, as: UTF8.self) }.joined(separator: ", ")
    var lines = [
      "Puts a \(format.rawValue) file, one row a person with \(names), into \(location.written) as \(fileName.written)."
    ]
    if hasChecksum { lines.append("A file with its SHA-256 goes before it.") }
    let phrase = passphrase.map { " with its passphrase <secret \($0)>" } ?? ""
    if let key { lines.append("Credentials: user \(user ?? ""), private key <secret \(key)>\(phrase).") }
    if let password { lines.append("Credentials: user \(user ?? ""), password <secret \(password)>.") }
    lines.append("Speaks only to the server with the key \(hostKey).")
    if let acknowledgement {
      lines.append("Taken when \(acknowledgement.folder.written)/\(acknowledgement.name.written) is there.")
    }
    if let answers { lines += answers.explanation }
    return lines
  }
}

extension FileRoute.Answers {
  fileprivate var explanation: [String] {
    let whole = marker.map { "once \($0.name.written) is there" } ?? "once it did not change for \(rest.words)"
    let strangers =
      switch others {
      case .person: "A row about nobody of ours is for a person."
      case .ignore: "Rows about nobody of ours are left alone."
      }
    return ["Reads the answer (\(format.rawValue)) from \(place.folder.written)/\(place.name.written), \(whole)."]
      + items.explanation + [strangers]
  }
}
