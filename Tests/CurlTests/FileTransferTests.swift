import Foundation
import Testing

@testable import Curl

/// Against a real OpenSSH server.
@Suite(.enabled(if: SSHServer.isHere, "openssh-server is not installed"))
struct FileTransferTests {
  private let rows = Array("user_id\nu-1\nu-2\n".utf8)

  @Test func `a file arrives whole under its name, and nothing else is left`() async throws {
    let ssh = try SSHServer()
    let big = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    for (name, bytes) in [("small.csv", rows), ("empty.csv", []), ("big.csv", big)] {
      let answer = try await `do`(.put(bytes, at: ssh.path(name)), ssh.server).get()
      #expect(ssh.content(name) == bytes)
      #expect(answer.hostKey == ssh.hostKey)
      #expect(answer.peerAddress == "127.0.0.1")
    }
    #expect(ssh.names == ["big.csv", "empty.csv", "small.csv"])
    #expect(try await `do`(.get(ssh.path("big.csv")), ssh.server).get().bytes == big)
  }

  @Test func `files are fetched with their time, listed, renamed and removed`() async throws {
    let ssh = try SSHServer()
    try ssh.put("answer.csv", rows)
    let server = ssh.server
    let answer = try await `do`(.get(ssh.path("answer.csv")), server).get()
    #expect(answer.bytes == rows)
    #expect(abs(Double(try #require(answer.modified)) - Date().timeIntervalSince1970) < 3600)
    try ssh.put("other.csv", [])
    let folder = try RemotePath(ssh.path("x").folder)
    #expect(try await `do`(.list(folder), server).get().names.sorted() == ["answer.csv", "other.csv"])
    _ = try await `do`(.rename(ssh.path("answer.csv"), to: ssh.path("read.csv")), server).get()
    #expect(ssh.names == ["other.csv", "read.csv"])
    _ = try await `do`(.remove(ssh.path("other.csv")), server).get()
    #expect(ssh.names == ["read.csv"])
  }

  @Test func `a server with another key than the pinned one gets nothing`() async throws {
    let ssh = try SSHServer()
    var server = ssh.server
    server.hostKey = "SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s"
    let failure = failure(await `do`(.put(rows, at: try ssh.path("a.csv")), server))
    #expect(failure?.certainty == .notSent)
    #expect(failure?.reason == .hostKey)
    #expect(failure?.detail == "the server showed the key \(ssh.hostKey)")
    #expect(ssh.names.isEmpty)
  }

  @Test func `another key and a wrong password are refused, and say so`() async throws {
    let ssh = try SSHServer()
    let other = try SSHServer()
    var server = ssh.server
    for credential in [
      FileCredential.key(other.userKey, passphrase: nil), .password("wrong"), .key([1, 2], passphrase: nil),
    ] {
      server.credential = credential
      let failure = failure(await `do`(.put(rows, at: try ssh.path("a.csv")), server))
      #expect(failure?.certainty == .notSent)
      #expect(failure?.reason == .loginRefused)
    }
    #expect(ssh.names.isEmpty)
  }

  @Test func `an absent folder, a forbidden one and an absent file have names of their own`() async throws {
    let ssh = try SSHServer()
    let absent = failure(await `do`(.put(rows, at: try ssh.path("no/a.csv")), ssh.server))
    #expect(absent?.certainty == .notSent)
    #expect(absent?.reason == .remoteMissing)
    #expect(failure(await `do`(.get(try ssh.path("a.csv")), ssh.server))?.reason == .remoteMissing)
    #expect(failure(await `do`(.list(try ssh.path("no")), ssh.server))?.reason == .remoteMissing)
    let forbidden = failure(await `do`(.put(rows, at: try RemotePath("/proc/a.csv")), ssh.server))
    #expect(forbidden?.certainty == .notSent)
  }

  @Test func `a file that is there already is not overwritten`() async throws {
    let ssh = try SSHServer()
    try ssh.put("a.csv", [1])
    let failure = failure(await `do`(.put(rows, at: try ssh.path("a.csv")), ssh.server))
    #expect(failure?.certainty == .notSent)
    #expect(failure?.reason == .remoteExists)
    #expect(ssh.content("a.csv") == [1])
  }

  @Test func `a full disk leaves no file under the name`() async throws {
    let ssh = try SSHServer(limit: 100)
    let failure = failure(
      await `do`(.put([UInt8](repeating: 1, count: 1_000_000), at: try ssh.path("a.csv")), ssh.server))
    #expect(failure?.certainty == .notSent)
    #expect([.remoteFailed, .reset, .remoteFull].contains(failure?.reason))
    #expect(ssh.content("a.csv") == nil)
  }

