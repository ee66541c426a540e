import Testing
import Workflow

@testable import Catalogue

@Suite struct DutyLinterTests {
  private func mistakes(_ letters: [LetterTemplate], _ matter: Matter) -> [String] {
    do {
      try DutyLinter.check(letters, for: matter)
      return []
    } catch let mistakes as Mistakes {
      return mistakes.all.map { "\($0.file): \($0.what)" }
    } catch {
      return ["\(error)"]
    }
  }

  private static let letterDuties = Duty.known.map(\.code).filter { DutyDemand.of($0) != nil }

  private func duty(_ code: String) -> String { "{duty: \(code), from: 2023-01-03, within: 30d}" }

  @Test func `every law and every order to instruct asks something of letters, and clocks of reports ask nothing`() {
    let silent = Duty.known.map(\.code).filter { DutyDemand.of($0) == nil }
    #expect(
      silent.allSatisfy { $0.hasSuffix("-identify") || $0.hasSuffix("-report") || $0.hasSuffix("-answer") }, "\(silent)"
    )
    #expect(Self.letterDuties.count == 20)
  }

  @Test(arguments: letterDuties)
  func `the letters of all languages say what each duty demands`(code: String) throws {
    let letters = try LetterLanguage.codes.map { try LetterShelf.template(.deletionRequest, $0) }
    let matter = try LetterShelf.matter(duties: duty(code))
    #expect(mistakes(letters, matter) == [])
    for language in LetterLanguage.all {
      let notices = matter.notices(in: language)
      #expect(notices.count == 1 && !notices[0].contains("{"))
      let body = try LetterShelf.template(.deletionRequest, language.code)
        .render(LetterShelf.facts(language.code, duties: duty(code))).body
      // Folded otherwise than it was written; blanks do not count.
      #expect(body.filter { !$0.isWhitespace }.contains(notices[0].filter { !$0.isWhitespace }), "\(language.code)")
    }
  }

  @Test(arguments: LetterLanguage.codes)
  func `a letter without a clause that a duty demands is refused with its file and the clause`(language: String) throws
  {
    let matter = try LetterShelf.matter(duties: duty("ftc-betterhelp-instruct"))
    for clause in ["clause-receipt", "clause-confirmation", "clause-forms", "clause-definition"] {
      let gone = try without(clause, language)
      #expect(
        mistakes([gone], matter) == [
          "deletion-request.\(language).mustache: the letter does not say '\(clause)', which the duty 'ftc-betterhelp-instruct' demands"
        ])
      let empty = try without(
        clause, language, leaving: "{{#\(clause)}}\n8. {{date}} {{matter}} {{contact}}\n{{/\(clause)}}")
      #expect(mistakes([empty], matter) == ["deletion-request.\(language).mustache: the clause '\(clause)' is empty"])
    }
  }

  @Test func `a clause inside of a section that may vanish is no clause`() throws {
    let matter = try LetterShelf.matter(duties: duty("ftc-betterhelp-instruct"))
    for outer in ["has-urls", "urls", "has-documents", "contained", "has-list", "has-notices"] {
      let hidden = try without(
        "clause-receipt", "en",
        leaving:
          "{{#\(outer)}}\n{{#clause-receipt}}\nPlease tell us that you have it.\n{{/clause-receipt}}\n{{/\(outer)}}")
      #expect(mistakes([hidden], matter).count == 1, "\(outer)")
    }
    let nested = try without(
      "clause-receipt", "en",
      leaving:
        "{{#clause-receipt}}\nPlease tell us that you have it.\n{{/clause-receipt}}")
    #expect(mistakes([nested], matter) == [])
  }

  @Test func `a duty that wants papers is refused without them, for each kind`() throws {
    var matter = try LetterShelf.matter(duties: duty("ftc-rite-aid-instruct"))
    let letters = [try LetterShelf.template(.deletionRequest, "en")]
    matter.documents.removeAll { $0.kind == .order }
    #expect(
      mistakes(letters, matter) == [
        "matter devices-2022-12: the duty 'ftc-rite-aid-instruct' demands that the order goes with each letter, and no document is of that kind"
      ])
    matter.documents = []
    #expect(mistakes(letters, matter).count == 2)
    #expect(mistakes([], matter) == [], "no letters, no papers")
    #expect(mistakes([try LetterShelf.template(.reminder, "en")], matter) == [], "a reminder repeats no papers")
  }

  @Test func `a matter without duties asks nothing beyond what every letter says`() throws {
    let matter = try LetterShelf.matter(duties: "")
    #expect(mistakes([try without("clause-receipt", "en")], matter) == [])
    #expect(matter.notices(in: .english) == [])
  }

  /// A letter as somebody might have edited it, past the linter of all letters.
  private func without(_ clause: String, _ language: String, leaving rest: String = "") throws -> LetterTemplate {
    let text = try LetterShelf.text(.deletionRequest, language)
    let start = try #require(text.firstRange(of: "{{#\(clause)}}")),
      end = try #require(text.firstRange(of: "{{/\(clause)}}"))
    return try LetterTemplate.unchecked(
      text.replacingCharacters(in: start.lowerBound..<end.upperBound, with: rest),
      name: "deletion-request.\(language).mustache")
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
