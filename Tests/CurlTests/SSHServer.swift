import Foundation
import Testing

@testable import Curl

/// A real `sshd` on a loopback port, run by whoever runs the tests, with keys and a folder of its own.
final class SSHServer {
  static let isHere = FileManager.default.isExecutableFile(atPath: "/usr/sbin/sshd")

  let port: Int
  /// `SHA256:...`
  let hostKey: String
  let userKey: [UInt8]
  let folder: URL
  private let process = Process()
  private let life = Pipe()

  /// - Parameters:
  ///   - subsystem: What serves files; `$F` is the folder. The default is sshd's own.
  ///   - limit: 512-byte blocks that no file may exceed, as a full disk would have it.
  init(subsystem: String = "internal-sftp", limit: Int? = nil) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "sshd-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder.appending(path: "in"), withIntermediateDirectories: true)
    if geteuid() == 0 {
      try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
    }
    for name in ["host", "user"] {
      try SSHServer.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", folder.appending(path: name).path])
    }
    userKey = [UInt8](try Data(contentsOf: folder.appending(path: "user")))
    hostKey = String(
      try SSHServer.run("ssh-keygen", ["-l", "-f", folder.appending(path: "host.pub").path]).split(separator: " ")[1])
    port = try SSHServer.freePort()
    let served = subsystem.replacing("$F", with: folder.path)
    if served == subsystem {
      try write("sshd_config", config(subsystem: served))
    } else {
      try write("serve", "exec 2>/dev/null\n\(served)\n")
      try write("sshd_config", config(subsystem: "/bin/sh \(folder.path)/serve"))
    }
    try start(limit: limit)
  }

  deinit {
    try? life.fileHandleForWriting.close()
    try? FileManager.default.removeItem(at: folder)
  }

  private func config(subsystem: String) -> String {
    """
    ListenAddress 127.0.0.1
    Port \(port)
    HostKey \(folder.path)/host
    AuthorizedKeysFile \(folder.path)/user.pub
    PidFile none
    StrictModes no
    UsePAM no
    PermitRootLogin yes
    PasswordAuthentication yes
    Subsystem sftp \(subsystem)

    """
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  private func start(limit: Int?) throws {
    let errors = Pipe()
    let fence = limit.map { "trap '' XFSZ; ulimit -f \($0); " } ?? ""
    process.executableURL = URL(filePath: "/bin/sh")
    // sshd closes every descriptor it inherits, which Foundation takes for its end, and then waits for it for ever. The
    // shell between them ends sshd when the tests let go of its input, also when they are killed.
    process.arguments = ["-c", fence + "/usr/sbin/sshd -D -e -f \(folder.path)/sshd_config & read x; kill $!"]
    process.standardError = errors
    process.standardInput = life
    try process.run()
    var said = ""
    while !said.contains("Server listening") {
      let piece = errors.fileHandleForReading.availableData
      try #require(!piece.isEmpty, "sshd did not start: \(said)")
      said += String(decoding: piece, as: UTF8.self)
    }
    // Read on, or sshd blocks when the pipe is full.
    errors.fileHandleForReading.readabilityHandler = { if $0.availableData.isEmpty { $0.readabilityHandler = nil } }
  }

  var server: FileServer {
    var server = FileServer(
      host: "127.0.0.1", port: port, user: NSUserName(), credential: .key(userKey, passphrase: nil), hostKey: hostKey)
    server.addresses = .loopback
    server.connectTimeout = .seconds(10)
    server.totalTimeout = .seconds(30)
    return server
  }

  func path(_ name: String) throws -> RemotePath { try RemotePath("\(folder.path)/in/\(name)") }

  func content(_ name: String) -> [UInt8]? {
    (try? Data(contentsOf: folder.appending(path: "in/\(name)"))).map { [UInt8]($0) }
  }

  func put(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: folder.appending(path: "in/\(name)")) }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "in").path)) ?? []).sorted()
  }

  @discardableResult
  private static func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }

  private static func freePort() throws -> Int {
    let server = try HostileServer { _ in }
    return server.port
  }
}

func `do`(_ task: FileTask, _ server: FileServer) async -> FileResult {
  let transfers = FileTransfers(server)
  let result = await transfers.perform(task)
  await transfers.shutdown(grace: .zero)
  return result
}