  @Test func `a server that dies in the middle leaves no file under the name`() async throws {
    let ssh = try SSHServer(subsystem: "dd bs=1 count=200000 | /usr/lib/openssh/sftp-server; kill -9 $PPID # $F")
    let failure = failure(
      await `do`(.put([UInt8](repeating: 1, count: 2_000_000), at: try ssh.path("a.csv")), ssh.server))
    #expect(failure?.certainty == .notSent)
    #expect([.reset, .remoteFailed].contains(failure?.reason))
    #expect(ssh.content("a.csv") == nil)
    #expect(ssh.names == [".a.csv.part"])
  }

  @Test func `a connection lost before the answer to the last command is in doubt`() async throws {
    let counting = try SSHServer(subsystem: "/usr/lib/openssh/sftp-server | tee $F/said")
    _ = try await `do`(.put(rows, at: counting.path("a.csv")), counting.server).get()
    let said = try Data(contentsOf: counting.folder.appending(path: "said")).count
    let cut = try SSHServer(
      subsystem: "/usr/lib/openssh/sftp-server | { dd bs=1 count=\(said - 1); kill -9 $PPID; } # $F")
    let failure = failure(await `do`(.put(rows, at: try cut.path("a.csv")), cut.server))
    #expect(failure?.certainty == .inDoubt)
    #expect(cut.content("a.csv") == rows)
  }

  @Test func `a server that falls silent is given up as slow`() async throws {
    let ssh = try SSHServer(subsystem: "dd bs=1 count=3000 | /usr/lib/openssh/sftp-server; cat >$F/rest")
    var server = ssh.server
    server.slowestFor = .seconds(1)
    let failure = failure(await `do`(.put([UInt8](repeating: 1, count: 2_000_000), at: try ssh.path("a.csv")), server))
    #expect(failure?.certainty == .notSent)
    #expect(failure?.reason == .slow)
  }

  @Test func `a host that accepts and says nothing is a timeout with nothing sent`() async throws {
    let silent = try HostileServer { $0.waitForEnd() }
    var server = FileServer(
      host: "127.0.0.1", port: silent.port, user: "u", credential: .password("p"),
      hostKey: "SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s")
    server.addresses = .loopback
    server.connectTimeout = .milliseconds(300)
    let failure = failure(await `do`(.put(rows, at: try RemotePath("/a.csv")), server))
    #expect(failure?.certainty == .notSent)
    #expect(failure?.reason == .tlsTimeout)
  }

  @Test func `a file over the cap is not read to its end, and a larger one is not begun`() async throws {
    let ssh = try SSHServer()
    try ssh.put("a.csv", [UInt8](repeating: 1, count: 1_000_000))
    var server = ssh.server
    server.downloadCap = 100_000
    server.uploadCap = 10
    #expect(failure(await `do`(.get(try ssh.path("a.csv")), server))?.reason == .bodyCap)
    #expect(failure(await `do`(.put(rows, at: try ssh.path("b.csv")), server))?.reason == .bodyCap)
    #expect(ssh.names == ["a.csv"])
  }

  @Test func `addresses are judged for files too`() async throws {
    let ssh = try SSHServer()
    var server = ssh.server
    server.addresses = .publicOnly
    let failure = failure(await `do`(.put(rows, at: try ssh.path("a.csv")), server))
    #expect(failure?.reason == .addressRefused)
    #expect(failure?.certainty == .notSent)
  }

  @Test func `cancelling and shutting down end every task`() async throws {
    let silent = try HostileServer { $0.waitForEnd() }
    var server = FileServer(
      host: "127.0.0.1", port: silent.port, user: "u", credential: .password("p"),
      hostKey: "SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s")
    server.addresses = .loopback
    let transfers = FileTransfers(server)
    let path = try RemotePath("/a.csv")
    let first = Task { await transfers.perform(.get(path)) }
    first.cancel()
    #expect(failure(await first.value)?.reason == .cancelled)
    let second = Task { await transfers.perform(.get(path)) }
    while silent.connections < 1 { await Task.yield() }
    await transfers.shutdown(grace: .zero)
    #expect(failure(await second.value)?.reason == .shutDown)
    #expect(failure(await transfers.perform(.get(path)))?.reason == .shutDown)
  }
}
