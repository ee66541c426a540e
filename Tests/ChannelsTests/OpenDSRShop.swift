import Foundation
import Testing

/// An authority of our own, by openssl: certificates of any span of life, for the rehearsal of good and bad signers.
final class OpenDSRShop {
  let folder: Scratch
  /// In the past, so that today every certificate of it has ended.
  static let life = ("20220101000000Z", "20230101000000Z")

  /// Made faster than RSA keys.
  static let curve = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]

  init() throws {
    folder = try Scratch()
    try folder.write("index.txt", [])
    try folder.write("serial", "1000\n".utf8)
    let config = """
      [ca]
      default_ca = own
      [own]
      database = \(folder.path)/index.txt
      new_certs_dir = \(folder.path)
      serial = \(folder.path)/serial
      policy = any
      copy_extensions = copy
      unique_subject = no
      [any]
      commonName = supplied
      [req]
      distinguished_name = name
      [name]
      """
    try folder.write("ca.cnf", (config + "\n").utf8)
  }

  func openssl(_ arguments: [String]) async throws {
    let status = try await run("openssl", arguments, in: folder.path)
    try #require(status == 0, "openssl \(arguments.joined(separator: " "))")
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)")))
  }

  /// `NAME.key` and `NAME.pem`.
  /// - Parameters:
  ///   - issuer: `nil` signs itself.
  ///   - names: Alternative names; none without.
  func certificate(
    _ name: String, by issuer: String?, subject: String? = nil, names: [String] = [], isAuthority: Bool = false,
    key: [String] = ["rsa:2048"], digest: String = "sha256", life: (String, String) = OpenDSRShop.life
  ) async throws {
    var extensions = ["-addext", "basicConstraints=critical,CA:\(isAuthority ? "TRUE" : "FALSE")"]
    extensions += ["-addext", "keyUsage=critical," + (isAuthority ? "keyCertSign,cRLSign" : "digitalSignature")]
    if !isAuthority { extensions += ["-addext", "extendedKeyUsage=serverAuth,clientAuth"] }
    if !names.isEmpty {
      extensions += ["-addext", "subjectAltName=critical," + names.map { "DNS:\($0)" }.joined(separator: ",")]
    }
    try await openssl(
      [
        "req", "-new", "-nodes", "-config", "ca.cnf", "-keyout", "\(name).key", "-out", "\(name).csr", "-subj",
        "/CN=\(subject ?? name)", "-newkey",
      ] + key + extensions)
    let signer =
      issuer.map { ["-cert", "\($0).pem", "-keyfile", "\($0).key"] } ?? ["-selfsign", "-keyfile", "\(name).key"]
    try await openssl(
      [
        "ca", "-batch", "-notext", "-config", "ca.cnf", "-in", "\(name).csr", "-out", "\(name).pem", "-md", digest,
        "-startdate", life.0, "-enddate", life.1,
      ] + signer)
  }

  /// Root, authority below it, and a processor's certificate below that.
  func chain(for domain: String, key: [String] = ["rsa:2048"]) async throws {
    let long = ("20200101000000Z", "20240101000000Z")
    try await certificate("root", by: nil, isAuthority: true, key: OpenDSRShop.curve, life: long)
    try await certificate("middle", by: "root", isAuthority: true, key: OpenDSRShop.curve, life: long)
    try await certificate("leaf", by: "middle", names: [domain], key: key)
  }

  func bundle(_ names: [String]) throws -> [UInt8] { try names.flatMap { try bytes("\($0).pem") } }

  func signature(of body: [UInt8], by name: String = "leaf", _ options: [String] = []) async throws -> [UInt8] {
    try folder.write("body", body)
    try await openssl(["dgst", "-sha256", "-sign", "\(name).key"] + options + ["-out", "signature", "body"])
    return try bytes("signature")
  }
}
