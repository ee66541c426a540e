import Foundation
import SwiftASN1
// As of the stamp's time, not of today: a stamp outlives the certificate by many years.
@_spi(FixedExpiryValidationTime) @_spi(DisableValidityCheck) import X509

/// The way from a signer's certificate to a trusted root.
struct StampingPath {
  let roots: [Certificate]
  let intermediates: [Certificate]

  func believe(_ signer: Certificate, at time: Int64) async throws(TimeStampFault) {
    if await leads(signer, RFC5280Policy(fixedExpiryValidationTime: Date(timeIntervalSince1970: Double(time)))) {
      return
    }
    // The same way without dates tells the two reasons apart.
    let name = String(describing: signer.subject)
    if await leads(signer, RFC5280Policy.withValidityCheckDisabled()) {
      throw .chainNotValid(signer: name, time: time)
    }
    throw .untrusted(signer: name)
  }

  private func leads(_ signer: Certificate, _ policy: RFC5280Policy) async -> Bool {
    var verifier = Verifier(rootCertificates: CertificateStore(roots)) {
      policy
      StampingIssuers()
    }
    switch await verifier.validate(leaf: signer, intermediates: CertificateStore(intermediates)) {
    case .validCertificate: return true
    case .couldNotValidate: return false
    }
  }
}

/// What the issuers above a time stamper must allow. The signer itself is checked with the stamp.
private struct StampingIssuers: VerifierPolicy {
  /// Certificate policies are accepted as they are: no particular one is asked for.
  let verifyingCriticalExtensions = [Oid.extendedKeyUsage, Oid.certificatePolicies]

  func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) async -> PolicyEvaluationResult {
    for issuer in chain.dropFirst() where !allows(issuer) {
      return .failsToMeetPolicy(reason: "an issuer may not issue certificates for time stamps")
    }
    return .meetsPolicy
  }

  private func allows(_ issuer: Certificate) -> Bool {
    if issuer.extensions[oid: Oid.keyUsage] != nil {
      guard let usage = try? issuer.extensions.keyUsage, usage.keyCertSign else { return false }
    }
    guard let found = issuer.extensions[oid: Oid.extendedKeyUsage] else { return true }
    guard let usages = try? ExtendedKeyUsage(found) else { return false }
    return usages.contains { $0 == .timeStamping || $0 == .any }
  }
}
