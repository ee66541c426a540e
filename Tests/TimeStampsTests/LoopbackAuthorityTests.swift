import Drill
import Foundation
import Testing

@testable import TimeStamps

@Suite struct LoopbackAuthorityTests {
  private func running(_ work: (Workshop, Int) async throws -> Void) async throws {
    let workshop = try Workshop()
    let port = try await workshop.loopback.start()
    do { try await work(workshop, port) } catch {
      await workshop.loopback.stop()
      throw error
    }
    await workshop.loopback.stop()
  }

  /// curl's exit status, and the body.
  private func post(
    _ port: Int, in folder: URL, type: String = "application/timestamp-query", limit: String = "20"
  ) throws -> (status: Int32, body: [UInt8]) {
    try Data(Workshop.request().der).write(to: folder.appendingPathComponent("post.tsq"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "curl", "-sf", "--noproxy", "*", "-m", limit, "-H", "Content-Type: \(type)", "--data-binary", "@post.tsq",
      "http://127.0.0.1:\(port)/",
    ]
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let body = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, [UInt8](body))
  }

  @Test func `a stamp comes over HTTP and is believed`() async throws {
    try await running { workshop, port in
      let (status, body) = try post(port, in: workshop.folder)
      #expect(status == 0)
      let reply = try TimeStampReply(der: body)
      let stamp = try await workshop.authority().check(reply, digest: Workshop.digest, nonce: Workshop.nonce)
      #expect(stamp.policy == LoopbackAuthority.policies[0])
      #expect(try post(port, in: workshop.folder, type: "text/plain").status == 22)
      #expect(workshop.loopback.requestCount == 2)
    }
  }

  @Test func `each fault is seen by the client`() async throws {
    try await running { workshop, port in
      let folder = workshop.folder
      workshop.loopback.fault = .down
      #expect(try post(port, in: folder).status == 52, "nothing was answered")
      workshop.loopback.fault = .httpError
      #expect(try post(port, in: folder).status == 22)
      workshop.loopback.fault = .garbage
      #expect(try post(port, in: folder).body.starts(with: Array("<html>".utf8)))
      workshop.loopback.fault = .rejecting
      #expect(try TimeStampReply(der: post(port, in: folder).body).status == .rejection)
      workshop.loopback.fault = .wrongNonce
      let other = try TimeStampReply(der: post(port, in: folder).body)
      #expect(throws: TimeStampFault.wrongNonce) {
        try TimeStamp.reading(other, digest: Workshop.digest, nonce: Workshop.nonce)
      }
      workshop.loopback.fault = nil
      #expect(try post(port, in: folder).status == 0)
      #expect(try post(workshop.loopback.refusingPort, in: folder).status == 7, "the connection was refused")
    }
  }

  @Test func `a slow reply is held until it is let go`() async throws {
    try await running { workshop, port in
      workshop.loopback.fault = .slow
      #expect(try post(port, in: workshop.folder, limit: "1").status == 28, "the client gave up")
      #expect(workshop.loopback.heldCount == 1)
      let folder = workshop.folder
      async let late = post(port, in: folder)
      while workshop.loopback.heldCount < 2 { await Task.yield() }
      workshop.loopback.release()
      let (status, body) = try await late
      #expect(status == 0)
      #expect(try TimeStampReply(der: body).status == .granted)
      #expect(workshop.loopback.heldCount == 0)
    }
  }
}
