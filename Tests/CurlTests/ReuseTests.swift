import Foundation
import Testing

@testable import Curl

/// Requests of one profile go through the same few handles, one after another.
struct ReuseTests {
  private func request(_ server: HostileServer, _ method: String, _ path: String, _ body: String? = nil) -> HTTPRequest
  {
    HTTPRequest(
      method: method, url: "http://127.0.0.1:\(server.port)\(path)",
      headers: body.map { [HTTPHeader("X-Of", $0)] } ?? [], body: body.map { Array($0.utf8) })
  }

  @Test(arguments: [false, true])
  func `nothing of a request is left for the next one`(reuses: Bool) async throws {
    let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    let server = try HostileServer { peer in
      while peer.request() != nil { peer.say(empty) }
    }
    var profile = try rehearsal(server)
    profile.maxInFlight = 1
    profile.reusesConnections = reuses
    let kinds: [(method: String, body: String?)] = [
      ("GET", nil), ("HEAD", nil), ("POST", "of the post"), ("PUT", "of the put"), ("DELETE", nil),
      ("DELETE", "of the deletion"), ("POST", ""),
    ]
    let transfers = Transfers(profile)
    // Each kind after each other one, and all of them as the first request of a handle sends them.
    for first in kinds {
      for second in kinds {
        for kind in [first, second] {
          let sent = request(server, kind.method, "/\(kind.method)", kind.body)
          let used = try await transfers.perform(sent).get()
          let fresh = try await send(sent, profile).get()
          #expect(used.requestBytes == fresh.requestBytes)
          #expect(used.status == 200)
        }
      }
    }
    await transfers.shutdown(grace: .zero)
    #expect(server.received.count == 4 * kinds.count * kinds.count)
  }

  @Test func `the address of a request is not that of the one before`() async throws {
    let server = try HostileServer { peer in
      while peer.request() != nil { peer.say(okay) }
    }
    var profile = try rehearsal(server)
    profile.maxInFlight = 1
    profile.reusesConnections = true
    let transfers = Transfers(profile)
    let paths = ["/a?x=1", "/a?x=1", "/b", "/a?x=1", "/b?y", "/b"]
    for path in paths { #expect(try await transfers.perform(request(server, "GET", path)).get().status == 200) }
    #expect(server.received.map { $0.split(separator: " ")[1] } == paths.map { $0[...] })
    #expect(server.connections == 1)
  }

  @Test func `a request that broke off leaves nothing for the next one`() async throws {
    let server = try HostileServer { peer in
      while let request = peer.request() {
        if request.starts(with: Array("PUT".utf8)) { return peer.reset() }
        peer.say(okay)
      }
    }
    var profile = try rehearsal(server)
    profile.maxInFlight = 1
    let transfers = Transfers(profile)
    #expect(failure(await transfers.perform(request(server, "PUT", "/a", "lost")))?.certainty == .inDoubt)
    let next = try await transfers.perform(request(server, "GET", "/b")).get()
    #expect(String(decoding: next.requestBytes, as: UTF8.self).hasPrefix("GET /b HTTP/1.1\r\n"))
    #expect(next.requestBody.isEmpty && !String(decoding: next.requestHead, as: UTF8.self).contains("X-Of"))
  }
}

/// epoll is told no more often than it has to be, and never left with a socket that nobody asks for.
struct ReadinessTests {
  /// libcurl's CURL_POLL_IN.
  private let wanted: Int32 = 1
  /// libcurl's CURL_POLL_REMOVE.
  private let unwanted: Int32 = 4

  private func heard(_ readiness: Readiness) -> [Int32] {
    var heard: [Int32] = []
    readiness.wait(milliseconds: 0) { socket, _ in heard.append(socket) }
    return heard
  }

  private func pair() throws -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    return (ends[0], ends[1])
  }

  @Test func `what nobody asks for any more is not reported, and is when somebody asks again`() throws {
    let readiness = Readiness(bell: -1)
    let (ours, theirs) = try pair()
    defer { for end in [ours, theirs] { close(end) } }
    readiness.opened(ours)
    readiness.follow(ours, wanted)
    readiness.follow(ours, unwanted)
    #expect(write(theirs, "x", 1) == 1)
    #expect(heard(readiness).isEmpty && heard(readiness).isEmpty)
    readiness.follow(ours, wanted)
    #expect(heard(readiness) == [ours])
    readiness.follow(ours, unwanted)
    readiness.follow(ours, wanted)
    #expect(heard(readiness) == [ours])
  }

  @Test func `a socket that got the number of a closed one is told to epoll`() throws {
    let readiness = Readiness(bell: -1)
    let (first, other) = try pair()
    readiness.opened(first)
    readiness.follow(first, wanted)
    readiness.follow(first, unwanted)
    readiness.closes(first)
    for end in [first, other] { close(end) }
    let (ours, theirs) = try pair()
    defer { for end in [ours, theirs] { close(end) } }
    try #require(ours == first)
    readiness.opened(ours)
    readiness.follow(ours, wanted)
    #expect(write(theirs, "x", 1) == 1)
    #expect(heard(readiness) == [ours])
  }
}
