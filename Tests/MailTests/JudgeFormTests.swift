import Foundation
import Testing

@testable import Mail

private let english = ReplyLabels.english.block(reference: "W1-ACME")

private func filled(_ changes: [Int: String], quoted: String = "", labels: ReplyLabels = .english) -> String {
  labels.block(reference: "W1-ACME").enumerated().map { quoted + (changes[$0] ?? $1) }.joined(separator: "\n")
}

private let deleted = "[x] Deleted: all of it, in every form, also at our sub-processors"

private func read(_ text: String) -> String { code(reply(text).judged()) }

struct JudgeFormTests {
  @Test(arguments: ReplyLabels.all)
  func `one tick in the block counts in every language`(_ labels: ReplyLabels) {
    let lines = [labels.deleted, labels.partly, labels.nothingHeld, labels.refused]
    let expected = ["D!", "P!", "N!", "R!"]
    for (index, label) in lines.enumerated() {
      let text = filled([index + 3: "[x] \(label)" + (index % 2 == 1 ? " a b c" : "")], labels: labels)
      #expect(read(text) == expected[index], "\(text)")
      #expect(ReplyForm.read(text)?.reference == "W1-ACME")
      #expect(ReplyForm.read(text)?.language == labels.language)
    }
  }

  @Test(arguments: [
    "[x]", "[X]", "[ x ]", "[✓]", "(x)", "☒", "☑", "✓", "[x", "x [ ]", "［ｘ］", "X", "- [x]", "\t[x]", "[v]",
    "☑\u{fe0f}", "✔\u{fe0f}", "[✔\u{fe0f}]", "[x ]", "☒ ",
  ])
  func `a tick may be made in many ways`(_ tick: String) {
    let text = filled([3: "\(tick) Deleted: all of it, in every form, also at our sub-processors"])
    #expect(read(text) == "D!")
  }

  @Test func `an empty block says nothing, also when it is copied back`() {
    for prefix in ["", "> ", ">> "] {
      #expect(ReplyForm.read(filled([:], quoted: prefix)) == nil)
      #expect(!reply(filled([:], quoted: prefix)).judged().isCertain)
      #expect(read("We have deleted all the data.\n\n" + filled([:], quoted: prefix)) == "D!")
    }
  }

