import Workflow

/// Words of the matter's own that letters print: one text for all languages, or one for each.
public struct Wording: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// For pages, and for letters where no language is named: the English text, or else that of the first code.
  public let plain: String
  /// By two letters of ISO 639-1; empty where one text counts for all.
  public let byLanguage: [String: String]

  public init(_ plain: String) {
    self.plain = plain
    byLanguage = [:]
  }

  public init(stringLiteral value: String) { self.init(value) }

  /// - Returns: `nil` without any text.
  init?(_ byLanguage: [String: String]) {
    guard let plain = byLanguage["en"] ?? byLanguage.min(by: { $0.key < $1.key })?.value else { return nil }
    self.plain = plain
    self.byLanguage = byLanguage
  }

  public var description: String { plain }

  func speaks(_ language: String) -> Bool { byLanguage.isEmpty || byLanguage[language] != nil }

  /// - Parameter fallback: The language whose text stands in where `language` has none.
  public func words(in language: String, else fallback: String? = nil) -> String {
    byLanguage[language] ?? fallback.flatMap { byLanguage[$0] } ?? plain
  }
}

/// One text is written as a text, several as an object by language.
extension Wording: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self.init(text)
      return
    }
    guard let wording = Wording(try container.decode([String: String].self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "words in no language at all")
    }
    self = wording
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if byLanguage.isEmpty { try container.encode(plain) } else { try container.encode(byLanguage) }
  }
}

extension Matter {
  /// All words of the matter's own that may stand in a letter, by the name that the matter file gives them.
  /// - Parameter types: Of the data that the letters' partners got.
  func wordings(of types: Set<DataType>) -> [(field: String, wording: Wording)] {
    let data = dataWords.sorted { $0.key < $1.key }.filter { code, _ in types.contains { $0.code == code } }
    let own: [(String, Wording?)] =
      [("title", title), ("what-happened", whatHappened), ("operator, signatory", self.operator.signatory)]
      + data.map { ("data-words, \($0.key)", $0.value) }
      + documents.map { ("documents, \($0.file), title", $0.title) }
    return own.compactMap { field, wording in wording.map { (field, $0) } }
  }
}
