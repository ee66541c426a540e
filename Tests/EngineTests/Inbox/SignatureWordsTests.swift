import Mail
import Synchronization
import Testing
import Workflow

@testable import Engine

/// What is kept beside a mail of its DKIM signatures.
@Suite struct SignatureWordsTests {
  /// Questions that were asked, in order.
  private final class Asked: Sendable {
    let names = Mutex<[String]>([])
  }

  private static func mail(_ domains: String...) -> [UInt8] {
    let fields = domains.map { domain in
      """
      DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=\(domain); s=k1; h=from; \
      bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n
      """
    }
    return Array((fields.joined() + "From: a@partner.example\r\n\r\n").utf8)
  }

  private func lines(_ mails: [[UInt8]], _ answer: KeyAnswer) -> (lines: [[String]], asked: [String]) {
    let asked = Asked()
    let words = SignatureWords { name in
      asked.names.withLock { $0.append(name) }
      return answer
    }
    let lines = mails.map { words.lines(of: $0, at: Instant(seconds: 1_800_000_000)) }
    return (lines, asked.names.withLock { $0 })
  }

  @Test func `each signature gets a line, and a key is asked for once`() {
    let told = lines([Self.mail("partner.example", "other.example"), Self.mail("partner.example")], .none)
    #expect(
      told.lines == [
        ["dkim partner.example unusable no-key", "dkim other.example unusable no-key"],
        ["dkim partner.example unusable no-key"],
      ])
    #expect(told.asked == ["k1._domainkey.partner.example", "k1._domainkey.other.example"])
  }

  @Test func `a resolver that does not answer is not asked again`() {
    let told = lines([Self.mail("partner.example", "other.example"), Self.mail("third.example")], .unreachable)
    #expect(told.lines.flatMap { $0 }.allSatisfy { $0.hasSuffix("key-not-reached") })
    #expect(told.lines.map(\.count) == [2, 1])
    #expect(told.asked.count == 1)
  }

  @Test func `a mail that nobody signed says nothing`() {
    #expect(lines([Array("From: a@partner.example\r\n\r\nhi\r\n".utf8)], .none).lines == [[]])
  }
}
