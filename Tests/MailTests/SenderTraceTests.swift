import Testing

@testable import Mail

private func received(by host: String) -> String {
  "Received: from x.example (x [192.0.2.7])\r\n\tby \(host) with ESMTP id 7"
}
private func results(_ text: String) -> String { "Authentication-Results: mx.clinic.example; \(text)" }

private let border = received(by: "mx.clinic.example")
private let good = results("dkim=pass header.d=partner.example")
private let none = results("dkim=none")

private func isProven(_ lines: [String], authserv: String = "mx.clinic.example", own: Set<String> = []) -> Bool {
  let text = (lines + ["From: desk@partner.example", "", "Deleted.", ""]).joined(separator: "\r\n")
  let mail = RawMail(Array(text.utf8))
  return SenderCheck.standing(of: mail, domains: ["partner.example"], authserv: authserv, own: own)
    == .authenticated(domain: "partner.example", by: .dkim)
}

/// Where a field of ours may stand to be believed.
struct SenderTraceTests {
  @Test func `servers write their results above their Received, or right below it`() {
    #expect(isProven([good, border]))
    #expect(isProven([border, good]))
    #expect(isProven([received(by: "imap.clinic.example (Dovecot) with LMTP"), good, border]))
    #expect(
      isProven([received(by: "localhost"), received(by: "2001:db8::7"), received(by: "192.0.2.9"), border, good]))
    #expect(isProven([received(by: "mx1.mx.clinic.example"), good]))
  }

  @Test func `below a foreign Received everything is the sender's`() {
    #expect(!isProven([received(by: "out.partner.example"), good]))
    #expect(!isProven([border, received(by: "out.partner.example"), good]))
    #expect(!isProven([border, received(by: "mx.clinic.example.attacker.example"), good]))
    #expect(!isProven([border, received(by: "localhost"), good]))
  }

  @Test func `a forged pass under our own verdict does not overrule it`() {
    #expect(!isProven([none, border, good]))
    #expect(!isProven([border, none, good]))
    #expect(!isProven([results("none"), border, good]))
    #expect(!isProven([results("dmarc=none"), border, good]))
    #expect(!isProven([none, border, border, good]))
  }

  @Test func `of several fields of ours the worst decides`() {
    #expect(isProven([results("spf=pass smtp.mailfrom=x@y.example"), good, border]))
    #expect(isProven([good, good, border]))
    #expect(!isProven([good, results("dkim=fail header.d=partner.example"), border]))
    #expect(!isProven([good, border, results("dkim=fail header.d=partner.example")]))
    #expect(!isProven([good, results("dmarc=fail header.from=partner.example"), border]))
    #expect(!isProven([good, results("dkim=pass header.d=("), border]))
    #expect(isProven([good, results("dkim=fail header.d=other.example"), border]))
  }

  @Test func `a filter service is ours when it is named`() {
    let lines = [received(by: "in.filter.example"), good, border]
    #expect(!isProven(lines))
    #expect(isProven(lines, own: ["Filter.example"]))
  }

  @Test func `a neighbour is ours only under a parent that strangers do not share`() {
    #expect(isProven([received(by: "mx2.clinic.example"), good]))
    #expect(!isProven([received(by: "mx.attacker.example"), good]))
    let uk = "Authentication-Results: clinic.co.uk; dkim=pass header.d=partner.example"
    #expect(isProven([received(by: "mx.clinic.co.uk"), uk], authserv: "clinic.co.uk"))
    #expect(!isProven([received(by: "mx.attacker.co.uk"), uk], authserv: "clinic.co.uk"))
  }

  @Test func `a Received that hides its host in comments or quotes is not taken for ours`() {
    #expect(!isProven(["Received: from x (by mx.clinic.example) by out.partner.example; now", good]))
    #expect(!isProven(["Received: from \"x by mx.clinic.example\" by out.partner.example; now", good]))
    #expect(!isProven(["Received: from x (by localhost", good]))
    #expect(!isProven(["Received: from x; now", good]))
  }
}
