import Foundation
import Store
import Testing
import Workflow

@testable import Engine

/// A pass that lingers says what for.
@Suite struct PauseTests {
  @Test func `a pause names the partner and the seconds, rounded up`() {
    #expect(Pass.Pause(partner: "acme", span: .milliseconds(7001)).words == "waiting 8 s: more for acme is due then")
    #expect(Pass.Pause(partner: "acme", span: .milliseconds(1)).words == "waiting 1 s: more for acme is due then")
  }

  @Test func `whom the next turn is for is the one that is due first`() throws {
    let limits = { Limits(windows: [.init(calls: 1, per: $0)]) }
    let scene = try SharedQuotaTests.Scene(
      [("hourly", SharedQuotaTests.terms(limits(.hours(1)))), ("daily", SharedQuotaTests.terms(limits(.days(1))))],
      subjects: 40)
    #expect(try scene.run(SharedQuotaTests.done).count == 2)
    #expect(scene.nextPartner == "hourly")
  }
}
