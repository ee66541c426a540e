import Foundation
import Testing

/// A real `sshd` on a loopback port, run by whoever runs the tests, with keys and a folder of its own.
final class FileHost {
  static let isHere = FileManager.default.isExecutableFile(atPath: "/usr/sbin/sshd")

  let port: Int
  let hostKey: String
  let folder: URL
  private let life = Pipe()
  private let process = Process()

  init() async throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "sftp-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder.appending(path: "in"), withIntermediateDirectories: true)
    if geteuid() == 0 {
      try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
    }
    for name in ["host", "user"] {
      try #require(
        await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", name], in: folder.path) == 0)
    }
    try #require(await run("sh", ["-c", "ssh-keygen -l -f host.pub > shown"], in: folder.path) == 0)
    hostKey = String(
      try String(contentsOf: folder.appending(path: "shown"), encoding: .utf8).split(separator: " ")[1])
    port = try AnswerServer { _ in nil }.port
    try Data(
      """
      ListenAddress 127.0.0.1
      Port \(port)
      HostKey \(folder.path)/host
      AuthorizedKeysFile \(folder.path)/user.pub
      PidFile none
      StrictModes no
      UsePAM no
      PermitRootLogin yes
      Subsystem sftp internal-sftp

      """.utf8
    ).write(to: folder.appending(path: "config"))
    let errors = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    // The shell between us ends sshd when the tests let go of its input, also when they are killed.
    process.arguments = ["-c", "/usr/sbin/sshd -D -e -f \(folder.path)/config & read x; kill $!"]
    process.standardError = errors
    process.standardInput = life
    try process.run()
    var said = ""
    while !said.contains("Server listening") {
      let piece = errors.fileHandleForReading.availableData
      try #require(!piece.isEmpty, "sshd did not start: \(said)")
      said += String(decoding: piece, as: UTF8.self)
    }
    errors.fileHandleForReading.readabilityHandler = { if $0.availableData.isEmpty { $0.readabilityHandler = nil } }
  }

  deinit {
    try? life.fileHandleForWriting.close()
    try? FileManager.default.removeItem(at: folder)
  }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "in").path)) ?? []).sorted()
  }

  func text(_ name: String) -> String? {
    try? String(contentsOf: folder.appending(path: "in/\(name)"), encoding: .utf8)
  }

  func put(_ name: String, _ text: String, at moment: Date) throws {
    let file = folder.appending(path: "in/\(name)")
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.modificationDate: moment], ofItemAtPath: file.path)
  }
}
