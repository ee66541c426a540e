import Foundation
import Testing

@testable import Ledger

struct KeyRuleTests {
  private static func vkey(_ byte: UInt8) throws -> String { try Samples.signer(byte).vkey.description }

  private static func key(_ action: LedgerKeyAction, _ byte: UInt8, from size: Int, at second: Int64) throws -> Entry {
    .key(KeyEntry(at: Story.at(second), vkey: try vkey(byte), action: action, fromSize: size))
  }

  /// A ledger of `lines`, whose checkpoint and kept checkpoints are signed again by the keys given.
  private func write(_ lines: [Entry], newest: UInt8, kept: [(size: Int, key: UInt8)] = []) throws -> Workshop {
    let shop = try Story.write([.genesis(try Samples.genesis())] + lines, keep: Set(kept.map(\.size)))
    for (size, key) in kept { try sign("checkpoints/\(size)", key, in: shop) }
    try sign("checkpoint", newest, in: shop)
    try shop.put(Array((try Self.vkey(newest) + "\n").utf8), "ledger.vkey")
    return shop
  }

  private func sign(_ path: String, _ byte: UInt8, in shop: Workshop) throws {
    let head = try Checkpoint(parsing: try shop.bytes(path)).head
    let signed = try Checkpoint(origin: "example.com/expunge/m1", head: head, signer: Samples.signer(byte))
    try shop.put(signed.bytes, path)
  }

  /// Key 7 hands over to key 8: entry 1 adds it, entry 2 retires the old one, entry 3 is the new one's.
  private func handover() throws -> [Entry] {
    [
      try Self.key(.add, 8, from: 3, at: 1), try Self.key(.retire, 7, from: 3, at: 2),
      .matter(Samples.matter(1, at: Story.at(3))),
    ]
  }

  @Test func `a key that hands over to the next leaves nothing to find`() throws {
    let report = try write(try handover(), newest: 8, kept: [(2, 7), (3, 8)]).verify()
    #expect(report.findings == [] && report.head?.size == 4)
    #expect(report.keys.map(\.activeFrom) == [0, 3] && report.keys.map(\.retiredFrom) == [3, nil])
  }

  @Test func `a checkpoint by a key that is retired, or not active yet, does not count`() throws {
    let old = try write(try handover(), newest: 7).verify()
    #expect(old.head == nil && old.findings.contains { $0.file == "checkpoint" && $0.what.contains("not active") })
    #expect(old.findings.contains { $0.file == "ledger.vkey" })
    let early = try write(try handover(), newest: 8, kept: [(2, 8)]).verify().findings
    #expect(early.map(\.file) == ["checkpoints/2"])
    let late = try write(try handover(), newest: 8, kept: [(3, 7)]).verify().findings
    #expect(late.map(\.file) == ["checkpoints/3"] && late[0].what.contains("not active at size 3"))
  }

  @Test func `the first checkpoint over a new key is not the new key's`() throws {
    let lines = [try Self.key(.add, 8, from: 2, at: 1), .matter(Samples.matter(1, at: Story.at(3)))]
    #expect(try write(lines, newest: 8, kept: [(2, 7)]).verify().findings == [])
    let found = try write(lines, newest: 8, kept: [(2, 8)]).verify().findings
    #expect(found.map(\.file) == ["checkpoints/2"] && found[0].what.contains("a key that was active before"))
  }

  @Test func `what a compromised key signed is told, and wrong where its root is`() throws {
    let lines = [
      .matter(Samples.matter(1, at: Story.at(0))), try Self.key(.add, 8, from: 4, at: 1),
      try Self.key(.compromised, 7, from: 1, at: 2), .matter(Samples.matter(2, at: Story.at(3))),
    ]
    let shop = try write(lines, newest: 8, kept: [(2, 7)])
    let report = shop.verify()
    #expect(report.findings == [] && report.notes.contains { $0.hasPrefix("checkpoints/2: signed by a key that") })
    let forged = LedgerHead(size: 2, root: Samples.hash)
    let other = try Checkpoint(origin: "example.com/expunge/m1", head: forged, signer: Samples.signer(7))
    try shop.put(other.bytes, "checkpoints/2")
    #expect(shop.verify().findings.map(\.file) == ["checkpoints/2"])
  }

  @Test func `key lines that contradict the history are named`() throws {
    let wrong: [(String, [Entry])] = [
      ("has already", [try Self.key(.add, 7, from: 2, at: 1)]),
      ("no tree below size 2", [try Self.key(.add, 8, from: 1, at: 1)]),
      ("never had it", [try Self.key(.retire, 8, from: 2, at: 1)]),
      ("never had it", [try Self.key(.compromised, 8, from: 2, at: 1)]),
      ("without a key from size 2", [try Self.key(.retire, 7, from: 2, at: 1)]),
      ("without a key from size 2", [try Self.key(.compromised, 7, from: 0, at: 1)]),
      ("field 'vkey' is", [.key(KeyEntry(at: Samples.at, vkey: "old", action: .add, fromSize: 2))]),
      ("the ledger's keys are named", [.key(KeyEntry(at: Samples.at, vkey: try foreign(), action: .add, fromSize: 2))]),
    ]
    for (words, lines) in wrong {
      let found = try write(lines, newest: 7).verify().findings
      #expect(found.contains { $0.index == 1 && $0.what.contains(words) }, "\(words): \(found)")
    }
  }

  private func foreign() throws -> String {
    try Ed25519Signer(name: "example.com/expunge/m2", seed: Array(repeating: 8, count: 32)).vkey.description
  }

  @Test func `a checkpoint from outside shows a ledger that was cut or rewritten`() throws {
    let shop = try write(try handover(), newest: 8, kept: [(2, 7)])
    var options = VerifyOptions()
    options.against = [("paper", try shop.bytes("checkpoints/2")), ("mail", try shop.bytes("checkpoint"))]
    #expect(shop.verify(options).findings == [])
    let short = try write(Array(try handover().prefix(2)), newest: 8)
    #expect(short.verify(options).findings.contains { $0.file == "checkpoint" && $0.what.contains("older than mail") })
    var other = try handover()
    other[2] = .matter(Samples.matter(9, at: Story.at(3)))
    let rewritten = try write(other, newest: 8).verify(options).findings
    #expect(rewritten.map(\.file) == ["mail"] && rewritten[0].what.contains("rewritten"))
    options.against = [("note", Array("nothing".utf8))]
    #expect(shop.verify(options).findings.map(\.file) == ["note"])
  }

  @Test func `a key given from outside must be one of the ledger's`() throws {
    let shop = try write(try handover(), newest: 8, kept: [(2, 7)])
    var options = VerifyOptions()
    options.pinned = [try Samples.signer(7).vkey, try Samples.signer(8).vkey]
    #expect(shop.verify(options).findings == [])
    options.pinned.append(try Samples.signer(9).vkey)
    #expect(shop.verify(options).findings.map(\.file) == ["ledger.vkey"])
  }
}
