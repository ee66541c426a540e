import Crypto
import Foundation
import Workflow

/// What approvals sign: SHA-256 over the plan, which holds the subject set's root and the digest of every input.
public enum PlanDigest {
  public static func of(_ plan: Plan) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var hash = SHA256()
    hash.update(data: Data("expunge-plan/1\n".utf8))
    hash.update(data: try encoder.encode(plan))
    return Array(hash.finalize())
  }

  public static func of(_ bytes: some Sequence<UInt8>) -> [UInt8] { Array(SHA256.hash(data: Array(bytes))) }

  /// SHA-256 of a file, read in pieces.
  public static func ofFile(_ path: String) throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    var hash = SHA256()
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
    return Array(hash.finalize())
  }
}
