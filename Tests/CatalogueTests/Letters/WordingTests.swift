import Foundation
import Testing
import Workflow

@testable import Catalogue

private let titles = "{en: Pages that told too much, de: Seiten, ja: 閲覧ページ}"

/// The shelf's matter, with words by language.
private func text(
  title: String = titles, words: String = "{health: {en: device use, de: Gerätenutzung}}", more: String = ""
) -> String {
  LetterShelf.matterText.replacing("DUTIES", with: "")
    .replacing("title: Notice pages that told partners who uses which device", with: "title: \(title)\n\(more)")
    .replacing("urls:", with: "data-words: \(words)\nurls:")
    .replacing(
      #""Jane Roe, Chief Privacy Officer""#,
      with: #"{en: "Jane Roe, Chief Privacy Officer", de: "Jane Roe, Datenschutz"}"#
    )
    .replacing(#""Decision and Order""#, with: #"{en: "Decision and Order", de: "Beschluss"}"#)
}

private func file(_ text: String) throws -> MatterFile {
  try MatterFile.read(text: text, file: "matter.yaml", exists: { _ in true })
}

private func mistakes(_ work: () throws -> Void) -> [String] {
  do {
    try work()
    return []
  } catch let mistakes as Mistakes {
    return mistakes.all.map { "\($0.line):\($0.column) \($0.what) \($0.remedy ?? "-")" }
  } catch {
    return ["\(error)"]
  }
}

private func facts(_ matter: Matter, _ language: String) throws -> LetterFacts {
  let entry = try LetterShelf.entry(language)
  guard let route = entry.email, let sent = Instant(written: "2023-01-09") else { throw CocoaError(.fileReadUnknown) }
  let occasion = LetterOccasion(reference: "w1", sentAt: sent, answerBy: sent, replyTo: "a@devices.example")
  return LetterFacts(occasion, matter: matter, entry: entry, route: route)
}

@Suite struct WordingTests {
  @Test func `a letter says the matter's words in its own language`() throws {
    let happened = "what-happened: {en: A test upload went to you., de: Ein Probelauf ging an Sie.}"
    let matter = try file(text(more: happened)).matter
    let (english, german) = (try facts(matter, "en"), try facts(matter, "de"))
    #expect(english.title == "Pages that told too much" && german.title == "Seiten")
    #expect(english.data.last == "device use" && german.data.last == "Gerätenutzung")
    #expect(english.data.first == "IP addresses" && german.data.first == "IP-Adressen")
    #expect(english.whatHappened == "A test upload went to you." && german.whatHappened == "Ein Probelauf ging an Sie.")
    #expect(english.signatory == "Jane Roe, Chief Privacy Officer" && german.signatory == "Jane Roe, Datenschutz")
    #expect(matter.documents.map { $0.title.words(in: "de") } == ["Complaint", "Beschluss"])
    #expect("\(matter.title)" == "Pages that told too much" && matter.words(for: matter.data[3]) == "device use")
    let body = try LetterShelf.template(.deletionRequest, "de").render(german).body
    #expect(
      body.contains("„Seiten“") && body.contains("- Gerätenutzung\n") && body.contains("Ein Probelauf ging an Sie."))
    #expect(!body.contains("device use") && !body.contains("Tracker"))
  }

  @Test func `one plain text counts for all languages, as it always did`() throws {
    let matter = try LetterShelf.matter()
    #expect(matter.title == "Notice pages that told partners who uses which device")
    for language in LetterLanguage.codes {
      #expect(try facts(matter, language).title == matter.title.plain)
      #expect(mistakes { try WordingLinter.check(matter, for: [LetterShelf.entry(language)]) } == [])
    }
    let json = String(decoding: try JSONEncoder().encode(matter), as: UTF8.self)
    #expect(json.contains(#""title":"Notice pages that told partners who uses which device""#))
    #expect(!json.contains("fallbackLanguage") && !json.contains("whatHappened"))
  }

  @Test func `a language that is missing is told by field, with the partners who would read it`() throws {
    let matter = try file(text()).matter
    #expect(
      mistakes { try WordingLinter.check(matter, for: [LetterShelf.entry("en"), LetterShelf.entry("de")]) } == [])
    let told = mistakes { try WordingLinter.check(matter, for: [LetterShelf.entry("ja")]) }
    #expect(
      told.map { String($0.prefix { $0 != "." }) } == [
        "1:1 'operator, signatory' has no words in 'ja', the language of letters to wide-world Open a matter that has 'ja: ",
        "1:1 'data-words, health' has no words in 'ja', the language of letters to wide-world Open a matter that has 'ja: ",
        "1:1 'documents, papers/order",
      ])
    #expect(told[0].contains("'fallback-language: de'") && told[0].contains("write to these partners in de or en"))
  }

  @Test func `words for data that a partner did not get need not be there`() throws {
    let matter = try file(
      text(title: "Pages").replacing("{id: wide-world,", with: "{id: wide-world, data: [ip-address],")
    ).matter
    let told = mistakes { try WordingLinter.check(matter, for: [LetterShelf.entry("fr")]) }
    #expect(told.count == 2 && !told.contains { $0.contains("data-words") })
  }

  @Test func `a fallback language stands in where the operator says so`() throws {
    let matter = try file(text(more: "fallback-language: de")).matter
    #expect(
      mistakes { try WordingLinter.check(matter, for: [LetterShelf.entry("ja"), LetterShelf.entry("fr")]) } == [])
    #expect(try facts(matter, "ja").title == "閲覧ページ" && facts(matter, "fr").title == "Seiten")
    #expect(try facts(matter, "fr").signatory == "Jane Roe, Datenschutz")
    #expect(try JSONDecoder().decode(Matter.self, from: JSONEncoder().encode(matter)) == matter)
  }

  @Test(arguments: [
    ("{en: Pages, xx: Sider}", "", "2:24 matter 'devices-2022-12', title: there are no letters in 'xx'"),
    ("{}", "", "2:8 matter 'devices-2022-12', title has no words"),
    ("[Pages]", "", "2:8 matter 'devices-2022-12': 'title' must be a text, or a text for each language, found a list"),
    ("{en: Pages, de: [Seiten]}", "", "2:24 matter 'devices-2022-12', title: 'de' must be a text, found a list"),
    (titles, "fallback-language: xx", "3:20 matter 'devices-2022-12': there are no letters in 'xx'"),
    (titles, "fallback-language: ja", "has no words in 'ja', the fallback language"),
  ])
  func `a mistake in them is told with its place`(title: String, more: String, wanted: String) {
    let told = mistakes { _ = try file(text(title: title, more: more)) }
    #expect(told.contains { $0.contains(wanted) }, "\(told)")
  }

  @Test func `fields that lack a language of the others are worth a note when the matter is opened`() throws {
    let notes = try file(text()).notes.map { "\($0.line) \($0.what)" }
    #expect(notes.count == 3 && notes[0].contains("'operator, signatory' has no words in ja, which other fields have"))
    #expect(try file(text(more: "fallback-language: en")).notes.isEmpty)
  }
}
