import Foundation

/// A server program with a folder of its own, run without privileges, in a process group of its own. It ends with the
/// tests, also when they are killed.
final class RigProcess {
  let folder: URL
  /// Who owns the folder and runs the program: whoever runs the tests, or `nobody` when that is root.
  let user: (name: String, group: String)
  private var shell: Process?
  private var life: Pipe?
  private var word: Pipe?
  private var port = 0

  init(_ name: String) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "\(name)-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    user = geteuid() == 0 ? ("nobody", "nogroup") : (NSUserName(), try RigProcess.say("id", ["-gn"]))
  }

  deinit {
    end(SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// Writes `key.pem` and `cert.pem`, a certificate for 127.0.0.1 that is its own authority. - Returns: it, PEM.
  func certify() throws -> [UInt8] {
    try RigProcess.say(
      "openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
        "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder.appending(path: "key.pem").path,
        "-out", folder.appending(path: "cert.pem").path,
      ])
    return [UInt8](try Data(contentsOf: folder.appending(path: "cert.pem")))
  }

  /// Gives everything in the folder to the user that runs the program.
  func handOver() throws {
    guard geteuid() == 0 else { return }
    let arguments = ["-R", "\(user.name):\(user.group)", folder.path]
    // A running server makes and removes files of its own meanwhile, which chown counts as a failure.
    for _ in 0..<4 where (try? RigProcess.say("chown", arguments)) != nil { return }
    _ = try RigProcess.say("chown", arguments)
  }

  /// - Parameter command: For the shell, without redirections.
  func start(_ command: String, until port: Int, environment: [String: String] = [:]) throws {
    try handOver()
    self.port = port
    let (shell, life, output) = (Process(), Pipe(), Pipe())
    shell.executableURL = URL(filePath: "/bin/sh")
    let fall = geteuid() == 0 ? "setpriv --reuid=\(user.name) --regid=\(user.group) --clear-groups " : ""
    // The shell in between lets go of the program when the tests let go of the shell.
    let script = """
      cd '\(folder.path)'
      setsid \(fall)\(command) >>output 2>&1 </dev/null 3>&- &
      echo $!
      read how
      if [ "$how" = TERM ]; then kill -TERM $!; else kill -KILL -$!; fi
      wait $!
      kill -KILL -$!
      echo ended
      """
    shell.arguments = ["-c", script]
    shell.standardInput = life
    shell.standardOutput = output
    shell.standardError = FileHandle.nullDevice
    shell.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    try withoutSignalMask { try shell.run() }
    (self.shell, self.life, self.word) = (shell, life, output)
    guard heard("\n") else { throw RigFault("no shell") }
    try wait(for: port)
  }

  /// Threads of a pool block signals, and what they start would inherit that: a shell that never hears of a child's end,
  /// a server deaf to SIGTERM.
  private func withoutSignalMask(_ act: () throws -> Void) rethrows {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try act()
  }

  /// Ends the program and all its helpers; by SIGTERM it may finish what it does.
  func end(_ signal: Int32) {
    guard let life else { return }
    try? life.fileHandleForWriting.write(contentsOf: Data((signal == SIGTERM ? "TERM\n" : "KILL\n").utf8))
    _ = heard("ended\n")
    while (try? Line(port: port)) != nil { RigProcess.pause() }  // helpers that still hold the port
    (shell, self.life, word) = (nil, nil, nil)
  }

  /// Reads until the shell has said so. Waiting for the end of a pipe would wait for every process that was started at
  /// the same time and inherited it.
  private func heard(_ end: String) -> Bool {
    var said = ""
    while let word, !said.hasSuffix(end) {
      let piece = word.fileHandleForReading.availableData
      if piece.isEmpty { return false }
      said += String(decoding: piece, as: UTF8.self)
    }
    return true
  }

  /// What the program printed.
  var output: String { (try? String(contentsOf: folder.appending(path: "output"), encoding: .utf8)) ?? "" }

  private func wait(for port: Int) throws {
    let end = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < end {
      if (try? Line(port: port)) != nil { return }
      RigProcess.pause()
    }
    throw RigFault("the server did not start: \(output)")
  }

  /// For what tells nobody when it is ready.
  static func pause() { poll(nil, 0, 10) }

  @discardableResult
  static func say(_ program: String, _ arguments: [String]) throws -> String {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw RigFault("\(program) failed") }
    return text.trimmingCharacters(in: .newlines)
  }
}

public struct RigFault: Error, CustomStringConvertible {
  public let description: String
  init(_ description: String) { self.description = description }
}
