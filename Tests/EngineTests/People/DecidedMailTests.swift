import Foundation
import Store
import Testing
import Workflow

@testable import Engine

/// What a person is told of a mail that was decided, that belongs to nobody, or whose instruction cannot take it yet.
struct DecidedMailTests {
  private let scene: MailScene

  init() throws { scene = try MailScene() }

  private func read(_ reply: MailScene.Reply) throws -> Int {
    scene.mailbox.deliver(try scene.mail(reply))
    try scene.read()
    return try #require(try scene.look { try $0.newestMails(limit: 1) }.first).id
  }

  private func review<Value>(_ work: (MailReview) throws -> Value) throws -> Value {
    try scene.open { installation in
      let review = MailReview(
        store: installation.store, vault: try installation.vault(), surroundings: installation.surroundings
      ) { [scene] mail in
        guard case .whole(let bytes) = try scene.mailbox.fetch(mail.uid, limit: .max) else { return nil }
        return bytes
      }
      let value = try work(review)
      try installation.sequencer().sequenceAll()
      return value
    }
  }

  private func mail(_ id: Int) throws -> MailRecord { try #require(try scene.look { try $0.mail(id) }) }
  private func past(_ id: Int) throws -> String { MailPast(try mail(id)).description }

  @Test func `accepting a stranger's mail says that it has to be assigned first`() throws {
    let id = try read(.init(to: "privacy@devices.example", from: "agent@firm.example", dkim: nil))
    #expect(try mail(id).stage == .stranger)
    let error = #expect(throws: InboxError.noInstruction(id)) { try review { try $0.accept(id, .suggestion) } }
    #expect(error?.description.contains("`expunge inbox assign \(id) WAVE/PARTNER`") == true)
    #expect(try mail(id).stage == .stranger)
    try review { try $0.dismiss(id, because: Reason("advertising")) }
    #expect(throws: InboxError.notWaiting(id)) { try review { try $0.accept(id, .suggestion) } }
    #expect(try past(id).hasPrefix("mail \(id) has been laid aside already: advertising; nothing was changed."))
  }

  @Test func `a decision that was made is told with its receipt, and how to say something else`() throws {
    let id = try read(.init(body: "Which account do you mean?\n"))
    let receipt = try review { try $0.accept(id, .receipt) }
    #expect(throws: InboxError.notWaiting(id)) { try review { try $0.accept(id, .outcome(.deleted)) } }
    let told = try past(id)
    #expect(told.hasPrefix("mail \(id) has been taken over already: receipt-confirmed, receipt \(receipt);"))
    #expect(told.contains("`expunge instruction attest leak-w1/acme --outcome OUTCOME --evidence FILE`"))
  }

  @Test func `what was taken over by itself, a copy and a mail that belongs already say so`() throws {
    let filed = try read(.init())
    let receipt = try #require(try mail(filed).receipt)
    #expect(try past(filed).hasPrefix("mail \(filed) was taken over by itself, as deleted, receipt \(receipt);"))
    // A list of the newest leaves copies out.
    _ = try read(.init())
    let copy = filed + 1
    #expect(try mail(copy).stage == .copy && past(copy).contains("is a copy of mail \(filed)"))
    let waiting = try read(.init(partner: "zeta", id: "<2@zeta.example>", body: "Which account do you mean?\n"))
    #expect(throws: InboxError.notWaiting(waiting)) { try review { try $0.assign(waiting, to: MailScene.id("acme")) } }
    #expect(try past(waiting).contains("belongs to an instruction already, leak-w1/zeta"))
  }

  @Test func `both receipts of a mail that was decided later tell of it`() throws {
    let id = try read(.init(dkim: nil))
    let first = try #require(try mail(id).receipt)
    func proof(_ receipt: Int, _ evidence: [UInt8]?) throws -> [String]? {
      try scene.open {
        try MailProof(receipt: receipt, evidence: evidence, of: MailScene.id("acme"), in: $0)?.lines
      }
    }
    let evidence = try #require(try mail(id).evidence)
    #expect(try proof(first, evidence)?.last == "  decided   not yet; a person reads it by `expunge inbox review`")
    let second = try review { try $0.accept(id, .suggestion) }
    #expect(second != first)
    #expect(try proof(second, evidence)?.last == "  decided   deleted, by a person")
    #expect(try proof(first, evidence)?.last == "  decided   deleted, by a person; that is receipt \(second)")
    #expect(try proof(first, [UInt8](repeating: 0, count: 32)) == nil)
    #expect(try proof(first, nil) == nil)
  }

  @Test func `a mail whose instruction has calls in doubt says what to do before`() throws {
    try scene.open { installation in
      try installation.store.write { session in
        var letter = try #require(try session.openDispatches(of: MailScene.id("acme"), limit: 1).first)
        let before = letter.state
        letter.state = .intent(epoch: 1, tries: .init(attempt: 1, strikes: 0))
        try session.update(letter, expecting: before)
      }
    }
    let id = try read(.init())
    #expect(try mail(id).stage == .waiting && mail(id).suggestion == .deleted)
    let page = try scene.open { try MailPage(id, in: $0) }.lines()
    #expect(page.contains { $0.hasPrefix("Before that") } && page.joined(separator: " ").contains("`expunge retry`"))
    #expect(page.allSatisfy { $0.count <= 80 } && page.last?.isEmpty == false)
    let error = #expect(throws: HandAnswerError.underWay("leak-w1/acme")) {
      try review { try $0.accept(id, .suggestion) }
    }
    #expect(error?.description.contains("`expunge retry`") == true)
  }
}
