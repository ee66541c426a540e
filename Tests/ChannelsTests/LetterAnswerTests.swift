import Catalogue
import Foundation
import Mail
import Testing
import Workflow

/// What comes back when people fill in the block of a letter in the mail programs that they have.
private enum Client: String, CaseIterable {
  case topCopy, quotedCopy, gmail, outlookText, outlookPage, apple
}

private struct Filled {
  let language: String
  let letter: Catalogue.Letter
  /// The body with the block filled in.
  let body: String
}

private let people: [String: (wrote: String, fields: [String], greeting: String, name: String, closing: String)] = [
  "en": (
    "On Mon, 9 Jan 2023 at 10:00, Example Devices Inc. <privacy@devices.example> wrote:",
    ["From", "Sent", "To", "Subject"], "Hello,", "Jordan Lee, Privacy Counsel", "Kind regards,\nJordan Lee"
  ),
  "de": (
    "Am 09.01.2023 um 10:00 schrieb Example Devices Inc. <privacy@devices.example>:",
    ["Von", "Gesendet", "An", "Betreff"], "Guten Tag,", "Jana Lenz, Datenschutz",
    "Mit freundlichen Grüßen\nJana Lenz"
  ),
  "fr": (
    "Le lun. 9 janv. 2023 à 10:00, Example Devices Inc. <privacy@devices.example> a écrit :",
    ["De", "Envoyé", "À", "Objet"], "Bonjour,", "Jeanne Lune, juriste", "Cordialement,\nJeanne Lune"
  ),
  "es": (
    "El lun, 9 ene 2023 a las 10:00, Example Devices Inc. (<privacy@devices.example>) escribió:",
    ["De", "Enviado", "Para", "Asunto"], "Hola:", "Juana Luna, asesora", "Atentamente,\nJuana Luna"
  ),
  "it": (
    "Il giorno lun 9 gen 2023 alle ore 10:00 Example Devices Inc. <privacy@devices.example> ha scritto:",
    ["Da", "Inviato", "A", "Oggetto"], "Buongiorno,", "Gianna Luna, legale", "Cordiali saluti\nGianna Luna"
  ),
  "pt": (
    "Example Devices Inc. <privacy@devices.example> escreveu (segunda, 9/01/2023 à(s) 10:00):",
    ["De", "Enviado", "Para", "Assunto"], "Bom dia,", "Joana Lua, jurista", "Com os melhores cumprimentos,\nJoana Lua"
  ),
  "ja": (
    "2023年1月9日(月) 10:00 Example Devices Inc. <privacy@devices.example>:",
    ["差出人", "送信日時", "宛先", "件名"], "お世話になっております。", "月野 花子、法務部", "よろしくお願いいたします。"
  ),
]

private let dates = [
  "en": "12 January 2023", "de": "12. Januar 2023", "fr": "12 janvier 2023", "es": "12 de enero de 2023",
  "it": "12 gennaio 2023", "pt": "12 de janeiro de 2023", "ja": "2023年1月12日",
]
private let rests = [
  "en": "two invoices", "de": "zwei Rechnungen", "fr": "deux factures", "es": "dos facturas", "it": "due fatture",
  "pt": "duas faturas", "ja": "請求書2通",
]

private let matter = """
  matter: devices-2022-12
  title: {en: Notice pages, de: Hinweisseiten}
  fallback-language: en
  operator: {name: Example Devices Inc., domain: devices.example, contact: privacy@devices.example, address: "1 Example Way"}
  discovered: 2022-12-06
  data: [ip-address, page-url, health, derived]
  urls: ["https://notice.devices.example/ack/*"]
  exposure: {from: 2022-12-01, until: 2022-12-06T18:00:00Z}
  definition-of-deletion: any-means
  duties: [{duty: hipaa-164.404}, {duty: gdpr-28.3, from: 2023-01-03, within: 30d}]
  partners: [{id: wide-world, trackers: ["WW-4711"]}]

  """