  @Test func `a tick in the quoted copy counts, and its lines may be broken or unmarked`() {
    #expect(read("> On 1 March we wrote:\n" + filled([3: deleted], quoted: "> ")) == "D!")
    #expect(
      read("Hello,\n\nthank you for your letter.\n\nKind regards\nJordan\n\n" + filled([3: deleted], quoted: "> "))
        == "D!")
    let broken = filled([3: "[x] Deleted: all of it, in every form,\n> also at our sub-processors"], quoted: "> ")
    #expect(read(broken) == "D!")
    var unmarked = filled([:], quoted: "> ").split(separator: "\n").map(String.init)
    unmarked[3] = deleted
    #expect(read(unmarked.joined(separator: "\n")) == "D!")
  }

  @Test(arguments: ["[x] Deleted: all of it", "[x] Deleted", "[x] Deleted: all of it, in every form"])
  func `a shortened label says less than the whole one`(line: String) {
    #expect(read(filled([3: line])) == "D")
    #expect(read(filled([3: line], quoted: "> ")) == "D")
  }

  @Test(arguments: ["[✗]", "[✘]", "[×]", "［×］", "❌", "[o]", "[O]", "[no]", "[-]", "[/]"])
  func `a cross that may stand for no is for a person`(tick: String) {
    let text = filled([3: "\(tick) Deleted: all of it, in every form, also at our sub-processors"])
    #expect(!reply(text).judged().isCertain)
  }

  @Test(arguments: ["By 31 March 2028.", "Within 30 days.", "Next week.", "Soon."])
  func `a day without a sentence beside the tick is a doubt`(words: String) {
    #expect(read(words + "\n\n" + filled([3: deleted])) == "D")
    #expect(read(filled([3: deleted]) + "\n\n" + words) == "D")
  }

  @Test func `remarks below the name and behind the sub-processors are doubts`() {
    let name = "Name and position: Jordan Lee\n> France follows in May"
    #expect(read(filled([3: deleted, 10: name], quoted: "> ")) == "D")
    #expect(read(filled([3: deleted, 7: "Sub-processors told: Nimbus, the others follow"])) == "D")
  }

  @Test func `a block below two headers of copied mails was filled in earlier`() {
    let header = "From: A\nSent: today\nTo: B\nSubject: x\n\n"
    let now = "Thank you for your email.\n\n"
    #expect(read(now + header + filled([3: deleted])) == "D!")
    #expect(read("We are looking into this.\n\n" + header + filled([3: deleted])) == "D")
    #expect(read(now + header + "What about backups?\n\n" + header + filled([3: deleted])) == "D")
  }

  @Test func `what stands beside the tick is read`() {
    let text = filled([
      3: deleted, 7: "Sub-processors told: Nimbus Hosting", 8: "Last backup expires on: 30 April 2027",
      9: "Date of deletion: 2027-03-10", 10: "Name and position: Jordan Lee, DPO",
    ])
    let judgement = reply(text).judged()
    #expect(code(judgement) == "D!")
    #expect(judgement.backupsUntil == DateWords(year: 2027, month: 4, day: 30))
    #expect(judgement.form?.deletedOn == DateWords(year: 2027, month: 3, day: 10))
    #expect(judgement.form?.name == "Jordan Lee, DPO")
    let partly = ReplyForm.read(filled([4: "[x] Partly deleted; what remains: server logs\nuntil June"]))
    #expect(partly?.remains == "server logs until June")
  }

  @Test(arguments: [
    [3: deleted, 5: "[x] Nothing held: we have none of this data"],
    [3: deleted, 4: "[ ] Partly deleted; what remains: the logs"],
    [3: deleted, 6: "[ ] Cannot be deleted, because (reason, law, until when): tax law"],
    [3: deleted, 9: "Date of deletion: 1 May 2027"],
    [3: deleted, 9: "Date of deletion: soon"],
    [3: deleted, 9: "Date of deletion: 2020-01-02"],
    [3: "[x]? Deleted: all of it, in every form, also at our sub-processors"],
    [3: "[x] [ ] Deleted: all of it, in every form, also at our sub-processors"],
    [3: deleted, 8: "Last backup expires on: unknown"],
    [3: deleted, 7: "Sub-processors told: not yet"],
    [3: "[x] Deleted: most of it, in every form, also at our sub-processors"],
    [3: "[x] Deleted: all of it, in every form, but not at our sub-processors"],
    [3: deleted + " except logs"],
    [3: "[?] Deleted: all of it, in every form, also at our sub-processors"],
    [4: "[x] Partly deleted; what remains:"],
    [6: "[x] Cannot be deleted, because (reason, law, until when):"],
    [3: deleted, 4: "", 5: "", 6: ""],
    [5: "[x] Nothing held: we have none of this data", 9: "Date of deletion: 2027-03-01"],
  ])
  func `a block that contradicts itself is for a person`(_ changes: [Int: String]) {
    #expect(!reply(filled(changes)).judged().isCertain)
  }

  @Test func `a dash says that there is nothing to say, a question mark does not`() {
    let partly = "[ ] Partly deleted; what remains:"
    #expect(read(filled([3: deleted, 4: "\(partly) -"])) == "D!")
    #expect(read(filled([3: deleted, 4: "\(partly) ---", 9: "Date of deletion: -"])) == "D!")
    for rest in ["?", "✓", "…", "!"] { #expect(read(filled([3: deleted, 4: "\(partly) \(rest)"])) != "D!") }
    #expect(read(filled([3: deleted, 10: "Name and position: 1 March 2025"])) == "D")
  }

  @Test func `words beside the block can take its certainty away, never give it`() {
    #expect(read("We have not deleted the logs.\n\n" + filled([3: deleted])) == "D")
    #expect(read("The EU region follows.\n\n" + filled([3: deleted])) == "D")
    #expect(read("We hold none of this data.\n\n" + filled([3: deleted])) == "D")
    #expect(read("We have deleted all the data.\n\n" + filled([3: deleted])) == "D!")
    #expect(
      read(filled([3: deleted]) + "\n\n" + filled([6: "[x] Cannot be deleted, because (reason, law, until when): x"]))
        == "D")
    #expect(read(filled([3: deleted], quoted: ">> ")) == "D")
  }

  @Test func `a template's block in other words is told by its line and what is missing`() {
    let labels = ReplyLabels.german
    let block = labels.block(reference: "{{reference}}")
    let template = { (lines: [String]) in
      "Subject: x\n\nHallo\r\n{{#reply-block}}\n\(lines.joined(separator: "\n"))\n{{/reply-block}}\nGruss\n"
    }
    #expect(labels.missing(from: template(block)) == (4, []))
    var changed = block
    changed[3] = "[ ] Wir haben alles entfernt"
    changed[9] = "  " + changed[9] + " "
    #expect(labels.missing(from: template(changed)) == (4, [block[3]]))
    #expect(labels.missing(from: "Hallo").lines.count == 10)
    #expect(ReplyLabels.french.missing(from: template(block)).lines.count > 8)
  }

  @Test func `the letters print exactly these blocks`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Templates")
    var seen = 0
    for labels in ReplyLabels.all {
      for kind in ["deletion-request", "reminder", "escalation"] {
        let file = folder.appendingPathComponent("\(kind).\(labels.language).mustache")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
        let block = labels.block(reference: "{{reference}}").joined(separator: "\n")
        #expect(text.contains("{{#reply-block}}\n\(block)\n{{/reply-block}}"), "\(file.lastPathComponent)")
        seen += 1
      }
    }
    #expect(seen == 21)
  }
}
