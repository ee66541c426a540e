import Crypto
import Foundation

/// The numbers of a resolution, kept beside the subject file that came out of it: `subjects.csv.resolution.json`.
public struct Resolution: Codable, Hashable, Sendable {
  /// Changes with the meaning of the fields.
  public var schema = "expunge-resolution/1"
  /// Of the subject file, in hexadecimal.
  public let sha256: String
  public let report: ResolutionReport

  public init(sha256: String, report: ResolutionReport) {
    self.sha256 = sha256
    self.report = report
  }

  public static func name(beside path: String) -> String { path + ".resolution.json" }

  /// What is said of the subject file at `path`; `nil` if there is nothing, or if the file was changed since.
  /// - Throws: where the subject file cannot be read.
  public static func beside(_ path: String) throws -> Resolution? {
    guard let bytes = FileManager.default.contents(atPath: name(beside: path)),
      let resolution = try? JSONDecoder().decode(Resolution.self, from: bytes),
      resolution.schema == "expunge-resolution/1", try digest(of: path) == resolution.sha256
    else { return nil }
    return resolution
  }

  /// Replaces what an earlier resolution left: it was about another file.
  func write(beside path: String) throws { try write(to: Self.name(beside: path), force: true) }

  /// - Throws: `ResolveError`.
  public func write(to path: String, force: Bool) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let file = try OutFile(path, force: force)
    try file.write(Array(try encoder.encode(self)) + [10])
    try file.publish()
  }

  private static func digest(of path: String) throws -> String {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? file.close() }
    var hasher = SHA256()
    while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty { hasher.update(data: chunk) }
    return hasher.finalize().map { String(format: "%02x", $0) }.joined()
  }
}
