import Testing

@testable import Mail

private let trace =
  "Received: from out.partner.example by mx.clinic.example with ESMTPS id 1; Tue, 3 Feb 2026 10:00:02 +0000"
private let pass = "Authentication-Results: mx.clinic.example; dkim=pass header.d=partner.example"

/// Where a letter with these header lines stands, for a partner at partner.example and our server mx.clinic.example.
private func standing(
  _ lines: [String], from: String = "From: Desk <desk@partner.example>", authserv: String? = "mx.clinic.example",
  domains: Set<String> = ["partner.example"], own: Set<String> = []
) -> SenderStanding {
  let text = (lines + [from, "Subject: W1", "", "Deleted.", ""]).joined(separator: "\r\n")
  return SenderCheck.standing(of: RawMail(Array(text.utf8)), domains: domains, authserv: authserv, own: own)
}

private let proven = SenderStanding.authenticated(domain: "partner.example", by: .dkim)
private let provenByPolicy = SenderStanding.authenticated(domain: "partner.example", by: .dmarc)

struct SenderCheckTests {
  @Test func `a signature of the partner's domain proves the sender`() {
    #expect(standing([pass, trace]) == proven)
  }

  @Test(arguments: [
    "mx.clinic.example; dkim=pass header.i=@partner.example header.s=s1 header.b=AbC/d+; spf=pass "
      + "(mx.clinic.example: domain of desk@partner.example designates 192.0.2.1 as permitted sender) "
      + "smtp.mailfrom=desk@partner.example",
    "mx.clinic.example; bimi=skipped (DMARC Policy is not at enforcement); arc=none (no signatures found);\r\n"
      + "\tdkim=pass (2048-bit rsa key sha256) header.d=partner.example header.i=@partner.example header.b=V9 "
      + "header.a=rsa-sha256 x-bits=2048; iprev=pass smtp.remote-ip=192.0.2.1 (out.partner.example)",
    "mx.clinic.example;\r\n\tdkim=pass (2048-bit key; unprotected) header.d=partner.example header.b=\"AbC/d\"",
    "MX.Clinic.Example 1;dkim=PASS reason=\"2048-bit key; unprotected\" header.d=PARTNER.example;",
    "(comment (nested \\) ) ) mx.clinic.example ; dkim / 1 = pass (good) header . d = mail.partner.example",
    "\"mx.clinic.example\"; spf=none; dkim=pass header.d=partner.example; dmarc=none",
    "mx.clinic.example; dkim=fail header.d=other.example; dkim=pass header.d=partner.example",
  ])
  func `the ways in which servers write a pass are understood`(_ value: String) {
    #expect(standing(["Authentication-Results: \(value)", trace]) == proven)
  }

  @Test(arguments: [
    "mx.clinic.example; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=partner.example",
    "mx.clinic.example; dkim=none; spf=pass smtp.mailfrom=partner.example; dmarc=pass(p=none)  header.from=partner.example",
    "mx.clinic.example; dmarc=pass policy.published-domain-policy=none (p=none) header.from=desk@partner.example",
  ])
  func `a pass of the partner's policy proves the sender`(_ value: String) {
    #expect(standing(["Authentication-Results: \(value)", trace]) == provenByPolicy)
  }

  @Test(arguments: [
    ("dkim=none", SenderStanding.Doubt.notPassed),
    ("none", .notPassed),
    ("dkim=fail header.d=partner.example", .notPassed),
    ("dkim=pass", .notPassed),
    ("dkim=pass header.s=partner.example", .notPassed),
    ("spf=pass smtp.mailfrom=desk@partner.example", .notPassed),
    ("arc=pass header.d=partner.example; dara=pass header.d=partner.example", .notPassed),
    ("dkim=pass header.d=other.example", .notAligned),
    ("dkim=pass header.d=xpartner.example", .notAligned),
    ("dkim=pass header.d=partner.example.other.example", .notAligned),
    ("dkim=pass header.d=example", .notPassed),
    ("dmarc=pass header.from=other.example", .notPassed),
    ("dmarc=pass header.from=sub.partner.example", .notPassed),
    ("dkim=pass header.d=partner.example; dmarc=fail header.from=partner.example", .policyFailed),
    ("dkim=pass header.d=partner.example; dmarc=fail (p=reject)", .policyFailed),
    ("dkim=none (dkim=pass header.d=partner.example)", .notPassed),
    ("dkim=none reason=\"; dkim=pass header.d=partner.example; \"", .notPassed),
    ("spf=fail smtp.mailfrom=\"x; dkim=pass header.d=partner.example; y\"@other.example", .notPassed),
    ("dkim=pass header.d=partner.example(.other.example", .resultsUnreadable),
    ("dkim=pass header.d=partner.example(.other.example)", .notPassed),
    ("dkim=pass header.d=partner.example\".other.example", .resultsUnreadable),
    ("dkim=pass header.d=partner.example header.d=other.example", .notPassed),
    ("dkim=pass header.d=partner.example; nonsense", .resultsUnreadable),
    ("dkim=pass header.d=partner.example; spf=pass (no end", .resultsUnreadable),
    ("dkim=pass header.d=partner.example, dkim=fail", .notPassed),
    ("dkim=pass header.d=\u{ff50}artner.example", .resultsUnreadable),
  ])
  func `anything less than an aligned pass proves nothing`(_ value: String, _ doubt: SenderStanding.Doubt) {
    let field = "Authentication-Results: mx.clinic.example; \(value)"
    #expect(standing([field, trace]) == .unauthenticated(doubt))
  }

