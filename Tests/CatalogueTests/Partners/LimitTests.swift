import Testing
import Workflow

@testable import Catalogue

/// `limits` and `share` under `terms`.
@Suite struct LimitTests {
  static func text(_ limits: String, batch: String = "{items: 2}") -> String {
    Sample.text.replacing("in-doubt: safe-to-repeat", with: "in-doubt: safe-to-repeat\n      \(limits)")
      .replacing("batch: {items: 2}", with: "batch: \(batch)")
  }

  @Test func `every unit is read`() throws {
    let text = Self.text(
      "limits: [{calls: 500, per: 1d, resets: \"00:00 -08:00\"}, {subjects: 110000, per: 30d}, {bytes: 5000000, per: 1m}, {jobs: 1}]",
      batch: "{items: 2, bytes: 4000000}")
    let limits = try #require(try Sample.entries(text).first).terms.limits
    #expect(
      limits.windows == [
        .init(.calls, 500, per: .days(1), resets: .hours(8)), .init(.subjects, 110_000, per: .days(30)),
        .init(.bytes, 5_000_000, per: .minutes(1)),
      ])
    #expect(limits.jobs == 1 && limits.callBytes == 4_000_000 && limits.concurrency == 4 && limits.share == nil)
  }

  @Test(arguments: [
    ("00:00", 0), ("23:59", 1439), ("00:00 -08:00", 480), ("08:30 +02:00", 390), ("00:00 +05:30", 1110),
    ("23:00 -03:00", 120),
  ])
  func `a time of day anywhere is one in UTC`(_ written: String, _ minutes: Int64) {
    #expect(TimeOfDay(written: written)?.utc == .minutes(minutes))
  }

  @Test(arguments: [
    "", "24:00", "1:00", "00:60", "00:00 08:00", "00:00  -08:00", "00:00 -15:00", "00:00 -08:00 x", "٠٠:٠٠",
  ])
  func `what is no time of day is refused`(_ written: String) { #expect(TimeOfDay(written: written) == nil) }

  static let rows: [(String, String, [String])] = [
    (
      "limits: [{calls: 5, subjects: 5, per: 1d}]", "{items: 2}",
      [
        "19:16: partner 'acme', limits 1: exactly one of 'calls', 'subjects', 'bytes' and 'jobs' must be given | Write one row for each limit, such as {calls: 500, per: 1d}."
      ]
    ),
    (
      "limits: [{jobs: 5, per: 1d}]", "{items: 2}",
      ["19:26: partner 'acme', limits 1: unknown key 'per' | Known: calls, subjects, bytes, jobs."]
    ),
    (
      "limits: [{calls: 5, per: 1h, resets: \"00:00\"}]", "{items: 2}",
      [
        "19:44: partner 'acme', limits 1: 'resets' needs 'per: 1d' | Leave it out: any time of that length is a window then."
      ]
    ),
    (
      "limits: [{calls: 5, per: 1d, resets: midnight}]", "{items: 2}",
      [
        "19:44: partner 'acme', limits 1: 'resets' is not a time of day: 'midnight' | Write it with the distance to UTC: \"00:00 -08:00\"; without one it is UTC."
      ]
    ),
    (
      "limits: [{calls: 5, per: 1d}, {calls: 6, per: 24h}]", "{items: 2}",
      ["19:37: partner 'acme', limits 2: there is another row for 'calls' in 1d | Keep one of them."]
    ),
    (
      "limits: [{jobs: 1}, {jobs: 2}]", "{items: 2}",
      ["19:27: partner 'acme', limits 2: there is another row for 'jobs' | Keep one of them."]
    ),
    (
      "limits: [{subjects: 5, per: 1d}]", "{items: 10}",
      [
        "3:5: partner 'acme': a call may hold 10 subjects, and the limit is 5 in 1d | Make 'batch.items' smaller."
      ]
    ),
    (
      "limits: [{bytes: 5, per: 1d}]", "{items: 2}",
      [
        "3:5: partner 'acme': a limit of bytes needs 'batch.bytes' | Each call is counted with the most that it may hold, as its size is known too late."
      ]
    ),
    (
      "limits: [{bytes: 500, per: 1d}]", "{items: 2, bytes: 600}",
      ["3:5: partner 'acme': a call may hold 600 bytes, and the limit is 500 in 1d | Make 'batch.bytes' smaller."]
    ),
    (
      "share: A B", "{items: 2}",
      [
        "19:14: partner 'acme', terms: 'share' must be a word of a-z, 0-9 and '-', found 'A B' | Entries that say the same word share one budget."
      ]
    ),
  ]

  @Test(arguments: rows)
  func `a mistake in the limits is told with its place`(_ limits: String, _ batch: String, _ expected: [String]) {
    #expect(Sample.mistakes(Self.text(limits, batch: batch)) == expected)
  }

  /// The sample, answered with a job for each subject.
  static func jobsText(_ limits: String, batch: String) -> String {
    text(limits, batch: batch).replacing(
      "job: {path: id}", with: "jobs: {path: jobs, id: id, key: user, identifier: user-id}")
  }

  @Test func `a call never begins more jobs than the partner works on`() throws {
    let mistakes = Sample.mistakes(Self.jobsText("limits: [{jobs: 5}]", batch: "{items: 6}"))
    #expect(
      mistakes == [
        "24:14: partner 'acme', batch: a call may begin 6 jobs, and the limit is 5 | Each subject gets a job of its own: write 'items: 5' or less."
      ])
    #expect(Sample.mistakes(Self.jobsText("limits: [{jobs: 5}]", batch: "{items: 5}")).isEmpty)
    #expect(Sample.mistakes(Self.text("limits: [{jobs: 5}]", batch: "{items: 6}")).isEmpty, "one job for all of a call")
  }

  @Test func `a shared budget of jobs bounds the calls of every entry`() throws {
    let other = Self.jobsText("share: quota", batch: "{items: 6}").split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .dropFirst(2).joined(separator: "\n").replacing("- id: acme", with: "- id: beta")
    let text = Self.text("share: quota\n      limits: [{jobs: 5}]", batch: "{items: 6}") + other
    let mistakes = Sample.mistakes(text)
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.contains("partner 'beta', batch: a call may begin 6 jobs, and the limit is 5") == true)
  }

  static func pair(_ first: String, _ second: String) -> String {
    let entry = text(first).split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).joined(
      separator: "\n")
    let other = text(second).split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
      .joined(separator: "\n").replacing("- id: acme", with: "- id: beta")
    return "version: 1\npartners:\n" + entry + other
  }

  @Test func `entries with one word have one set of limits, written once`() throws {
    let entries = try Sample.entries(
      Self.pair("share: quota\n      limits: [{calls: 500, per: 1d}]", "share: quota\n      concurrency: 2"))
    #expect(entries.map(\.terms.limits.share) == ["quota", "quota"])
    #expect(entries[0].terms.limits == entries[1].terms.limits)
    #expect(entries[1].terms.limits.windows == [.init(calls: 500, per: .days(1))])
    #expect(entries[1].terms.limits.concurrency == 2)
  }

  @Test func `other limits under one word are a mistake of the file`() {
    let text = Self.pair(
      "share: quota\n      concurrency: 3\n      limits: [{calls: 500, per: 1d}]",
      "share: quota\n      concurrency: 2\n      limits: [{calls: 600, per: 1d}]")
    let remedy = "Write them in one entry only, or alike in all."
    #expect(
      Sample.mistakes(text) == [
        "59:14: partner 'beta', terms: other 'limits' than 'acme', which shares the budget 'quota' | \(remedy)",
        "59:14: partner 'beta', terms: other 'concurrency' than 'acme', which shares the budget 'quota' | \(remedy)",
      ])
  }

  @Test func `the limits are explained in plain words`() throws {
    let text = Self.text(
      "share: quota\n      limits: [{calls: 500, per: 1d, resets: \"00:00 -08:00\"}, {jobs: 2}]")
    let lines = try #require(try Sample.entries(text).first).explain()
    for line in [
      "  At most 500 calls in 1d, new at 08:00 UTC.", "  At most 2 requests accepted and not finished.",
      "  One budget with every entry that says 'share: quota'.", "  At most 4 calls at once.",
    ] {
      #expect(lines.contains(line), "\(lines)")
    }
  }
}
