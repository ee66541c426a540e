import Testing

@testable import Ledger

struct WitnessExchangeTests {
  private let log: LetterLog
  private let signer: Ed25519Signer
  private let key: WitnessKey

  init() throws {
    log = try LetterLog("abcdefghij")
    signer = try Ed25519Signer(name: "audit.example/w1", seed: Array(repeating: 5, count: 32))
    key = try WitnessKey(signer)
  }

  private func exchange(_ size: Int = 10, known: UInt64 = 0) throws -> WitnessExchange {
    WitnessExchange(
      checkpoint: try log.checkpoint(size), logKey: try log.key, key: key, knownSize: known, prove: log.proof)
  }

  private func conflict(_ exchange: inout WitnessExchange, _ size: UInt64) throws -> WitnessExchange.Step {
    try exchange.receive(
      status: 409, contentType: WitnessReply.sizeType, body: Array("\(size)\n".utf8), at: LetterLog.at)
  }

  private func line(_ text: String = "abcdefghij", at seconds: Int64 = 0, by other: Ed25519Signer? = nil) throws
    -> String
  {
    let note = try LetterLog(text).checkpoint(10).note
    let time = LedgerTime(seconds: LetterLog.at.seconds + seconds)
    return try Cosignature(of: note, at: time, by: other ?? signer).line + "\n"
  }

  private func success(_ body: String) throws -> WitnessExchange.Step {
    var exchange = try exchange()
    _ = try exchange.start()
    return try exchange.receive(status: 200, contentType: nil, body: Array(body.utf8), at: LetterLog.at)
  }

  @Test func `the first request starts where the witness is known to stand`() throws {
    var fresh = try exchange()
    #expect(try fresh.start() == .post(log.request(0, 10)))
    var later = try exchange(known: 4)
    #expect(try later.start() == .post(log.request(4, 10)))
    var beyond = try exchange(known: 11)
    #expect(try beyond.start() == .post(log.request(0, 10)))
  }

  @Test func `a conflict leads to a request from the size the witness names`() throws {
    var exchange = try exchange(known: 4)
    _ = try exchange.start()
    #expect(try conflict(&exchange, 7) == .post(log.request(7, 10)))
    #expect(try conflict(&exchange, 10) == .post(log.request(10, 10)))
    #expect(try conflict(&exchange, 9) == .refused(.restless))
  }

  @Test func `a witness that is ahead, forked or stuck ends the exchange`() throws {
    var ahead = try exchange()
    _ = try ahead.start()
    #expect(try conflict(&ahead, 11) == .refused(.ahead(size: 11)))
    var forked = try exchange(known: 10)
    _ = try forked.start()
    #expect(try conflict(&forked, 10) == .refused(.forked(size: 10)))
    var stuck = try exchange(known: 4)
    _ = try stuck.start()
    #expect(try conflict(&stuck, 4) == .refused(.restless))
  }

  @Test func `every other status ends it with what to do next`() throws {
    let vkey = try log.key.description
    let wanted: [(Int, WitnessRefusal)] = [
      (400, .badRequest), (403, .untrusted(vkey: vkey)), (404, .unknownLog(vkey: vkey)), (422, .inconsistent(size: 4)),
      (500, .status(500)), (302, .status(302)), (409, .unreadable(status: 409)), (200, .unreadable(status: 200)),
    ]
    for (status, refusal) in wanted {
      var exchange = try exchange(known: 4)
      _ = try exchange.start()
      let step = try exchange.receive(status: status, contentType: nil, body: [], at: LetterLog.at)
      #expect(step == .refused(refusal), "\(status)")
      #expect(refusal.description.contains(";"))
    }
  }

  @Test func `a cosignature is taken only when it is the witness's, over this checkpoint and of now`() throws {
    let good = try line()
    #expect(try success(good) == .cosigned(Cosignature(parsing: good)))
    let stranger = try Ed25519Signer(name: "audit.example/w2", seed: Array(repeating: 6, count: 32))
    #expect(try success(line(by: stranger)) == .refused(.noCosignature))
    #expect(try success(line(by: stranger) + good) == .cosigned(Cosignature(parsing: good)))
    #expect(
      try success(line("abcdefghiX")) == .refused(.failing(.signatureFails(name: "audit.example/w1"))))
    for seconds in [-301, 301] as [Int64] {
      let time = LedgerTime(seconds: LetterLog.at.seconds + seconds)
      #expect(try success(line(at: seconds)) == .refused(.wrongClock(time)))
    }
    #expect(try success(line(at: 300)) == .cosigned(Cosignature(parsing: line(at: 300))))
  }
}
