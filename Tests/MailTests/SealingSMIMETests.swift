import Crypto
import Foundation
import Testing

@testable import Mail

private let list = Attachment(name: "ids.csv", contentType: "text/csv", bytes: Array("ip\r\n192.0.2.1\r\n".utf8))

private func fault(_ sealing: LetterSealing, at date: Date = Date()) -> SealFault? {
  do throws(SealFault) {
    _ = try sealing.seal(list, at: date)
    return nil
  } catch {
    return error
  }
}

@Suite(.serialized) struct SealingSMIMETests {
  @Test(arguments: ["rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256"])
  func `the partner opens what was sealed, with the words of the letter`(_ kind: String) throws {
    let partner = try Certificate(kind)
    defer { partner.remove() }
    let sealed = try partner.sealing.seal(list, at: Date())
    #expect(sealed.name == "ids.csv.cms")
    #expect(sealed.contentType == "application/cms")
    #expect(!sealed.bytes.contains(sub: Array("192.0.2.1".utf8)))
    #expect(try partner.open(sealed) == list.bytes)
  }

  @Test func `it is authenticated, under AES-256-GCM, with the key under OAEP`() throws {
    let partner = try Certificate("rsa:2048")
    defer { partner.remove() }
    var sealed = try partner.sealing.seal(list, at: Date())
    let outline = String(decoding: try partner.outline(sealed), as: UTF8.self)
    #expect(outline.contains("id-smime-ct-authEnvelopedData"))
    #expect(outline.contains("aes-256-gcm"))
    #expect(outline.contains("rsaesOaep"))
    sealed.bytes[sealed.bytes.count - 30] ^= 1
    #expect(throws: RunFailed.self) { try partner.open(sealed) }
  }

  @Test func `binary bytes go through as they are`() throws {
    let partner = try Certificate("rsa:2048")
    defer { partner.remove() }
    let bytes = (0..<(7 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) } + [0x0d, 0x0a, 0x0a]
    let sealed = try partner.sealing.seal(Attachment(name: "a.csv", contentType: "text/csv", bytes: bytes), at: Date())
    #expect(try partner.open(sealed) == bytes)
  }

  @Test func `an expired certificate and one of tomorrow seal nothing`() throws {
    let partner = try Certificate("rsa:2048")
    defer { partner.remove() }
    #expect(fault(partner.sealing, at: Date() + 86_400 * 29) == nil)
    #expect(fault(partner.sealing, at: Date() + 86_400 * 31) == .expired)
    #expect(fault(partner.sealing, at: Date() - 86_400) == .notYetValid)
  }

  @Test func `another certificate than the pinned one seals nothing, and is named`() throws {
    let partner = try Certificate("rsa:2048")
    defer { partner.remove() }
    let pin = String(repeating: "ab", count: 32)
    #expect(fault(.smime(certificatePEM: partner.pem, sha256: pin)) == .changed(found: partner.sha256))
    let colons = partner.sha256.uppercased().enumerated().map { $0 % 2 == 1 ? "\($1):" : "\($1)" }.joined()
    #expect(fault(.smime(certificatePEM: partner.pem, sha256: String(colons.dropLast()))) == nil)
  }

  @Test func `certificates that cannot or may not be used seal nothing`() throws {
    let partner = try Certificate("rsa:2048")
    defer { partner.remove() }
    let pin = partner.sha256
    #expect(fault(.smime(certificatePEM: partner.pem + partner.pem, sha256: pin)) == .unusable(.severalKeys))
    #expect(fault(.smime(certificatePEM: partner.pem + partner.key, sha256: pin)) == .unusable(.privateKey))
    #expect(fault(.smime(certificatePEM: [], sha256: pin)) == .unusable(.noKey))
    #expect(fault(.smime(certificatePEM: partner.pem, sha256: "ab")) == .unusable(.pinForm))
    let weak = try Certificate("rsa:1024")
    defer { weak.remove() }
    #expect(fault(weak.sealing) == .unusable(.weak))
    let signing = try Certificate("rsa:2048", extensions: ["keyUsage=digitalSignature"])
    defer { signing.remove() }
    #expect(fault(signing.sealing) == .unusable(.noEncryptionKey))
    let noise = Array("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8)
    let digest = SHA256.hash(data: [0, 0, 0]).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    #expect(fault(.smime(certificatePEM: noise, sha256: digest)) == .unusable(.form))
  }

  @Test func `other forms of CMS are not taken for sealed`() throws {
    let partner = try Certificate("rsa:2048")
    defer { partner.remove() }
    let cbc = try partner.openssl(["cms", "-encrypt", "-aes256", "-outform", "DER", partner.path], input: list.bytes)
    #expect(!AuthEnvelope.isAES256GCM(cbc))
    let small = try partner.openssl(
      ["cms", "-encrypt", "-aes-128-gcm", "-outform", "DER", partner.path], input: list.bytes)
    #expect(!AuthEnvelope.isAES256GCM(small))
    let good = try partner.sealing.seal(list, at: Date()).bytes
    #expect(AuthEnvelope.isAES256GCM(good))
    #expect(!AuthEnvelope.isAES256GCM(good + [0]))
    for end in 0..<good.count { #expect(!AuthEnvelope.isAES256GCM(Array(good[..<end]))) }
  }
}
