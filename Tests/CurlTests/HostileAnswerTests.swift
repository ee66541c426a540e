import Foundation
import Testing

@testable import Curl

/// Servers that lie, stall and break off. The names in brackets are fault rows of the reference.
struct HostileAnswerTests {
  @Test(arguments: [301, 302, 303, 307, 308])
  func `a redirect is an answer, and the other host hears nothing`(status: Int) async throws {
    let other = try HostileServer { peer in _ = peer.request() }
    let target = other.port
    let server = try HostileServer { peer in
      _ = peer.request()
      peer.say("HTTP/1.1 \(status) X\r\nLocation: http://127.0.0.1:\(target)/\r\nContent-Length: 0\r\n\r\n")
    }
    let exchange = try await send(post(server), rehearsal(server)).get()
    #expect(exchange.status == status)
    #expect(other.connections == 0)
  }

  @Test func `a server that closes without a byte saw the request exactly once`() async throws {
    let server = try HostileServer { peer in _ = peer.request() }
    let failure = failure(try await send(post(server), rehearsal(server)))
    #expect(failure?.certainty == .inDoubt)
    #expect(failure?.reason == .emptyReply)
    #expect(failure?.seen?.transmissions == 1)
    #expect(failure?.seen?.requestBytes == server.received.first.map { Array($0.utf8) })
    #expect(server.received.count == 1)
  }

  @Test(arguments: [false, true])
  func `a kept connection that dies does not make a request go out twice`(reuses: Bool) async throws {
    let server = try HostileServer { peer in
      if peer.request() != nil { peer.say(okay) }
      _ = peer.request()  // the second on this connection: read, then closed without a byte
    }
    var profile = try rehearsal(server)
    profile.reusesConnections = reuses
    let transfers = Transfers(profile)
    _ = try await transfers.perform(post(server, "/1")).get()
    let second = await transfers.perform(post(server, "/2"))
    #expect(server.received.count == 2)
    guard reuses else {
      #expect(try second.get().transmissions == 1)
      return
    }
    let failure = failure(second)
    #expect(failure?.certainty == .inDoubt)
    #expect(failure?.reason == .emptyReply)
    #expect(failure?.seen?.transmissions == 1)
  }

  @Test func `a reset after the request is in doubt`() async throws {
    let server = try HostileServer { peer in
      _ = peer.request()
      peer.reset()
    }
    let failure = failure(try await send(post(server), rehearsal(server)))
    #expect(failure?.certainty == .inDoubt)
    #expect(failure?.reason == .reset)
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
  ])
  func `a body that breaks off is in doubt, and what came is kept`(answer: String) async throws {
    let server = try HostileServer { peer in
      _ = peer.request()
      peer.say(answer)
    }
    let failure = failure(try await send(post(server), rehearsal(server)))
    #expect(failure?.certainty == .inDoubt)
    #expect(failure?.reason == .partialBody)
    #expect(failure?.seen?.status == 200)
    #expect(failure?.seen?.responseBody == Array("short".utf8))
  }

  @Test func `a body without end is cut at the cap`() async throws {
    let server = try HostileServer { peer in
      _ = peer.request()
      peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = "10000\r\n" + String(repeating: "a", count: 65536) + "\r\n"
      while peer.say(chunk) {}
    }
    let failure = failure(try await send(post(server), rehearsal(server)))
    #expect(failure?.reason == .bodyCap)
    #expect(failure?.certainty == .inDoubt)
    #expect((failure?.seen?.responseBody.count ?? .max) <= 1 << 20)
  }

  @Test func `a compressed body is handed over as it is, a bomb stays small`() async throws {
    let bomb = [UInt8]([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]) + [UInt8](repeating: 7, count: 500)
    let server = try HostileServer { peer in
      _ = peer.request()
      peer.say("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n")
      peer.say(bomb)
    }
    let exchange = try await send(post(server), rehearsal(server)).get()
    #expect(exchange.responseBody == bomb)
    #expect(!String(decoding: exchange.requestHead, as: UTF8.self).lowercased().contains("accept-encoding"))
  }

  @Test(arguments: [
    String(repeating: "A: b\r\n", count: 200),
    String(repeating: "A: " + String(repeating: "b", count: 4000) + "\r\n", count: 30),
    "A: " + String(repeating: "b", count: 200_000) + "\r\n",
  ])
  func `headers over the cap end the transfer by name`(headers: String) async throws {
    let server = try HostileServer { peer in
      _ = peer.request()
      peer.say("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: 0\r\n\r\n")
      peer.waitForEnd()
    }
    let failure = failure(try await send(post(server), rehearsal(server)))
    #expect(failure?.reason == .headerCap)
    #expect(failure?.certainty == .inDoubt)
  }

  @Test func `an answer that trickles is given up as slow`() async throws {
    let server = try HostileServer { peer in
      _ = peer.request()
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\na")
      peer.waitForEnd()
    }
    var profile = try rehearsal(server)
    profile.slowestFor = .seconds(1)
    let failure = failure(await send(post(server), profile))
    #expect(failure?.reason == .slow)
    #expect(failure?.certainty == .inDoubt)
  }

  @Test func `silence after the request is a timeout in doubt`() async throws {
    let server = try HostileServer { peer in
      _ = peer.request()
      peer.waitForEnd()
    }
    var profile = try rehearsal(server)
    profile.totalTimeout = .milliseconds(300)
    let failure = failure(await send(post(server), profile))
    #expect(failure?.reason == .timeoutAfterSend)
    #expect(failure?.certainty == .inDoubt)
    #expect(failure?.curlCode == 28)
  }

  @Test func `a TLS handshake that never ends is a timeout with nothing sent`() async throws {
    let server = try HostileServer { peer in peer.waitForEnd() }
    var profile = TransferProfile(origins: [try Origin(url: "https://127.0.0.1:\(server.port)")])
    profile.addresses = .loopback
    profile.totalTimeout = .milliseconds(300)
    let request = HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/")
    let failure = failure(await send(request, profile))
    #expect(failure?.certainty == .notSent)
    #expect(failure?.reason == .tlsTimeout)
    #expect(failure?.seen == nil)
  }

  @Test func `a server that speaks no TLS gets no request`() async throws {
    let server = try HostileServer { peer in
      peer.say("HTTP/1.1 400 Bad\r\n\r\n")
      peer.waitForEnd()
    }
    var profile = TransferProfile(origins: [try Origin(url: "https://127.0.0.1:\(server.port)")])
    profile.addresses = .loopback
    let failure = failure(await send(HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/"), profile))
    #expect(failure?.certainty == .notSent)
    #expect(failure?.reason == .tlsHandshake)
  }
}
