import Foundation
import Testing

@testable import Curl

struct ExchangeTests {
  @Test func `what was sent and received is kept byte by byte`() async throws {
    let answer = "HTTP/1.1 201 Created\r\nX-A:  one \r\nx-a: two\r\nContent-Length: 4\r\n\r\nbody"
    let server = try HostileServer { peer in
      _ = peer.request()
      peer.say("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + answer)
    }
    var request = post(server, "/v1/delete?x=%20", body: #"{"ids":["a"]}"#)
    request.headers = [HTTPHeader("Idempotency-Key", "k-1"), HTTPHeader("X-Empty", "")]
    let exchange = try await send(request, rehearsal(server)).get()
    #expect(exchange.status == 201)
    #expect(String(decoding: exchange.responseHead + exchange.responseBody, as: UTF8.self) == answer)
    #expect(exchange.headers("X-a") == ["one", "two"])
    #expect(exchange.header("x") == nil)
    #expect(server.received == [String(decoding: exchange.requestBytes, as: UTF8.self)])
    #expect(exchange.transmissions == 1)
    #expect(exchange.peerAddress == "127.0.0.1")
    #expect(exchange.timing.total > 0)
    let head = String(decoding: exchange.requestHead, as: UTF8.self)
    #expect(head.hasPrefix("POST /v1/delete?x=%20 HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"))
    #expect(head.contains("\r\nIdempotency-Key: k-1\r\nX-Empty:\r\n"))
    #expect(!head.lowercased().contains("content-type"))
  }

  @Test(arguments: ["GET", "HEAD", "DELETE", "PUT", "PATCH", "POST"])
  func `every method goes out under its own name, with the body it was given`(method: String) async throws {
    let server = try HostileServer { peer in
      _ = peer.request()
      peer.say("HTTP/1.1 204 No Content\r\n\r\n")
    }
    var request = post(server)
    request.method = method
    request.body = ["GET", "HEAD"].contains(method) ? nil : [0x7a]
    let exchange = try await send(request, rehearsal(server)).get()
    #expect(exchange.status == 204)
    let seen = try #require(server.received.first)
    #expect(seen.hasPrefix("\(method) / HTTP/1.1\r\n"))
    #expect(seen.hasSuffix(request.body == nil ? "\r\n\r\n" : "Content-Length: 1\r\n\r\nz"))
  }

  @Test func `printing a request, an exchange or a credential shows no value of it`() throws {
    let request = HTTPRequest(
      method: "POST", url: "https://a.example/canary", headers: [HTTPHeader("A", "canary")],
      body: Array("canary".utf8))
    var exchange = Exchange()
    exchange.responseBody = Array("canary".utf8)
    let login = MailAuthentication.plain(user: "canary", password: "canary")
    let address = try EnvelopeAddress("canary@a.example")
    for value in [request, exchange, login, address, request.headers[0]] as [any Withheld] {
      var dumped = ""
      dump(value, to: &dumped)
      #expect(!("\(value) \(String(reflecting: value))" + dumped).contains("canary"))
    }
  }

  @Test func `the libcurl in use is new enough, and an old one is refused by name`() throws {
    #expect(try CurlVersion.check().number >= CurlVersion.floor)
    #expect(throws: CurlVersionFault.tooOld(found: CurlVersion.current().version, floor: "99.0.0")) {
      try CurlVersion.check(floor: 99 << 16)
    }
  }

  @Test(arguments: ["https", "sftp", "smtp", "smtps", "imap", "imaps"])
  func `a libcurl that lacks a protocol is refused, and it is said what to install`(missing: String) throws {
    let here = CurlVersion.current()
    let poorer = CurlVersion(
      number: here.number, version: here.version, tls: here.tls, protocols: here.protocols.filter { $0 != missing })
    let fault = CurlVersionFault.lacksProtocol(missing, version: here.version)
    #expect(throws: fault) { try poorer.requireProtocols() }
    #expect(fault.description.contains("without \(missing). Install one with TLS, SMTP, IMAP and SFTP"))
  }
}
