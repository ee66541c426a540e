import Testing

@testable import TimeStamps

@Suite struct MomentTests {
  @Test(arguments: [
    ("19700101000000Z", 0, 0), ("20260101120000Z", 1_767_268_800, 0), ("20240229235959Z", 1_709_251_199, 0),
    ("20000301000000.5Z", 951_868_800, 500_000), ("21000301000000Z", 4_107_542_400, 0),
    ("20161231235960Z", 1_483_228_800, 0), ("20260101120000.1234569Z", 1_767_268_800, 123_456),
    ("20260101120000.000001Z", 1_767_268_800, 1), ("99991231235959Z", 253_402_300_799, 0),
  ])
  func `a time is read to the microsecond, rounded down`(_ text: String, _ seconds: Int64, _ micro: Int) {
    let moment = StampMoment(text.utf8)
    #expect(moment?.seconds == seconds)
    #expect(moment?.microseconds == micro)
  }

  @Test(arguments: [
    "", "Z", "20260101120000", "20260101120000+0100", "20260101120000,5Z", "20260101120000.Z", "202601011200Z",
    "20260230120000Z", "20250229120000Z", "21000229120000Z", "20261301120000Z", "20260001120000Z", "20260100120000Z",
    "20260101240000Z", "20260101126000Z", "20260101120061Z", "2026010112000 Z", "20260101120000.5xZ",
    "19691231235959Z", "20260101120000.1234567890123456789Z",
  ])
  func `what is no time of RFC 3161 is none`(_ text: String) {
    #expect(StampMoment(text.utf8) == nil)
  }
}
