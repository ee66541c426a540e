import Catalogue
import Crypto
import Foundation
import Testing
import Workflow

@testable import Channels

/// Keys and signatures that openssl makes, as a processor would.
@Suite struct ProcessorKeyTests {
  private static let domain = "opendsr.keys.example"
  private let folder: Scratch

  init() throws { folder = try Scratch() }

  private func makeKey(_ kind: [String], domain: String = domain) async throws {
    let status = try await openssl(
      [
        "req", "-x509", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "30", "-subj", "/CN=signer",
        "-addext", "subjectAltName=DNS:\(domain)", "-newkey",
      ] + kind)
    try #require(status == 0)
  }

  private func openssl(_ arguments: [String]) async throws -> Int32 {
    try await run("openssl", arguments, in: folder.path)
  }

  private func key(_ algorithm: String, trust: String? = nil) async throws -> ProcessorKey {
    let scene = try Scene(
      Entries.opendsr(1, trust: trust ?? "file:\(folder.path)/cert.pem", domain: Self.domain, algorithm: algorithm))
    return try await ProcessorKey(
      pem: try bytes("cert.pem"), signature: try #require(scene.entry.opendsr?.signature), at: Instant(Date()))
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)")))
  }

  private func signature(of body: [UInt8], _ options: [String] = []) async throws -> [UInt8] {
    try folder.write("body", body)
    try #require(
      try await openssl(["dgst", "-sha256", "-sign", "key.pem"] + options + ["-out", "signature", "body"]) == 0)
    return try bytes("signature")
  }

  private let body = Array(#"{"subject_request_id":"7"}"#.utf8)

  @Test(arguments: [
    ("rsa-pkcs1-sha256", ["rsa:2048"], []),
    ("rsa-pss-sha256", ["rsa:2048"], ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"]),
    ("ecdsa-sha256", ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"], []),
  ])
  func `a signature by openssl is valid for its own body and algorithm only`(
    algorithm: String, kind: [String], options: [String]
  ) async throws {
    try await makeKey(kind)
    let key = try await key(algorithm)
    var signature = try await signature(of: body, options)
    #expect(key.isValid(signature: signature, of: body))
    #expect(!key.isValid(signature: signature, of: body + [0x20]))
    #expect(!key.isValid(signature: [], of: body))
    for other in ["rsa-pkcs1-sha256", "rsa-pss-sha256", "ecdsa-sha256"] where other != algorithm {
      #expect(!(try await self.key(other)).isValid(signature: signature, of: body), "\(other)")
    }
    signature[signature.count - 1] ^= 1
    #expect(!key.isValid(signature: signature, of: body))
  }

  @Test func `an ECDSA signature may also be the bare two numbers`() async throws {
    try await makeKey(["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"])
    let der = try await signature(of: body)
    let bare = try P256.Signing.ECDSASignature(derRepresentation: der).rawRepresentation
    #expect(try await key("ecdsa-sha256").isValid(signature: Array(bare), of: body))
  }

  @Test(arguments: [["rsa:2048"], ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]])
  func `the fingerprint is the one that openssl gives, and pins the key`(kind: [String]) async throws {
    try await makeKey(kind)
    try #require(try await openssl(["pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "key.der"]) == 0)
    let wanted = Array(SHA256.hash(data: try bytes("key.der")))
    #expect(try await key("rsa-pkcs1-sha256").fingerprint == wanted)
    let pin = wanted.map { String(format: "%02x", $0) }.joined()
    #expect(try await key("rsa-pkcs1-sha256", trust: "pin:\(pin)").fingerprint == wanted)
    await #expect(throws: ProcessorKeyFault.pin) {
      try await key("rsa-pkcs1-sha256", trust: "pin:\(String(repeating: "0", count: 64))")
    }
  }

  @Test func `each certificate that is not believed has its reason`() async throws {
    try await makeKey(["rsa:2048"], domain: "other.keys.example")
    await #expect(throws: ProcessorKeyFault.host) { try await key("rsa-pkcs1-sha256") }
    try await makeKey(["rsa:2048"])
    await #expect(throws: ProcessorKeyFault.noRoots) { try await key("rsa-pkcs1-sha256", trust: "file:/nowhere") }
    for text in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
      try folder.write("cert.pem", text.utf8)
      await #expect(throws: ProcessorKeyFault.unreadable) { try await key("rsa-pkcs1-sha256", trust: "system") }
    }
  }
}
