import Foundation
import Ledger
import Testing

@testable import Reports

/// Tags that the page may hold; nothing of it runs, links or loads.
private let tags: Set<String> = [
  "!doctype", "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "p", "dl", "div", "dt", "dd",
  "code", "ul", "li", "span", "bdi", "svg", "path", "section", "table", "caption", "colgroup", "col", "thead", "tbody",
  "tr", "th", "td", "strong", "br", "figure", "figcaption",
]

/// Every tag's name with its slash, in order.
private func names(_ html: String) -> [String] {
  html.matches(of: /<(\/?[!a-zA-Z][a-zA-Z0-9]*)/).map { String($0.1).lowercased() }
}

@Test func `names from outside stay names: no tag, no entity, no style comes of them`() throws {
  let ledger = try SheetLedger(partners: 20, waves: 2)
  let html = try SheetPrint.html(ledger, samples: [2])
  let found = names(html)
  #expect(Set(found.map { $0.replacing("/", with: "") }).subtracting(tags) == [])
  #expect(html.contains("<bdi>Northmail &lt;b&gt;&amp;&quot;&#39;</bdi>"))
  var open: [String] = []
  let single: Set = ["!doctype", "meta", "col", "br", "path"]
  for tag in found where !single.contains(tag) {
    if tag.hasPrefix("/") {
      #expect(open.popLast() == String(tag.dropFirst()))
    } else {
      open.append(tag)
    }
  }
  #expect(open == [])
}

@Test func `the page runs nothing and fetches nothing`() throws {
  let ledger = try SheetLedger(partners: 3)
  let html = try SheetPrint.html(ledger, samples: [3]).lowercased()
  for reach in ["<script", "href=", "src=", "url(", "@import", "onload", "javascript:", "https:"] {
    #expect(!html.contains(reach), "\(reach)")
  }
  #expect(html.replacing("http://www.w3.org/2000/svg", with: "").contains("http:") == false)
  #expect(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""))
}

@Test func `no character of the page steers what shows it`() throws {
  let ledger = try SheetLedger(partners: 20)
  #expect(ReportCheck.controls(try SheetPrint.html(ledger, samples: [2, 6])) == [])
}

@Test(arguments: [
  ("<script>", "&lt;script&gt;"), ("\"<\u{301}b>'&", "&quot;&lt;\u{301}b&gt;&#39;&amp;"), ("a\u{202E}b", "ab"),
  ("\"\u{301}onload=x", "&quot;\u{301}onload=x"), ("東京 &amp;", "東京 &amp;amp;"),
])
func `text is escaped by scalars, so that an accent hides no bracket`(_ raw: String, _ html: String) {
  #expect(Array(Markup(raw).html.unicodeScalars) == Array(html.unicodeScalars))
  #expect(Array(("\(raw)" as Markup).html.unicodeScalars) == Array(html.unicodeScalars))
}

@Test func `a text cannot end the style sheet or a string in it`() {
  let css = Markup.styleString("a\"; } </style><b>\\ é").html
  #expect(css == "a\\22 \\3b  \\7d  \\3c /style\\3e \\3c b\\3e \\5c  \\e9 ")
}

@Test func `a template that reaches outside is refused with its line`() {
  for line in ["<script>x</script>", "<img src=\"x\">", "a { background: URL(x) }", "<a href=\"x\">", "@import 'x';"] {
    #expect(throws: SheetTemplateError.outside(file: "t", line: 2)) { try SheetTemplate("<p>\n\(line)\n", name: "t") }
  }
}

@Test func `a template whose sections do not fit is refused with its line`() throws {
  let error = try #require(throws: SheetTemplateError.self) { try SheetTemplate("<p>\n{{#a}}\n{{/b}}\n", name: "t") }
  #expect(error.description.hasPrefix("t:3:"))
  #expect(error.description.contains("Each {{#name}} needs its own {{/name}}"))
}

@Test func `a JSON print keeps its meaning and loses what a terminal would obey`() throws {
  let line = Array("{\"a\":\"x\u{9B}2J\u{7F}\u{202E}é東\u{E0001}\"}\n".utf8)
  let plain = String(decoding: PlainJSON.line(line[...]), as: UTF8.self)
  #expect(plain == "{\"a\":\"x\\u009b2J\\u007f\\u202eé東\\udb40\\udc01\"}\n")
  let before = try JSONDecoder().decode([String: String].self, from: Data(line))
  let after = try JSONDecoder().decode([String: String].self, from: Data(plain.utf8))
  #expect(before == after)
}

@Test(arguments: [LedgerPrint.Format.text, .json, .jsonl, .csv])
func `no print on a terminal holds a control character, whatever a partner is called`(
  _ format: LedgerPrint.Format
) throws {
  let ledger = try SheetLedger(partners: 20)
  var bytes: [UInt8] = []
  try LedgerPrint(reader: try LedgerReader(directory: ledger.path)).print(format) { bytes += $0 }
  let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
  #expect(ReportCheck.controls(text) == [])
  #expect(text.contains("partner-19"))
}

@Test func `a printed ledger fits 80 columns with long and wide names`() throws {
  let ledger = try SheetLedger(partners: 20, waves: 2, closed: true)
  var bytes: [UInt8] = []
  try LedgerPrint(reader: try LedgerReader(directory: ledger.path)).print(.text) { bytes += $0 }
  let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  #expect(lines.count > 400)
  #expect(ReportCheck.tooWide(lines) == [])
}
