import Crypto
import Foundation

/// Sealing with `openssl cms`: AES-256-GCM, the key wrapped by RSA-OAEP with SHA-256, or agreed on over a curve.
struct SMIMESealing {
  let certificate: [UInt8]
  /// Lower case.
  let pin: String
  let tools: ToolPath
  var midway: (() -> Void)?

  func seal(_ plain: [UInt8], at date: Date) throws(SealFault) -> [UInt8] { try work(plain, at: date).sealed }

  /// When the certificate ends, after it has sealed something.
  func ends(at date: Date) throws(SealFault) -> Date { try work([0x0a], at: date).facts.ends }

  private func work(_ plain: [UInt8], at date: Date) throws(SealFault) -> (sealed: [UInt8], facts: CertificateFacts) {
    let der = try CertificateFile.only(in: certificate)
    let found = SHA256.hash(data: der).map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }
      .joined()
    if found != pin { throw .changed(found: found) }
    let openssl = try tools.find("openssl")
    return try PrivateFolder.with { (folder) throws(SealFault) in
      let facts = try facts(der, openssl, folder)
      try facts.check(at: date)
      let path = folder + "/certificate.pem"
      let pem = CertificateFile.pem(der)
      guard FileManager.default.createFile(atPath: path, contents: pem, attributes: [.posixPermissions: 0o600]) else {
        throw .failed(tool: "expunge", what: .noPrivateFolder)
      }
      var arguments = ["cms", "-encrypt", "-binary", "-aes-256-gcm", "-outform", "DER", "-recip", path]
      if facts.isRSA { arguments += ["-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"] }
      let sealed = try PipedRun(path: openssl, arguments: arguments, folder: folder, midway: midway).run(plain)
      guard sealed.status == 0 else { throw .failed(tool: "openssl", what: .ended(status: sealed.status)) }
      guard AuthEnvelope.isAES256GCM(sealed.output) else { throw .failed(tool: "openssl", what: .wrongOutput) }
      return (sealed.output, facts)
    }
  }

  private func facts(_ der: [UInt8], _ openssl: String, _ folder: String) throws(SealFault) -> CertificateFacts {
    let arguments = ["x509", "-inform", "DER", "-noout", "-dates", "-dateopt", "iso_8601", "-purpose", "-text"]
    let told = try PipedRun(path: openssl, arguments: arguments, folder: folder).run(der)
    guard told.status == 0, let facts = CertificateFacts(told.output) else { throw .unusable(.form) }
    return facts
  }
}

/// A PEM file with one certificate in it.
enum CertificateFile {
  static func only(in pem: [UInt8]) throws(SealFault) -> [UInt8] {
    let text = String(decoding: pem, as: UTF8.self)
    if text.contains("PRIVATE KEY-----") { throw .unusable(.privateKey) }
    let parts = text.components(separatedBy: "-----BEGIN CERTIFICATE-----").dropFirst()
    if parts.count > 1 { throw .unusable(.severalKeys) }
    guard let part = parts.first, let end = part.range(of: "-----END CERTIFICATE-----") else {
      throw .unusable(.noKey)
    }
    let base64 = part[..<end.lowerBound].filter { !$0.isWhitespace }
    guard let der = Data(base64Encoded: base64), !der.isEmpty else { throw .unusable(.form) }
    return [UInt8](der)
  }

  static func pem(_ der: [UInt8]) -> Data {
    let lines = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return Data("-----BEGIN CERTIFICATE-----\n\(lines)\n-----END CERTIFICATE-----\n".utf8)
  }
}

/// What `openssl x509` tells about a certificate.
struct CertificateFacts {
  private let begins: Date
  let ends: Date
  private let maySeal: Bool
  private let bits: Int
  let isRSA: Bool

  /// Nil when the program wrote something else than expected.
  init?(_ output: [UInt8]) {
    let text = String(decoding: output, as: UTF8.self)
    let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let after = { (head: String) in lines.first { $0.hasPrefix(head) }.map { String($0.dropFirst(head.count)) } }
    guard let begins = after("notBefore=").flatMap(CertificateFacts.date),
      let ends = after("notAfter=").flatMap(CertificateFacts.date), let algorithm = after("Public Key Algorithm: "),
      let size = after("Public-Key: ("), let bits = Int(size.prefix { $0.isNumber })
    else { return nil }
    (self.begins, self.ends, self.bits) = (begins, ends, bits)
    isRSA = algorithm.hasPrefix("rsa")
    maySeal = after("S/MIME encryption : ") == "Yes"
  }

  func check(at date: Date) throws(SealFault) {
    if date < begins { throw .notYetValid }
    if date > ends { throw .expired }
    if isRSA && bits < 2048 { throw .unusable(.weak) }
    if !maySeal { throw .unusable(.noEncryptionKey) }
  }

  /// `2026-01-31 23:59:59Z`.
  private static func date(_ text: String) -> Date? {
    try? Date.ISO8601FormatStyle(dateTimeSeparator: .space).parse(text)
  }
}
