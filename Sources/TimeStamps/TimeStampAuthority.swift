import Foundation
import SwiftASN1
import X509

/// Whom to believe about the time: roots and intermediates of one or more time-stamping authorities.
///
/// Certificates are judged as of the time of the stamp, because a stamp outlives them. Revocation is not looked up: a
/// key that leaked can stamp any time, and only a later stamp by another authority bounds it.
public struct TimeStampAuthority: Sendable {
  private let known: [KnownCertificate]
  private let roots: [Certificate]
  private let intermediates: [Certificate]
  private let policies: [String]

  /// - Parameters:
  ///   - chainPEM: Certificates in any order. Those that issued themselves are the roots, which are trusted.
  ///   - policies: Those under which a stamp is accepted; empty accepts any.
  /// - Throws: `.badChain`, `.noRoots`, `.badPolicy`.
  public init(chainPEM: String, policies: [String] = []) throws(TimeStampFault) {
    for policy in policies { _ = try Expectation.identifier(policy) }
    self.policies = policies
    let documents: [PEMDocument]
    do { documents = try PEMDocument.parseMultiple(pemString: chainPEM) } catch {
      throw .badChain(reason: "this is not PEM")
    }
    var known: [KnownCertificate] = []
    for (index, document) in documents.enumerated() {
      guard document.discriminator == "CERTIFICATE", let certificate = KnownCertificate(document.derBytes) else {
        throw .badChain(reason: "number \(index + 1) of \(documents.count) is not an X.509 certificate")
      }
      known.append(certificate)
    }
    self.known = known
    let certificates = known.map(\.certificate)
    roots = certificates.filter { $0.issuer == $0.subject }
    intermediates = certificates.filter { $0.issuer != $0.subject }
    guard !roots.isEmpty else { throw .noRoots }
  }

  /// Checks everything: status, imprint, nonce, policy, version, content, signed attributes, signature, the signer's
  /// certificate and its way to a root.
  /// - Parameters:
  ///   - digest: The SHA-256 that was stamped, 32 bytes.
  ///   - nonce: As in the request. Nil for a stamp from the archive, whose nonce nobody kept.
  ///   - policy: As in the request, which must be the stamp's; nil allows those of the authority.
  public func check(
    _ reply: TimeStampReply, digest: [UInt8], nonce: [UInt8]?, policy: String? = nil
  ) async throws(TimeStampFault) -> TimeStamp {
    let proof = try proof(reply, digest, nonce, policy)
    try await path(proof).believe(proof.signer, at: proof.stamp.time)
    return proof.stamp
  }

  /// The same for callers that cannot wait asynchronously; all is done on the calling thread.
  public func check(
    _ reply: TimeStampReply, digest: [UInt8], nonce: [UInt8]?, policy: String? = nil
  ) throws(TimeStampFault) -> TimeStamp {
    let proof = try proof(reply, digest, nonce, policy)
    let path = path(proof)
    let fault = CallerThread.run { () -> TimeStampFault? in
      do throws(TimeStampFault) {
        try await path.believe(proof.signer, at: proof.stamp.time)
        return nil
      } catch { return error }
    }
    if let fault { throw fault }
    return proof.stamp
  }

  private func proof(
    _ reply: TimeStampReply, _ digest: [UInt8], _ nonce: [UInt8]?, _ policy: String?
  ) throws(TimeStampFault) -> StampProof {
    let expected = try Expectation(digest: digest, nonce: nonce, policies: policy.map { [$0] } ?? policies)
    return try StampProof(reply, expected, known: known)
  }

  private func path(_ proof: StampProof) -> StampingPath {
    StampingPath(roots: roots, intermediates: intermediates + proof.others)
  }
}
