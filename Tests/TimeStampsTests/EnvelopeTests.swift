import Foundation
import Testing

@testable import TimeStamps

@Suite struct EnvelopeTests {
  private static func reply(status: UInt8, token: [UInt8] = [], more: [UInt8] = []) -> [UInt8] {
    Der.sequence(Der.sequence(Der.integer(status), more), token)
  }

  private static func read(_ der: [UInt8]) throws -> TimeStamp {
    try TimeStamp.reading(TimeStampReply(der: der), digest: Workshop.digest)
  }

  @Test func `a token is read bare, and inside a reply that grants it`() throws {
    let (token, _) = try Forger().make()
    let bare = try TimeStampReply(der: token)
    #expect(bare.status == nil)
    let stamp = try TimeStamp.reading(bare, digest: Workshop.digest)
    #expect(try Self.read(Self.reply(status: 0, token: token)) == stamp)
    #expect(try Self.read(Self.reply(status: 1, token: token)) == stamp)
  }

  @Test(arguments: [UInt8(2), 3, 4, 5])
  func `a token in a reply that does not grant it counts for nothing`(_ number: UInt8) throws {
    let (token, _) = try Forger().make()
    let status = try #require(TimeStampStatus(rawValue: Int(number)))
    #expect(throws: TimeStampFault.rejected(status: status, failures: [], text: nil)) {
      try Self.read(Self.reply(status: number, token: token))
    }
  }

  @Test func `a grant without a token is no stamp, and an unknown status is unreadable`() {
    #expect(throws: TimeStampFault.noToken) { try Self.read(Self.reply(status: 0)) }
    #expect(throws: TimeStampFault.unreadable(part: "the status")) { try Self.read(Self.reply(status: 6)) }
  }

  @Test func `what an authority says cannot write on the terminal`() throws {
    let text = Der.sequence(Der.tlv(0x0C, Array("no\u{1B}[2J\nway\u{202E}".utf8)), Der.tlv(0x0C, Array("now".utf8)))
    let failures: [UInt8] = [3, 5, 6, 0x20, 0, 0, 0x40]
    let reply = try TimeStampReply(der: Self.reply(status: 2, more: text + failures))
    #expect(reply.text == "no?[2J?way? now")
    #expect(
      reply.failures == ["badRequest (such a transaction is not permitted)", "systemFailure (its system failed)"])
    let long = Der.sequence(Der.tlv(0x0C, [UInt8](repeating: 0x61, count: 999)))
    #expect(try TimeStampReply(der: Self.reply(status: 2, more: long)).text?.count == 200)
  }

  @Test func `an envelope of indefinite lengths is read too, and openssl made it`() throws {
    let workshop = try Workshop()
    let folder = workshop.folder
    func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
    let reply = try workshop.reply()
    try Data(try #require(reply.token).infoBytes).write(to: file("info.der"))
    let type = "1.2.840.113549.1.9.16.1.4"
    #expect(
      try workshop.openssl([
        "cms", "-sign", "-cades", "-stream", "-econtent_type", type, "-in", "info.der", "-binary", "-nodetach",
        "-signer", "stamper.pem", "-inkey", "stamper.key", "-md", "sha256", "-outform", "DER", "-out", "ber.tok",
      ]))
    let bytes = [UInt8](try Data(contentsOf: file("ber.tok")))
    #expect(bytes.prefix(2) == [0x30, 0x80])
    let stamp = try Self.read(bytes)
    #expect(try stamp == TimeStamp.reading(reply, digest: Workshop.digest))
  }
}
