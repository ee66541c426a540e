import Testing

@testable import Catalogue

/// What YAML can do to a file that people sign for, and where each refusal points.
@Suite struct SheetTests {
  private func mistakes(_ text: String) -> [String] {
    let sheet = Sheet(file: "f.yaml")
    _ = sheet.root(of: text)
    return sheet.mistakes.map { "\($0.line):\($0.column): \($0.what)" + ($0.remedy.map { " | \($0)" } ?? "") }
  }

  @Test(arguments: [
    (
      "a: &x 1\nb: *x\n", ["1:4: anchors (&) and aliases (*) are not allowed | Write the value out where it is needed."]
    ),
    ("a: 1\na: 2\n", ["1:1: the key 'a' stands twice in one mapping | Keep one of them."]),
    ("1: x\n\"1\": y\n", ["2:1: the key '1' stands twice in one mapping, first in line 1 | Keep one of them."]),
    (
      "a:\n  b: {no: 1, 'no': 2}\n",
      ["2:14: the key 'no' stands twice in one mapping, first in line 2 | Keep one of them."]
    ),
    ("a: [{~: 1, \"~\": 2}]\n", ["1:12: the key '~' stands twice in one mapping, first in line 1 | Keep one of them."]),
    ("a: {<<: {b: 1}}\n", ["1:5: merge keys (<<) are not allowed | Write the lines out where they are needed."]),
    (
      "a: !!binary aGk=\nb: !own x\n",
      [
        "1:4: tags (tag:yaml.org,2002:binary) are not allowed | Write the value as plain text.",
        "2:4: tags (!own) are not allowed | Write the value as plain text.",
      ]
    ),
    ("? [a, b]\n: 1\n", ["1:3: a key must be a word, found a list"]),
    ("a: 1\n---\nb: 2\n", ["2:1: not YAML: expected a single document in the stream, but found another document"]),
    ("", ["1:1: the file is empty"]), ("- a\n", ["1:1: the file must be a mapping (`key: value` lines), found a list"]),
    ("a: 1\nb: x\u{0}y\n", ["2:5: the file holds a NUL byte | Remove it."]),
    ("a: 1\nbä: x\u{1}y\n", ["2:6: not YAML: control characters are not allowed"]),
    ("a: \"b\n", ["2:1: not YAML: while scanning a quoted scalar, found unexpected end of stream"]),
  ])
  func `what makes a file mean something else than it shows is refused with its place`(_ text: String, _ told: [String])
  {
    #expect(mistakes(text) == told)
  }

  @Test(arguments: [
    "\u{FEFF}a: 1\n", "a: 1\r\nb: 2\r\n", "a: 2022-12-06\nb: yes\nc: 0x1F\nd: =\ne: ~\n", "a: !!str 1\n",
  ])
  func `marks, line ends and words that other readers take for dates or flags are plain text`(_ text: String) {
    #expect(mistakes(text) == [])
  }

  @Test func `a tab in the indentation is told where it stands`() {
    let told = mistakes("a:\n\tb: 1\n")
    #expect(told.count == 1)
    #expect(told.first?.hasPrefix("2:1: not YAML: ") == true)
  }

  @Test(arguments: [
    String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
    String(repeating: "- ", count: 100_000) + "a", String(repeating: "? ", count: 100_000) + "a",
    String(repeating: ": ", count: 100_000) + "a", String(repeating: "- ? ", count: 100_000) + "a",
    (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    (0..<40).map { String(repeating: "  ", count: $0) + "a:\n" }.joined(),
  ])
  func `a file that nests without end is refused before anything recurses`(_ text: String) {
    #expect(mistakes(text).first?.contains("the file nests deeper than 32 levels") == true)
  }

  @Test func `a file of more than a mebibyte is not read`() {
    #expect(mistakes("a: " + String(repeating: "x", count: 1 << 20)).first?.contains("larger than 1 MiB") == true)
  }

  @Test func `an old word for a flag is a mistake that says what to write`() {
    #expect(
      Sample.mistakes(replacing: "job: {path: id}", with: "accepted: yes").contains {
        $0.hasSuffix("'accepted' must be true or false, found 'yes' | yes, no, on and off are plain texts here.")
      })
  }
}
