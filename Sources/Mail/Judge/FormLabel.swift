/// The labels as words, found by their first one.
struct FormLabel {
  let field: FormField
  let language: String
  let words: [String]
  /// So many words make the label known; the rest may be broken off or edited.
  let head: Int

  static let byFirstWord: [String: [FormLabel]] = Dictionary(
    grouping: ReplyLabels.all.flatMap(labels), by: { $0.words.first ?? "" })

  private static let initials = Set(byFirstWord.keys.compactMap(\.utf8.first))

  /// A cheap first look: an ASCII line whose first long word begins like no label is none of ours.
  static func mayBegin(_ line: String) -> Bool {
    var length = 0
    var first: UInt8 = 0
    for byte in line.utf8.prefix(80) {
      if byte >= 0x80 { return true }
      let small = byte | 0x20
      if (0x61...0x7a).contains(small) {
        if length == 0 { first = small }
        length += 1
      } else {
        if length > 1 { break }
        length = 0
      }
    }
    return initials.contains(first)
  }

  private static func labels(_ labels: ReplyLabels) -> [FormLabel] {
    let texts: [(FormField, String)] = [
      (.reference, labels.reference), (.tickOne, labels.tickOne), (.deleted, labels.deleted), (.partly, labels.partly),
      (.nothingHeld, labels.nothingHeld), (.refused, labels.refused), (.subProcessors, labels.subProcessors),
      (.backups, labels.backups), (.deletionDate, labels.deletionDate), (.name, labels.name),
    ]
    return texts.map { field, text in
      let words = Tokenizer.words(text)
      let head =
        text.firstIndex { ":;。,(".contains($0) }.map { Tokenizer.words(String(text[..<$0])).count } ?? words.count
      return FormLabel(field: field, language: labels.language, words: words, head: max(1, head))
    }
  }
}
