import CryptoExtras
import Foundation
import Testing
import X509

@testable import TimeStamps

/// One thing wrong at a time, in tokens whose signatures are otherwise good.
@Suite struct ForgedTests {
  private func check(
    _ forger: Forger, nonce: [UInt8]? = Workshop.nonce, _ change: (inout [UInt8]) -> Void = { _ in }
  ) async throws -> TimeStamp {
    var (token, rootPEM) = try forger.make()
    change(&token)
    let authority = try TimeStampAuthority(chainPEM: rootPEM)
    return try await authority.check(TimeStampReply(der: token), digest: Workshop.digest, nonce: nonce)
  }

  private func refusal(
    _ place: SourceLocation = #_sourceLocation, _ change: (inout Forger) -> Void
  ) async -> TimeStampFault? {
    var forger = Forger()
    change(&forger)
    return await fault(place) { try await check(forger) }
  }

  @Test(arguments: [
    "p256", "p384 with SHA-512", "ed25519", "RSA-PSS", "by subject key", "version 1", "both versions",
    "issuer and serial",
    "issuer for stamps",
  ])
  func `stamps by other keys and names are believed`(_ kind: String) async throws {
    var forger = Forger()
    switch kind {
    case "p384 with SHA-512": (forger.key, forger.digest) = (.p384, Oid.sha512)
    case "ed25519": (forger.key, forger.digest) = (.ed25519, Oid.sha512)
    case "RSA-PSS": forger.key = .rsa(.PSS)
    case "by subject key": forger.bySubjectKey = true
    case "version 1": forger.naming = .version1
    case "both versions": forger.naming = .both
    case "issuer and serial": forger.namedIssuer = "Root of the forger"
    case "issuer for stamps": forger.issuerPurpose = .timeStamping
    case _: break
    }
    let stamp = try await check(forger)
    #expect(stamp.time == Int64(Forger.when))
    #expect(stamp.bracket == stamp.time...stamp.time)
    #expect(stamp.accuracySeconds == nil)
    forger.spoilsSignature = true
    #expect(await fault { try await check(forger) } == .badSignature)
  }

  @Test func `openssl believes an old stamp as of its time, and so do we for ever`() async throws {
    var forger = Forger()
    forger.time = "20260101120000.25Z"
    forger.accuracy = Der.sequence(Der.integer(1), Der.tlv(0x80, [100]))
    let (token, rootPEM) = try forger.make()
    let authority = try TimeStampAuthority(chainPEM: rootPEM)
    let stamp = try await authority.check(
      TimeStampReply(der: token), digest: Workshop.digest, nonce: Workshop.nonce)
    #expect((stamp.time, stamp.microseconds) == (Int64(Forger.when), 250_000))
    #expect(stamp.accuracySeconds == 2)
    #expect(stamp.bracket == (stamp.time - 1)...(stamp.time + 2))

    let workshop = try Workshop()
    try Data(token).write(to: workshop.folder.appendingPathComponent("old.tok"))
    try Data(rootPEM.utf8).write(to: workshop.folder.appendingPathComponent("old.pem"))
    let verify = [
      "ts", "-verify", "-digest", hex(Workshop.digest), "-in", "old.tok", "-token_in", "-CAfile", "old.pem",
    ]
    #expect(try workshop.openssl(verify + ["-attime", "\(stamp.time)"]))
    #expect(try !workshop.openssl(verify), "today the chain has expired")
  }

  @Test func `an issuer that had expired at the time is told apart from a stranger`() async {
    let found = await refusal {
      $0.rootSpan = (Forger.when - 86_400)...(Forger.when - 60)
    }
    #expect(found == .chainNotValid(signer: "CN=Forger", time: Int64(Forger.when)))
    #expect(found?.description.contains("not valid at 2026-01-01T12:00:00Z, the time of the stamp") == true)
  }

  @Test func `a signer outside its own dates is refused`() async {
    let early = await refusal { $0.stamperSpan = (Forger.when + 1)...(Forger.when + 60) }
    #expect(early == .signerNotValid(signer: "CN=Forger", time: Int64(Forger.when)))
    let late = await refusal { $0.stamperSpan = (Forger.when - 60)...(Forger.when - 1) }
    #expect(late == .signerNotValid(signer: "CN=Forger", time: Int64(Forger.when)))
  }

