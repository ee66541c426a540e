import Foundation
import Testing

/// `openssl s_server` with a certificate of its own for 127.0.0.1, answering every GET with a page.
final class TLSServer {
  let port: Int
  /// The certificate, which is its own authority.
  let certificate: [UInt8]
  private let process = Process()
  private let folder: URL

  init(_ options: [String] = []) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (key, certificate) = (folder.appending(path: "key.pem"), folder.appending(path: "cert.pem"))
    let maker = try TLSServer.openssl([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
      "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key.path, "-out", certificate.path,
    ])
    maker.waitUntilExit()
    self.certificate = [UInt8](try Data(contentsOf: certificate))
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate.path, "-key", key.path, "-www"] + options
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    var said = ""
    var found: Int?
    while found == nil {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { break }
      said += String(decoding: piece, as: UTF8.self)
      if let line = said.split(separator: "\n").first(where: { $0.hasPrefix("ACCEPT") }), said.hasSuffix("\n") {
        found = line.split(separator: ":").last.flatMap { Int($0) }
      }
    }
    port = try #require(found, "openssl s_server did not start: \(said)")
  }

  deinit {
    process.terminate()
    try? FileManager.default.removeItem(at: folder)
  }

  private static func openssl(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
