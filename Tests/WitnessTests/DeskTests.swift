import Ledger
import Testing

@testable import Witness

struct DeskTests {
  private let log: LetterLog
  private let booth: Booth

  init() throws {
    log = try LetterLog("abcdefghijklmnop")
    booth = try Booth(log.key)
  }

  @Test func `a log that grows is cosigned at every step, with the time of the clock`() throws {
    let desk = try booth.desk()
    for (old, new) in [(0, 1), (1, 2), (2, 3), (3, 3), (3, 8), (8, 13), (13, 16)] {
      let answer = desk.answer(try log.request(old, new))
      let line = try answer.cosignature(over: log.checkpoint(new), by: booth.key)
      #expect(line.time == Booth.at && answer.text == line.line + "\n")
      #expect(try booth.seen()?.checkpoint.head == log.checkpoint(new).head)
    }
  }

  @Test func `a log it does not know is 404, whoever signed`() throws {
    let desk = try booth.desk()
    for origin in ["example.com/other", "example.com/letter", "example.com/letters/"] {
      #expect(desk.answer(try LetterLog("abc", origin: origin).request(0, 3)).status == 404)
    }
    #expect(try booth.files("seen").isEmpty)
  }

  @Test func `a foreign signature is 403, and so is a known key's that fails`() throws {
    let desk = try booth.desk()
    #expect(desk.answer(try LetterLog("abc", seed: 4).request(0, 3)).status == 403)
    var bytes = try log.request(0, 3)
    let digit = try #require(bytes.firstRange(of: Array("\n3\n".utf8))).lowerBound + 1
    bytes[digit] = UInt8(ascii: "4")
    #expect(desk.answer(bytes).status == 403)
    #expect(try booth.files("seen").isEmpty)
  }

  @Test func `signatures by unknown keys are ignored, and not kept`() throws {
    let stranger = try LetterLog("abcdefghijklmnop", seed: 4).checkpoint(5).note.signatures[0]
    let line =
      "\u{2014} \(stranger.name) " + String(decoding: Base64.encode(stranger.keyID + stranger.signature), as: UTF8.self)
    let bytes = try log.request(0, 5) + Array((line + "\n").utf8)
    _ = try booth.desk().answer(bytes).cosignature(over: log.checkpoint(5), by: booth.key)
    let kept = try #require(try booth.seen()).checkpoint.note
    #expect(kept.signatures.count == 2 && !kept.signatures.contains(stranger))
    #expect(throws: Never.self) { try kept.verify(by: [log.key]) }
  }

  @Test func `an old size above the new one is 400, before anything else is looked at`() throws {
    let desk = try booth.desk()
    #expect(desk.answer(try log.request(4, 3)).status == 400)
    _ = try desk.answer(log.request(0, 5)).cosignature(over: log.checkpoint(5), by: booth.key)
    #expect(desk.answer(try log.request(5, 3)).status == 400)
  }

  @Test func `an old size that is not the newest is 409 with the newest`() throws {
    let desk = try booth.desk()
    let first = desk.answer(try log.request(4, 8))
    #expect(first.isConflict && first.text == "0\n")
    _ = try desk.answer(log.request(0, 5)).cosignature(over: log.checkpoint(5), by: booth.key)
    for (old, new) in [(0, 8), (4, 8), (6, 8), (0, 5), (3, 4), (8, 8)] {
      let answer = desk.answer(try log.request(old, new))
      #expect(answer.isConflict && answer.text == "5\n", "\(old) \(new)")
    }
    #expect(try booth.seen()?.checkpoint.size == 5)
  }

  @Test func `another root of the same size is 409, and both checkpoints are kept as evidence`() throws {
    let fork = try LetterLog("abcdXfgh")
    let desk = try booth.desk()
    _ = try desk.answer(log.request(0, 5)).cosignature(over: log.checkpoint(5), by: booth.key)
    #expect(try booth.files("forks").isEmpty)
    for old in [5, 0, 5] {
      let answer = desk.answer(try fork.request(old, 5))
      #expect(answer.isConflict && answer.text == "5\n")
    }
    #expect(try booth.seen()?.checkpoint.root == log.root(5))
    let names = try booth.files("forks")
    let kept = try names.map { try Checkpoint(parsing: bytes("forks/" + $0), by: log.key).root }
    #expect(try Set(kept) == [log.root(5), fork.root(5)])
    #expect(booth.reports.withLock { $0 }.last?.contains("FORK") == true && desk.page().text.contains("FORKS FOUND"))
  }

