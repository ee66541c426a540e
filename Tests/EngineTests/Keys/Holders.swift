import Foundation

@testable import Engine

/// A real ssh-agent with one fresh Ed25519 key.
final class SSHAgent {
  let folder: String
  let socket: String
  let publicKey: [UInt8]
  private var process: Process?

  init() throws {
    // A socket's path must be short.
    folder = "/tmp/agent-\(UUID().uuidString.prefix(8))"
    socket = folder + "/s"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try SSHSignatures.makeKey(at: folder + "/key", comment: "test")
    let text = try String(contentsOfFile: folder + "/key.pub", encoding: .utf8)
    publicKey = SSHPublicKey(text)?.bytes ?? []
    try start()
  }

  deinit {
    stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  func start() throws {
    stop()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["ssh-agent", "-D", "-a", socket]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    self.process = process
    try add()
  }

  private func add() throws {
    // ssh-add itself tells when the agent listens; it is asked until then, a bounded number of times.
    for _ in 0..<500 {
      let result = try Tool.run(
        path: "/usr/bin/env", ["SSH_AUTH_SOCK=\(socket)", "ssh-add", "-q", folder + "/key"], input: [])
      if result.status == 0 { return }
    }
    throw SigningError.noAgent("the test's agent did not start")
  }

  func stop() {
    guard let process else { return }
    // A process that a test's thread starts has the milder signals blocked.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: socket)
    self.process = nil
  }
}

/// A signing command made of a shell and openssl, which counts its uses and can be told to stop after some.
final class SigningProgram {
  let folder: String
  let publicKey: [UInt8]

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("signer-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try Tool.run("openssl", ["genpkey", "-algorithm", "ed25519", "-out", folder + "/key.pem"], input: [])
    let der = try Tool.run("openssl", ["pkey", "-in", folder + "/key.pem", "-pubout", "-outform", "DER"], input: [])
    publicKey = Array(der.output.suffix(32))
    try replace(
      """
      cd '\(folder)' && cat >message && echo use >>uses
      [ ! -e limit ] || [ "$(wc -l <uses)" -le "$(cat limit)" ] || exit 1
      openssl pkeyutl -sign -inkey key.pem -rawin -in message | base64 -w0
      """)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var command: [String] { ["/bin/sh", folder + "/sign.sh"] }

  func replace(_ body: String) throws {
    try (body + "\n").write(toFile: folder + "/sign.sh", atomically: true, encoding: .utf8)
  }

  func limit(to uses: Int?) throws {
    if let uses {
      try "\(uses)".write(toFile: folder + "/limit", atomically: true, encoding: .utf8)
    } else {
      try FileManager.default.removeItem(atPath: folder + "/limit")
    }
  }

  func uses() throws -> Int {
    try String(contentsOfFile: folder + "/uses", encoding: .utf8).split(separator: "\n").count
  }
}
