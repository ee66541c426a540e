import Ledger
import Testing

@testable import Witness

/// Requests that another implementation's tests send, byte for byte, with the answers they expect (litewitness).
struct StrangerTests {
  private static let origin = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562"
  private static let vkey =
    "\(origin)+5202289b+Af/cLU2Y5BJNP+r3iMDC+av9eWCD0fBJVDfzAux5zxAP"

  private static func request(_ old: Int, _ proof: String, _ size: Int, _ root: String, _ signature: String) -> [UInt8]
  {
    Array("old \(old)\n\(proof)\n\(origin)\n\(size)\n\(root)\n\n\u{2014} \(origin) \(signature)\n".utf8)
  }

  static let one = request(
    0, "", 1, "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=")
  static let three = request(
    1,
    """
    KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
    KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

    """, 3, "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
    "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=")
  static let five = request(
    1,
    """
    KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
    +fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=
    KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

    """, 5, "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
    "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=")

  @Test func `a stranger's requests are cosigned, and the slower of two that race is told the newer size`() throws {
    let booth = try Booth(VerifierKey(Self.vkey))
    let desk = try booth.desk()
    for bytes in [Self.one, Self.five] {
      _ = try desk.answer(bytes).cosignature(over: AddCheckpoint(parsing: bytes).checkpoint, by: booth.key)
    }
    let late = desk.answer(Self.three)
    #expect(late.isConflict && late.text == "5\n")
    #expect(try booth.seen(Self.origin)?.checkpoint.root.base64 == "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=")
    let other = try Booth(VerifierKey(Self.vkey)).desk()
    #expect([Self.one, Self.three].map { other.answer($0).status } == [200, 200])
  }

  @Test func `63 lines of a proof are judged, 64 are refused unread`() throws {
    let desk = try Booth(VerifierKey(Self.vkey)).desk()
    let head = Array("old 0\n".utf8)
    let line = Array("KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".utf8)
    for (count, status) in [(63, 422), (64, 400)] {
      let proof = (0..<count).flatMap { _ in line }
      #expect(desk.answer(head + proof + Self.one.dropFirst(head.count)).status == status)
    }
  }
}
