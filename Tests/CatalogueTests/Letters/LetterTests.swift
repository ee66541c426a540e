import Foundation
import Testing

@testable import Catalogue

private func facts() -> LetterFacts {
  LetterFacts(
    reference: "EX-7F3K-amplitude", matter: "devices-2022-12", title: "Notice pages & who uses <which> device",
    date: "9 January 2023",
    operatorName: "Example Devices Inc.", operatorDomain: "devices.example",
    operatorAddress: "1 Harbour Road, Example City",
    signatory: "Ada Roe, Privacy Officer", contact: "privacy@devices.example", partnerName: "Amplitude",
    whatHappened:
      "Links in an e-mail of 1 December 2022 led to pages with third-party tags; the address of each page identified a person and showed that they use our device.",
    discovered: "6 December 2022", contained: "6 December 2022",
    data: ["IP addresses", "that a person uses our device"],
    exposureFrom: "1 December 2022", exposureUntil: "6 December 2022, 18:00 UTC",
    urls: ["https://notice.devices.example/ack/*"],
    trackers: ["a1b2c3"], definition: "cannot be retrieved any more by any physical or technical means",
    documents: [
      LetterDocument(
        title: "The order of 3 January 2023", file: "papers/order.pdf", sha256: [UInt8](repeating: 0xA7, count: 32))
    ],
    answerBy: "8 February 2023", replyTo: "deletions+7f3k@devices.example",
    earlierLetters: ["9 January 2023", "23 January 2023"])
}

private func text(_ kind: LetterKind) throws -> String {
  var place = URL(fileURLWithPath: #filePath)
  while place.path != "/" {
    place.deleteLastPathComponent()
    let file = place.appending(path: "Templates/\(kind.rawValue).en.mustache")
    if let text = try? String(contentsOf: file, encoding: .utf8) { return text }
  }
  throw CocoaError(.fileNoSuchFile)
}

private func load(_ text: String, _ kind: LetterKind = .deletionRequest) throws -> LetterTemplate {
  try LetterTemplate.load(text, name: "\(kind.rawValue).en.mustache")
}

private func mistakes(_ text: String, _ kind: LetterKind = .deletionRequest) -> [String] {
  do {
    _ = try load(text, kind)
    return []
  } catch let mistakes as Mistakes {
    return mistakes.all.map { "\($0.line):\($0.column) \($0.what)" }
  } catch {
    return ["\(error)"]
  }
}

@Test(arguments: LetterKind.allCases)
func `each letter says what happened to whom, and fits 72 columns`(kind: LetterKind) throws {
  let letter = try load(text(kind), kind).render(facts())
  #expect(letter.subject.contains("[EX-7F3K-amplitude]") && letter.subject.contains("devices-2022-12"))
  for word in [
    "Amplitude", "Example Devices Inc.", "privacy@devices.example", "8 February 2023", "deletions+7f3k@devices.example",
    "IP addresses",
  ] {
    #expect(letter.body.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(word), "\(word)")
  }
  #expect(letter.body.contains("\nReference: EX-7F3K-amplitude\n"))
  let lines = letter.body.split(separator: "\n", omittingEmptySubsequences: false)
  #expect(lines.filter { $0.count > 72 }.isEmpty)
  #expect(!letter.body.contains("\n\n\n") && !letter.body.hasPrefix("\n"))
  #expect(!letter.body.contains("{{") && !letter.body.contains("&amp;"))
}

@Test func `the instruction names its scope, its meaning of deletion, and every clause`() throws {
  let letter = try load(text(.deletionRequest)).render(facts())
  let plain = letter.body.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  for words in [
    "Notice pages & who uses <which> device", "from 1 December 2022 until 6 December 2022, 18:00 UTC",
    "- https://notice.devices.example/ack/*", "- a1b2c3",
    "cannot be retrieved any more by any physical or technical means", "hashed, encrypted", "models and algorithms",
    "sub-processor", "Backups.",
    "which law or authority requires you to keep it, and until when",
    "confirm the deletion in writing by 8 February 2023", "[ ] Nothing held", "- The order of 3 January 2023",
  ] { #expect(plain.contains(words), "\(words)") }
}

@Test func `what is not known leaves no gap and no empty heading`() throws {
  var few = facts()
  few.contained = nil
  few.urls = []
  few.trackers = []
  few.documents = []
  few.signatory = nil
  few.operatorAddress = nil
  let body = try load(text(.deletionRequest)).render(few).body
  for heading in ["Tags, pixels", "Pages (", "ATTACHED", "It was stopped"] {
    #expect(!body.contains(heading), "\(heading)")
  }
  #expect(!body.contains("\n\n\n"))
  #expect(body.hasSuffix("Kind regards,\n\nExample Devices Inc.\nprivacy@devices.example\n"))
}

@Test func `a value is never read as a template, a header or a line of the answer`() throws {
  var sly = facts()
  sly.partnerName = "{{contact}} {{{matter}}}"
  sly.matter = "m\r\nBcc: all@x.example"
  sly.trackers = ["a\n[x] Nothing held"]
  let letter = try load(text(.deletionRequest)).render(sly)
  #expect(letter.body.contains("{{contact}} {{{matter}}}"))
  #expect(!letter.subject.contains("\n") && !letter.subject.contains("\r"))
  #expect(letter.body.contains("- a [x] Nothing held\n"))
  #expect(throws: Mistakes.self, "a rendered letter is no template") {
    try load("Subject: " + letter.subject + "\n\n" + letter.body)
  }
}

@Test(arguments: LetterKind.allCases)
func `a letter that leaves out something needed is refused`(kind: LetterKind) throws {
  let text = try text(kind)
  #expect(mistakes(text, kind) == [])
  for name in kind.needed {
    let gone = text.replacing("{{\(name)}}", with: "").replacing("{{#\(name)}}", with: "").replacing(
      "{{/\(name)}}", with: "")
    #expect(gone != text, "\(name)")
    let found = mistakes(gone, kind)
    #expect(
      found.contains(
        "1:1 the letter does not say '\(name)', which \(kind == .escalation ? "an" : "a") \(kind.rawValue) must"),
      "\(name)")
  }
}

