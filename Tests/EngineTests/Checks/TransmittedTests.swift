import Store
import Testing
import Workflow

@testable import Engine

/// Which dispatches of the store must have a line of their own in the ledger.
@Suite struct TransmittedTests {
  private func record(_ purpose: DispatchPurpose, attempt: Int) -> DispatchRecord {
    let now = Instant(seconds: 1_700_000_000)
    return DispatchRecord(
      instruction: InstructionID(wave: "w1", partner: "p"), number: 3, parent: 0, purpose: purpose, lane: 0,
      subjects: SubjectRanges(1...2),
      state: .waiting(
        .init(
          due: now, since: now, hasJob: false, polls: 0, grade: .acceptedUnsigned, tries: .init(attempt: attempt))),
      key: "k")
  }

  @Test func `a dispatch that the partner took was sent`() {
    #expect(record(.deletion, attempt: 1).wasTransmitted)
  }

  @Test func `those whom a mixed answer took wait in a dispatch that was never sent itself`() {
    #expect(!record(.deletion, attempt: 0).wasTransmitted)
  }

  @Test(arguments: [DispatchPurpose.probe, .recheck])
  func `of a look-up the ledger holds the answer only`(_ purpose: DispatchPurpose) {
    #expect(!record(purpose, attempt: 1).wasTransmitted)
  }
}
