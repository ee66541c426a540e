import Foundation
import Testing

@testable import Curl

/// Against a TLS server that wants to know who calls.
struct ClientCertificateTests {
  @Test func `a server that asks for a certificate is shown ours`() async throws {
    let identity = try Identity()
    let server = try TLSServer(["-Verify", "1", "-verify_return_error", "-CAfile", identity.certificatePath])
    let exchange = try await get(server, identity.client).get()
    #expect(exchange.status == 200)
    #expect(String(decoding: exchange.responseBody, as: UTF8.self).contains("Subject: CN=shop"))
  }

  @Test func `without a certificate, or with a stranger's, there is no answer`() async throws {
    let identity = try Identity()
    let server = try TLSServer(["-Verify", "1", "-verify_return_error", "-CAfile", identity.certificatePath])
    for client in [nil, try Identity().client] {
      let failure = failure(try await get(server, client))
      #expect(failure != nil)
    }
  }

  @Test func `a key that does not belong to the certificate is a mistake of ours`() async throws {
    let (one, two) = (try Identity(), try Identity())
    let server = try TLSServer()
    let mixed = ClientCertificate(certificatePEM: one.certificate, keyPEM: two.key)
    let failure = failure(try await get(server, mixed))
    #expect(failure?.certainty == .notSent)
    #expect(failure?.reason == .config)
  }

  private func get(_ server: TLSServer, _ client: ClientCertificate?) async throws -> TransferResult {
    let url = "https://127.0.0.1:\(server.port)/"
    var profile = TransferProfile(origins: [try Origin(url: url)])
    profile.addresses = .loopback
    profile.trust = .pem(server.certificate)
    profile.clientCertificate = client
    return await send(HTTPRequest(method: "GET", url: url), profile)
  }
}

/// A key with a certificate that is its own authority.
private final class Identity {
  let certificate: [UInt8]
  let key: [UInt8]
  let certificatePath: String
  private let folder: URL
  var client: ClientCertificate { ClientCertificate(certificatePEM: certificate, keyPEM: key) }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificatePath = folder.appending(path: "cert.pem").path
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
      "-subj",
      "/CN=shop", "-keyout", folder.appending(path: "key.pem").path, "-out", certificatePath,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    certificate = [UInt8](try Data(contentsOf: URL(filePath: certificatePath)))
    key = [UInt8](try Data(contentsOf: folder.appending(path: "key.pem")))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}
