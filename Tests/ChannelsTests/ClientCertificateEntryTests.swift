import Channels
import Testing
import Workflow

/// An entry whose partner wants to know who calls.
@Suite struct ClientCertificateEntryTests {
  @Test func `without its certificate a partner stops, and no other one with it`() async throws {
    let server = try AnswerServer { _ in "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" }
    let entry = Entries.plain("https://127.0.0.1:\(server.port)")
      .replacing("takes:", with: "secrets: {cert: env:MTLS_CERT, key: env:MTLS_KEY}\ntakes:")
      .replacing("  batch:", with: "  tls: {certificate: cert, key: key}\n  batch:")
    let scene = try Scene(entry)
    let report = try await scene.api().send(scene.order(["u-1"]))
    #expect(report.finding == .sent(.halted(Reason("config"))))
    #expect(server.received.isEmpty)
  }
}
