import Foundation

/// A time stamper's desk: a folder with keys, certificates and settings, and `openssl ts` to sign with.
struct StampingDesk {
  private let folder: URL
  private let environment = ProcessInfo.processInfo.environment

  /// Writes what `openssl ts -reply` needs into `folder`, making it where needed.
  init(_ folder: URL, _ identity: StampingIdentity) throws(DrillError) {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try write(identity.issuingPEM, "issuing.pem")
      try write(identity.stamper.certificatePEM, "stamper.pem")
      try write(identity.stamper.keyPEM, "stamper.key")
      try write(identity.expired.certificatePEM, "expired.pem")
      try write(identity.expired.keyPEM, "expired.key")
      try write("01\n", "serial")
      try write(settings, "ts.cnf")
    } catch { throw .cannotWrite(path: folder.path, reason: "\(error)") }
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func write(_ text: String, _ name: String) throws {
    // Not atomic: only then is the file never open to others, not even for a moment.
    guard
      FileManager.default.createFile(
        atPath: path(name), contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown) }
  }

  private var settings: String {
    let common = """
      serial = \(path("serial"))
      signer_digest = sha256
      default_policy = \(LoopbackAuthority.policies[0])
      other_policies = \(LoopbackAuthority.policies[1])
      accuracy = secs:1, millisecs:500, microsecs:100
      clock_precision_digits = 3
      ordering = no
      tsa_name = yes
      ess_cert_id_alg = sha256
      """
    return """
      [willing]
      digests = sha256, sha384, sha512
      \(common)
      [unwilling]
      digests = sha512
      \(common)

      """
  }

  /// One reply. Run one at a time: the serial number and the files are the same each time.
  /// - Throws: ``StampingError``.
  func reply(to query: [UInt8], willing: Bool = true, expired: Bool = false) throws -> [UInt8] {
    let signer = expired ? "expired" : "stamper"
    try? FileManager.default.removeItem(atPath: path("reply.tsr"))
    try Data(query).write(to: folder.appendingPathComponent("query.tsq"))
    try openssl([
      "ts", "-reply", "-config", path("ts.cnf"), "-section", willing ? "willing" : "unwilling",
      "-queryfile", path("query.tsq"), "-signer", path("\(signer).pem"), "-inkey", path("\(signer).key"),
      "-chain", path("issuing.pem"), "-out", path("reply.tsr"),
    ])
    return [UInt8](try Data(contentsOf: folder.appendingPathComponent("reply.tsr")))
  }

  private func openssl(_ arguments: [String]) throws {
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    guard let program = folders.map({ "\($0)/openssl" }).first(where: FileManager.default.isExecutableFile) else {
      throw StampingError.toolMissing
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let complaints = Pipe()
    process.standardError = complaints
    try process.run()
    let said = try complaints.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw StampingError.toolFailed(reason: String(decoding: said.suffix(500), as: UTF8.self))
    }
  }
}

/// Why the simulated time stamper could not answer.
public enum StampingError: Error, Hashable, Sendable, CustomStringConvertible {
  case toolMissing
  case toolFailed(reason: String)

  public var description: String {
    switch self {
    case .toolMissing:
      "the simulated time stamper finds no openssl on the PATH\n  Install openssl, with which it signs."
    case .toolFailed(let reason):
      "openssl ts made no time stamp: \(reason)\n  See that the authority's folder is still there and can be written."
    }
  }
}
