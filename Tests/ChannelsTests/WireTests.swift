import Testing
import Workflow

@testable import Catalogue
@testable import Channels
@testable import Curl

/// From libcurl's words to ours.
@Suite struct WireTests {
  private static let ours: Set<FailureReason> = [
    .badMethod, .badURL, .badHeader, .badAddress, .badMessage, .originNotAllowed, .config, .addressRefused, .tlsVerify,
    .tlsPin, .startTLSMissing, .hostKey, .loginRefused, .remoteMissing, .remoteRefused, .remoteExists,
  ]

  private func failure(_ certainty: Certainty, _ reason: FailureReason, _ seen: Exchange? = nil) -> TransferFailure {
    TransferFailure(certainty: certainty, reason: reason, curlCode: 0, detail: nil, seen: seen)
  }

  @Test(arguments: FailureReason.allCases)
  func `bytes that may have left are in doubt, whatever the reason`(reason: FailureReason) {
    #expect(failure(.inDoubt, reason).verdict == .lost(Reason(reason.rawValue)))
  }

  @Test(arguments: FailureReason.allCases)
  func `what never left is tried again, unless repeating cannot help`(reason: FailureReason) {
    let code = Reason(reason.rawValue)
    let isOurs = Self.ours.contains(reason)
    #expect(failure(.notSent, reason).verdict == (isOurs ? .halted(code) : .notSent(code)))
    #expect(failure(.notSent, reason).pollVerdict == (isOurs ? .halted(code) : .unanswered(code, retryAfter: nil)))
    #expect(code.code == reason.rawValue, "the reason is no published code")
  }

  @Test(arguments: [
    (MailVerdict.accepted, 250, Verdict.accepted(Acceptance(grade: .transmitted))),
    (.permanent, 554, .rejected(Reason("smtp-554"))), (.transient, 421, .busy(Reason("smtp-421"), retryAfter: nil)),
    (.notSent(.dns), 0, .notSent(Reason("dns"))), (.notSent(.tlsVerify), 0, .halted(Reason("tls-verify"))),
    (.notSent(.startTLSMissing), 0, .halted(Reason("starttls-missing"))),
    (.inDoubt(.reset), 0, .lost(Reason("reset"))), (.inDoubt(.config), 0, .lost(Reason("config"))),
  ])
  func `what a mail server's word means`(verdict: MailVerdict, code: Int, wanted: Verdict) {
    let result = MailResult(verdict: verdict, stage: .message, replyCode: code, curlCode: 0, transcript: [])
    #expect(result.meaning(isWaived: false) == wanted)
  }

  @Test func `the peer's certificates are kept with every answer, OpenDSR's digests included`() {
    var exchange = Exchange()
    exchange.requestHead = Array("POST / HTTP/1.1\r\n\r\n".utf8)
    exchange.peerChainPEM = ["leaf", "root"]
    for files in [exchange.evidence, exchange.digestEvidence, failure(.inDoubt, .reset, exchange).evidence] {
      #expect(files.last?.name == "peer.pem")
      #expect(files.last?.bytes == Array("leaf\nroot".utf8))
    }
  }

  @Test func `only bytes that were written count as sent, and an empty answer is no file`() {
    var exchange = Exchange()
    exchange.requestHead = Array("POST / HTTP/1.1\r\n\r\n".utf8)
    exchange.requestBody = Array("12345".utf8)
    exchange.requestBodySent = 3
    #expect(exchange.evidence.map(\.name) == ["request"])
    #expect(exchange.evidence[0].bytes == Array("POST / HTTP/1.1\r\n\r\n123".utf8))
    #expect(failure(.notSent, .dns, Exchange()).evidence.isEmpty)
  }

  @Test func `headers are read without their blanks, in any case, and broken lines are passed over`() {
    var exchange = Exchange()
    exchange.responseHead = Array("HTTP/1.1 200 OK\r\nRetry-After: \t7 \r\nX-Empty:\r\nbroken\r\n\r\n".utf8)
    let headers = exchange.answerHeaders
    #expect(headers.first("retry-after") == Array("7".utf8))
    #expect(headers.first("X-EMPTY") == [])
    #expect(headers.first("broken") == nil)
  }

  @Test func `a request without a body has none where the method carries none`() {
    func body(_ method: String, _ bytes: [UInt8]) -> [UInt8]? {
      RenderedRequest(method: method, url: "https://a.example/", headers: [], body: bytes).http.body
    }
    #expect(body("GET", []) == nil && body("DELETE", []) == nil)
    #expect(body("POST", []) == [] && body("PUT", []) == [])
    #expect(body("DELETE", [1]) == [1])
  }
}
