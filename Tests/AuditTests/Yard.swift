import Foundation
import Ledger

/// A folder of its own with ledgers and packs in it, gone when the test ends.
final class Yard {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("audit-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  subscript(name: String) -> String { path + "/" + name }

  /// A ledger with these lines, kept checkpoints after the given sizes, and the wave's set.
  /// - Parameter stamps: Whether each kept checkpoint gets a time-stamp file.
  @discardableResult
  func ledger(
    _ name: String, _ lines: [Entry], kept: [Int] = [], stamps: StampAuthority? = nil, signer: Ed25519Signer? = nil
  ) throws -> String {
    let signer = try signer ?? Story.signer()
    guard case .genesis(let genesis) = lines[0] else { throw CocoaError(.coderInvalidValue) }
    let writer = try LedgerWriter.create(self[name], signer: signer, genesis: genesis) { _ in }
    _ = try writer.writeSubjectSet(wave: "w1", leaves: Story.leaves)
    for end in kept.filter({ $0 < lines.count }) + [lines.count] {
      try writer.append(entries: lines[Int(writer.head.size)..<end].map(\.encoded)) { _ in }
      if kept.contains(end) { try keep(writer, name, stamps) }
    }
    return self[name]
  }

  private func keep(_ writer: LedgerWriter, _ name: String, _ stamps: StampAuthority?) throws {
    try writer.keepCheckpoint(writer.head.size)
    guard let stamps else { return }
    let path = self[name] + "/checkpoints/\(writer.head.size)"
    try put(try stamps.stamp(try bytes(path)), path + ".tsr")
  }

  func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }
  func put(_ bytes: [UInt8], _ path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

  /// Relative paths of all files below a folder, sorted.
  func files(_ directory: String) -> [String] {
    let walker = FileManager.default.enumerator(atPath: directory)
    return (walker?.allObjects as? [String] ?? []).filter { name in
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: directory + "/" + name, isDirectory: &isDirectory)
        && !isDirectory.boolValue
    }.sorted()
  }

  func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  /// Lets SHA256SUMS fit what is there, as a forger would.
  func rewriteSums(_ pack: String) throws {
    let run = try Shell.run(
      "bash", "-c", "cd \(pack) && find . -type f ! -name SHA256SUMS -printf '%P\\n' | LC_ALL=C sort | xargs sha256sum")
    try put(Array(run.output.utf8), pack + "/SHA256SUMS")
  }
}

/// Runs a program of the machine.
enum Shell {
  /// - Returns: exit status; standard output and errors together.
  static func run(_ name: String, _ arguments: String...) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
