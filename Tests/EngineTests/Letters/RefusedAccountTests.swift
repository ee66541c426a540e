import MailRigs
import Testing
import Workflow

@testable import Engine

/// A mail account whose password was changed: letters wait, and no partner is blamed.
@Suite(.enabled(if: Exim.isHere, "needs exim4-daemon-light"), .aside)
struct RefusedAccountTests {
  @Test func `after a 535 the letters wait for the right password, and then go out with the bytes they had`() throws {
    let scene = try PostScene(password: "new")
    try scene.send(with: "old")
    #expect(try scene.rig.messages().isEmpty)
    let refused = Reason("mail-credentials")
    for partner in PostScene.partners {
      #expect(try scene.state(partner) == .needsPerson(refused))
      let letter = try #require(try scene.letter(partner))
      guard case .ready(_, let tries) = letter.state else { return #expect(Bool(false), "\(letter.state)") }
      #expect(tries.strikes == 0 && tries.doubt == nil)
      #expect(try scene.budget(partner).failures == 0)
    }
    let kept = try PostScene.partners.map { try scene.kept($0) }
    #expect(kept.allSatisfy { $0 != nil })

    // Cron goes on meanwhile: a refused password is not shown again and again, or the account is locked.
    let logIns = scene.rig.refusedLogIns
    #expect((1...2).contains(logIns))
    scene.pass(.days(2))
    #expect(try scene.send(with: "old") == 0)
    #expect(scene.rig.refusedLogIns == logIns)

    for partner in PostScene.partners { try scene.resume(partner) }
    #expect(try scene.send(with: "new") == 2)
    let taken = try scene.rig.messages(atLeast: 2).map { String(decoding: $0, as: UTF8.self) }
    for letter in kept.compactMap({ $0 }) { #expect(taken.contains { $0.hasSuffix(letter) }) }
    for partner in PostScene.partners {
      guard case .awaiting = try scene.state(partner) else { return #expect(Bool(false), "\(partner) is not asked") }
    }
    #expect(try scene.findings() == [])
  }

  @Test(arguments: ["ill", "down"])
  func `a mail server of ours that lets nobody in for a day costs no partner an attempt, although it takes two at most`(
    how: String
  ) throws {
    let scene = try PostScene(password: "new")
    try how == "ill" ? scene.rig.setLogIn(ill: true) : scene.settle(port: 1)
    for _ in 0..<4 {
      #expect(try scene.send(with: "new") == 2)
      scene.pass(.hours(6))
    }
    for partner in PostScene.partners {
      #expect(try scene.state(partner) == .sending && scene.budget(partner).failures == 0)
    }
    try how == "ill" ? scene.rig.setLogIn(ill: false) : scene.settle(port: scene.rig.port)
    #expect(try scene.send(with: "new") == 2)
    #expect(try scene.rig.messages(atLeast: 2).count == 2)
    #expect(try scene.findings() == [])
  }
}
