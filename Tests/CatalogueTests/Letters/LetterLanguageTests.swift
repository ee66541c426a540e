import Foundation
import Testing
import Workflow

@testable import Catalogue

private let everyLetter = LetterLanguage.codes.flatMap { language in LetterKind.allCases.map { ($0, language) } }

@Suite struct LetterLanguageTests {
  @Test(arguments: everyLetter)
  func `each of the 21 letters passes the linter, fits 72 columns and keeps its answer block whole`(
    kind: LetterKind, language: String
  ) throws {
    let template = try LetterShelf.template(kind, language)
    for facts in [try LetterShelf.facts(language), try LetterShelf.facts(language, list: false)] {
      let letter = template.render(facts)
      #expect(letter.subject.contains("[devices-2022-12-w1/wide-world]"))
      for word in [
        "Wide World Analytics", "Example Devices Inc.", "privacy@devices.example",
        "privacy+abcdefghijklmnopqrstuvwxyz@devices.example",
      ] { #expect(letter.body.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(word), "\(word)") }
      #expect(!letter.body.contains("{{") && !letter.body.contains("\n\n\n") && !letter.body.contains("&amp;"))
      let lines = letter.body.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.filter { Wrapping.columns($0) > 72 && $0.contains(" ") && !$0.hasPrefix("    ") } == [])
      let block = try #require(lines.firstIndex { $0.hasPrefix("----- ") })
      #expect(lines[block..<(block + 12)].filter { $0.hasPrefix("[ ] ") }.count == 4)
      #expect(lines[block + 11] == String(repeating: "-", count: 72)[...])
    }
  }

