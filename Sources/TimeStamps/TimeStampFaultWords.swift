import Foundation

extension TimeStampFault: CustomStringConvertible {
  public var description: String { "\(what)\n  \(remedy)" }

  private var what: String {
    switch self {
    case .badDigest(let bytes): "a digest of \(bytes) bytes cannot be stamped"
    case .badNonce(let bytes): "a nonce of \(bytes) bytes is not one of 8 to 20 bytes, or is nothing but zeros"
    case .badPolicy(let text): "'\(text)' is not a time-stamping policy"
    case .badChain(let reason): "the authority's certificates cannot be read: \(reason)"
    case .noRoots: "the authority's certificates hold no root, that is, none that issued itself"
    case .tooLarge(let bytes): "the reply has \(bytes) bytes, more than any time stamp needs"
    case .unreadable(let part): "the reply cannot be read: \(part) is cut off, damaged, or not what RFC 3161 says"
    case .rejected(let status, let failures, let text): Self.rejection(status, failures, text)
    case .noToken: "the authority says that it granted a time stamp, and sent none"
    case .wrongContent(let found): "what the reply holds is not a time stamp but \(found)"
    case .wrongVersion(let part, let found): "the version of \(part) is \(found), which is unknown"
    case .signers(let count): "the time stamp has \(count) signers; it must have exactly one"
    case .tooManyCertificates(let count): "the time stamp brings \(count) certificates, more than any chain needs"
    case .wrongImprint: "the time stamp is of another digest"
    case .wrongImprintAlgorithm(let found): "the time stamp is of a digest made with \(found), not with SHA-256"
    case .wrongNonce: "the time stamp carries another nonce than the request: it answers another request"
    case .missingNonce: "the time stamp carries no nonce, though the request had one: it may be an old one"
    case .wrongPolicy(let found, let wanted):
      "the time stamp was issued under policy \(found), not under \(wanted.joined(separator: " or "))"
    case .criticalExtension(let found): "the time stamp has the critical extension \(found), which is unknown"
    case .missingAttribute(let name): "the signature does not cover the attribute '\(name)', as it must"
    case .repeatedAttribute(let name): "the signed attribute '\(name)' is there twice or holds more than one value"
    case .contentChanged: "the signature is over another time stamp than the one in the reply"
    case .signerMissing: "the certificate of the signer is neither in the reply nor among the authority's"
    case .signerMismatch: "the signed attributes name another certificate than the one that signed"
    case .unsupportedAlgorithm(let found): "the time stamp is signed with \(found), which is not supported"
    case .badSignature: "the signature of the time stamp is wrong"
    case .notATimeStamper(let signer, let reason): "'\(signer)' may not sign time stamps: \(reason)"
    case .signerNotValid(let signer, let time):
      "the certificate of '\(signer)' was not valid at \(Self.words(time)), the time that it stamped"
    case .chainNotValid(let signer, let time):
      "a certificate above that of '\(signer)' was not valid at \(Self.words(time)), the time of the stamp"
    case .untrusted(let signer): "the certificate of '\(signer)' does not lead to a root of the authority"
    }
  }

  private var remedy: String {
    switch self {
    case .badDigest: "Give the 32 bytes of a SHA-256."
    case .badNonce: "Give 8 to 20 random bytes."
    case .badPolicy: "Write it as numbers with dots, such as 1.2.3.4.1."
    case .badChain: "Give its roots and intermediates as PEM, one after the other."
    case .noRoots: "Add the root certificate that the authority publishes, as PEM."
    case .tooLarge, .unreadable, .wrongContent, .tooManyCertificates:
      "See whether the address is that of a time-stamping service and nothing between changes its answers."
    case .rejected(let status, let failures, _): Self.remedy(status, failures)
    case .noToken, .wrongVersion, .signers, .criticalExtension, .missingAttribute, .repeatedAttribute,
      .unsupportedAlgorithm, .notATimeStamper:
      "The authority does not keep to RFC 3161 as this program knows it: name another one."
    case .wrongImprint, .wrongImprintAlgorithm, .wrongNonce, .missingNonce:
      "Check that request and reply belong together; if they do, ask again and do not use this reply."
    case .wrongPolicy: "Allow that policy, once somebody has read it, or name another authority."
    case .contentChanged, .signerMismatch, .badSignature: "The reply was changed or forged: ask again, do not use it."
    case .signerMissing: "Add the signer's certificate to the authority's, or ask again with certificates wanted."
    case .signerNotValid, .chainNotValid:
      "Check this computer's clock; if it is right, the authority signs with an expired key: name another one."
    case .untrusted: "If the authority has a new root, get it from the authority and add it; if not, it is a stranger."
    }
  }

  private static func rejection(_ status: TimeStampStatus, _ failures: [String], _ text: String?) -> String {
    let reasons = failures.isEmpty ? "no reason given" : failures.joined(separator: ", ")
    return "the authority did not stamp (\(status.rawValue), \(status.words)): \(reasons)"
      + (text.map { "; it says '\($0)'" } ?? "")
  }

  private static func remedy(_ status: TimeStampStatus, _ failures: [String]) -> String {
    switch status {
    case .waiting: "Ask again later."
    case .granted, .grantedWithMods, .rejection, .revocationWarning, .revocationNotification:
      failures.contains { $0.hasPrefix("unacceptedPolicy") }
        ? "Ask without a policy, or with one that the authority offers."
        : "Ask again; if it refuses again, name another authority."
    }
  }

  static func words(_ time: Int64) -> String { Date(timeIntervalSince1970: Double(time)).formatted(.iso8601) }
}
