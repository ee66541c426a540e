/// The reference as data, for programs.
extension PartnerReference {
  public struct Part: Encodable, Sendable {
    public let part: String
    public let title: String
    public let text: [String]
    public let words: [Row]
    public let fields: [Row]
    public let example: [String]
  }

  /// A word or a field, with its meaning.
  public struct Row: Encodable, Sendable {
    public let name: String
    public let words: String
    public let example: String?
  }

  /// - Parameter name: As in `lines(of:)`; `nil` for all parts.
  public static func data(of name: String? = nil) throws(NoSuchPart) -> [Part] {
    let chosen = if let name { [try part(name)] } else { sections }
    return chosen.map { section in
      Part(
        part: section.key, title: section.title,
        text: section.text.map { $0.split(separator: " ").joined(separator: " ") },
        words: section.words.map { Row(name: $0.word, words: $0.words, example: nil) },
        fields: section.fields.map { Row(name: $0.path, words: $0.words, example: $0.example) },
        example: section.example)
    }
  }
}
