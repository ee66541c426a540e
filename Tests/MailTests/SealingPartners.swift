import Crypto
import Foundation

@testable import Mail

/// Partners with keys of their own, who open what was sealed for them by the commands that a letter tells them.

struct RunFailed: Error {
  let complaints: String
}

private func run(_ path: String, _ arguments: [String], _ folder: String, _ input: [UInt8] = []) throws -> [UInt8] {
  let result = try PipedRun(path: path, arguments: arguments, folder: folder).run(input)
  guard result.status == 0 else { throw RunFailed(complaints: String(decoding: result.complaints, as: UTF8.self)) }
  return result.output
}

private func newFolder(_ name: String) throws -> String {
  let path = NSTemporaryDirectory() + "/\(name)-\(UUID().uuidString.prefix(8))"
  try FileManager.default.createDirectory(
    atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  return path
}

struct KeyRing {
  let folder: String

  init() throws { folder = try newFolder("ring") }

  func remove() {
    _ = try? run("/usr/bin/gpgconf", ["--homedir", folder, "--kill", "all"], folder)
    // The agent takes its sockets away on its own, maybe from under the first removal.
    for _ in 0..<3 where FileManager.default.fileExists(atPath: folder) {
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  func gpg(_ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
    let common = ["--homedir", folder, "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]
    return try run("/usr/bin/gpg", common + arguments, folder, input)
  }

  /// - Parameters:
  ///   - primary: `algorithm uses lifetime`, as `--quick-generate-key` takes them.
  ///   - time: When the key is made, as gpg writes times; well before the tests' present.
  func make(
    _ primary: String, encrypting algorithm: String?, lasting: String = "never", at time: String = "20260101T000000"
  ) throws -> (key: [UInt8], fingerprint: String) {
    let clock = ["--faked-system-time", time]
    let name = "desk-\(UUID().uuidString)@partner.example"
    _ = try gpg(clock + ["--quick-generate-key", name] + primary.split(separator: " ").map(String.init))
    let fingerprint = try fingerprints(name, clock)[0]
    if let algorithm { _ = try gpg(clock + ["--quick-add-key", fingerprint, algorithm, "encr", lasting]) }
    return (try gpg(["--export", fingerprint]), fingerprint)
  }

  func subkeyFingerprint(_ fingerprint: String) throws -> String { try fingerprints(fingerprint)[1] }

  private func fingerprints(_ key: String, _ clock: [String] = []) throws -> [String] {
    let listing = try gpg(clock + ["--with-colons", "--with-subkey-fingerprints", "--list-keys", key])
    return String(decoding: listing, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("fpr:") }
      .map { $0.filter { $0 != ":" }.dropFirst(3) }.map(String.init)
  }

  func revoke(_ fingerprint: String) throws -> [UInt8] {
    let path = "\(folder)/openpgp-revocs.d/\(fingerprint).rev"
    let certificate = try String(contentsOfFile: path, encoding: .utf8).replacing(":-----BEGIN", with: "-----BEGIN")
    _ = try gpg(["--import"], input: Array(certificate.utf8))
    return try gpg(["--export", fingerprint])
  }

  func open(_ sealed: Attachment) throws -> [UInt8] {
    try Data(sealed.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(sealed.name)"))
    _ = try gpg(["--output", "\(folder)/ids.csv", "--decrypt", "\(folder)/\(sealed.name)"])
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/ids.csv")))
  }
}

/// Good for 30 days from now.
struct Certificate {
  let folder: String
  let pem: [UInt8]
  let key: [UInt8]
  let sha256: String

  init(_ kind: String, extensions: [String] = []) throws {
    folder = try newFolder("cert")
    let words = ["req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=desk", "-keyout", "\(folder)/key.pem"]
    let added = extensions.flatMap { ["-addext", $0] }
    let file = ["-out", "\(folder)/certificate.pem", "-config", "\(folder)/config"]
    try Data("[req]\ndistinguished_name = d\n[d]\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/config"))
    _ = try run(
      "/usr/bin/openssl", words + added + file + ["-newkey"] + kind.split(separator: " ").map(String.init), folder)
    pem = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/certificate.pem")))
    key = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/key.pem")))
    let der = try run("/usr/bin/openssl", ["x509", "-outform", "DER"], folder, pem)
    sha256 = SHA256.hash(data: der).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  var path: String { "\(folder)/certificate.pem" }
  var sealing: LetterSealing { .smime(certificatePEM: pem, sha256: sha256) }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  func openssl(_ arguments: [String], input: [UInt8]) throws -> [UInt8] {
    try run("/usr/bin/openssl", arguments, folder, input)
  }

  func open(_ sealed: Attachment) throws -> [UInt8] {
    try Data(sealed.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(sealed.name)"))
    _ = try run(
      "/usr/bin/openssl",
      [
        "cms", "-decrypt", "-inform", "DER", "-in", "\(folder)/\(sealed.name)", "-recip", path, "-inkey",
        "\(folder)/key.pem", "-out", "\(folder)/ids.csv",
      ], folder)
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/ids.csv")))
  }

  func outline(_ sealed: Attachment) throws -> [UInt8] {
    try run("/usr/bin/openssl", ["cms", "-cmsout", "-print", "-noout", "-inform", "DER"], folder, sealed.bytes)
  }
}

extension [UInt8] {
  func contains(sub: [UInt8]) -> Bool { Data(self).range(of: Data(sub)) != nil }
}
