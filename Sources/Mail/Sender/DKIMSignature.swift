/// A DKIM-Signature field that is well formed (RFC 6376, section 3.5).
struct DKIMSignature {
  enum Algorithm: String {
    case rsa = "rsa-sha256"
    case ed25519 = "ed25519-sha256"
  }

  let domain: String
  let selector: String
  let algorithm: Algorithm
  let header: Canonical
  let body: Canonical
  let bodyHash: [UInt8]
  let signature: [UInt8]
  /// Lower case, in the order of `h`.
  let signed: [String]
  /// `l`.
  let bodyLength: Int?
  let signedAt: Int?
  let expiresAt: Int?
  /// The domain of `i`.
  let identityDomain: String
  /// The field itself with an empty `b`, as it was signed.
  let unsignedField: [UInt8]

  var keyName: String { "\(selector)._domainkey.\(domain)" }

  /// - Throws: `DKIMRefusal`, with as much of the field as could be read.
  init(_ field: RawMail.Field) throws(DKIMRefusal) {
    guard let tags = TagList(field.value), let place = tags.signature else { throw DKIMRefusal(.form) }
    guard tags.text("v") == "1" else { throw DKIMRefusal(.version) }
    guard let domain = tags.text("d").flatMap({ domainName($0.utf8) }),
      let selector = tags.text("s"), domainName("\(selector).\(domain)".utf8) != nil,
      let name = tags.text("a")?.lowercased()
    else { throw DKIMRefusal(.form) }
    let known = (domain, selector, name)
    guard let algorithm = Algorithm(rawValue: name) else { throw DKIMRefusal(.algorithm, known) }
    guard let (header, body) = Canonical.pair(tags.text("c")) else { throw DKIMRefusal(.canonicalization, known) }
    guard let bodyHash = tags.decoded("bh"), let signature = tags.decoded("b"), let signed = tags.list("h"),
      !signed.contains(""), signed.count <= 500
    else { throw DKIMRefusal(.form, known) }
    guard signed.contains("from") else { throw DKIMRefusal(.fromNotSigned, known) }
    if let query = tags.list("q"), !query.contains("dns/txt") { throw DKIMRefusal(.query, known) }
    guard let identity = DKIMSignature.identity(tags.text("i"), domain: domain) else {
      throw DKIMRefusal(.identityOutside, known)
    }
    (self.domain, self.selector, self.algorithm) = (domain, selector, algorithm)
    (self.header, self.body) = (header, body)
    (self.bodyHash, self.signature, self.signed) = (bodyHash, signature, signed)
    identityDomain = identity
    do throws(DKIMRefusal) {
      bodyLength = try DKIMSignature.number(tags, "l")
      signedAt = try DKIMSignature.number(tags, "t")
      expiresAt = try DKIMSignature.number(tags, "x")
    } catch {
      throw DKIMRefusal(.form, known)
    }
    if let signedAt, let expiresAt, expiresAt <= signedAt { throw DKIMRefusal(.form, known) }
    unsignedField = Array(field.bytes[..<place.lowerBound]) + Array(field.bytes[place.upperBound...])
  }

  private static func number(_ tags: TagList, _ name: String) throws(DKIMRefusal) -> Int? {
    switch tags.number(name) {
    case .absent: nil
    case .value(let number): number
    case .bad: throw DKIMRefusal(.form)
    }
  }

  /// `i` must lie under `d`; its local part says nothing.
  private static func identity(_ text: String?, domain: String) -> String? {
    guard let text else { return domain }
    guard let at = text.utf8.lastIndex(of: 0x40) else { return nil }
    guard let identity = domainName(text.utf8[text.utf8.index(after: at)...]) else { return nil }
    return identity.isWithin(domain) ? identity : nil
  }
}

/// Why a signature field is not checked at all.
struct DKIMRefusal: Error {
  let result: DKIMResult

  init(_ cause: DKIMResult.Cause, _ known: (domain: String, selector: String, algorithm: String) = ("", "", "")) {
    result = DKIMResult(
      .unusable(cause), domain: known.domain, selector: known.selector, algorithm: known.algorithm)
  }
}
