import Foundation
import Testing

/// Runs programs that are not ours.
enum Foreigner {
  struct Verdict { let status: Int32, said: String }

  static func run(_ arguments: [String], in folder: String? = nil, input: [UInt8] = []) throws -> Verdict {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let (stdin, output) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = output
    process.standardError = output
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input))
    try stdin.fileHandleForWriting.close()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Verdict(status: process.terminationStatus, said: String(decoding: said, as: UTF8.self))
  }

  /// The Go verifier, built once for the whole run from Debian's golang-golang-x-mod-dev.
  static let go: Result<String, any Error> = Result {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Programs/verify.go")
    let program = FileManager.default.temporaryDirectory.appendingPathComponent("verify-\(UUID().uuidString)").path
    let built = try run([
      "GO111MODULE=off", "GOPATH=/usr/share/gocode", "GOFLAGS=-buildvcs=false", "go", "build", "-o", program,
      source.path,
    ])
    guard built.status == 0 else { throw Missing(what: "go with golang-golang-x-mod-dev: \(built.said)") }
    return program
  }

  struct Missing: Error, CustomStringConvertible {
    let what: String
    var description: String { "cannot run \(what); install the packages of the README's test command" }
  }
}

/// A folder that goes with its test.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("foreign-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func put(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }
}
