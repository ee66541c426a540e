import Foundation
import Ledger

/// A time-stamp authority of the test's own, made of openssl's.
final class StampAuthority: Sendable {
  /// One for the whole suite: its keys take a moment.
  static let shared = try? StampAuthority()

  private let folder: String
  let chain: String
  /// SHA-256 of the signing certificate.
  let authority: LedgerHash

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("tsa-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(Self.configuration.utf8).write(to: URL(fileURLWithPath: folder + "/tsa.cnf"))
    let run = try Shell.run("bash", "-c", "cd \(folder) && \(Self.commands)")
    guard run.status == 0 else { throw CocoaError(.executableLoad) }
    chain = try String(contentsOfFile: folder + "/ca.pem", encoding: .utf8)
    authority = TreeHash.sha256(Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/tsa.der"))))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The TimeStampResp over the SHA-256 of `bytes`.
  func stamp(_ bytes: [UInt8]) throws -> [UInt8] {
    let name = UUID().uuidString
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    let run = try Shell.run(
      "bash", "-c",
      """
      cd \(folder) && openssl ts -query -data \(name) -sha256 -cert -out \(name).tsq &&
      flock serial openssl ts -reply -config tsa.cnf -queryfile \(name).tsq -out \(name).tsr
      """)
    guard run.status == 0 else { throw CocoaError(.executableLoad) }
    return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).tsr")))
  }

  /// What openssl reads as the moment in a reply.
  func time(of reply: [UInt8]) throws -> LedgerTime {
    let name = "\(folder)/\(UUID().uuidString)"
    try Data(reply).write(to: URL(fileURLWithPath: name))
    let run = try Shell.run(
      "bash", "-c", "openssl ts -reply -in \(name) -text 2>/dev/null | sed -n 's/^Time stamp: //p'")
    let date = try Shell.run("date", "-u", "-d", run.output, "+%Y-%m-%dT%H:%M:%SZ")
    guard let time = LedgerTime(date.output.trimmingCharacters(in: .newlines)) else { throw CocoaError(.formatting) }
    return time
  }

  private static let commands = """
    openssl ecparam -name prime256v1 -genkey -noout -out ca.key &&
    openssl req -x509 -new -key ca.key -subj /CN=root -days 30 -out ca.pem &&
    openssl ecparam -name prime256v1 -genkey -noout -out tsa.key &&
    openssl req -new -key tsa.key -subj /CN=stamps -out tsa.csr &&
    openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile tsa.cnf -extensions authority \
      -out tsa.pem &&
    openssl x509 -in tsa.pem -outform DER -out tsa.der && echo 01 > serial
    """

  private static let configuration = """
    [authority]
    extendedKeyUsage = critical,timeStamping
    [tsa]
    default_tsa = stamps
    [stamps]
    serial = serial
    signer_cert = tsa.pem
    signer_key = tsa.key
    certs = ca.pem
    signer_digest = sha256
    default_policy = 1.2.3.4
    digests = sha256
    ess_cert_id_alg = sha256
    tsa_name = no

    """
}