  @Test func `dates are written as each language writes them`() throws {
    let (first, sixth) = (try #require(Instant(written: "2022-12-01")), try #require(Instant(written: "2022-12-06")))
    let evening = try #require(Instant(written: "2022-12-06T18:05:00Z"))
    #expect(
      LetterLanguage.all.map { $0.date(sixth) } == [
        "6 December 2022", "6. Dezember 2022", "6 décembre 2022", "6 de diciembre de 2022", "6 de dezembro de 2022",
        "6 dicembre 2022", "2022年12月6日",
      ])
    #expect(LetterLanguage.named("fr")?.date(first) == "1er décembre 2022")
    #expect(LetterLanguage.named("it")?.date(first) == "1º dicembre 2022")
    #expect(
      LetterLanguage.all.map { $0.moment(evening) } == [
        "6 December 2022, 18:05 UTC", "6. Dezember 2022, 18:05 Uhr UTC", "6 décembre 2022 à 18\u{A0}h\u{A0}05 UTC",
        "6 de diciembre de 2022, a las 18:05 UTC", "6 de dezembro de 2022, às 18h05 UTC",
        "6 dicembre 2022, ore 18:05 UTC",
        "2022年12月6日18:05(UTC)",
      ])
    #expect(LetterLanguage.all.allSatisfy { $0.moment(sixth) == $0.date(sixth) })
  }

  @Test func `numbers are grouped as each language groups them, and never parted at a line's end`() throws {
    #expect(
      LetterLanguage.all.map { $0.number(1234) } == [
        "1,234", "1.234", "1\u{A0}234", "1234", "1234", "1.234", "1,234",
      ])
    #expect(
      LetterLanguage.all.map { $0.number(1_029_000) } == [
        "1,029,000", "1.029.000", "1\u{A0}029\u{A0}000", "1\u{A0}029\u{A0}000", "1\u{A0}029\u{A0}000", "1.029.000",
        "1,029,000",
      ])
    #expect(LetterLanguage.all.allSatisfy { $0.number(999) == "999" && $0.number(0) == "0" })
    var facts = try LetterShelf.facts("fr")
    facts.list = LetterList(file: "identifiers.csv", count: LetterLanguage.french.number(29_000), kinds: "", seal: nil)
    facts.exposureUntil = LetterLanguage.french.moment(try #require(Instant(written: "2022-12-06T18:05:00Z")))
    for padding in 0..<40 {
      facts.list = facts.list.map {
        LetterList(file: $0.file, count: $0.count, kinds: String(repeating: "x", count: padding), seal: nil)
      }
      let body = try LetterShelf.template(.deletionRequest, "fr").render(facts).body
      #expect(body.contains("29\u{A0}000") && body.contains("18\u{A0}h\u{A0}05"))
    }
  }

  @Test func `every language has words for all that a letter may have to name`() {
    let english = LetterLanguage.english
    for language in LetterLanguage.all {
      #expect(Set(language.data.keys) == Set(DataType.known.map(\.code)), "\(language.code)")
      #expect(Set(language.kinds.keys) == Set(IdentifierKind.allCases.filter(\.mayLeave)), "\(language.code)")
      #expect(Set(language.definitions.keys) == Set(DeletionDefinition.allCases), "\(language.code)")
      #expect(Set(language.notices.keys) == Set(LetterNotice.allCases), "\(language.code)")
      #expect(!language.whatHappened.isEmpty)
      let months = (1...12).map { language.day(2022, $0, 2) }
      #expect(Set(months).count == 12)
      for notice in LetterNotice.allCases {
        #expect(
          language.notices[notice]?.contains("{docket}") == english.notices[notice]?.contains("{docket}"),
          "\(language.code) \(notice)")
        if language.code != "en" { #expect(language.notices[notice] != english.notices[notice]) }
      }
    }
    #expect(english.data == Dictionary(uniqueKeysWithValues: DataType.known.map { ($0.code, $0.words) }))
    #expect(DeletionDefinition.allCases.allSatisfy { english.definitions[$0] == $0.words })
  }

  @Test(arguments: LetterLanguage.codes)
  func `a list of people is told with the way to open it, and nobody is asked to send it back`(language: String) throws
  {
    let template = try LetterShelf.template(.deletionRequest, language)
    let openPGP = template.render(try LetterShelf.facts(language)).body
    let count = try #require(LetterLanguage.named(language)).number(1234)
    #expect(openPGP.contains("\n    gpg --output identifiers.csv \\\n      --decrypt identifiers.csv.gpg\n"))
    #expect(
      openPGP.replacing("\n", with: " ").contains("0123 4567 89AB CDEF")
        && openPGP.contains(count))
    #expect(!openPGP.contains("openssl"))
    let smime = template.render(try LetterShelf.facts(language, smime: true)).body
    #expect(
      smime.contains(
        "\n    openssl cms -decrypt -inform DER \\\n      -in identifiers.csv.cms \\\n      -recip certificate.pem -inkey key.pem \\\n      -out identifiers.csv\n"
      ))
    #expect(!smime.contains("gpg"))
    let none = template.render(try LetterShelf.facts(language, list: false)).body
    #expect(!none.contains("identifiers.csv") && !none.contains("complaint.pdf"))
  }

  @Test(arguments: LetterLanguage.codes)
  func `documents stand with their title, their file and their hash`(language: String) throws {
    for kind in [LetterKind.deletionRequest, .escalation] {
      let body = try LetterShelf.template(kind, language).render(LetterShelf.facts(language)).body
      let plain = body.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let hash = String(repeating: "a7", count: 32)
      #expect(plain.contains("- Complaint (complaint.pdf, SHA-256 \(hash))"))
      #expect(plain.contains("- Decision and Order (order.pdf, SHA-256 \(hash))"))
      #expect(plain.contains("C-4796"))
    }
  }

  @Test func `text without spaces is folded between characters, and no line begins with a full stop`() {
    let line = String(repeating: "削", count: 35) + "。" + String(repeating: "除", count: 40)
    #expect(
      Wrapping.wrap(line).split(separator: "\n").map(String.init) == [
        String(repeating: "削", count: 35) + "。", String(repeating: "除", count: 36), String(repeating: "除", count: 4),
      ])
    let close = String(repeating: "削", count: 36) + "。除"
    #expect(Wrapping.wrap(close) == String(repeating: "削", count: 35) + "\n削。除\n")
    let mixed = String(repeating: "削", count: 34) + "IPアドレスGTM-ABC"
    #expect(Wrapping.wrap(mixed) == String(repeating: "削", count: 34) + "IPア\nドレスGTM-ABC\n")
    let date = String(repeating: "削", count: 33) + "2022年12月6日"
    #expect(Wrapping.wrap(date) == String(repeating: "削", count: 33) + "\n2022年12月6日\n")
  }

  @Test func `French signs stay with their word, and commands stay on their line`() {
    let words = Array(repeating: "mot", count: 17).joined(separator: " ") + " fin"
    #expect(words.count == 71)
    #expect(
      Wrapping.wrap(words + " : suite") == Array(repeating: "mot", count: 17).joined(separator: " ") + "\nfin : suite\n"
    )
    let days = Array(repeating: "mot", count: 17).joined(separator: " ")
    for day in ["8 mars", "8. März", "1er mars", "31 de marzo"] {
      #expect(Wrapping.wrap("\(days) \(day) fin").hasPrefix("\(days)\n\(day.prefix { $0 != " " }) "), "\(day)")
    }
    #expect(Wrapping.wrap(days + " 2023 marsmars").hasPrefix(days + "\n2023") == false)
    let command = "    " + Array(repeating: "word", count: 20).joined(separator: " ")
    #expect(Wrapping.wrap(command) == command + "\n")
  }
}
