import Crypto
import Drill
import Foundation
import Testing

@testable import TimeStamps

/// A real time-stamping authority (openssl) in a folder of its own, which goes when the workshop goes.
final class Workshop {
  static let digest = Array(SHA256.hash(data: Array("expunge checkpoint\n".utf8)))
  static let nonce: [UInt8] = [0x9A, 1, 2, 3, 4, 5, 6, 7]

  let folder: URL
  let loopback: LoopbackAuthority

  init(_ key: LoopbackAuthority.Key = .p256) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("expunge-time-\(UUID().uuidString)")
    loopback = try LoopbackAuthority.prepare(directory: folder, key: key)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func authority(policies: [String] = []) throws -> TimeStampAuthority {
    try TimeStampAuthority(chainPEM: loopback.chainPEM, policies: policies)
  }

  static func request(policy: String? = nil) throws -> TimeStampRequest {
    try TimeStampRequest(digest: digest, nonce: nonce, policy: policy)
  }

  func bytes(policy: String? = nil, fault: LoopbackAuthority.Fault? = nil) throws -> [UInt8] {
    loopback.fault = fault
    return try loopback.reply(to: Self.request(policy: policy).der)
  }

  func reply(policy: String? = nil, fault: LoopbackAuthority.Fault? = nil) throws -> TimeStampReply {
    try TimeStampReply(der: bytes(policy: policy, fault: fault))
  }

  /// What `openssl ts -verify` says of a reply to our request.
  func opensslAccepts(_ reply: [UInt8], chainPEM: String? = nil) throws -> Bool {
    try Data(Self.request().der).write(to: folder.appendingPathComponent("ours.tsq"))
    try Data(reply).write(to: folder.appendingPathComponent("theirs.tsr"))
    try Data((chainPEM ?? loopback.chainPEM).utf8).write(to: folder.appendingPathComponent("ca.pem"))
    return try openssl([
      "ts", "-verify", "-queryfile", "ours.tsq", "-in", "theirs.tsr", "-CAfile", "ca.pem",
    ])
  }

  func openssl(_ arguments: [String]) throws -> Bool { try Workshop.openssl(arguments, in: folder) }

  static func openssl(_ arguments: [String], in folder: URL) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

func hex(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

/// The fault that `work` throws; records an issue where it throws none.
func fault(
  _ place: SourceLocation = #_sourceLocation, _ work: () async throws -> some Sendable
) async -> TimeStampFault? {
  do {
    let value = try await work()
    Issue.record("accepted: \(value)", sourceLocation: place)
    return nil
  } catch let fault as TimeStampFault {
    return fault
  } catch {
    Issue.record(error, sourceLocation: place)
    return nil
  }
}