  @Test func `a tree that does not grow out of the newest is 422, with any proof`() throws {
    let fork = try LetterLog("abcdXfghijk")
    let desk = try booth.desk()
    _ = try desk.answer(log.request(0, 5)).cosignature(over: log.checkpoint(5), by: booth.key)
    let honest = try log.proof(from: 5, to: 9)
    for proof in [try fork.proof(from: 5, to: 9), honest, []] {
      #expect(desk.answer(try fork.request(5, 9, proof: proof)).status == 422)
    }
    for proof in [[], Array(honest.dropLast()), honest + honest, honest.reversed()] {
      #expect(desk.answer(try log.request(5, 9, proof: proof)).status == 422)
    }
    #expect(desk.answer(try log.request(5, 5, proof: honest)).status == 422)
    #expect(try booth.seen()?.checkpoint.size == 5)
  }

  @Test func `an empty tree has one root, and a first tree no proof`() throws {
    let desk = try booth.desk()
    let leaf = TreeHash.leaf([1])
    let wrong = try log.checkpoint(LedgerHead(size: 0, root: leaf))
    #expect(desk.answer(AddCheckpoint(oldSize: 0, proof: [], checkpoint: wrong).bytes).status == 422)
    #expect(desk.answer(try log.request(0, 0, proof: [leaf])).status == 422)
    #expect(desk.answer(try log.request(0, 1, proof: [leaf])).status == 422)
    for _ in 0..<2 { _ = try desk.answer(log.request(0, 0)).cosignature(over: log.checkpoint(0), by: booth.key) }
    #expect(desk.answer(AddCheckpoint(oldSize: 0, proof: [], checkpoint: wrong).bytes).status == 422)
    _ = try desk.answer(log.request(0, 1)).cosignature(over: log.checkpoint(1), by: booth.key)
  }

  @Test func `what is no request is 400`() throws {
    let desk = try booth.desk()
    for text in ["", "old 0\n", "old 0\n\n", "old 0\n\nexample.com/letters\n1\nAAAA\n\n", "\u{0}\u{FF}", "old x\n\n"] {
      #expect(desk.answer(Array(text.utf8)).status == 400, "\(text)")
    }
  }

  @Test func `a rotated key joins the old one while the witness runs`() throws {
    let desk = try booth.desk()
    _ = try desk.answer(log.request(0, 5)).cosignature(over: log.checkpoint(5), by: booth.key)
    let rotated = try LetterLog("abcdefghijklmnop", seed: 8)
    #expect(desk.answer(try rotated.request(5, 9)).status == 403)
    for _ in 0..<2 { try booth.folder.addLog(vkey: rotated.key.description) }
    _ = try desk.answer(rotated.request(5, 9)).cosignature(over: rotated.checkpoint(9), by: booth.key)
    _ = try desk.answer(log.request(9, 10)).cosignature(over: log.checkpoint(10), by: booth.key)
    #expect(try booth.folder.list().map(\.keys) == [[log.key, rotated.key]])
  }

  @Test func `a cosignature is never dated before an earlier one`() throws {
    let desk = try booth.desk()
    _ = desk.answer(try log.request(0, 5))
    booth.now.withLock { $0 = LedgerTime(seconds: Booth.at.seconds - 300) }
    #expect(try desk.answer(log.request(5, 6)).cosignature(over: log.checkpoint(6), by: booth.key).time == Booth.at)
    booth.now.withLock { $0 = LedgerTime(seconds: Booth.at.seconds - 301) }
    #expect(desk.answer(try log.request(6, 7)).status == 500)
    #expect(try booth.seen()?.checkpoint.size == 6)
    #expect(booth.reports.withLock { $0 }.last?.contains("set the clock") == true)
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    try #require(try booth.folder.files.readIfPresent(name)?.bytes)
  }
}
