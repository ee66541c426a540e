import Foundation
import Ledger
import Synchronization
import Testing

@testable import Witness

struct SocketTests {
  private let log: LetterLog
  private let booth: Booth

  init() throws {
    log = try LetterLog("abcdefghijklmnop")
    booth = try Booth(log.key)
  }

  private func serve(_ work: (WitnessServer) async throws -> Void) async throws {
    let server = try await booth.server()
    do { try await work(server) } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  @Test func `a log and a witness come together over HTTP, from any state of the log's memory`() async throws {
    try await serve { server in
      for (known, new) in [(0, 3), (1, 7), (7, 16), (0, 16)] {
        var exchange = WitnessExchange(
          checkpoint: try log.checkpoint(new), logKey: try log.key, key: server.key, knownSize: UInt64(known),
          prove: log.proof)
        var step = try exchange.start()
        while case .post(let body) = step {
          let reply = try Wire.post(body, server.port)
          step = try exchange.receive(
            status: reply.status, contentType: reply.headers["content-type"], body: reply.body, at: Booth.at)
        }
        guard case .cosigned(let line) = step else {
          Issue.record("not cosigned: \(step)")
          return
        }
        #expect(try line.verify(checkpoint: log.checkpoint(new).bytes, by: booth.key) == Booth.at)
      }
    }
  }

  @Test func `each refusal has its status and its body on the wire`() async throws {
    try await serve { server in
      #expect(try Wire.post(log.request(0, 5), server.port).status == 200)
      let conflict = try Wire.post(log.request(0, 9), server.port)
      #expect(conflict.status == 409 && conflict.headers["content-type"] == "text/x.tlog.size")
      #expect(conflict.body == Array("5\n".utf8))
      let cases: [([UInt8], Int)] = [
        (Array("garbage".utf8), 400), ([], 400), (try LetterLog("abc", origin: "example.com/x").request(0, 3), 404),
        (try LetterLog("abcdefgh", seed: 9).request(5, 8), 403), (try LetterLog("ABCDEFGH").request(5, 8), 422),
        (try log.request(6, 5), 400),
      ]
      for (body, status) in cases { #expect(try Wire.post(body, server.port).status == status) }
    }
  }

  @Test func `the page names key and logs; other paths and methods are told so`() async throws {
    try await serve { server in
      _ = try Wire.post(log.request(0, 5), server.port)
      let page = try Wire.send("GET / HTTP/1.1", server.port)
      let text = String(decoding: page.body, as: UTF8.self)
      #expect(page.status == 200 && text.contains("\(booth.key)") && text.contains(LetterLog.origin))
      #expect(
        try text.contains("size 5, root \(log.root(5))")
          && page.headers["content-type"]?.hasPrefix("text/plain") == true)
      let head = try Wire.send("HEAD / HTTP/1.1", server.port)
      #expect(head.status == 200 && head.body.isEmpty && head.headers["content-length"] == "\(page.body.count)")
      #expect(try Wire.send("GET /add-checkpoint HTTP/1.1", server.port).headers["allow"] == "POST")
      #expect(try Wire.send("DELETE / HTTP/1.1", server.port).status == 405)
      #expect(try Wire.send("GET /key HTTP/1.1", server.port).status == 404)
      #expect(try Wire.send("GET /../key HTTP/1.1", server.port).status == 404)
    }
  }

  @Test func `a body over the limit is refused, announced or not, and the next caller is served`() async throws {
    try await serve { server in
      let large = [UInt8](repeating: UInt8(ascii: "a"), count: AddCheckpoint.sizeLimit + 1)
      let announced = "POST /add-checkpoint HTTP/1.1\r\nContent-Length: 9999999999"
      #expect(try Wire.send(announced, server.port).status == 413)
      let chunk = Array("\(String(large.count, radix: 16))\r\n".utf8) + large + Array("\r\n0\r\n\r\n".utf8)
      let reply = try Wire.send("POST /add-checkpoint HTTP/1.1\r\nTransfer-Encoding: chunked", server.port, chunk)
      #expect(reply.status == 413)
      #expect(try Wire.send("nonsense", server.port).status == 400)
      #expect(try Wire.post(log.request(0, 5), server.port).status == 200)
    }
  }

  @Test func `one connection carries many requests, and one that asks first is told to go on`() async throws {
    try await serve { server in
      let wire = try Wire(server.port)
      for size in 1...5 {
        let body = try log.request(size - 1, size)
        try wire.write(
          Array("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body)
        #expect(try wire.reply().status == 200)
      }
      let body = try log.request(5, 9)
      let expect =
        "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nExpect: 100-continue\r\nContent-Length: \(body.count)\r\n\r\n"
      try wire.write(Array(expect.utf8))
      #expect(try wire.reply().status == 100)
      try wire.write(body)
      #expect(try wire.reply().status == 200)
    }
  }

  @Test func `of many who race for one place, each answer tells the truth and no history is lost`() throws {
    // Others get their chance in the middle of a request.
    let desk = try booth.desk(atClock: { for _ in 0..<1000 { sched_yield() } })
    let twins = [log, try LetterLog("ABCDEFGHIJKLMNOP")]
    let bodies = try (1...16).flatMap { size in try twins.map { (size, try $0.request(0, size)) } }
    let answers = Mutex<[(size: Int, answer: WitnessAnswer)]>([])
    // Threads of their own, because the tests beside this one block those that tasks run on.
    let done = DispatchGroup()
    for first in 0..<4 {
      done.enter()
      Thread.detachNewThread {
        for at in stride(from: first, to: bodies.count, by: 4) {
          let answer = desk.answer(bodies[at].1)
          answers.withLock { $0.append((bodies[at].0, answer)) }
        }
        done.leave()
      }
    }
    done.wait()
    let all = answers.withLock { $0 }
    let winners = all.filter { $0.answer.status == 200 }
    #expect(winners.count == 1)
    #expect(all.filter { $0.answer.isConflict && $0.answer.text == "\(winners[0].size)\n" }.count == 31)
    #expect(try booth.seen()?.checkpoint.size == UInt64(winners[0].size))
  }

  @Test func `clients that race over the wire all arrive, and the witness ends at the newest`() async throws {
    try await serve { server in
      let port = server.port
      try await withThrowingTaskGroup(of: Void.self) { group in
        for new in 1...16 {
          group.addTask { [log, booth] in
            var exchange = WitnessExchange(
              checkpoint: try log.checkpoint(new), logKey: try log.key, key: booth.key, prove: log.proof)
            var step = try exchange.start()
            while case .post(let body) = step {
              let reply = try Wire.post(body, port)
              step = try exchange.receive(
                status: reply.status, contentType: reply.headers["content-type"], body: reply.body, at: Booth.at)
            }
            switch step {
            case .cosigned, .refused(.ahead), .refused(.restless): break
            case .post, .refused: Issue.record("\(new): \(step)")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try Wire.post(log.request(16, 16), port).status == (booth.seen()?.checkpoint.size == 16 ? 200 : 409))
    }
  }

  @Test func `a port that is taken is told, and the folder is free again`() async throws {
    try await serve { server in
      let other = try Booth(log.key)
      await #expect(throws: WitnessError.self) {
        try await WitnessServer.start(directory: other.path, port: server.port, clock: { Booth.at })
      }
      #expect(throws: Never.self) { try other.desk() }
    }
  }
}