private func letter(_ kind: LetterKind, _ language: String) throws -> Catalogue.Letter {
  let matter = try MatterFile.read(text: matter, file: "matter.yaml", exists: { _ in true }).matter
  let entry = try #require(
    PartnerFile.read(
      """
      version: 1
      partners:
        - id: wide-world
          name: Wide World Analytics
          route: email
          scope: selector
          deletes: [all]
          terms: {in-doubt: safe-to-repeat}
          email: {to: privacy@wideworld.example, language: \(language)}

      """, file: "partners.yaml"
    ).first)
  let (sent, due) = (try #require(Instant(written: "2023-01-09")), try #require(Instant(written: "2023-02-08")))
  let occasion = LetterOccasion(
    reference: "devices-2022-12-w1/wide-world", sentAt: sent, answerBy: due, replyTo: "privacy+a@devices.example",
    earlier: [sent])
  let name = "\(kind.rawValue).\(language).mustache"
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Templates")
  let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  return try LetterTemplate.load(text, name: name)
    .render(LetterFacts(occasion, matter: matter, entry: entry, route: try #require(entry.email)))
}

/// - Parameter tick: Of the block's four, from 0.
private func filled(_ letter: Catalogue.Letter, _ tick: Int, _ language: String) throws -> Filled {
  var lines = letter.body.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  let first = try #require(lines.firstIndex { $0.hasPrefix("[ ] ") })
  lines[first + tick] = "[x]" + lines[first + tick].dropFirst(3)
  if tick == 1 || tick == 3 { lines[first + tick] += " " + (rests[language] ?? "") }
  if tick < 2 { lines[first + 6] += " " + (dates[language] ?? "") }
  lines[first + 7] += " " + (people[language]?.name ?? "")
  return Filled(language: language, letter: letter, body: lines.joined(separator: "\n"))
}

private func quoted(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? ">" : "> \($0)" }
    .joined(separator: "\n")
}

private func page(_ text: String) -> String {
  text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    .split(separator: "\n", omittingEmptySubsequences: false)
    .map { "<p class=MsoPlainText>\($0.isEmpty ? "&nbsp;" : "\($0)")<o:p></o:p></p>" }.joined(separator: "\r\n")
}

private func mail(_ filled: Filled, from client: Client) throws -> MessageReader {
  let person = try #require(people[filled.language])
  let body = filled.letter.body
  let hello = person.greeting + "\n\n"
  let header =
    "\(person.fields[0]): Example Devices Inc. <privacy@devices.example>\n\(person.fields[1]): 2023-01-09 10:00\n"
    + "\(person.fields[2]): privacy@wideworld.example\n\(person.fields[3]): \(filled.letter.subject)\n\n"
  let block = filled.body.split(separator: "\n", omittingEmptySubsequences: false)
  let start = try #require(block.firstIndex { $0.hasPrefix("----- ") })
  let copy = block[start..<(start + 12)].joined(separator: "\n")
  var type = "text/plain"
  let text: String
  switch client {
  case .topCopy: text = hello + copy + "\n\n" + person.closing + "\n\n" + person.wrote + "\n\n" + quoted(body)
  case .quotedCopy: text = hello + person.closing + "\n\n" + person.wrote + "\n\n" + quoted(filled.body)
  case .gmail: text = person.wrote + "\n\n" + quoted(filled.body)
  case .outlookText: text = hello + person.closing + "\n\n-----Original Message-----\n" + header + filled.body
  case .outlookPage:
    type = "text/html"
    text = "<html><body lang=EN>" + page(hello + person.closing + "\n\n" + header + filled.body) + "</body></html>"
  case .apple: text = hello + person.closing + "\n\n> " + person.wrote + "\n>\n" + quoted(filled.body)
  }
  let head = """
    From: Privacy <privacy@wideworld.example>
    To: privacy+a@devices.example
    Subject: Re: [devices-2022-12-w1/wide-world]
    Date: Fri, 13 Jan 2023 10:00:00 +0000
    Message-ID: <1@wideworld.example>
    MIME-Version: 1.0
    Content-Type: \(type); charset=utf-8
    Content-Transfer-Encoding: base64


    """
  return try MessageReader(Array((head + Data(text.utf8).base64EncodedString(options: .lineLength76Characters)).utf8))
}

private let everyLetter = LetterLanguage.codes.flatMap { language in LetterKind.allCases.map { ($0, language) } }

@Suite struct LetterAnswerTests {
  private func check(_ letter: Catalogue.Letter, _ language: String, _ tick: Int, _ client: Client) throws {
    let meanings: [Judgement.Meaning] = [.deleted, .partlyDeleted, .nothingHeld, .refused]
    let judgement = MailJudge.judge(try mail(try filled(letter, tick, language), from: client))
    let what = "\(language) tick \(tick) \(client): \(judgement)"
    #expect(judgement.meaning == meanings[tick] && judgement.basis == .form && judgement.isCertain, "\(what)")
    let form = try #require(judgement.form)
    #expect(form.reference == "devices-2022-12-w1/wide-world" && form.name == people[language]?.name, "\(what)")
    #expect(form.language == language && form.remains == (tick == 1 ? rests[language] : nil), "\(what)")
    #expect(form.reason == (tick == 3 ? rests[language] : nil), "\(what)")
    #expect(form.deletedOn == (tick < 2 ? DateWords(year: 2023, month: 1, day: 12) : nil), "\(what)")
  }

  @Test(arguments: LetterLanguage.codes)
  func `the block of a letter, filled in by a person in a mail program, counts as the answer that was ticked`(
    language: String
  ) throws {
    let letter = try letter(.reminder, language)
    for tick in 0..<4 {
      for client in Client.allCases { try check(letter, language, tick, client) }
    }
  }

  @Test(arguments: everyLetter)
  func `each letter's block can be answered, and coming back with nothing filled in it answers nothing`(
    kind: LetterKind, language: String
  ) throws {
    let letter = try letter(kind, language)
    try check(letter, language, 0, .outlookPage)
    let empty = Filled(language: language, letter: letter, body: letter.body)
    for client in [Client.gmail, .outlookText] {
      let judgement = MailJudge.judge(try mail(empty, from: client))
      #expect(!judgement.isCertain && judgement.basis != .form, "\(kind) \(language) \(client): \(judgement)")
    }
  }
}
