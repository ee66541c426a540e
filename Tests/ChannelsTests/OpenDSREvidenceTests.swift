import Crypto
import Drill
import Foundation
import Testing
import Workflow

@testable import Channels

/// What is kept of a processor's answers must convince somebody who has only openssl.
@Suite struct OpenDSREvidenceTests {
  private func signature(in head: String) throws -> [UInt8] {
    let prefix = "x-opendsr-signature: "
    let line = try #require(head.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix(prefix) })
    return Array(try #require(Data(base64Encoded: String(line.dropFirst(prefix.count)))))
  }

  /// The certificate's chain and key by openssl, and then the signature over the digest.
  private func verifies(_ report: Report, digest: [UInt8], in folder: Scratch) async throws -> Bool {
    try folder.write("processor.pem", try #require(report.file("processor.pem")))
    try folder.write("digest", digest)
    try folder.write("signature", try signature(in: try #require(report.text("response.head"))))
    let chain = try await run(
      "openssl", ["verify", "-attime", "\(noon.seconds)", "-CAfile", "root.pem", "processor.pem"], in: folder.path)
    let key = try await run(
      "openssl", ["x509", "-in", "processor.pem", "-noout", "-pubkey", "-out", "key.pem"], in: folder.path)
    try #require(chain == 0 && key == 0)
    return try await run(
      "openssl",
      [
        "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-in", "digest", "-sigfile", "signature", "-pkeyopt",
        "digest:sha256",
      ], in: folder.path) == 0
  }

  @Test func `the acknowledgement is kept as its digest: the request that it echoes is nowhere in it`() async throws {
    try await withProcessor { partners in
      let report = try await OpenDSRScene(partners).send()
      #expect(
        report.evidence.map(\.name) == [
          "request", "response.head", "response.sha256", "processor.pem", "response.facts",
        ])
      let request = try #require(partners.received().first { $0.method == "POST" }?.body)
      for file in report.evidence {
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(!text.contains("encoded_request"), "\(file.name)")
        #expect(!text.contains(Data(request).base64EncodedString()), "\(file.name)")
      }
      #expect(report.text("request")?.hasSuffix(String(decoding: request, as: UTF8.self)) == true)
    }
  }

  @Test func `openssl agrees that the digest was signed, and refuses another one`() async throws {
    try await withProcessor { partners in
      let scene = try OpenDSRScene(partners)
      let report = try await scene.send()
      var digest = try #require(report.file("response.sha256"))
      #expect(try await verifies(report, digest: digest, in: scene.folder))
      digest[0] ^= 1
      #expect(try await !verifies(report, digest: digest, in: scene.folder))
    }
  }

  @Test func `openssl agrees about a state, which is kept whole`() async throws {
    try await withProcessor { partners in
      let scene = try OpenDSRScene(partners)
      let channel = try scene.channel()
      _ = try await channel.send(scene.order)
      let report = await channel.ask(OpenDSRScene.key, scene.order)
      let body = try #require(report.file("response"))
      #expect(report.evidence.map(\.name) == ["request", "response.head", "response", "processor.pem"])
      #expect(try await verifies(report, digest: Array(SHA256.hash(data: body)), in: scene.folder))
    }
  }

  @Test func `the signer is the SHA-256 of the certificate's key as openssl writes it`() async throws {
    try await withProcessor { partners in
      let scene = try OpenDSRScene(partners)
      let report = try await scene.send()
      #expect(try await verifies(report, digest: try #require(report.file("response.sha256")), in: scene.folder))
      let written = try await run(
        "openssl", ["pkey", "-pubin", "-in", "key.pem", "-outform", "DER", "-out", "key.der"], in: scene.folder.path)
      #expect(written == 0)
      let key = try Data(contentsOf: URL(fileURLWithPath: scene.folder.path + "/key.der"))
      #expect(report.signer == Array(SHA256.hash(data: key)))
    }
  }
}
