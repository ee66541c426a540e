import Catalogue
import Crypto
import Foundation
import Testing
import Workflow

@testable import Channels

/// A signature is judged by what was true when it came: its certificate has ended since.
@Suite struct OpenDSRCertificateTests {
  private static let domain = "opendsr.shop.example"
  private static let received = Instant(seconds: 1_655_294_400)  // 2022-06-15
  private let body = Array(#"{"subject_request_id":"7","request_status":"completed"}"#.utf8)
  private let shop: OpenDSRShop

  init() async throws {
    shop = try OpenDSRShop()
    try await shop.chain(for: Self.domain)
  }

  private func signature(
    trust: OpendsrSignature.Trust? = nil, pin: String? = nil, host: OpendsrSignature.HostRule = .san,
    domain: String = domain
  ) -> OpendsrSignature {
    OpendsrSignature(
      domain: domain, trust: trust ?? .file(shop.folder.path + "/root.pem"), pin: pin, host: host,
      algorithm: .rsaPKCS1)
  }

  private func key(
    _ bundle: [String] = ["leaf", "middle"], _ signature: OpendsrSignature? = nil, at date: Instant = received
  ) async throws -> ProcessorKey {
    try await ProcessorKey(pem: try shop.bundle(bundle), signature: signature ?? self.signature(), at: date)
  }

  private func pin(of name: String) async throws -> String {
    try await shop.openssl(["x509", "-in", "\(name).pem", "-noout", "-pubkey", "-out", "public.pem"])
    try await shop.openssl(["pkey", "-pubin", "-in", "public.pem", "-outform", "DER", "-out", "public.der"])
    return Hex.lower(Array(SHA256.hash(data: try shop.bytes("public.der"))))
  }

  @Test func `a certificate that has ended since is good for an answer of its time, and for no other`() async throws {
    let signed = try await shop.signature(of: body)
    #expect(try await key().isValid(signature: signed, of: body))
    #expect(try await key().isValid(signature: signed, digest: Array(SHA256.hash(data: body))))
    for moment in [Instant(Date()), Instant(seconds: 1_672_531_201), Instant(seconds: 1_640_995_199)] {
      await #expect(throws: ProcessorKeyFault.expired, "\(moment.written)") { try await key(at: moment) }
    }
  }

  @Test func `a changed byte, another digest, a cut signature and another key's signature all fail`() async throws {
    let signed = try await shop.signature(of: body)
    let key = try await key()
    for place in [0, body.count / 2, body.count - 1] {
      var other = body
      other[place] ^= 1
      #expect(!key.isValid(signature: signed, of: other))
    }
    #expect(!key.isValid(signature: signed, of: body + [0x0A]))
    #expect(!key.isValid(signature: signed, digest: Array(SHA256.hash(data: body).dropLast())))
    #expect(!key.isValid(signature: signed.dropLast(), of: body))
    let foreign = try await shop.signature(of: body, by: "middle")
    #expect(!key.isValid(signature: foreign, of: body))
  }

  @Test func `a chain to nowhere is not believed`() async throws {
    await #expect(throws: ProcessorKeyFault.chain) { try await key(["leaf"]) }
    try await shop.certificate("stranger", by: nil, isAuthority: true, key: OpenDSRShop.curve)
    let trust = OpendsrSignature.Trust.file(shop.folder.path + "/stranger.pem")
    await #expect(throws: ProcessorKeyFault.chain) { try await key(["leaf", "middle"], signature(trust: trust)) }
    await #expect(throws: ProcessorKeyFault.chain) { try await key(["leaf", "middle"], signature(trust: .system)) }
    try await shop.certificate("alone", by: nil, names: [Self.domain])
    await #expect(throws: ProcessorKeyFault.chain) { try await key(["alone", "middle"]) }
  }

  @Test func `an authority that had ended before the answer carries nothing`() async throws {
    try await shop.certificate(
      "old", by: "root", isAuthority: true, life: ("20200101000000Z", "20220201000000Z"))
    try await shop.certificate("child", by: "old", names: [Self.domain])
    await #expect(throws: ProcessorKeyFault.chain) { try await key(["child", "old"]) }
    _ = try await key(["child", "old"], at: Instant(seconds: 1_642_204_800))
  }

  @Test func `an old root behind the chain does no harm, whatever its own signature`() async throws {
    try await shop.certificate("antique", by: nil, isAuthority: true, digest: "sha1")
    #expect(try await key(["leaf", "middle", "antique"]).fingerprint.count == 32)
  }

  @Test func `weak keys and SHA-1 on the way are refused`() async throws {
    try await shop.certificate("small", by: "middle", names: [Self.domain], key: ["rsa:1024"])
    await #expect(throws: ProcessorKeyFault.self) { try await key(["small", "middle"]) }
    try await shop.certificate("rsa", by: "root", isAuthority: true)
    try await shop.certificate("sha1", by: "rsa", names: [Self.domain], digest: "sha1")
    await #expect(throws: ProcessorKeyFault.weak) { try await key(["sha1", "rsa"]) }
    let pinned = OpendsrSignature.Trust.pin(try await pin(of: "sha1"))
    await #expect(throws: ProcessorKeyFault.weak) { try await key(["sha1"], signature(trust: pinned)) }
    try await shop.certificate("frail", by: "rsa", isAuthority: true, digest: "sha1")
    try await shop.certificate("grandchild", by: "frail", names: [Self.domain])
    await #expect(throws: ProcessorKeyFault.chain) { try await key(["grandchild", "frail", "rsa"]) }
    try await shop.certificate("sound", by: "rsa", isAuthority: true)
    try await shop.certificate("other", by: "sound", names: [Self.domain])
    _ = try await key(["other", "sound", "rsa"])
  }

  @Test func `the host rule decides how the certificate must name the domain`() async throws {
    try await shop.certificate("star", by: "middle", names: ["*.shop.example"])
    try await shop.certificate("named", by: "middle", subject: Self.domain, names: ["other.example"])
    let cases: [(String, OpendsrSignature.HostRule, Bool)] = [
      ("leaf", .san, true), ("leaf", .exact, true), ("leaf", .commonName, false), ("star", .san, true),
      ("star", .exact, false), ("named", .san, false), ("named", .commonName, true),
    ]
    for (name, rule, isGood) in cases {
      if isGood {
        _ = try await key([name, "middle"], signature(host: rule))
      } else {
        await #expect(throws: ProcessorKeyFault.host, "\(name) \(rule)") {
          try await key([name, "middle"], signature(host: rule))
        }
      }
    }
    for domain in ["a.opendsr.shop.example", "shop.example", "opendsr.shop.example.evil.example"] {
      await #expect(throws: ProcessorKeyFault.host) { try await key(["star", "middle"], signature(domain: domain)) }
    }
  }

