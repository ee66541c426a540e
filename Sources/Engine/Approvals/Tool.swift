import Foundation

/// Runs one program without a shell: arguments as they are, input on its standard input.
enum Tool {
  struct Result {
    var status: Int32
    var output: [UInt8]
    var complaints: [UInt8]

    var firstComplaint: String {
      String(decoding: complaints, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? "no reason given"
    }
  }

  static func run(_ name: String, _ arguments: [String], input: [UInt8]) throws -> Result {
    guard let path = path(of: name) else { throw ApprovalError.toolMissing(name) }
    return try run(path: path, arguments, input: input)
  }

  static func run(path: String, _ arguments: [String], input: [UInt8]) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    // A program may answer without reading; its status says whether that was right.
    try? BrokenPipe.withheld { try stdin.fileHandleForWriting.write(contentsOf: Data(input)) }
    try stdin.fileHandleForWriting.close()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    let complaints = try stderr.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Result(status: process.terminationStatus, output: [UInt8](output), complaints: [UInt8](complaints))
  }

  private static func path(of name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

enum TemporaryFile {
  static func with<Value>(_ text: String, _ work: (String) throws -> Value) throws -> Value {
    let path = NSTemporaryDirectory() + "expunge-" + UUID().uuidString
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { throw HomeError.unwritable(path: path, why: "no temporary file can be made") }
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try work(path)
  }
}
