/// Whether the matter's own words are there in each language that letters of a wave are written in.
public enum WordingLinter {
  /// - Throws: `Mistakes`, one for each field and language, with the partners who would read it.
  public static func check(_ matter: Matter, for entries: [PartnerEntry]) throws {
    guard matter.fallbackLanguage == nil else { return }
    let readers = entries.reduce(into: [String: [String]]()) { readers, entry in
      if let language = entry.email?.language { readers[language, default: []].append(entry.id) }
    }
    let mistakes = readers.sorted { $0.key < $1.key }.flatMap { language, partners in
      let types = matter.partners.filter { partners.contains($0.id) }.flatMap(\.data)
      return matter.wordings(of: Set(types)).filter { !$0.wording.speaks(language) }.map { field, wording in
        mistake(matter, field, language, partners, wording.byLanguage.keys.sorted())
      }
    }
    guard mistakes.isEmpty else { throw Mistakes(mistakes) }
  }

  private static func mistake(
    _ matter: Matter, _ field: String, _ language: String, _ partners: [String], _ spoken: [String]
  ) -> Mistake {
    let rest = partners.count > 3 ? " and \(partners.count - 3) more" : ""
    return Mistake(
      file: "matter \(matter.id)", line: 1, column: 1,
      what:
        "'\(field)' has no words in '\(language)', the language of letters to \(partners.prefix(3).joined(separator: ", "))\(rest)",
      remedy:
        "Open a matter that has '\(language): ...' there or says 'fallback-language: \(spoken.first ?? "en")', or write to these partners in \(spoken.joined(separator: " or ")) (email.language in the partner file)."
    )
  }
}
