import Foundation

/// Postfix's `smtp-sink`: takes mail, or refuses it as it is told.
public final class SMTPSink {
  /// Where the system has it, or an unpacked copy of the package below `.build/postfix`, since the package itself does
  /// not live beside another mail server.
  private static let program: (path: String, libraries: String)? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let unpacked = root.appending(path: ".build/postfix/usr").path
    let places = [("/usr/sbin/smtp-sink", ""), (unpacked + "/sbin/smtp-sink", unpacked + "/lib/postfix")]
    return places.first { FileManager.default.isExecutableFile(atPath: $0.0) }
  }()
  public static var isHere: Bool { program != nil }

  public let port: Int
  private let process: RigProcess

  /// - Parameter options: Its own, such as `["-f", "rcpt"]` (refuse for good), `["-r", "rcpt"]` (for now),
  ///   `["-q", "."]` (hang up at the final dot), `["-w", "2"]` (wait before each reply).
  public init(_ options: [String] = []) throws {
    guard let program = SMTPSink.program else { throw RigFault("there is no smtp-sink") }
    process = try RigProcess("smtp-sink")
    port = try Line.freePorts(1)[0]
    try FileManager.default.createDirectory(
      at: process.folder.appending(path: "mail"), withIntermediateDirectories: true)
    let words = [program.path, "-d", "mail/%M."] + options + ["127.0.0.1:\(port)", "50"]
    let command = words.map { "'\($0)'" }.joined(separator: " ")
    let environment = program.libraries.isEmpty ? [:] : ["LD_LIBRARY_PATH": program.libraries]
    try process.start(command, until: port, environment: environment)
  }

  deinit { process.end(SIGKILL) }

  public func kill() { process.end(SIGKILL) }

  /// The messages taken so far, each with the `X-` headers in which smtp-sink notes the envelope, LF line endings.
  public func messages() throws -> [String] {
    let folder = process.folder.appending(path: "mail")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      String(decoding: try Data(contentsOf: folder.appending(path: $0)), as: UTF8.self)
    }
  }
}
