import Crypto
import Foundation
import Testing

@testable import Mail

private let now = 1_770_200_000
private let key = Curve25519.Signing.PrivateKey()
private let published = "v=DKIM1; k=ed25519; p=\(key.publicKey.rawRepresentation.base64EncodedString())"
private let letter = "From: a@partner.example\r\nSubject: W1\r\n\r\nDeleted.\r\n"
private let usual = "v=1; a=ed25519-sha256; d=partner.example; s=k; h=from:subject; "

/// The letter under a signature with these tags, made right: what a test then sees comes from the tags alone.
private func signed(_ tags: String, over text: String = letter) throws -> String {
  let mail = RawMail(Array(text.utf8))
  let hash = Data(SHA256.hash(data: Canonical.simple.body(mail.body))).base64EncodedString()
  let open = "DKIM-Signature: \(tags)bh=\(hash); b="
  let field = try #require(RawMail(Array("\(open)\r\n\r\n".utf8)).fields.first)
  let digest = SHA256.hash(data: DKIM.header(of: mail, for: try DKIMSignature(field)))
  return "\(open)\(try key.signature(for: Data(digest)).base64EncodedString())\r\n\(text)"
}

private func verdict(_ text: String, key: KeyAnswer = .records([Array(published.utf8)])) -> DKIMResult.Verdict? {
  DKIM.verify(RawMail(Array(text.utf8)), now: now) { _ in key }.first?.verdict
}

private func record(_ text: String) -> KeyAnswer { .records([Array(text.utf8)]) }

struct DKIMRuleTests {
  @Test func `a right signature passes, and its key is looked for in its place`() throws {
    var asked: [String] = []
    let results = DKIM.verify(RawMail(Array(try signed(usual).utf8)), now: now) { name in
      asked.append(name)
      return record(published)
    }
    #expect(results.map(\.verdict) == [.pass])
    #expect(asked == ["k._domainkey.partner.example"])
  }

  @Test func `a signature that is over fails`() throws {
    #expect(verdict(try signed(usual + "x=\(now - 1); ")) == .fail(.expired))
    #expect(verdict(try signed(usual + "x=\(now + 1); ")) == .pass)
  }

  @Test(arguments: [
    ("v=2; a=ed25519-sha256; d=partner.example; s=k; h=from; bh=aaaa; b=aaaa", DKIMResult.Cause.version),
    ("v=1; a=rsa-sha1; d=partner.example; s=k; h=from; bh=aaaa; b=aaaa", .algorithm),
    ("v=1; a=ed25519-sha256; d=partner.example; s=k; h=subject; bh=aaaa; b=aaaa", .fromNotSigned),
    ("v=1; a=ed25519-sha256; d=partner.example; s=k; h=from; c=nofws; bh=aaaa; b=aaaa", .canonicalization),
    ("v=1; a=ed25519-sha256; d=partner.example; s=k; h=from; q=http; bh=aaaa; b=aaaa", .query),
    ("v=1; a=ed25519-sha256; d=partner.example; s=k; h=from; i=@other.example; bh=aaaa; b=aaaa", .identityOutside),
    ("v=1; a=ed25519-sha256; d=partner.example; s=k; h=from; i=@xpartner.example; bh=aaaa; b=aaaa", .identityOutside),
    ("v=1; a=ed25519-sha256; d=partner.example; d=partner.example; s=k; h=from; bh=aaaa; b=aaaa", .form),
    ("v=1; a=ed25519-sha256; d=partner.example; s=k; h=from; bh=aaaa", .form),
    ("v=1; a=ed25519-sha256; d=partner.example; s=k; h=from; l=-1; bh=aaaa; b=aaaa", .form),
    ("v=1; a=ed25519-sha256; d=partner.example; s=k; h=from; t=9; x=8; bh=aaaa; b=aaaa", .form),
    ("v=1; a=ed25519-sha256; d=partner(.example; s=k; h=from; bh=aaaa; b=aaaa", .form),
    ("v=1; a=ed25519-sha256; d=partner.example; s=k; h=from; bh=!; b=aaaa", .form),
    ("v=1; a=ed25519-sha256; d=partner.example;; s=k; h=from; bh=aaaa; b=aaaa", .form),
    ("", .form),
  ])
  func `a signature that breaks a rule of its form is not used, and its key not asked for`(
    _ tags: String, _ cause: DKIMResult.Cause
  ) {
    let mail = RawMail(Array("DKIM-Signature: \(tags)\r\n\(letter)".utf8))
    let results = DKIM.verify(mail, now: now) { _ in
      Issue.record("asked")
      return .none
    }
    #expect(results.map(\.verdict) == [.unusable(cause)])
  }