@Test func `an empty clause, or one that is not always printed, counts as left out`() throws {
  let text = try text(.deletionRequest)
  let start = try #require(text.firstRange(of: "{{#clause-derived}}")),
    end = try #require(text.firstRange(of: "{{/clause-derived}}"))
  let clause = text[start.lowerBound..<end.upperBound]
  #expect(
    mistakes(text.replacing(clause, with: "{{#clause-derived}}\n4.\n{{/clause-derived}}")).map { $0.drop { $0 != " " } }
      == [" the clause 'clause-derived' is empty"])
  let hidden = mistakes(text.replacing(clause, with: "{{^contact}}\n\(clause)\n{{/contact}}"))
  #expect(hidden == ["1:1 the letter does not say 'clause-derived', which a deletion-request must"])
  #expect(mistakes(text.replacing(clause, with: "{{#signatory}}\n\(clause)\n{{/signatory}}")) == hidden)
}

@Test(arguments: [
  ("{{{matter}}}", "this tag is not allowed in letters"), ("{{& matter}}", "this tag is not allowed in letters"),
  ("{{> other}}", "this tag is not allowed in letters"), ("{{< other}}", "this tag is not allowed in letters"),
  ("{{=<% %>=}}", "this tag is not allowed in letters"),
  ("{{% CONTENT_TYPE:HTML}}", "this tag is not allowed in letters"),
  ("{{ matter", "this tag is not allowed in letters"), ("{{mater}}", "a letter knows no 'mater'"),
  ("{{email}}", "a letter knows no 'email'"),
  ("{{uppercased(matter)}}", "a letter knows no 'uppercased(matter)'"),
  ("{{matter.count}}", "a letter knows no 'matter.count'"),
  ("{{urls}}", "'urls' is not a single value"), ("{{#mater}}{{/mater}}", "a letter knows no 'mater'"),
  ("{{}}", "a letter knows no ''"),
])
func `a tag that letters do not allow is refused with its line`(tag: String, wanted: String) throws {
  let lines = try text(.deletionRequest).split(separator: "\n", omittingEmptySubsequences: false).count
  #expect(mistakes(try text(.deletionRequest) + "ä \(tag)\n").first == "\(lines):3 \(wanted)")
}

@Test func `sections that do not fit together, a missing subject line and an unknown name are refused`() throws {
  let text = try text(.deletionRequest)
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
  #expect(mistakes(text + "{{#matter}}\n") == ["\(lines):1 the section 'matter' begins here and does not end"])
  #expect(mistakes(text + "x {{/matter}}\n") == ["\(lines):3 '{{/matter}}' ends a section that is not open"])
  #expect(mistakes(text + "{{.}}\n") == ["\(lines):1 '{{.}}' stands outside a list"])
  #expect(mistakes(text + "{{^urls}}{{.}}{{/urls}}{{#has-urls}}{{.}}{{/has-urls}}\n").count == 2)
  #expect(
    mistakes(text + "{{#urls}}{{#matter}}{{/urls}}\n") == [
      "\(lines):10 the section 'matter' begins here and does not end"
    ])
  let open = mistakes(text.replacing("{{/clause-backups}}", with: ""))
  #expect(open.count == 1 && open[0].hasSuffix(":1 the section 'clause-backups' begins here and does not end"))
  #expect(mistakes("\u{FEFF}" + text) == [] && mistakes(text.replacing("\n", with: "\r\n")) == [])
  #expect(mistakes("Dear all,\n" + text).contains("1:1 the first line must be 'Subject: ...', and the second empty"))
  #expect(throws: Mistakes.self) { try LetterTemplate.load(text, name: "request.en.mustache") }
}

@Test func `long list items hang, and long words stay whole`() {
  let item = "- " + Array(repeating: "word", count: 20).joined(separator: " ")
  #expect(Wrapping.wrap(item).split(separator: "\n")[1].hasPrefix("  word"))
  let link = "https://x.example/" + String(repeating: "a", count: 90)
  #expect(Wrapping.wrap("See \(link) now.") == "See\n\(link)\nnow.\n")
}
