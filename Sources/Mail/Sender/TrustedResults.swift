/// The results that our own mail system wrote, told apart from those that a sender wrote into the letter.
///
/// RFC 8601, section 5, asks the border server to take out fields that carry its own name before it adds one. That is
/// the first fence, and the one that settings rely on: an `authserv-id` must be configured only where it holds. This is
/// the second fence, for the letter that came through a hole. A header grows at its top, so what a sender wrote stands
/// below what our servers wrote, and from the top down we believe:
///
/// 1. only fields with exactly our authserv-id, in version 1, understood to their end;
/// 2. only above the first Received that a foreign server wrote. Own is a Received whose `by` is the authserv-id, lies
///    under it, or lies beside it under the same parent (`mx1.clinic.example` for `mx.clinic.example`), or is named as
///    own. A `by` without a domain (an address, `localhost`) passes only above the first own one;
/// 3. a pass counts only in the first group of our fields, up to the Received below it. When that group stands above
///    an own Received, a forged field below that one is out of reach;
/// 4. a pass counts only in the topmost field that speaks of the method at all: a server that says `dkim=none` is not
///    overruled by the `dkim=pass` that a sender put underneath;
/// 5. any other field of ours above the foreign trace can take a pass away for the same method and domain, and an
///    unreadable one takes all of them away.
///
/// What remains open is a border server that adds nothing and takes nothing out; no reading of the header can tell its
/// letters from forged ones.
struct TrustedResults: Hashable, Sendable {
  /// Domains that signed and passed.
  private(set) var signers: Set<String> = []
  /// Domains of From that passed their owner's policy.
  private(set) var policyPassed: Set<String> = []
  private var policyFailed: Set<String> = []
  private(set) var count = 0
  private(set) var isReadable = true

  init(_ mail: RawMail, authserv: String, own: Set<String>) {
    let found = TrustedResults.collect(mail, authserv: authserv, own: own)
    isReadable = !found.contains { $0.reading == .unreadable }
    count = found.count
    if !isReadable { return }
    signers = TrustedResults.passed("dkim", found) { $0.contains("pass") }
    policyPassed = TrustedResults.passed("dmarc", found) { $0 == ["pass"] }
    for case (.ours(let results), _) in found {
      for said in results.statements where said.method == "dmarc" && said.result == "fail" {
        policyFailed.insert(said.domain ?? "")
      }
    }
  }

  /// A failure that names no domain is about the only one there is.
  func failsPolicy(of domain: String) -> Bool { policyFailed.contains(domain) || policyFailed.contains("") }

  private typealias Found = (reading: AuthenticationResults.Reading, mayPass: Bool)

  private static func collect(_ mail: RawMail, authserv: String, own: Set<String>) -> [Found] {
    var (found, groupEnded, sawOwn) = ([Found](), false, false)
    for field in mail.fields {
      switch field.name {
      case "received":
        switch Trace(field, authserv: authserv, own: own) {
        case .own: sawOwn = true
        case .unnamed: if sawOwn { return found }
        case .foreign: return found
        }
        if !found.isEmpty { groupEnded = true }
      case "authentication-results":
        let reading = AuthenticationResults.read(field, authserv: authserv)
        if reading != .foreign { found.append((reading, !groupEnded)) }
      case _: break
      }
    }
    return found
  }

  /// Domains for which the topmost field about `method` says enough, and no other field says less.
  private static func passed(
    _ method: String, _ found: [Found], _ suffices: (Set<String>) -> Bool
  ) -> Set<String> {
    var fields: [(results: [String: Set<String>], mayPass: Bool)] = []
    for case (.ours(let results), let mayPass) in found {
      let about = results.statements.filter { $0.method == method }
      if about.isEmpty { continue }
      var byDomain: [String: Set<String>] = [:]
      for said in about { byDomain[said.domain ?? "", default: []].insert(said.result) }
      fields.append((byDomain, mayPass))
    }
    guard let top = fields.first, top.mayPass else { return [] }
    return Set(
      top.results.keys.filter { domain in
        !domain.isEmpty && fields.allSatisfy { field in field.results[domain].map(suffices) ?? true }
      })
  }
}

/// Who wrote a Received field, by the host that it names after `by`.
private enum Trace {
  case own, foreign, unnamed

  init(_ field: RawMail.Field, authserv: String, own: Set<String>) {
    guard let by = Trace.host(field) else {
      self = .foreign
      return
    }
    guard let host = domainName(by), !by.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2e }) else {
      self = .unnamed
      return
    }
    let id = authserv.lowercased()
    var homes = own.union([id])
    if let parent = Trace.parent(of: id) { homes.insert(parent) }
    self = homes.contains { host.isWithin($0) } ? .own : .foreign
  }

  /// The word after `by`; nil where a quote or a comment does not end, or where there is none.
  private static func host(_ field: RawMail.Field) -> ArraySlice<UInt8>? {
    var scanner = FieldScanner(field.value)
    while scanner.skipComments(), let byte = scanner.next, byte != 0x3b {
      if byte == 0x22 {
        guard scanner.quoted() != nil else { return nil }
        continue
      }
      let word = scanner.run(isTraceByte)
      if word.isEmpty { return nil }
      guard String(decoding: word, as: UTF8.self).lowercased() == "by" else { continue }
      return scanner.skipComments() ? scanner.run(isTraceByte) : nil
    }
    return nil
  }

  /// The domain above a server's name, unless that looks like one which strangers share (`co.uk`).
  private static func parent(of id: String) -> String? {
    let labels = id.split(separator: ".")
    guard labels.count >= 3, domainName(id.utf8) != nil else { return nil }
    if labels.count == 3, labels[2].count == 2, labels[1].count <= 3 { return nil }
    return labels.dropFirst().joined(separator: ".")
  }
}

private func isTraceByte(_ byte: UInt8) -> Bool {
  !isBlank(byte) && byte != 0x3b && byte != 0x28 && byte != 0x22
}