  @Test func `a length beyond the body is refused, and a shorter one is counted`() throws {
    #expect(verdict(try signed(usual + "l=11; ")) == .unusable(.bodyLength))
    let whole = DKIM.verify(RawMail(Array(try signed(usual + "l=10; ").utf8)), now: now) { _ in record(published) }
    #expect(whole.map(\.isWhole) == [true])
  }

  @Test(arguments: [
    ("v=DKIM1; k=ed25519; p=", DKIMResult.Cause.keyRevoked),
    ("v=DKIM2; k=ed25519; p=aaaa", .keyForm),
    ("k=ed25519; p=aaaa", .keyForm),
    ("k=ed25519", .keyForm),
    ("v=spf1 -all", .keyForm),
    ("k=ed25519; h=sha1; p=aaaa", .keyForOtherUse),
    ("k=ed25519; s=tlsrpt; p=aaaa", .keyForOtherUse),
    ("k=rsa; p=aaaa", .keyForOtherUse),
    ("p=aaaa", .keyForOtherUse),
  ])
  func `a key record that does not fit is not used`(_ text: String, _ cause: DKIMResult.Cause) throws {
    #expect(verdict(try signed(usual), key: record(text)) == .unusable(cause))
  }

  @Test func `version must stand first in a key record`() throws {
    let late = published.replacing("v=DKIM1; ", with: "") + "; v=DKIM1"
    #expect(verdict(try signed(usual), key: record(late)) == .unusable(.keyForm))
  }

  @Test func `an absent, a doubled and an unreachable key are three things`() throws {
    let text = try signed(usual)
    #expect(verdict(text, key: .none) == .unusable(.noKey))
    #expect(verdict(text, key: .unreachable) == .unreachable)
    let record = Array(published.utf8)
    #expect(verdict(text, key: .records([record, record])) == .unusable(.severalKeys))
  }

  @Test func `a strict key does not serve a subdomain`() throws {
    let text = try signed(usual + "i=@mail.partner.example; ")
    #expect(verdict(text) == .pass)
    #expect(verdict(text, key: record(published + "; t=s")) == .unusable(.identityOutside))
  }

  @Test func `a key that is being tried out passes without being whole`() throws {
    let mail = RawMail(Array(try signed(usual).utf8))
    let results = DKIM.verify(mail, now: now) { _ in record(published + "; t=y") }
    #expect(results.map(\.verdict) == [.pass])
    #expect(results.map(\.isWhole) == [false])
  }

  @Test func `an RSA key under 1024 bits is ignored`() throws {
    let short = try #require(DKIMSamples.keys["short._domainkey.partner.example"])
    let verdicts = DKIM.verify(RawMail(Array(DKIMSamples.fourTimes.utf8)), now: now) { _ in record(short) }
    #expect(verdicts.first?.verdict == .unusable(.keyTooShort))
  }

  @Test func `another key fails`() throws {
    let other = Curve25519.Signing.PrivateKey().publicKey.rawRepresentation.base64EncodedString()
    #expect(verdict(try signed(usual), key: record("k=ed25519; p=\(other)")) == .fail(.signature))
  }

  @Test func `of two fields with one name, the lower one was signed`() throws {
    let text = try signed(usual).replacing("From: a@", with: "From: thief@elsewhere.example\r\nFrom: a@")
    #expect(verdict(text) == .pass)
    #expect(
      SenderCheck.standing(of: RawMail(Array(text.utf8)), domains: ["partner.example"], authserv: "mx.clinic.example")
        == .unauthenticated(.fromUnclear))
  }
}
