import Testing

@testable import Ledger

struct WitnessRequestTests {
  @Test func `a request comes back as it went`() throws {
    let log = try LetterLog("abcdefghijk")
    for old in 0...11 {
      let bytes = try log.request(old, 11)
      let request = try AddCheckpoint(parsing: bytes)
      #expect(request.bytes == bytes && request.oldSize == UInt64(old))
      #expect(try request.proof == log.proof(from: UInt64(old), to: 11) && request.checkpoint == log.checkpoint(11))
    }
    #expect(try String(decoding: log.request(0, 3), as: UTF8.self).hasPrefix("old 0\n\nexample.com/letters\n3\n"))
  }

  @Test(
    arguments: [
      ("old -1\n\n", .oldSize), ("old 01\n\n", .oldSize), ("old\n\n", .oldSize), ("OLD 1\n\n", .oldSize),
      ("", .oldSize),
      ("old 9223372036854775808\n\n", .oldSize), ("old 1 \n\n", .oldSize), ("old 1", .oldSize),
      ("old 1\r\n\n", .oldSize),
      ("old 1\n", .noEmptyLine), ("old 1\nAAAA\n\n", .hash(line: 2)),
      ("old 1\n\(TreeHash.empty)\n\(TreeHash.empty) \n\n", .hash(line: 3)),
      ("old 1\n" + String(repeating: "\(TreeHash.empty)\n", count: 64) + "\n", .tooManyHashes),
      ("old 1\n\n", .checkpoint(.malformed("it has no empty line before the signatures"))),
      ("old 1\n\n\u{2014} a\n", .checkpoint(.malformed("it has no empty line before the signatures"))),
      ("old 1\n\n" + String(repeating: "a\n", count: 200_000), .tooLarge),
    ] as [(String, AddCheckpointError)])
  func `a request that breaks the format is refused for its reason`(text: String, reason: AddCheckpointError) throws {
    #expect(throws: reason) { try AddCheckpoint(parsing: Array(text.utf8)) }
  }

  @Test func `63 lines of proof are read`() throws {
    let proof = [LedgerHash](repeating: TreeHash.empty, count: 63)
    let bytes = AddCheckpoint(oldSize: 1, proof: proof, checkpoint: try LetterLog("ab").checkpoint(2)).bytes
    #expect(try AddCheckpoint(parsing: bytes).proof == proof)
  }

  @Test func `no cut and no flipped byte makes the reader stumble`() throws {
    let bytes = try LetterLog("abcdefg").request(3, 7)
    for at in bytes.indices {
      _ = try? AddCheckpoint(parsing: Array(bytes[..<at]))
      var flipped = bytes
      flipped[at] ^= 0x55
      if let read = try? AddCheckpoint(parsing: flipped) { #expect(read.bytes == flipped, "byte \(at)") }
    }
  }

  @Test func `each status is what the specification says it is`() throws {
    func reply(_ status: Int, _ type: String? = nil, _ body: String = "") -> WitnessReply {
      WitnessReply(status: status, contentType: type, body: Array(body.utf8))
    }
    let type = WitnessReply.sizeType
    #expect(reply(400) == .badRequest && reply(403) == .untrusted)
    #expect(reply(404) == .unknownLog && reply(422) == .inconsistent)
    #expect(reply(500) == .other(status: 500) && reply(301) == .other(status: 301))
    #expect(reply(409, type, "20852163\n") == .conflict(size: 20_852_163))
    #expect(reply(409, "Text/x.tlog.size; charset=utf-8", "0\n") == .conflict(size: 0))
    for (wrong, body) in [
      (type, "7"), (type, ""), (type, "07\n"), ("text/plain", "7\n"), (type, "7\n\n"), (type, "-7\n"),
    ] {
      #expect(reply(409, wrong, body) == .unreadable(status: 409), "\(wrong) \(body)")
    }
    #expect(reply(409, nil, "7\n") == .unreadable(status: 409) && reply(200, nil, "") == .unreadable(status: 200))
    let lines = String(decoding: PublicCheckpoint.bytes, as: UTF8.self).split(separator: "\n").dropFirst(3)
    let body = lines.joined(separator: "\n") + "\n"
    let found = try SignedNote(parsing: PublicCheckpoint.bytes).cosignatures
    #expect(found.count == 4 && reply(200, nil, body) == .cosigned(found))
    #expect(reply(200, nil, String(body.dropLast())) == .unreadable(status: 200))
    #expect(reply(200, nil, "ok\n") == .unreadable(status: 200))
  }
}
