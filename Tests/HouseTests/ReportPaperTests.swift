import Testing
import Workflow

@testable import Reports

@Test(
  arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (29_000, "29,000"), (1_234_567, "1,234,567"), (-1000, "-1,000"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
func `numbers have thousands separators`(_ number: Int, _ text: String) {
  #expect(Figures.grouped(number) == text)
}

@Test func `time needed is never told too short, time left never too long`() {
  #expect(Figures.needed(.days(57) + 1) == "58 days")
  #expect(Figures.left(.days(58) + -1) == "57 days")
  #expect(Figures.needed(.hours(5)) == "5 hours")
  #expect(Figures.left(.seconds(59)) == "59 seconds")
  #expect(Figures.needed(.milliseconds(.max)).hasSuffix(" days"))
}

@Test func `text from outside loses what could steer a terminal, and keeps its letters`() {
  #expect(Plain.text("a\u{1B}[2J\u{7}b\r\nc\u{9B}d\u{202E}e\u{200B}f\u{2028}g\u{7F}") == "a[2Jb  cdef g")
  #expect(Plain.text("Zürich 東京 ελ") == "Zürich 東京 ελ")
  #expect(Plain.text("e" + String(repeating: "\u{301}", count: 50)).unicodeScalars.count == 5)
  #expect(Plain.name("\u{1B}\u{200B} ") == "(unreadable name)")
  #expect(Columns.width(Plain.name(ReportSamples.longName, limit: 40)) == 40)
}

@Test(arguments: [ReportSamples.longName, ReportSamples.wideName, "a b", "", "  ", String(repeating: "字", count: 99)])
func `wrapped text stays within its width and loses no letter`(_ text: String) {
  for width in 2...30 {
    let lines = Columns.wrap(text, width)
    #expect(lines.allSatisfy { Columns.width($0) <= width }, "width \(width): \(lines)")
    let letters = lines.joined().filter { $0 != " " }
    #expect(letters == text.filter { $0 != " " })
  }
}

@Test func `wide letters take two columns, marks none`() {
  #expect(Columns.width("東京") == 4)
  #expect(Columns.width("e\u{301}") == 1)
  #expect(Columns.width("ab") == 2)
  #expect(Columns.left("東", 4) + "|" == "東  |")
}

@Test(arguments: Grade.allCases)
func `every grade says what it proves and what it does not`(_ grade: Grade) {
  let explanation = grade.explanation
  #expect(explanation.proves.hasPrefix("that ") && explanation.doesNotProve.hasPrefix("that "))
  #expect(!explanation.proves.contains("deleted"))
}

@Test func `no two grades share their letters`() {
  #expect(Set(Grade.allCases.map(\.letters)).count == Grade.allCases.count)
}

@Test func `a reason has plain words, and an unknown one stands as its code`() {
  #expect(
    ReasonWords.sentence(Reason("status-503")) == "the partner's server answered with HTTP status 503 (status-503)")
  #expect(ReasonWords.sentence(Reason("kept-for-tax")) == "kept-for-tax")
}

extension Span {
  fileprivate static func + (span: Span, milliseconds: Int64) -> Span {
    .milliseconds(span.milliseconds + milliseconds)
  }
}
