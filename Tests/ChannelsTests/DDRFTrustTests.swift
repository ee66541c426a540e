import Crypto
import Foundation
import Testing
import Workflow

@testable import Channels

/// Receipts that are none, and documents that must not be followed.
@Suite struct DDRFTrustTests {
  private func finding(
    _ lines: String = "", _ change: (inout DDRFScene.Behaviour) -> Void
  ) async throws -> Report.Finding {
    let scene = try DDRFScene(lines)
    scene.adjust(change)
    return try await scene.send().finding
  }

  @Test func `a receipt that another key signed, or nobody, stops the partner`() async throws {
    let bad = Report.Finding.sent(.halted(Reason("bad-signature")))
    #expect(try await finding { $0.keyID = "unpublished" } == bad)
    #expect(
      try await finding {
        $0.sign = { token in
          var parts = token.split(separator: ".").map(String.init)
          parts[1] = Base64URL.encode(
            Array(
              String(decoding: Base64URL.decode(parts[1]) ?? [], as: UTF8.self).replacing("ack-1", with: "ack-2").utf8))
          return parts.joined(separator: ".")
        }
      } == bad)
    #expect(
      try await finding {
        $0.sign = { token in
          let head = Base64URL.encode(Array(#"{"typ":"JWT","alg":"none","kid":"k1"}"#.utf8))
          return head + "." + token.split(separator: ".")[1] + "."
        }
      } == .sent(.lost(Reason("no-acknowledgement"))))
  }

