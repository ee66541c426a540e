import Catalogue
import Curl
import Workflow

/// Looks at what our domain and a partner's show to the world, in words for a person.
public struct DDRFInspection: Sendable {
  public struct Finding: Hashable, Sendable, Codable {
    public var isFine: Bool
    public var what: String
  }

  let desk: PartnerDesk
  let route: DdrfRoute
  /// The root of our own site, if not `https://ISSUER`: for a rehearsal, and before a site goes live.
  let own: String?

  public init(desk: PartnerDesk, route: DdrfRoute, own: String? = nil) {
    self.desk = desk
    self.route = route
    self.own = own
  }

  public func run() async -> [Finding] {
    let findings = await ours() + theirs()
    return findings
  }

  private func ours() async -> [Finding] {
    let key: SigningKey
    let keyID: String
    do {
      key = try SigningKey(pem: try desk.secret(route.signingKey))
      keyID = try route.keyID ?? key.thumbprint()
    } catch { return [Finding(isFine: false, what: "our signing key: \(error)")] }
    let addresses = DdrfRoute.documents(of: route.issuer).map(onOurSite)
    let lines = OriginLines(desk: desk)
    defer { lines.close(grace: .zero) }
    var last = "nothing was found"
    for address in addresses {
      switch await lines.fetch(address) {
      case .failure(let words): last = words
      case .success(let bytes):
        guard let document = DDRFDocument(bytes) else {
          return [Finding(isFine: false, what: "our document at \(address) is no JSON object")]
        }
        return [Finding(isFine: true, what: "our document is at \(address)")]
          + (await published(document, key, keyID, lines))
      }
    }
    return [
      Finding(
        isFine: false,
        what:
          "our document is not at \(addresses.joined(separator: " nor at ")) (\(last)); put there what publish wrote")
    ]
  }

  private func onOurSite(_ address: String) -> String {
    let root = "https://\(route.issuer)/"
    guard let own, address.hasPrefix(root) else { return address }
    return own + (own.hasSuffix("/") ? "" : "/") + address.dropFirst(root.count)
  }

  private func published(
    _ document: DDRFDocument, _ key: SigningKey, _ keyID: String, _ lines: OriginLines
  ) async -> [Finding] {
    var keys = document.keys
    if route.version == .two {
      guard let address = document.keysAddress.map(onOurSite) else {
        return [Finding(isFine: false, what: "our document has no jwksUri, which version 2.0 demands")]
      }
      switch await lines.fetch(address) {
      case .failure(let words): return [Finding(isFine: false, what: "our keys at \(address): \(words)")]
      case .success(let bytes): keys = PublishedKey.all(in: LenientJSON.object(bytes))
      }
    }
    guard let mine = try? PublishedKey.all(in: LenientJSON.object(Array(key.published(keyID: keyID).utf8))).first,
      let found = keys.first(where: { $0.keyID == keyID })
    else {
      return [Finding(isFine: false, what: "our key '\(keyID)' is not published; run publish and put the files up")]
    }
    return found.spki == mine.spki
      ? [Finding(isFine: true, what: "our key '\(keyID)' is published, and is the one we sign with")]
      : [Finding(isFine: false, what: "the key published as '\(keyID)' is not the one we sign with")]
  }

  private func theirs() async -> [Finding] {
    let lines = OriginLines(desk: desk)
    defer { lines.close(grace: .zero) }
    let directory = DDRFDesk(route: route, lines: lines, now: desk.now)
    let result = await withCheckedContinuation { waiter in directory.with { waiter.resume(returning: $0) } }
    switch result {
    case .failure(.unreachable(let reason)), .failure(.wrong(let reason)):
      return [Finding(isFine: false, what: "\(route.domain): its document cannot be used (\(reason))")]
    case .success(let partner): return words(on: partner)
    }
  }

  private func words(on partner: DDRFDesk.Partner) -> [Finding] {
    let taken = (partner.document.identifiers ?? []).map { "\($0.type) (\($0.format))" }
    var findings = [
      Finding(isFine: true, what: "\(route.domain) takes requests at \(partner.endpoint)"),
      Finding(
        isFine: !taken.isEmpty,
        what: "\(route.domain) takes \(taken.isEmpty ? "no identifier that it names" : taken.joined(separator: ", "))"),
      Finding(
        isFine: true, what: "\(route.domain) publishes \(partner.keys.count) keys for its acknowledgements"),
    ]
    for (kind, name) in route.identifiers.sorted(by: { $0.key.rawValue < $1.key.rawValue })
    where partner.document.takes(name) != .fits {
      findings.append(
        Finding(isFine: false, what: "\(route.domain) does not take \(kind.rawValue) as \(name.type) (\(name.format))"))
    }
    if partner.document.needsScript {
      findings.append(
        Finding(
          isFine: route.isScriptEmbedded,
          what: route.isScriptEmbedded
            ? "\(route.domain) demands a script in our pages; the entry says that it is there"
            : "\(route.domain) demands a script in our pages; a person has to put it there"))
    }
    return findings
  }
}

extension OriginLines {
  fileprivate enum Fetched { case success([UInt8]), failure(String) }

  fileprivate func fetch(_ address: String) async -> Fetched {
    await withCheckedContinuation { waiter in
      get(address) { result in
        switch result {
        case .success(let exchange) where exchange.status == 200:
          waiter.resume(returning: .success(exchange.responseBody))
        case .success(let exchange): waiter.resume(returning: .failure("status \(exchange.status)"))
        case .failure(.unreachable(let reason)), .failure(.wrong(let reason)):
          waiter.resume(returning: .failure(reason.code))
        }
      }
    }
  }
}
