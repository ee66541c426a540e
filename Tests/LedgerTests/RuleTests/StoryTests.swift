import Testing

@testable import Ledger

struct StoryTests {
  @Test func `the honest story has no findings`() throws {
    let report = try Story.write(try Story.honest()).verify()
    #expect(report.findings == [])
    #expect(report.waves.first?.isClosed == true && report.waves[0].partners.map(\.settled) == [10, 10, 10, 10])
    #expect(report.waves[0].partners.map(\.routed) == [10, 2, 0, 0])
  }

  @Test(arguments: Forgery.lines + Forgery.openings + Forgery.dispatches + Forgery.answers + Forgery.outcomes)
  func `whoever holds the key and tells it otherwise is found out`(_ forgery: Forgery) throws {
    var lines = try Story.honest()
    forgery.change(&lines)
    let findings = try Story.write(lines).verify().findings
    let hit = findings.contains { $0.index == forgery.index && $0.what.contains(forgery.words) }
    #expect(hit, "\(forgery): \(findings)")
    #expect(findings.allSatisfy { $0.file == "tile/entries/000.p/\(lines.count)" }, "\(findings)")
  }

  @Test func `shredding while subjects are open is told and not wrong`() throws {
    var lines = Array(try Story.honest().prefix(9))
    lines.append(.shred(ShredEntry(at: Story.at(30), wave: "w1", subjects: nil, by: Samples.by)))
    let report = try Story.write(lines).verify()
    #expect(report.isSound && report.notes.contains { $0.contains("open at 3 of its partners") })
  }

  @Test func `an answer dated after its line is told and not wrong`() throws {
    var lines = try Story.honest()
    lines.answer(7) { $0.answeredAt = Story.at(90) }
    let report = try Story.write(lines).verify()
    #expect(report.isSound && report.notes.contains("entry 7 was answered after its own date"))
  }

  @Test func `a hold on a wave that is only planned is told and not wrong`() throws {
    var lines = try Story.honest()
    lines[1] = .hold(Story.hold("p1", 1))
    let found = try Story.write(lines).verify()
    #expect(found.findings.map(\.index) == [2] && found.notes.contains { $0.hasPrefix("entry 1 holds wave w1") })
  }

  @Test func `a reminder names nobody again, and that is fine`() throws {
    var lines = try Story.honest()
    lines[10] = .dispatch(Story.dispatch("p1", 2, nil, .accepted, .transmitted, 10))
    #expect(try Story.write(lines).verify().findings == [])
  }

  @Test func `dispatches of two waves may have the same names`() throws {
    var lines = try Story.honest()
    guard case .waveOpen(var second) = lines[2] else { return }
    (second.wave, second.at) = ("w2", Story.at(26))
    lines.append(.waveOpen(second))
    var sent = Story.dispatch("p1", 0, IndexRanges(7...7), .accepted, .transmitted, 27)
    sent.wave = "w2"
    lines.append(.dispatch(sent))
    #expect(try Story.write(lines).verify().findings == [])
  }
}
