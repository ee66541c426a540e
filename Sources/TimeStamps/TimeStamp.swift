import Crypto
import X509

/// A time that an authority put its name to.
public struct TimeStamp: Hashable, Sendable {
  /// Unix seconds, rounded down.
  public let time: Int64
  /// What was rounded off ``time``, 0 to 999,999.
  public let microseconds: Int
  /// To either side, rounded up to whole seconds; nil where the authority does not say.
  public let accuracySeconds: Int64?
  /// The first and the last whole second between which the stamped moment surely lies, as far as the authority is
  /// believed. Where it states no accuracy, it is believed to the second.
  public let bracket: ClosedRange<Int64>
  /// An object identifier with dots.
  public let policy: String
  /// The authority's number for this stamp, big-endian without leading zeros.
  public let serial: [UInt8]
  /// SHA-256 of the signer's certificate (DER).
  public let authority: [UInt8]
  /// The subject of the signer's certificate, for people to read.
  public let authorityName: String
  /// The signer's certificate (DER).
  public let authorityCertificate: [UInt8]

  init(_ info: StampInfo, signer: KnownCertificate) {
    let (seconds, micro) = (info.moment.seconds, Int64(info.moment.microseconds))
    let accuracy = info.accuracy ?? 0
    time = seconds
    microseconds = info.moment.microseconds
    accuracySeconds = info.accuracy.map { ($0 + 999_999) / 1_000_000 }
    let total = seconds * 1_000_000 + micro
    bracket = Self.floor(total - accuracy)...Self.floor(total + accuracy + 999_999)
    policy = info.policy.description
    serial = info.serial
    authority = Array(SHA256.hash(data: signer.der))
    authorityName = String(describing: signer.certificate.subject)
    authorityCertificate = signer.der
  }

  private static func floor(_ microseconds: Int64) -> Int64 {
    microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
  }

  /// Reads a time stamp for somebody who has no chain: all is checked that
  /// ``TimeStampAuthority/check(_:digest:nonce:policy:)`` checks but the way from the signer to a root. Compare
  /// ``authority`` with a certificate obtained elsewhere: anybody can make a stamp that passes here.
  /// - Parameters:
  ///   - digest: The SHA-256 that was stamped, 32 bytes.
  ///   - nonce: As in the request; nil where it was not kept.
  public static func reading(
    _ reply: TimeStampReply, digest: [UInt8], nonce: [UInt8]? = nil
  ) throws(TimeStampFault) -> TimeStamp {
    try StampProof(reply, Expectation(digest: digest, nonce: nonce, policies: []), known: []).stamp
  }
}
