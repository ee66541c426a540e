import Drill
import Foundation
import Testing

@testable import TimeStamps

@Suite struct ReplyTests {
  @Test(arguments: LoopbackAuthority.Key.allCases)
  func `a stamp by openssl is believed, and openssl believes it too`(_ key: LoopbackAuthority.Key) async throws {
    let workshop = try Workshop(key)
    let before = Int64(Date().timeIntervalSince1970)
    let reply = try workshop.reply()
    let stamp = try await workshop.authority().check(reply, digest: Workshop.digest, nonce: Workshop.nonce)
    #expect((before...Int64(Date().timeIntervalSince1970)).contains(stamp.time))
    #expect(stamp.accuracySeconds == 2, "1.5001 seconds, rounded up")
    #expect(stamp.policy == "1.2.3.4.1")
    #expect(stamp.serial == [2])
    #expect(stamp.authorityName == "CN=expunge drill time stamper")
    #expect(reply.status == .granted)
    #expect(try TimeStamp.reading(reply, digest: Workshop.digest, nonce: Workshop.nonce) == stamp)
    #expect(try workshop.opensslAccepts(reply.der))
  }

  @Test func `the root alone is enough where the reply brings what lies between`() async throws {
    let workshop = try Workshop()
    let authority = try TimeStampAuthority(chainPEM: workshop.loopback.rootPEM)
    let reply = try workshop.reply()
    let stamp = try await authority.check(reply, digest: Workshop.digest, nonce: nil)
    #expect(stamp.policy == "1.2.3.4.1")
  }

  @Test func `a caller that cannot wait gets the same verdict, however many call at once`() async throws {
    let workshop = try Workshop()
    let (reply, authority) = (try workshop.reply(), try workshop.authority())
    let stranger = try Workshop().authority()
    func now(_ authority: TimeStampAuthority) throws -> TimeStamp {
      try authority.check(reply, digest: Workshop.digest, nonce: Workshop.nonce)
    }
    let stamp = try TimeStamp.reading(reply, digest: Workshop.digest)
    await withTaskGroup(of: TimeStamp?.self) { group in
      for _ in 0..<32 { group.addTask { try? now(authority) } }
      for await found in group { #expect(found == stamp) }
    }
    #expect(throws: TimeStampFault.untrusted(signer: "CN=expunge drill time stamper")) { try now(stranger) }
  }

  @Test func `a requested policy is granted and required`() async throws {
    let workshop = try Workshop()
    let (reply, authority) = (try workshop.reply(policy: "1.2.3.4.2"), try workshop.authority())
    let stamp = try await authority.check(
      reply, digest: Workshop.digest, nonce: Workshop.nonce, policy: "1.2.3.4.2")
    #expect(stamp.policy == "1.2.3.4.2")
    let other = await fault {
      try await authority.check(reply, digest: Workshop.digest, nonce: Workshop.nonce, policy: "1.2.3.4.1")
    }
    #expect(other == .wrongPolicy(found: "1.2.3.4.2", wanted: ["1.2.3.4.1"]))
  }

  @Test func `only the policies of the authority's list pass`() async throws {
    let workshop = try Workshop()
    let reply = try workshop.reply()
    let open = try workshop.authority(policies: ["1.2.3.4.1", "1.2.3.4.9"])
    _ = try await open.check(reply, digest: Workshop.digest, nonce: Workshop.nonce)
    let closed = try workshop.authority(policies: ["1.2.3.4.9"])
    let found = await fault { try await closed.check(reply, digest: Workshop.digest, nonce: nil) }
    #expect(found == .wrongPolicy(found: "1.2.3.4.1", wanted: ["1.2.3.4.9"]))
  }

  @Test(arguments: [
    (LoopbackAuthority.Fault.wrongNonce, TimeStampFault.wrongNonce), (.wrongImprint, .wrongImprint),
  ])
  func `a good stamp for another request is refused, by openssl too`(
    _ wrong: LoopbackAuthority.Fault, _ wanted: TimeStampFault
  ) async throws {
    let workshop = try Workshop()
    let bytes = try workshop.bytes(fault: wrong)
    let (reply, authority) = (try TimeStampReply(der: bytes), try workshop.authority())
    let found = await fault {
      try await authority.check(reply, digest: Workshop.digest, nonce: Workshop.nonce)
    }
    #expect(found == wanted)
    #expect(try !workshop.opensslAccepts(bytes))
  }

  @Test func `an expired signer is refused, by openssl too`() async throws {
    let workshop = try Workshop()
    let bytes = try workshop.bytes(fault: .expiredChain)
    let (reply, authority) = (try TimeStampReply(der: bytes), try workshop.authority())
    let found = await fault { try await authority.check(reply, digest: Workshop.digest, nonce: nil) }
    guard case .signerNotValid(let signer, let time) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(signer == "CN=expunge drill time stamper")
    #expect(abs(Double(time) - Date().timeIntervalSince1970) < 60)
    #expect(try !workshop.opensslAccepts(bytes))
  }

  @Test func `a stranger's root is not enough, for openssl too`() async throws {
    let (workshop, other) = (try Workshop(), try Workshop())
    let (reply, authority) = (try workshop.reply(), try other.authority())
    let found = await fault { try await authority.check(reply, digest: Workshop.digest, nonce: nil) }
    #expect(found == .untrusted(signer: "CN=expunge drill time stamper"))
    #expect(try !workshop.opensslAccepts(reply.der, chainPEM: other.loopback.chainPEM))
    #expect(try TimeStamp.reading(reply, digest: Workshop.digest).policy == "1.2.3.4.1")
  }

  @Test func `a rejection is read and told in its words`() async throws {
    let workshop = try Workshop()
    let bytes = try workshop.bytes(fault: .rejecting)
    let (reply, authority) = (try TimeStampReply(der: bytes), try workshop.authority())
    #expect(reply.status == .rejection)
    let found = await fault {
      try await authority.check(reply, digest: Workshop.digest, nonce: Workshop.nonce)
    }
    let badAlg = "badAlg (the digest's algorithm is unknown or not accepted)"
    #expect(
      found
        == .rejected(
          status: .rejection, failures: [badAlg], text: "Message digest algorithm is not supported."))
    #expect(
      found?.description
        == "the authority did not stamp (2, rejection): \(badAlg); it says 'Message digest algorithm is not supported.'"
        + "\n  Ask again; if it refuses again, name another authority.")
    #expect(try !workshop.opensslAccepts(bytes))
  }

  @Test func `an unknown policy is rejected by the authority, and the remedy says so`() async throws {
    let workshop = try Workshop()
    let (reply, authority) = (try workshop.reply(policy: "1.2.3.4.77"), try workshop.authority())
    let found = await fault { try await authority.check(reply, digest: Workshop.digest, nonce: nil) }
    #expect(found?.description.contains("unacceptedPolicy") == true)
    #expect(found?.description.hasSuffix("Ask without a policy, or with one that the authority offers.") == true)
  }
}
