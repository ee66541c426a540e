import Catalogue
import Foundation
import SwiftASN1
import Workflow
// As of the receipt's time, not of today: a receipt outlives the certificate by many years.
@_spi(FixedExpiryValidationTime) import X509

/// Whether a processor's certificate was to be believed at one moment.
struct CertificateTrust {
  let signature: OpendsrSignature
  let date: Instant

  /// - Throws: `ProcessorKeyFault`.
  func check(_ leaf: Certificate, _ others: ArraySlice<Certificate>, _ fingerprint: [UInt8]) async throws {
    guard leaf.isStrong else { throw ProcessorKeyFault.weak }
    guard leaf.notValidBefore <= date.date, date.date <= leaf.notValidAfter else { throw ProcessorKeyFault.expired }
    guard names(leaf) else { throw ProcessorKeyFault.host }
    let found = Hex.lower(fingerprint)
    if let pin = signature.pin, pin != found { throw ProcessorKeyFault.pin }
    switch signature.trust {
    case .pin(let wanted): if wanted != found { throw ProcessorKeyFault.pin }
    case .system: try await follow(leaf, others, to: CertificateStore.systemTrustRoots)
    case .file(let path):
      guard let text = try? String(contentsOfFile: path, encoding: .utf8),
        let anchors = try? PEMDocument.parseMultiple(pemString: text).map({ try Certificate(pemDocument: $0) }),
        !anchors.isEmpty
      else { throw ProcessorKeyFault.noRoots }
      try await follow(leaf, others, to: CertificateStore(anchors))
    }
  }

  private func follow(
    _ leaf: Certificate, _ others: ArraySlice<Certificate>, to roots: CertificateStore
  ) async throws {
    var verifier = Verifier(rootCertificates: roots) {
      RFC5280Policy(fixedExpiryValidationTime: date.date)
      StrongLinks()
    }
    let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore(others))
    guard case .validCertificate = result else { throw ProcessorKeyFault.chain }
  }

  private func names(_ leaf: Certificate) -> Bool {
    let domain = signature.domain.lowercased()
    let alternatives = ((try? leaf.extensions.subjectAlternativeNames) ?? nil).map { Array($0) } ?? []
    let names = alternatives.compactMap { name in if case .dnsName(let text) = name { text.lowercased() } else { nil } }
    switch signature.host {
    case .exact: return names.contains(domain)
    case .san: return names.contains { $0 == domain || CertificateTrust.isWildcard($0, for: domain) }
    case .commonName: return leaf.commonNames.map { $0.lowercased() } == [domain]
    }
  }

  /// `*` stands for exactly the first label, and never above two labels.
  static func isWildcard(_ name: String, for domain: String) -> Bool {
    guard name.hasPrefix("*."), name.dropFirst(2).contains("."), let dot = domain.firstIndex(of: "."),
      dot != domain.startIndex
    else { return false }
    return domain[dot...] == name.dropFirst(1)
  }
}

/// Nothing on the way to the root may rest on SHA-1 or on a small RSA key. A root's own signature proves nothing
/// and is not looked at.
private struct StrongLinks: VerifierPolicy {
  /// The names have been looked at before the chain.
  let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [.X509ExtensionID.subjectAlternativeName]

  mutating func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) async -> PolicyEvaluationResult {
    for (place, certificate) in chain.enumerated() {
      let isRoot = place == chain.count - 1
      guard isRoot ? certificate.hasStrongKey : certificate.isStrong else {
        return .failsToMeetPolicy(reason: "weak certificate")
      }
    }
    return .meetsPolicy
  }
}

extension Certificate {
  fileprivate var isStrong: Bool {
    hasStrongKey && signatureAlgorithm != .sha1WithRSAEncryption
  }

  fileprivate var hasStrongKey: Bool {
    guard let spki = try? publicKey.serializeAsPEM() else { return false }
    return PublicKeySignature.isStrong(spki.derBytes)
  }

  fileprivate var commonNames: [String] {
    subject.flatMap { Array($0) }.filter { $0.type == .RDNAttributeType.commonName }.compactMap { String($0.value) }
  }
}