  @Test func `a signer must be a time stamper and nothing else`() async {
    let name = "CN=Forger"
    let soft = "the extended key usage of its certificate is not critical"
    #expect(await refusal { $0.usageIsCritical = false } == .notATimeStamper(signer: name, reason: soft))
    let other = "its certificate is for other uses, or for others too"
    #expect(await refusal { $0.usages = [.serverAuth] } == .notATimeStamper(signer: name, reason: other))
    #expect(
      await refusal { $0.usages = [.timeStamping, .codeSigning] } == .notATimeStamper(signer: name, reason: other))
    let mute = "the key usage of its certificate allows no signatures"
    #expect(
      await refusal { $0.keyUsage = KeyUsage(keyEncipherment: true) } == .notATimeStamper(signer: name, reason: mute))
  }

  @Test func `an issuer that may not issue is none`() async {
    #expect(await refusal { $0.issuerUsage = KeyUsage(cRLSign: true) } == .untrusted(signer: "CN=Forger"))
    #expect(await refusal { $0.issuerPurpose = .codeSigning } == .untrusted(signer: "CN=Forger"))
  }

  @Test func `the stamp must be one of ours in every field`() async {
    #expect(await refusal { $0.version = 2 } == .wrongVersion(part: "the stamp", found: 2))
    #expect(
      await refusal { $0.imprintAlgorithm = Oid.sha512 } == .wrongImprintAlgorithm("2.16.840.1.101.3.4.2.3"))
    #expect(await refusal { $0.nonce = [] } == .missingNonce)
    #expect(await refusal { $0.nonce = Der.tlv(2, Array(Workshop.nonce.dropFirst())) } == .wrongNonce)
    let negative = TimeStampFault.unreadable(part: "the stamp itself (TSTInfo)")
    #expect(await refusal { $0.nonce = Der.tlv(2, Workshop.nonce) } == negative)
    let time = TimeStampFault.unreadable(part: "the time of the stamp (genTime)")
    #expect(await refusal { $0.time = "20260230120000Z" } == time)
    #expect(
      await refusal { $0.accuracy = Der.sequence(Der.tlv(0x80, [0x03, 0xE8])) }
        == .unreadable(part: "the accuracy of the stamp"))
  }

  @Test func `an unknown extension is refused only where it is critical`() async throws {
    let critical = Der.sequence(try Der.oid([1, 2, 3]), [1, 1, 0xFF], Der.octets([]))
    #expect(await refusal { $0.extensions = Der.tlv(0xA1, critical) } == .criticalExtension("1.2.3"))
    var forger = Forger()
    forger.extensions = Der.tlv(0xA1, Der.sequence(try Der.oid([1, 2, 3]), Der.octets([])))
    #expect(try await check(forger).time == Int64(Forger.when))
  }

  @Test func `the signature must cover what it is there to cover`() async {
    #expect(await refusal { $0.contentType = Oid.signedData } == .wrongContent("content of type 1.2.840.113549.1.7.2"))
    #expect(await refusal { $0.signedType = Oid.signedData } == .wrongContent("content of type 1.2.840.113549.1.7.2"))
    #expect(await refusal { $0.signedDigest = Workshop.digest } == .contentChanged)
    #expect(await refusal { $0.omitted = Oid.messageDigest } == .missingAttribute("messageDigest"))
    #expect(await refusal { $0.omitted = Oid.contentType } == .missingAttribute("contentType"))
    #expect(await refusal { $0.repeated = Oid.messageDigest } == .repeatedAttribute("1.2.840.113549.1.9.4"))
    #expect(await refusal { $0.doubled = Oid.messageDigest } == .repeatedAttribute("messageDigest"))
    #expect(await refusal { $0.namedIssuer = "Another" } == .signerMismatch)
    #expect(await refusal { $0.naming = .none } == .missingAttribute("signingCertificate"))
    #expect(await refusal { $0.naming = .otherCertificate } == .signerMismatch)
  }

  @Test func `there is one signer, and its certificate is at hand`() async {
    #expect(await refusal { $0.signers = 0 } == .signers(0))
    #expect(await refusal { $0.signers = 2 } == .signers(2))
    #expect(await refusal { $0.certificateCount = 0 } == .signerMissing)
    #expect(await refusal { $0.certificateCount = 17 } == .tooManyCertificates(17))
  }

  @Test func `weak, mixed and unknown algorithms are refused by name`() async throws {
    let md5: [UInt8] = Der.sequence(try Der.oid([1, 2, 840, 113549, 1, 1, 4]))
    #expect(
      await refusal { $0.signatureAlgorithm = md5 }
        == .unsupportedAlgorithm("the signature algorithm 1.2.840.113549.1.1.4"))
    let mixed = Der.sequence(try Der.oid(Oid.ecdsaSHA384))
    #expect(await refusal { $0.signatureAlgorithm = mixed } == .unsupportedAlgorithm("two different digests"))
    #expect(await refusal { $0.listedDigest = Oid.sha512 } == .unreadable(part: "the list of digests"))
    let salted = try Signer.pss(salt: 20)
    #expect(
      await refusal { $0.signatureAlgorithm = salted } == .unsupportedAlgorithm("RSA-PSS with unusual parameters"))
    #expect(await refusal { $0.key = .rsa(.insecurePKCS1v1_5) } == .badSignature, "it says PSS and is not")
  }
}
