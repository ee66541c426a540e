/// Why a time stamp was not asked for, not read, or not believed.
///
/// A reply that cannot be believed proves nothing; keep its bytes, ask again or another authority, and go on working.
public enum TimeStampFault: Error, Hashable, Sendable {
  // What the caller gave.
  case badDigest(bytes: Int)
  case badNonce(bytes: Int)
  case badPolicy(String)
  case badChain(reason: String)
  case noRoots

  // What the reply is.
  case tooLarge(bytes: Int)
  case unreadable(part: String)
  case rejected(status: TimeStampStatus, failures: [String], text: String?)
  case noToken
  case wrongContent(String)
  case wrongVersion(part: String, found: Int)
  case signers(Int)
  case tooManyCertificates(Int)

  // What the stamp says.
  case wrongImprint
  case wrongImprintAlgorithm(String)
  case wrongNonce
  case missingNonce
  case wrongPolicy(found: String, wanted: [String])
  case criticalExtension(String)

  // Who signed it, and how.
  case missingAttribute(String)
  case repeatedAttribute(String)
  case contentChanged
  case signerMissing
  case signerMismatch
  case unsupportedAlgorithm(String)
  case badSignature
  case notATimeStamper(signer: String, reason: String)
  case signerNotValid(signer: String, time: Int64)
  case chainNotValid(signer: String, time: Int64)
  case untrusted(signer: String)
}