  @Test func `a receipt by the public key as a shared secret is no receipt`() async throws {
    let result = try await finding {
      $0.sign = { token in
        let head = Base64URL.encode(Array(#"{"typ":"JWT","alg":"HS256","kid":"k1"}"#.utf8))
        let signed = head + "." + token.split(separator: ".")[1]
        let code = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: SymmetricKey(data: [1, 2, 3]))
        return signed + "." + Base64URL.encode(Array(code))
      }
    }
    #expect(result == .sent(.halted(Reason("bad-signature"))))
  }

  @Test func `a receipt of somebody else, for something else or of another time settles nothing`() async throws {
    #expect(try await finding { $0.issuer = "other.example" } == .sent(.lost(Reason("other-issuer"))))
    #expect(try await finding { $0.echo = { _ in "x.y.z" } } == .sent(.lost(Reason("other-request"))))
    #expect(try await finding { $0.echo = { $0 + "A" } } == .sent(.lost(Reason("other-request"))))
    for offset: Int64 in [301, -301, 1 << 50, -noon.seconds] {
      #expect(try await finding { $0.time = noon.seconds + offset } != .sent(.accepted(.init(grade: .acceptedSigned))))
    }
    #expect(try await finding { $0.time = noon.seconds + 299 } == .sent(.accepted(.init(grade: .acceptedSigned))))
    #expect(try await finding { $0.version = "1.0" } == .sent(.lost(Reason("other-version"))))
  }

  @Test(arguments: [
    ("10010", Verdict.busy(Reason("unknown-error"), retryAfter: nil)),
    ("11201", .busy(Reason("our-domain-unreachable"), retryAfter: nil)),
    ("11202", .halted(Reason("our-published-files"))), ("12101", .halted(Reason("token-algorithm"))),
    ("13102", .halted(Reason("token-signature"))), ("13205", .halted(Reason("token-time"))),
    ("14202", .rejected(Reason("identifier-format-unsupported"))),
    ("\"14204\"", .rejected(Reason("identifier-value-invalid"))), ("77", .rejected(Reason("unknown-result-code"))),
    ("0", .rejected(Reason("unknown-result-code"))), ("null", .rejected(Reason("unknown-result-code"))),
  ])
  func `each result code of version 2 has its meaning`(code: String, verdict: Verdict) async throws {
    let result = try await finding {
      $0.code = code
      $0.status = "400 Bad"
    }
    #expect(result == .sent(verdict))
  }

  @Test(arguments: [
    ("1", Verdict.halted(Reason("token-malformed"))), ("2", .halted(Reason("token-signature"))),
    ("3", .halted(Reason("token-invalid"))), ("4", .rejected(Reason("identifier-type-unsupported"))),
    ("5", .rejected(Reason("identifier-format-wrong"))), ("6", .busy(Reason("token-time"), retryAfter: nil)),
    ("10000", .rejected(Reason("unknown-result-code"))),
  ])
  func `and each of version 1`(code: String, verdict: Verdict) async throws {
    let scene = try DDRFScene(version: "1.0")
    scene.adjust { $0.code = code }
    #expect(try await scene.send().finding == .sent(verdict))
  }

  @Test func `success under a refusal, and answers without a receipt, are what their status says`() async throws {
    #expect(try await finding { $0.status = "400 Bad" } == .sent(.lost(Reason("contradictory-answer"))))
    let none: @Sendable (String) -> String = { _ in "{}" }
    for (status, verdict) in [
      ("202 Taken", Verdict.lost(Reason("no-acknowledgement"))), ("400 Bad", .rejected(Reason("status-400"))),
      ("403 No", .halted(Reason("credentials"))), ("503 Down", .busy(Reason("status-503"), retryAfter: nil)),
      ("302 There", .halted(Reason("redirect"))),
    ] {
      let result = try await finding {
        $0.status = status
        $0.wrap = none
      }
      #expect(result == .sent(verdict), "\(status)")
    }
  }

  @Test func `nothing is sent to a place, or by a document, that the entry does not allow`() async throws {
    let cases: [(String, String, Reason)] = [
      ("\"endpoint\":\"http://127.0.0.1", "\"endpoint\":\"https://evil.example", Reason("endpoint-elsewhere")),
      (
        "\"endpoint\":\"http://127.0.0.1", "\"endpoint\":\"https://partner.example.evil.example",
        Reason("endpoint-elsewhere")
      ),
      ("\"endpoint\":\"http://127.0.0.1", "\"endpoint\":\"https://a@127.0.0.1", Reason("endpoint-elsewhere")),
      ("\"jwksUri\":\"http://127.0.0.1", "\"jwksUri\":\"https://keys.evil.example", Reason("keys-elsewhere")),
      ("\"jwksUri\"", "\"jwksUrl\"", Reason("no-published-key")), ("{", "[", Reason("discovery-document")),
      ("\"vendorScriptRequirement\":false", "\"vendorScriptRequirement\":true", Reason("vendor-script-required")),
    ]
    for (old, new, reason) in cases {
      let scene = try DDRFScene()
      scene.adjust { $0.document = { $0.replacing(old, with: new) } }
      let report = try await scene.send()
      #expect(report.finding == .sent(.halted(reason)))
      #expect(scene.tokens.isEmpty)
    }
  }

  @Test func `what the partner's list does not hold is not sent, and a script that is embedded is no hindrance`()
    async throws
  {
    for (old, new, reason) in [
      ("\"type\":\"email\"", "\"type\":\"ppuid\"", "identifier-type-unsupported"),
      ("plaintext", "sha256", "identifier-format-unsupported"),
    ] {
      let scene = try DDRFScene()
      scene.adjust { $0.document = { $0.replacing(old, with: new) } }
      #expect(try await scene.send().finding == .sent(.rejected(Reason(reason))))
      #expect(scene.tokens.isEmpty)
    }
    let embedded = try await finding("vendor-script-embedded: \"true\"") {
      $0.document = { $0.replacing("Requirement\":false", with: "Requirement\":\"true\"") }
    }
    #expect(embedded == .sent(.accepted(.init(grade: .acceptedSigned))))
  }

  @Test func `a key that cannot sign stops the request before anything is asked`() throws {
    let scene = try DDRFScene()
    try scene.folder.write("key.pem", "no key".utf8)
    #expect(throws: PrepareFailure.unusable(Reason("signing-key"))) { try scene.channel().prepare(scene.order) }
    #expect(scene.server.received.isEmpty)
  }
}
