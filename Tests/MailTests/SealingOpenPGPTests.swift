import Foundation
import Testing

@testable import Mail

private let now = Date(timeIntervalSince1970: 1_770_200_000)  // 4 February 2026
private let list = Attachment(name: "ids.csv", contentType: "text/csv", bytes: Array("ip\r\n192.0.2.1\r\n".utf8))

private func fault(_ sealing: LetterSealing, at date: Date = now) -> SealFault? {
  do throws(SealFault) {
    _ = try sealing.seal(list, at: date)
    return nil
  } catch {
    return error
  }
}

@Suite(.serialized) struct SealingOpenPGPTests {
  @Test func `the partner opens what was sealed, with the words of the letter`() throws {
    let partner = try KeyRing()
    defer { partner.remove() }
    let (key, fingerprint) = try partner.make("rsa2048 cert,sign never", encrypting: "rsa2048")
    let sealed = try LetterSealing.openPGP(key: key, fingerprint: fingerprint).seal(list, at: now)
    #expect(sealed.name == "ids.csv.gpg")
    #expect(sealed.contentType == "application/octet-stream")
    #expect(!sealed.bytes.contains(sub: Array("192.0.2.1".utf8)))
    #expect(try partner.open(sealed) == list.bytes)
  }

  @Test func `seven megabytes that do not shrink go through whole, and each sealing has other bytes`() throws {
    let partner = try KeyRing()
    defer { partner.remove() }
    let (key, fingerprint) = try partner.make("ed25519 cert,sign never", encrypting: "cv25519")
    let sealing = LetterSealing.openPGP(key: key, fingerprint: fingerprint.lowercased())
    var (bytes, dice) = ([UInt8](), SystemRandomNumberGenerator())
    while bytes.count < 7 << 20 { withUnsafeBytes(of: dice.next()) { bytes += $0 } }
    let large = Attachment(name: "ids.csv", contentType: "text/csv", bytes: bytes)
    let sealed = try sealing.seal(large, at: now)
    #expect(try partner.open(sealed) == bytes)
    #expect(try sealing.seal(list, at: now) != sealing.seal(list, at: now))
  }

  @Test func `an armored key and a binary one serve alike`() throws {
    let partner = try KeyRing()
    defer { partner.remove() }
    let (_, fingerprint) = try partner.make("ed25519 cert,sign never", encrypting: "cv25519")
    let armored = try partner.gpg(["--armor", "--export", fingerprint])
    #expect(armored.starts(with: "-----BEGIN PGP PUBLIC".utf8))
    #expect(fault(.openPGP(key: armored, fingerprint: fingerprint)) == nil)
  }

  @Test func `an expired key seals nothing, before it expires it does`() throws {
    let partner = try KeyRing()
    defer { partner.remove() }
    let (key, fingerprint) = try partner.make("ed25519 cert,sign 1y", encrypting: "cv25519", at: "20250101T000000")
    let sealing = LetterSealing.openPGP(key: key, fingerprint: fingerprint)
    #expect(fault(sealing) == .expired)
    #expect(fault(sealing, at: now - 86_400 * 200) == nil)
    #expect(fault(sealing, at: now - 86_400 * 800) == .notYetValid)
  }

  @Test func `a key with an expired subkey for encryption seals nothing`() throws {
    let partner = try KeyRing()
    defer { partner.remove() }
    let (key, fingerprint) = try partner.make(
      "ed25519 cert,sign never", encrypting: "cv25519", lasting: "1y", at: "20250101T000000")
    #expect(fault(.openPGP(key: key, fingerprint: fingerprint)) == .expired)
  }

  @Test func `a revoked key seals nothing`() throws {
    let partner = try KeyRing()
    defer { partner.remove() }
    let (_, fingerprint) = try partner.make("ed25519 cert,sign never", encrypting: "cv25519")
    let revoked = try partner.revoke(fingerprint)
    #expect(fault(.openPGP(key: revoked, fingerprint: fingerprint), at: Date()) == .revoked)
    #expect(fault(.openPGP(key: revoked, fingerprint: fingerprint), at: now) == .revoked)
  }

  @Test func `another key than the pinned one seals nothing, and is named`() throws {
    let partner = try KeyRing()
    defer { partner.remove() }
    let (key, fingerprint) = try partner.make("ed25519 cert,sign never", encrypting: "cv25519")
    let pin = String(fingerprint.reversed())
    #expect(fault(.openPGP(key: key, fingerprint: pin)) == .changed(found: fingerprint))
    let subkey = try partner.subkeyFingerprint(fingerprint)
    #expect(fault(.openPGP(key: key, fingerprint: subkey)) == .changed(found: fingerprint))
  }

  @Test func `keys that cannot or may not be used seal nothing`() throws {
    let partner = try KeyRing()
    defer { partner.remove() }
    let (signing, one) = try partner.make("ed25519 cert,sign never", encrypting: nil)
    #expect(fault(.openPGP(key: signing, fingerprint: one)) == .unusable(.noEncryptionKey))
    let (weak, two) = try partner.make("ed25519 cert,sign never", encrypting: "rsa1024")
    #expect(fault(.openPGP(key: weak, fingerprint: two)) == .unusable(.weak))
    #expect(fault(.openPGP(key: signing + weak, fingerprint: two)) == .unusable(.severalKeys))
    let secret = try partner.gpg(["--export-secret-keys", two])
    #expect(fault(.openPGP(key: secret, fingerprint: two)) == .unusable(.privateKey))
    #expect(fault(.openPGP(key: [], fingerprint: two)) == .unusable(.noKey))
    #expect(fault(.openPGP(key: Array("no key".utf8), fingerprint: two)) == .unusable(.noKey))
    #expect(fault(.openPGP(key: weak, fingerprint: "abc")) == .unusable(.pinForm))
  }
}