  @Test(arguments: [
    "other.example; dkim=pass header.d=partner.example",
    "mx.clinic.example.other.example; dkim=pass header.d=partner.example",
    "clinic.example; dkim=pass header.d=partner.example",
    "spf=pass smtp.mailfrom=partner.example; dkim=pass header.d=partner.example",
    "dkim=pass header.d=partner.example; mx.clinic.example",
    "(mx.clinic.example); dkim=pass header.d=partner.example",
    "",
  ])
  func `results of another server are nothing`(_ value: String) {
    #expect(standing(["Authentication-Results: \(value)", trace]) == .unauthenticated(.noResults))
  }

  @Test func `another version of the field is not understood`() {
    let field = "Authentication-Results: mx.clinic.example 2; dkim=pass header.d=partner.example"
    #expect(standing([field, trace]) == .unauthenticated(.resultsUnreadable))
  }

  @Test(arguments: [
    "From: desk@partner.example", "From: desk@mail.partner.example", "from : Desk <desk@PARTNER.example> (the desk)",
    "From: \"Desk, Privacy <x@other.example>\"\r\n <desk@partner.example>",
    "From: =?utf-8?Q?B=C3=BCro?= <desk@partner.example>",
    "From: Büro Eins <desk@partner.example>",
  ])
  func `From may be written in any plain way`(_ from: String) {
    #expect(standing([pass, trace], from: from) == proven)
  }

  @Test(arguments: [
    "X-From: desk@partner.example", "From: desk@partner.example\r\nFrom: desk@partner.example",
    "From: a@partner.example, b@partner.example", "From: desk@other.example <desk@partner.example>",
    "From: desk@partner.example <desk@other.example>", "From: Desk: desk@partner.example;", "From: ",
    "From: <@other.example:desk@partner.example>", "From: desk@partner.example desk@other.example",
    "From: <desk@partner.example> <desk@other.example>", "From: desk", "From: <>",
    "From: \"desk\"@partner.example", "From: desk@[192.0.2.1]", "From: desk@partner.example (no end",
  ])
  func `an unclear From is nobody's`(_ from: String) {
    #expect(standing([pass, trace], from: from) == .unauthenticated(.fromUnclear))
  }

  @Test func `a header that programs read differently proves nothing`() {
    for line in ["no colon here", "X-A: 1\0", "X-A: 1\rFrom: other@other.example", "X Y: 1"] {
      #expect(standing([pass, trace, line]) == .unauthenticated(.headerBroken))
    }
    let long = Array(repeating: "X-A: " + String(repeating: "a", count: 900), count: 300)
    #expect(standing([pass, trace] + long) == .unauthenticated(.headerBroken))
  }

  @Test func `somebody else is foreign, however well proven`() {
    let other = "Authentication-Results: mx.clinic.example; dkim=pass header.d=other.example"
    #expect(standing([other, trace], from: "From: a@other.example") == .foreign)
    #expect(standing([other, trace], from: "From: a@xpartner.example") == .foreign)
    #expect(standing([pass, trace], domains: []) == .foreign)
  }

  @Test func `without an authserv-id nothing is known`() {
    #expect(standing([pass, trace], authserv: nil) == .unknown)
    #expect(standing([pass, trace], authserv: "") == .unknown)
  }

  @Test func `signer and sender must lie under one domain of the partner`() {
    let two: Set = ["partner.example", "partner.test"]
    #expect(standing([pass, trace], from: "From: a@partner.test", domains: two) == .unauthenticated(.notAligned))
    let narrow: Set = ["privacy.partner.example"]
    #expect(
      standing([pass, trace], from: "From: a@privacy.partner.example", domains: narrow) == .unauthenticated(.notAligned)
    )
  }
}
