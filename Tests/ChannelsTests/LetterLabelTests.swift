import Foundation
import Mail
import Testing

@testable import Catalogue

/// What the letters print is what the reader of answers looks for.
@Suite struct LetterLabelTests {
  @Test func `letters are there in exactly the languages in which answers are read`() {
    #expect(LetterLanguage.codes.sorted() == ReplyLabels.all.map(\.language).sorted())
  }

  @Test(arguments: ReplyLabels.all.map(\.language), LetterKind.allCases)
  func `the answer block of each letter is, line by line, the one that is read`(language: String, kind: LetterKind)
    throws
  {
    let name = "\(kind.rawValue).\(language).mustache"
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../Templates")
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    let start = try #require(lines.firstIndex(of: "{{#reply-block}}")),
      end = try #require(lines.firstIndex(of: "{{/reply-block}}"))
    let labels = try #require(ReplyLabels.of(language))
    #expect(Array(lines[(start + 1)..<end]) == labels.block(reference: "{{reference}}"))
    #expect(labels.block(reference: "wave/partner").allSatisfy { Wrapping.columns($0) <= 72 })
  }
}
