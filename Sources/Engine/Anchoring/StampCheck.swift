import Ledger
import TimeStamps

/// Checks the ledger's time-stamps against a chain of certificates; without one, against themselves.
public struct StampCheck: TimeStampChecking {
  let authority: TimeStampAuthority?

  init(authority: TimeStampAuthority?) { self.authority = authority }

  /// - Parameter chainPEM: Roots and intermediates; nil leaves the question open who signed.
  public init(chainPEM: String?) throws {
    authority = try chainPEM.map { try TimeStampAuthority(chainPEM: $0) }
  }

  public func check(token: [UInt8], digest: LedgerHash) throws -> StampedTime {
    try stamp(in: token, digest: digest, nonce: nil)
  }

  func stamp(in token: [UInt8], digest: LedgerHash, nonce: [UInt8]?) throws -> StampedTime {
    let reply = try TimeStampReply(der: token)
    let stamp: TimeStamp
    if let authority {
      stamp = try authority.check(reply, digest: digest.bytes, nonce: nonce)
    } else {
      stamp = try TimeStamp.reading(reply, digest: digest.bytes, nonce: nonce)
    }
    return StampedTime(
      time: LedgerTime(seconds: stamp.time), authority: try hash(stamp.authority), chainWasChecked: authority != nil)
  }
}
