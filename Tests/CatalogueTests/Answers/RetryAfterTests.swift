import Testing
import Workflow

@testable import Catalogue

@Suite struct RetryAfterTests {
  /// Sun, 06 Nov 1994 08:49:07 GMT.
  let now = Instant(seconds: 784_111_747)

  @Test(arguments: [
    ("120", 120), (" 0 ", 0), ("999999999", 604_800), ("Sun, 06 Nov 1994 08:49:37 GMT", 30),
    ("Sunday, 06-Nov-94 08:49:37 GMT", 30), ("Sun Nov  6 08:49:37 1994", 30), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
    ("Sun, 06 Nov 2094 08:49:37 GMT", 604_800),
  ])
  func `seconds and the three forms of dates are read, and capped at seven days`(_ value: String, _ seconds: Int64) {
    #expect(RetryAfter.read(Array(value.utf8), now: now) == .seconds(seconds))
  }

  @Test(arguments: [
    "", "soon", "-5", "1.5", "12h", "99999999999999999999", "Sun, 31 Feb 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 25:00:00 GMT",
    "Sun, 06 Nov 1994 08:49:37 CET", "Nov 6 1994", "Sun, 06 Foo 1994 08:49:37 GMT",
  ])
  func `nonsense is ignored`(_ value: String) { #expect(RetryAfter.read(Array(value.utf8), now: now) == nil) }

  @Test(arguments: [
    (RetryRule.Form.epoch, "784111757"), (.epochMilliseconds, "784111757000"), (.seconds, "10"),
    (.date, "Sun, 06 Nov 1994 08:49:17 GMT"),
  ])
  func `a partner's own header is read in its own form`(_ form: RetryRule.Form, _ value: String) {
    let headers = AnswerHeaders([
      (name: "x-RESET", value: Array(value.utf8)), (name: "Retry-After", value: Array("99".utf8)),
    ])
    #expect(headers.retryAfter(now: now, own: RetryRule(headers: [.init(name: "X-Reset", form: form)])) == .seconds(10))
    #expect(headers.retryAfter(now: now) == .seconds(99))
  }
}