  @Test func `a pin stands for the chain or beside it, and never for the dates or the name`() async throws {
    let right = try await pin(of: "leaf")
    let wrong = try await pin(of: "middle")
    _ = try await key(["leaf"], signature(trust: .pin(right)))
    _ = try await key(["leaf", "middle"], signature(pin: right))
    await #expect(throws: ProcessorKeyFault.pin) { try await key(["leaf"], signature(trust: .pin(wrong))) }
    await #expect(throws: ProcessorKeyFault.pin) { try await key(["leaf", "middle"], signature(pin: wrong)) }
    await #expect(throws: ProcessorKeyFault.expired) {
      try await key(["leaf"], signature(trust: .pin(right)), at: Instant(Date()))
    }
    await #expect(throws: ProcessorKeyFault.host) {
      try await key(["leaf"], signature(trust: .pin(right), domain: "opendsr.other.example"))
    }
  }

  @Test(arguments: ["32", "0", "20", "max"])
  func `RSA-PSS is verified with any salt, and not with another padding`(salt: String) async throws {
    let options = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:\(salt)"]
    let signed = try await shop.signature(of: body, options)
    var wanted = signature()
    wanted.algorithm = .rsaPSS
    let key = try await key(["leaf", "middle"], wanted)
    #expect(key.isValid(signature: signed, of: body))
    #expect(!key.isValid(signature: signed, of: body + [0x20]))
    var changed = signed
    changed[100] ^= 1
    #expect(!key.isValid(signature: changed, of: body))
    #expect(!key.isValid(signature: [UInt8](repeating: 0xFF, count: 256), of: body))
    let plain = try await shop.signature(of: body)
    #expect(!key.isValid(signature: plain, of: body))
    #expect(!(try await self.key()).isValid(signature: signed, of: body))
  }

  @Test(arguments: [(OpendsrSignature.Covers.digest, false), (.digestHex, true)])
  func `a partner may sign the digest instead of the body`(covers: OpendsrSignature.Covers, isHex: Bool) async throws {
    let digest = Array(SHA256.hash(data: body))
    let signed = try await shop.signature(of: isHex ? Array(Hex.lower(digest).utf8) : digest)
    var wanted = signature()
    wanted.covers = covers
    #expect(try await key(["leaf", "middle"], wanted).isValid(signature: signed, of: body))
    #expect(try await !key().isValid(signature: signed, of: body))
  }

  @Test func `a signature is read with and without padding, folded, and in the alphabet of URLs`() {
    let bytes: [UInt8] = [0xFB, 0xEF, 0xBE, 0xFF]
    for text in ["++++/w==", "++++/w", "----_w", "++ ++\r\n /w==", "++++\n/w"] {
      #expect(SignatureText.bytes(text) == bytes, "\(text)")
    }
    for text in ["", "=", "+", "++++/", "++!+/w", "é"] { #expect(SignatureText.bytes(text) == nil, "\(text)") }
  }
}
