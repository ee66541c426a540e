import Testing

@testable import Drill

@Suite struct BenchServerTests {
  private func head(_ text: String) -> RequestHead? { Array(text.utf8).withUnsafeBytes(RequestHead.init) }

  @Test func `a head is read once it is complete, whatever the case of its names`() {
    #expect(head("POST / HTTP/1.1\r\nHost: x\r\n\r") == nil)
    let post = head("POST / HTTP/1.1\r\ncONTENT-length:  120\r\nExpect: 100-continue\r\n\r\nbody")
    #expect(post?.size == 63)
    #expect(post?.contentLength == 120)
    #expect(post?.expectsContinue == true)
    #expect(head("GET / HTTP/1.1\r\nX-Content-Length: 9\r\n\r\n")?.contentLength == 0)
    #expect(head("GET / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n")?.contentLength == 0)
  }

  @Test func `every complete request is answered and counted, in whatever pieces it comes`() async throws {
    let server = try await BenchServer.start()
    let answer = #"{"status":"ok"}"#
    do {
      let connection = try #require(Loopback(server.port))
      connection.send("POST /x HTTP/1.1\r\nContent-Le")
      connection.send("ngth: 8\r\nExpect: 100-continue\r\n\r\nab")
      #expect(connection.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      connection.send("c\r\n\r\nd")
      #expect(connection.read(until: answer).hasPrefix("HTTP/1.1 200 OK\r\n"))
      connection.send(Loopback.http("DELETE", "/y"))
      #expect(connection.read(until: answer).hasSuffix("Content-Length: 15\r\n\r\n" + answer))
      connection.send(Loopback.http("POST", "/z", body: "a") + Loopback.http("POST", "/z", body: "b"))
      #expect(
        connection.read(
          until: answer + "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n" + answer
        ).count > 100)
      #expect(server.requestCount == 4)
    }
    await server.stop()
    #expect(Loopback(server.port) == nil)
  }
}
