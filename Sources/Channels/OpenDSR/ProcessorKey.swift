import Catalogue
import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
// As of the receipt's time, not of today: a receipt outlives the certificate by many years.
@_spi(FixedExpiryValidationTime) import X509

/// The key by which an OpenDSR processor signs its answers, once its certificate has been believed.
struct ProcessorKey: Sendable {
  /// SHA-256 of the key (SPKI): what the ledger calls the signer.
  let fingerprint: [UInt8]
  /// As received; kept with every answer, because such a certificate lives about a year and a receipt twenty.
  let pem: [UInt8]
  private let spki: [UInt8]
  private let algorithm: OpendsrRoute.Algorithm

  /// Takes the first certificate of a PEM bundle as the signer and checks it as of `date`.
  /// - Throws: `ProcessorKeyFault`.
  init(pem: [UInt8], route: OpendsrRoute, at date: Date) async throws {
    let documents: [Certificate]
    do {
      documents = try PEMDocument.parseMultiple(pemString: String(decoding: pem, as: UTF8.self))
        .map { try Certificate(pemDocument: $0) }
    } catch { throw ProcessorKeyFault.unreadable }
    // Not `subjectPublicKeyInfoBytes`, which is the bare key without its algorithm.
    guard let leaf = documents.first, let key = try? leaf.publicKey.serializeAsPEM() else {
      throw ProcessorKeyFault.unreadable
    }
    spki = key.derBytes
    fingerprint = Array(SHA256.hash(data: spki))
    algorithm = route.algorithm
    self.pem = pem
    try await ProcessorKey.believe(leaf, documents.dropFirst(), fingerprint: fingerprint, route: route, at: date)
  }

  private static func believe(
    _ leaf: Certificate, _ others: ArraySlice<Certificate>, fingerprint: [UInt8], route: OpendsrRoute, at date: Date
  ) async throws {
    let roots: CertificateStore
    switch route.trust {
    case .pin(let wanted):
      let found = fingerprint.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      guard found == wanted else { throw ProcessorKeyFault.pin }
      return
    case .system: roots = CertificateStore.systemTrustRoots
    case .file(let path):
      guard let text = try? String(contentsOfFile: path, encoding: .utf8),
        let anchors = try? PEMDocument.parseMultiple(pemString: text).map({ try Certificate(pemDocument: $0) })
      else { throw ProcessorKeyFault.noRoots }
      roots = CertificateStore(anchors)
    }
    var verifier = Verifier(rootCertificates: roots) {
      RFC5280Policy(fixedExpiryValidationTime: date)
      ServerIdentityPolicy(serverHostname: route.processorDomain, serverIP: nil)
    }
    let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore(others))
    guard case .validCertificate = result else { throw ProcessorKeyFault.chain }
  }

  /// Over the exact bytes of the body, with the algorithm that the entry names; never another one instead.
  func isValid(signature: [UInt8], of body: [UInt8]) -> Bool {
    switch algorithm {
    case .rsaPKCS1: rsa(signature, body, .insecurePKCS1v1_5)
    case .rsaPSS: rsa(signature, body, .PSS)
    case .ecdsa: ecdsa(signature, body)
    }
  }

  private func rsa(_ signature: [UInt8], _ body: [UInt8], _ padding: _RSA.Signing.Padding) -> Bool {
    guard let key = try? _RSA.Signing.PublicKey(derRepresentation: spki) else { return false }
    return key.isValidSignature(
      _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: body), padding: padding)
  }

  private func ecdsa(_ signature: [UInt8], _ body: [UInt8]) -> Bool {
    guard let key = try? P256.Signing.PublicKey(derRepresentation: spki) else { return false }
    let forms = [
      try? P256.Signing.ECDSASignature(derRepresentation: signature),
      try? P256.Signing.ECDSASignature(rawRepresentation: signature),
    ]
    return forms.contains { $0.map { key.isValidSignature($0, for: SHA256.hash(data: body)) } ?? false }
  }
}

enum ProcessorKeyFault: Error, Hashable, Sendable {
  case unreadable, pin, noRoots, chain, unreachable
}
