import Channels
import Drill
import Foundation
import Ledger
import Testing
import Witness
import Workflow

@testable import Engine

/// Real outsiders on loopback: an RFC 3161 authority made with openssl, and C2SP witnesses.
@Suite(.serialized) struct OutsideTests {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("outside-\(UUID().uuidString)")

  private func authority(_ home: TestHome) async throws -> (LoopbackAuthority, Installation) {
    let authority = try LoopbackAuthority.prepare(directory: folder)
    let port = try await authority.start()
    try authority.chainPEM.write(toFile: home.home.keys + "/chain.pem", atomically: true, encoding: .utf8)
    try settings(of: home, "  time-stamps: [{url: 'http://127.0.0.1:\(port)/', chain: keys/chain.pem}]\n")
    return (authority, home.installation)
  }

  private func settings(of home: TestHome, _ anchors: String) throws {
    try ("network:\n  loopback: true\nanchors:\n" + anchors)
      .write(toFile: home.home.settings, atomically: true, encoding: .utf8)
  }

  private func verify(_ home: TestHome, chain: String?) throws -> LedgerReport {
    var options = VerifyOptions()
    options.timeStamps = try StampCheck(chainPEM: chain)
    return LedgerVerifier.verify(directory: home.ledger, options: options)
  }

  @Test func `a real time-stamp is fetched, checked, kept and written down`() async throws {
    let home = try TestHome()
    let (authority, installation) = try await authority(home)
    try installation.ledgerKeeping().finish()
    let anchors = try home.anchors()
    #expect(anchors.map(\.size) == [2])
    let report = try verify(home, chain: authority.chainPEM)
    #expect(report.findings == [])
    #expect(report.anchors.count == 1 && report.anchors.allSatisfy(\.isChecked))
    await authority.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  @Test(arguments: [
    LoopbackAuthority.Fault.down, .rejecting, .wrongNonce, .wrongImprint, .expiredChain, .httpError, .garbage,
  ])
  func `a time-stamp that is not right is not taken`(_ fault: LoopbackAuthority.Fault) async throws {
    let home = try TestHome()
    let (authority, installation) = try await authority(home)
    authority.fault = fault
    try installation.ledgerKeeping().finish()
    #expect(try home.anchors().isEmpty)
    #expect(try AnchorFiles(directory: home.ledger).tokens().isEmpty)
    let trouble = try AnchorStanding(installation, matter: TestHome.matter).services.first?.trouble
    #expect(trouble?.isEmpty == false)
    authority.fault = nil
    home.clock.advance(.minutes(5))
    home.clock.advance(.seconds(-1))
    try installation.ledgerKeeping().anchorNow(TestHome.matter)
    #expect(try home.anchors().count == 1)
    await authority.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  @Test func `witnesses of the settings cosign, and a fork is refused with the reason`() async throws {
    let home = try TestHome()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let key = try WitnessFolder.create(directory: folder.path + "/w", name: "audit.example/w1")
    try WitnessFolder(directory: folder.path + "/w")
      .addLog(vkey: try LedgerKeys(home.home).vkey(of: TestHome.matter).description)
    let clock = home.clock
    let server = try await WitnessServer.start(directory: folder.path + "/w", port: 0) { clock.now.ledger }
    try settings(of: home, "  witnesses: [{url: 'http://127.0.0.1:\(server.port)', key: '\(key)'}]\n")
    try home.installation.ledgerKeeping().finish()
    try home.addLine()
    try home.installation.ledgerKeeping().anchorNow(TestHome.matter)
    #expect(try home.anchors().map(\.size) == [2, 4])
    var options = VerifyOptions()
    options.policy = try WitnessPolicy(
      parsing: Array(
        """
        log \(try LedgerKeys(home.home).vkey(of: TestHome.matter))
        witness w1 \(key)
        quorum w1

        """.utf8))
    let report = LedgerVerifier.verify(directory: home.ledger, options: options)
    #expect(report.findings == [])
    #expect(report.anchors.map(\.isChecked) == [true, true])
    await server.stop()
    try? FileManager.default.removeItem(at: folder)
  }
}
