import Foundation
import SwiftASN1
import Testing

@testable import TimeStamps

@Suite struct DamageTests {
  /// The same reply with one byte changed, in three ways for each place.
  private func damaged(_ good: [UInt8], at places: some Sequence<Int>) -> [(place: Int, bytes: [UInt8])] {
    places.flatMap { place in
      [UInt8(0x01), 0x80, 0xFF].map { mask in
        var bytes = good
        bytes[place] ^= mask
        return (place, bytes)
      }
    }
  }

  /// Where a certificate of the folder lies in a reply.
  private func place(of name: String, in reply: [UInt8], _ workshop: Workshop) throws -> Range<Int> {
    let pem = try String(contentsOf: workshop.folder.appendingPathComponent(name), encoding: .utf8)
    let der = try PEMDocument(pemString: pem).derBytes
    let start = try #require(reply.indices.first { reply[$0...].starts(with: der) })
    return start..<(start + der.count)
  }

  @Test func `no byte of a reply can change so that another stamp comes out`() throws {
    let workshop = try Workshop()
    let good = try workshop.bytes()
    let stamp = try TimeStamp.reading(try TimeStampReply(der: good), digest: Workshop.digest, nonce: Workshop.nonce)
    var accepted: Set<Int> = []
    for (place, bytes) in damaged(good, at: good.indices) {
      guard let reply = try? TimeStampReply(der: bytes),
        let found = try? TimeStamp.reading(reply, digest: Workshop.digest, nonce: Workshop.nonce)
      else { continue }
      #expect(found == stamp, "byte \(place)")
      accepted.insert(place)
    }
    // Nobody signs the status (granted, or granted with changes), and the issuer's certificate plays no part here.
    let issuing = try place(of: "issuing.pem", in: good, workshop)
    #expect(good[6...8] == [2, 1, 0])
    #expect(accepted.subtracting(issuing) == [8])
    #expect(accepted.count > 100, "the issuer's certificate was not looked at")
  }

  /// The byte that counts the unused bits of a certificate's signature. None are unused, and none are read.
  private func unusedBits(of certificate: Range<Int>, in reply: [UInt8]) throws -> Int {
    let nodes = Array(try Structure.children(try DER.parse(reply[certificate])))
    return try Structure.content(try #require(nodes.last)).startIndex
  }

  @Test func `a damaged certificate on the way to the root is refused`() async throws {
    let workshop = try Workshop()
    let good = try workshop.bytes()
    let authority = try TimeStampAuthority(chainPEM: workshop.loopback.rootPEM)
    let stamp = try await authority.check(TimeStampReply(der: good), digest: Workshop.digest, nonce: nil)
    let issuing = try place(of: "issuing.pem", in: good, workshop)
    var accepted: Set<Int> = []
    for (place, bytes) in damaged(good, at: issuing) {
      guard let reply = try? TimeStampReply(der: bytes),
        let found = try? await authority.check(reply, digest: Workshop.digest, nonce: nil)
      else { continue }
      #expect(found == stamp, "byte \(place)")
      accepted.insert(place)
    }
    #expect(accepted.isSubset(of: [try unusedBits(of: issuing, in: good)]))
  }

  @Test func `of damaged replies we believe none that openssl refuses, and are stricter in form only`() async throws {
    let workshop = try Workshop()
    let (good, rootPEM) = (try workshop.bytes(), workshop.loopback.rootPEM)
    let authority = try TimeStampAuthority(chainPEM: rootPEM)
    var believed = 0
    for (place, bytes) in damaged(good, at: [8] + stride(from: 0, to: good.count, by: 31)) {
      let openssl = try workshop.opensslAccepts(bytes, chainPEM: rootPEM)
      do throws(TimeStampFault) {
        let reply = try TimeStampReply(der: bytes)
        _ = try await authority.check(reply, digest: Workshop.digest, nonce: Workshop.nonce)
        #expect(openssl, "byte \(place)")
        believed += 1
      } catch {
        switch error {
        case .unreadable, .unsupportedAlgorithm: break
        case _: #expect(!openssl, "byte \(place): \(error)")
        }
      }
    }
    #expect(believed == 1, "the status alone can change")
  }

  @Test func `a reply cut short is unreadable, wherever it is cut`() throws {
    let good = try Workshop().bytes()
    for length in good.indices {
      #expect(throws: TimeStampFault.self) { try TimeStampReply(der: Array(good.prefix(length))) }
    }
    #expect(throws: TimeStampFault.unreadable(part: "the whole of it")) { try TimeStampReply(der: good + [0]) }
  }

  @Test func `noise is unreadable and harmless`() {
    var generator = SystemRandomNumberGenerator()
    for length in 0..<400 {
      let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(throws: TimeStampFault.self) { try TimeStampReply(der: [0x30, 0x80] + noise) }
      #expect(throws: TimeStampFault.self) { try TimeStampReply(der: Der.sequence(noise)) }
    }
    let nested = [UInt8](repeating: 0x30, count: 60_000)
    #expect(throws: TimeStampFault.unreadable(part: "the whole of it")) { try TimeStampReply(der: nested) }
    let big = [UInt8](repeating: 0, count: TimeStampReply.mostBytes + 1)
    #expect(throws: TimeStampFault.tooLarge(bytes: 65_537)) { try TimeStampReply(der: big) }
  }

  @Test func `a page instead of a reply is unreadable`() throws {
    let workshop = try Workshop()
    #expect(throws: TimeStampFault.unreadable(part: "the whole of it")) { try workshop.reply(fault: .garbage) }
  }
}
