import Foundation
import Testing

@testable import Mail

private let now = Date(timeIntervalSince1970: 1_770_200_000)  // 4 February 2026

/// When a partner's key or certificate ends, asked before it does.
@Suite(.serialized) struct SealingEndTests {
  @Test func `an OpenPGP key ends with its last subkey, or with the primary key if that ends before`() throws {
    let partner = try KeyRing()
    defer { partner.remove() }
    let made = Date(timeIntervalSince1970: 1_767_225_600)  // 1 January 2026
    let (subkey, first) = try partner.make("ed25519 cert,sign never", encrypting: "cv25519", lasting: "60d")
    #expect(try LetterSealing.openPGP(key: subkey, fingerprint: first).ends(at: now) == made + 60 * 86_400)
    let (primary, second) = try partner.make("ed25519 cert,sign 50d", encrypting: "cv25519")
    #expect(try LetterSealing.openPGP(key: primary, fingerprint: second).ends(at: now) == made + 50 * 86_400)
    let (never, third) = try partner.make("ed25519 cert,sign never", encrypting: "cv25519")
    #expect(try LetterSealing.openPGP(key: never, fingerprint: third).ends(at: now) == nil)
    #expect(throws: SealFault.expired) {
      try LetterSealing.openPGP(key: subkey, fingerprint: first).ends(at: made + 61 * 86_400)
    }
  }

  @Test func `a certificate ends with its notAfter, and one that seals nothing has no end`() throws {
    let certificate = try Certificate("rsa:2048")
    defer { certificate.remove() }
    let end = try #require(try certificate.sealing.ends(at: Date() + 60))
    #expect(abs(end.timeIntervalSinceNow - 30 * 86_400) < 3600)
    #expect(throws: SealFault.expired) { try certificate.sealing.ends(at: end + 1) }
    let other = LetterSealing.smime(certificatePEM: certificate.pem, sha256: String(repeating: "0", count: 64))
    #expect(throws: SealFault.changed(found: certificate.sha256)) { try other.ends(at: Date() + 60) }
    #expect(throws: SealFault.toolMissing(name: "openssl")) {
      try certificate.sealing.ends(at: Date() + 60, tools: ToolPath(folders: []))
    }
  }
}
