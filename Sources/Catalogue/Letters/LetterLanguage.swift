import Workflow

/// What the program itself says in letters of one language; the rest stands in the templates.
public struct LetterLanguage: Sendable {
  /// Two letters of ISO 639-1.
  public let code: String
  /// Year, month and day as people of that language write them.
  let day: @Sendable (Int, Int, Int) -> String
  /// Between groups of three digits, and from how many digits on.
  let grouping: (mark: String, from: Int)
  /// A written day, and the time of day as `18:00`, in UTC.
  let moment: @Sendable (String, String) -> String
  /// Completes the template's sentence on what deleted means.
  let definitions: [DeletionDefinition: String]
  /// By the code of the data type.
  let data: [String: String]
  let kinds: [IdentifierKind: String]
  /// One sentence, or two, with full stops.
  let whatHappened: String
  /// Sentences; `{docket}` stands for the case.
  let notices: [LetterNotice: String]

  public static let all = [english, german, french, spanish, portuguese, italian, japanese]

  public static var codes: [String] { all.map(\.code) }

  public static func named(_ code: String) -> LetterLanguage? { all.first { $0.code == code } }
}

extension LetterLanguage {
  public func date(_ instant: Instant) -> String {
    let (year, month, day) = Calendars.date(instant.seconds)
    return self.day(Int(year), Int(month), Int(day))
  }

  /// With the time of day, unless it is the day's first moment.
  public func moment(_ instant: Instant) -> String {
    let minutes = (instant.seconds % 86_400 + 86_400) % 86_400 / 60
    guard minutes != 0 else { return date(instant) }
    let clock = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return moment(date(instant), clock)
  }

  public func number(_ count: Int) -> String {
    let digits = String(count)
    guard count >= 0, digits.count >= grouping.from else { return digits }
    return digits.enumerated().reduce(into: "") { text, digit in
      if digit.offset > 0, (digits.count - digit.offset) % 3 == 0 { text += grouping.mark }
      text.append(digit.element)
    }
  }

  /// The matter's own words go before ours: it knows what it means by them.
  func words(for type: DataType, of matter: Matter) -> String {
    matter.dataWords[type.code].map { words($0, of: matter) } ?? data[type.code] ?? type.words
  }

  func words(_ wording: Wording, of matter: Matter) -> String {
    wording.words(in: code, else: matter.fallbackLanguage)
  }

  func words(for kinds: [IdentifierKind]) -> String {
    kinds.map { self.kinds[$0] ?? $0.rawValue }.joined(separator: code == "ja" ? "、" : ", ")
  }
}

/// What a duty wants said, beside the instruction itself.
public enum LetterNotice: String, CaseIterable, Hashable, Sendable {
  /// The FTC alleges that the disclosure was unfair or deceptive, and its order demands the letter.
  case alleged
  /// The FTC's order demands the letter.
  case directed
  /// The telling of recipients: by the GDPR, by that of the United Kingdom, by Brazil's law.
  case recipients, unitedKingdom, brazil
  case publication, processor, health, california, brokers, washington
}
