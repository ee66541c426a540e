import Foundation

/// To whom an attachment is encrypted, and the pin that says it is really theirs. What a partner's key file holds is
/// compared with the pin at every sealing, so that an exchanged file seals nothing.
///
/// The work is done by `gpg` and by `openssl`, which a partner has too. Plain text goes to them through a pipe: it is
/// never in a file, an argument or the environment.
public enum LetterSealing: Hashable, Sendable {
  /// - Parameters:
  ///   - key: One public key, armored or binary.
  ///   - fingerprint: Of its primary key, 40 hex digits.
  case openPGP(key: [UInt8], fingerprint: String)
  /// - Parameters:
  ///   - certificatePEM: One certificate.
  ///   - sha256: Of its DER bytes, 64 hex digits.
  case smime(certificatePEM: [UInt8], sha256: String)

  /// The attachment as only the partner can read it: `ids.csv` becomes `ids.csv.gpg`, an OpenPGP message with AES-256,
  /// or `ids.csv.cms`, CMS AuthEnvelopedData with AES-256-GCM in DER. The partner opens it with
  ///
  ///     gpg --output ids.csv --decrypt ids.csv.gpg
  ///     openssl cms -decrypt -inform DER -in ids.csv.cms -recip certificate.pem -inkey key.pem -out ids.csv
  ///
  /// The same attachment gives other bytes each time. Blocks, some 100 ms; at most a minute for each program run.
  /// - Parameter date: The moment at which key or certificate must be good.
  /// - Throws: `SealFault`; then nothing of the attachment may be sent.
  public func seal(_ attachment: Attachment, at date: Date) throws(SealFault) -> Attachment {
    try seal(attachment, at: date, tools: ToolPath.system)
  }

  /// Whether something could be sealed at `date`, without sealing anything: for plans and examinations.
  public func check(at date: Date) throws(SealFault) {
    _ = try seal(Attachment(name: "check", contentType: "text/plain", bytes: [0x0a]), at: date)
  }

  /// As ``check(at:)``, and tells when the key or the certificate ends; `nil` where it never does.
  public func ends(at date: Date) throws(SealFault) -> Date? { try ends(at: date, tools: ToolPath.system) }

  func ends(at date: Date, tools: ToolPath) throws(SealFault) -> Date? {
    switch self {
    case .openPGP(let key, let fingerprint):
      try OpenPGPSealing(key: key, pin: try pinned(fingerprint, digits: 40), tools: tools).ends(at: date)
    case .smime(let certificate, let sha256):
      try SMIMESealing(certificate: certificate, pin: try pinned(sha256, digits: 64), tools: tools).ends(at: date)
    }
  }

  func seal(
    _ attachment: Attachment, at date: Date, tools: ToolPath, midway: (() -> Void)? = nil
  ) throws(SealFault) -> Attachment {
    switch self {
    case .openPGP(let key, let fingerprint):
      let pin = try pinned(fingerprint, digits: 40)
      let bytes = try OpenPGPSealing(key: key, pin: pin, tools: tools, midway: midway).seal(attachment.bytes, at: date)
      return Attachment(name: attachment.name + ".gpg", contentType: "application/octet-stream", bytes: bytes)
    case .smime(let certificate, let sha256):
      let pin = try pinned(sha256, digits: 64)
      let work = SMIMESealing(certificate: certificate, pin: pin, tools: tools, midway: midway)
      return Attachment(
        name: attachment.name + ".cms", contentType: "application/cms", bytes: try work.seal(attachment.bytes, at: date)
      )
    }
  }
}

/// A pin in lower case without the blanks and colons that people copy along.
private func pinned(_ text: String, digits: Int) throws(SealFault) -> String {
  let pin = text.lowercased().filter { $0 != " " && $0 != ":" }
  let isHex = pin.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  guard isHex, pin.utf8.count == digits else { throw .unusable(.pinForm) }
  return pin
}
