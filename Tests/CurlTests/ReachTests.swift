import Foundation
import Testing

@testable import Curl

/// Where a request may go, and what may be put into it.
struct ReachTests {
  @Test(arguments: ["127.0.0.1", "0x7f.1", "2130706433", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])
  func `loopback is refused by default, however it is spelled`(host: String) async throws {
    let server = try HostileServer { peer in _ = peer.request() }
    let url = "http://\(host):\(server.port)/"
    var profile = TransferProfile(origins: [try Origin(url: url)])
    profile.allowsPlainHTTP = true
    let failure = failure(await send(HTTPRequest(method: "POST", url: url, body: [1]), profile))
    #expect(failure?.certainty == .notSent)
    #expect(failure?.reason == .addressRefused)
    #expect(server.connections == 0)
  }

  @Test(arguments: [
    ("10.1.2.3", AddressClass.private), ("172.16.0.1", .private), ("172.32.0.1", .global), ("192.168.9.9", .private),
    ("169.254.1.1", .linkLocal), ("169.254.169.254", .metadata), ("168.63.129.16", .metadata),
    ("100.64.0.1", .carrierNAT), ("100.128.0.1", .global), ("224.0.0.1", .multicast), ("255.255.255.255", .reserved),
    ("0.0.0.0", .unspecified), ("0.1.2.3", .reserved), ("127.9.9.9", .loopback), ("8.8.8.8", .global),
    ("::", .unspecified), ("::1", .loopback), ("::7f00:1", .embedded), ("::ffff:8.8.8.8", .embedded),
    ("64:ff9b::808:808", .embedded), ("2002:7f00:1::", .embedded), ("fe80::1", .linkLocal), ("fd12::1", .private),
    ("fd00:ec2::254", .metadata), ("ff02::1", .multicast), ("2001:db8::1", .reserved), ("2606:4700::1", .global),
    ("5f00::1", .reserved),
  ])
  func `an address is classed by the registries`(text: String, expected: AddressClass) throws {
    var bytes = [UInt8](repeating: 0, count: text.contains(":") ? 16 : 4)
    #expect(inet_pton(text.contains(":") ? AF_INET6 : AF_INET, text, &bytes) == 1)
    #expect(AddressClass(bytes) == expected)
  }

  @Test func `only loopback and private addresses can ever be allowed beside global ones`() {
    let wide: AddressPolicy = [.loopback, .privateNetworks]
    #expect(AddressClass.allCases.filter { wide.allows($0) } == [.global, .loopback, .private])
    #expect(AddressClass.allCases.filter { AddressPolicy.publicOnly.allows($0) } == [.global])
    #expect(AddressClass.allCases.filter { wide.union(.onlyLoopback).allows($0) } == [.loopback])
  }

  @Test(arguments: [
    "https://a.example.evil.example/", "https://a.example:444/", "http://a.example/", "https://b.example/",
    "https://a.example./", "https://b.example/?https://a.example/", "https://b.example\\@a.example/",
  ])
  func `a URL that is not the partner's is refused`(url: String) throws {
    let profile = TransferProfile(origins: [try Origin(url: "https://a.example/")])
    #expect(throws: RequestFault.self) { try profile.check(HTTPRequest(method: "GET", url: url)) }
  }

  @Test(arguments: [
    "https://a.example/x y", "https://a.example/\r\nX: y", "https://a.example/\0", "https://u:p@a.example/",
    "a.example",
    "file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "https:///", "",
  ])
  func `a URL with blanks, users, or another scheme is refused`(url: String) throws {
    let profile = TransferProfile(origins: [try Origin(url: "https://a.example/")])
    #expect(throws: RequestFault.self) { try profile.check(HTTPRequest(method: "GET", url: url)) }
  }

  @Test func `the partner's own URL passes in any spelling that means the same`() throws {
    let profile = TransferProfile(origins: [try Origin(url: "https://a.example/")])
    for url in ["https://a.example/v1?x=1", "HTTPS://A.example:443/", "https://a.example"] {
      #expect(throws: Never.self) { try profile.check(HTTPRequest(method: "GET", url: url)) }
    }
  }

  @Test(arguments: [
    HTTPHeader("X", "a\r\nY: b"), HTTPHeader("X", "a\nb"), HTTPHeader("X", "a\0b"), HTTPHeader("X", "a\u{7f}"),
    HTTPHeader("X", "\ta"), HTTPHeader("X", " a"), HTTPHeader("X Y", "a"), HTTPHeader("X:", "a"), HTTPHeader("", "a"),
    HTTPHeader("X\r\n", "a"), HTTPHeader("Host", "b.example"), HTTPHeader("Transfer-Encoding", "chunked"),
  ])
  func `a header that could become two is refused, and the server hears nothing`(header: HTTPHeader) async throws {
    let server = try HostileServer { peer in _ = peer.request() }
    var request = post(server)
    request.headers = [header]
    let transfers = Transfers(try rehearsal(server))
    for _ in 0..<2 {
      let failure = failure(await transfers.perform(request))
      #expect(failure?.reason == .badHeader)
      #expect(failure?.certainty == .notSent)
    }
    #expect(server.connections == 0)
  }

  @Test func `headers are checked also for a URL that passed before`() async throws {
    let server = try HostileServer { peer in
      _ = peer.request()
      peer.say(okay)
    }
    let transfers = Transfers(try rehearsal(server))
    _ = try await transfers.perform(post(server)).get()
    var second = post(server)
    second.headers = [HTTPHeader("X", "a\r\nY: b")]
    #expect(failure(await transfers.perform(second))?.reason == .badHeader)
    second.headers = []
    second.method = "GET /x HTTP/1.1\r\n"
    #expect(failure(await transfers.perform(second))?.reason == .badMethod)
    #expect(server.received.count == 1)
  }

  @Test func `proxies in the environment are ignored`() async throws {
    let proxy = try HostileServer { peer in _ = peer.request() }
    let server = try HostileServer { peer in
      _ = peer.request()
      peer.say(okay)
    }
    let names = ["http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"]
    names.forEach { setenv($0, "http://127.0.0.1:\(proxy.port)", 1) }
    defer { names.forEach { unsetenv($0) } }
    #expect(try await send(post(server), rehearsal(server)).get().status == 200)
    #expect(proxy.connections == 0)
  }

  @Test func `a refused connection left nothing`() async throws {
    var profile = TransferProfile(origins: [try Origin(url: "http://127.0.0.1:1/")])
    profile.allowsPlainHTTP = true
    profile.addresses = .loopback
    let failure = failure(await send(HTTPRequest(method: "GET", url: "http://127.0.0.1:1/"), profile))
    #expect(failure?.certainty == .notSent)
    #expect(failure?.reason == .connectRefused)
    #expect(failure?.description == "connect-refused (libcurl 7): nothing was sent")
  }

  @Test func `a name that does not exist left nothing`() async throws {
    let url = "https://partner.invalid/"
    let profile = TransferProfile(origins: [try Origin(url: url)])
    let failure = failure(await send(HTTPRequest(method: "GET", url: url), profile))
    #expect(failure?.certainty == .notSent)
    #expect(failure?.reason == .dns)
  }
}
