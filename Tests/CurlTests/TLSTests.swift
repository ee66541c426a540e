import Foundation
import Testing

@testable import Curl

/// Against a real TLS server. No certificate, no request.
struct TLSTests {
  private func get(_ server: TLSServer, host: String = "127.0.0.1", _ change: (inout TransferProfile) -> Void)
    async throws -> TransferResult
  {
    let url = "https://\(host):\(server.port)/"
    var profile = TransferProfile(origins: [try Origin(url: url)])
    profile.addresses = .loopback
    change(&profile)
    return await send(HTTPRequest(method: "GET", url: url), profile)
  }

  @Test func `a trusted server is spoken to, and its certificate is kept`() async throws {
    let server = try TLSServer()
    let exchange = try await get(server) { $0.trust = .pem(server.certificate) }.get()
    #expect(exchange.status == 200)
    #expect(exchange.peerChainPEM.first.map { Array($0.utf8) } == server.certificate)
    #expect(exchange.peerChainDER.first?.prefix(1) == [0x30])
    #expect(String(decoding: exchange.requestHead, as: UTF8.self).hasPrefix("GET / HTTP/1.1\r\n"))
    #expect(exchange.timing.secured > 0)
  }

  @Test func `an unknown authority, and a wrong host name, get nothing`() async throws {
    let server = try TLSServer()
    let unknown = failure(try await get(server) { _ in })
    #expect(unknown?.certainty == .notSent)
    #expect(unknown?.reason == .tlsVerify)
    let misnamed = failure(try await get(server, host: "localhost") { $0.trust = .pem(server.certificate) })
    #expect(misnamed?.certainty == .notSent)
    #expect(misnamed?.reason == .tlsVerify)
  }

  @Test func `a server with another key than the pinned one gets nothing`() async throws {
    let server = try TLSServer()
    let failure = failure(
      try await get(server) {
        $0.trust = .pem(server.certificate)
        $0.pinnedPublicKey = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
      })
    #expect(failure?.certainty == .notSent)
    #expect(failure?.reason == .tlsPin)
  }

  @Test func `TLS 1 point 1 gets nothing`() async throws {
    let server = try TLSServer(["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"])
    let failure = failure(try await get(server) { $0.trust = .pem(server.certificate) })
    #expect(failure?.certainty == .notSent)
    #expect(failure?.reason == .tlsHandshake)
  }
}
