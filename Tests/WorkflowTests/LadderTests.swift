import Testing
import Workflow

struct LadderTests {
  @Test func `each rung has its own first and last date, count and newest receipt`() {
    var ladder = Ladder()
    ladder.reach(.claimed, subjects: 3, at: noon + .hours(2), receipt: 7)
    ladder.reach(.claimed, subjects: 4, at: noon + .hours(1), receipt: 9)
    let fact = ladder[.claimed]
    #expect(fact?.first == noon + .hours(2))
    #expect(fact?.last == noon + .hours(2))
    #expect(fact?.subjects == 7)
    #expect(fact?.receipt == 9)
  }

  @Test(arguments: Rung.allCases)
  func `reaching one rung says nothing of another`(_ rung: Rung) {
    var ladder = Ladder()
    ladder.reach(rung, subjects: 1, at: noon, receipt: 1)
    #expect(Rung.allCases.filter { ladder[$0] != nil } == [rung])
  }

  @Test func `the rungs stand in the order in which things happen`() {
    #expect(
      Rung.allCases.sorted().map(\.rawValue) == ["issued", "delivered", "receipt-confirmed", "claimed", "verified"])
  }

  @Test(arguments: [
    (Grade.transmitted, [Rung.delivered]), (.acceptedUnsigned, [.delivered, .receiptConfirmed]),
    (.acceptedSigned, [.delivered, .receiptConfirmed]), (.claimedUnsigned, [.delivered, .receiptConfirmed, .claimed]),
    (.claimedSigned, [.delivered, .receiptConfirmed, .claimed]), (.attestedByPerson, [.claimed]),
    (.verifiedByProbe, [.claimed, .verified]), (.presumedByElapsedTime, []),
  ])
  func `a grade reaches only the rungs that it proves`(_ grade: Grade, _ rungs: [Rung]) {
    #expect(grade.rungs == rungs)
  }

  @Test func `grades are ordered by the strength of the proof`() {
    #expect(
      Grade.allCases.shuffled().sorted().map(\.rawValue) == [
        "transmitted", "accepted-unsigned", "accepted-signed", "presumed-by-elapsed-time",
        "claimed-complete-unsigned", "attested-by-person", "claimed-complete-signed", "verified-by-probe",
      ])
  }
}
