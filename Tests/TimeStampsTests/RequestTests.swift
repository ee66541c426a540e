import Foundation
import Testing

@testable import TimeStamps

@Suite struct RequestTests {
  @Test func `a request is byte for byte what RFC 3161 says`() throws {
    let imprint = "3031300d060960864801650304020105000420" + hex(Workshop.digest)
    let request = try Workshop.request(policy: "1.2.3.4.1")
    #expect(hex(request.der) == "304a020101" + imprint + "06042a030401" + "0209009a01020304050607" + "0101ff")
    let small = try TimeStampRequest(digest: Workshop.digest, nonce: [0, 0, 0, 0, 0, 0, 0, 5])
    #expect(hex(small.der) == "303c020101" + imprint + "020105" + "0101ff", "numbers have no needless zeros")
  }

  @Test(arguments: [0, 31, 33, 64])
  func `only a SHA-256 can be stamped`(_ length: Int) {
    #expect(throws: TimeStampFault.badDigest(bytes: length)) {
      try TimeStampRequest(digest: [UInt8](repeating: 1, count: length), nonce: Workshop.nonce)
    }
  }

  @Test(arguments: [[], [1, 2, 3, 4, 5, 6, 7], [UInt8](repeating: 0, count: 8), [UInt8](repeating: 1, count: 21)])
  func `a nonce that anybody could guess is refused`(_ nonce: [UInt8]) {
    #expect(throws: TimeStampFault.badNonce(bytes: nonce.count)) {
      try TimeStampRequest(digest: Workshop.digest, nonce: nonce)
    }
  }

  @Test(arguments: ["", "1", "1.2.", "one.two", "1.2.-3", "01.2.3", "1.2.+3", "1.2.99999999999999999999999"])
  func `a policy is numbers with dots`(_ policy: String) {
    #expect(throws: TimeStampFault.badPolicy(policy)) {
      try TimeStampRequest(digest: Workshop.digest, nonce: Workshop.nonce, policy: policy)
    }
  }

  @Test func `a chain that is none says which part`() throws {
    #expect(throws: TimeStampFault.badChain(reason: "this is not PEM")) {
      try TimeStampAuthority(chainPEM: "-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----\n")
    }
    let chain = try Workshop().loopback.chainPEM
    let odd = "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n"
    #expect(throws: TimeStampFault.badChain(reason: "number 3 of 3 is not an X.509 certificate")) {
      try TimeStampAuthority(chainPEM: chain + odd)
    }
    let issuing = String(
      chain.suffix(from: try #require(chain.range(of: "-----BEGIN", options: .backwards)).lowerBound))
    #expect(throws: TimeStampFault.noRoots) { try TimeStampAuthority(chainPEM: issuing) }
    #expect(throws: TimeStampFault.noRoots) { try TimeStampAuthority(chainPEM: "") }
    #expect(throws: TimeStampFault.badPolicy("x")) { try TimeStampAuthority(chainPEM: chain, policies: ["x"]) }
  }
}
