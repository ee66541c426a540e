extension JSONReader {
  /// The longest answer that is taken for one word.
  private static let wordLimit = 200

  /// The answer as a value: JSON, or, where the entry names a plain media type, the word that the body is.
  static func readable(_ body: [UInt8], _ headers: AnswerHeaders, types: [String]) -> JSONValue? {
    if let value = try? read(body) { return value }
    guard let type = headers.mediaType, !Judge.isJSON(type), types.contains(type), type.hasPrefix("text/"),
      !Sniff.isMarkup(headers: headers, body: body)
    else { return nil }
    let word = Array(body.trimmed)
    guard !word.isEmpty, word.count <= wordLimit, word.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
      String(validating: word, as: UTF8.self) != nil
    else { return nil }
    return .string(word)
  }
}
