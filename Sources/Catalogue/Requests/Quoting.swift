/// How a value is quoted inside a query language, before the place's own escaping.
enum Quoting: String, CaseIterable, Sendable {
  /// In double quotes, `\` and `"` escaped by a backslash: search boxes that promise no more than that.
  case quote
  /// In single quotes, `'` doubled; a backslash is refused, as dialects differ about it.
  case quoteSQL = "quote-sql"
  /// Percent-encoded inside a value that is encoded once more: segment expressions.
  case percent
  /// A phrase of Lucene's query syntax (Elasticsearch, OpenSearch, Datadog).
  case lucene
  /// A string of Grafana Loki's query language, as Go writes strings.
  case logql
  /// A string of the Dynatrace query language.
  case dql
  /// A string of Kibana's or Azure's query language.
  case kql
  /// A string of PostHog's SQL.
  case hogql
  /// A string of the Google Ads query language.
  case gaql
  /// A string of Salesforce's object query language.
  case soql
  /// A string of an OData filter, in which only the quote is doubled.
  case odata
  /// A value of Sentry's search.
  case sentry
  /// A value inside a Matomo segment, which is decoded once more there.
  case matomo
  /// An argument of RSQL or FIQL.
  case rsql
  /// The value as nothing but itself in a regular expression (RE2, PCRE, ICU), also inside a raw string in backticks.
  case regex
  /// The same inside a string of one of these languages.
  case regexLogQL = "regex-logql"
  case regexHogQL = "regex-hogql"
  case regexKQL = "regex-kql"
  /// A cell (RFC 4180).
  case csv
}

extension Quoting {
  /// - Returns: `nil` where the language has no safe way to write `value`, or would read a wildcard in it.
  func applied(to value: [UInt8]) -> [UInt8]? {
    guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    switch self {
    case .quote, .lucene, .dql, .kql, .rsql: return Quoting.doubleQuoted(value, refusing: "*")
    case .logql: return Quoting.doubleQuoted(value, refusing: "")
    case .sentry: return Quoting.doubleQuoted(value, refusing: #"*\"#)
    case .quoteSQL: return Quoting.singleQuoted(value, escape: "'", refusing: #"\"#)
    case .odata: return Quoting.singleQuoted(value, escape: "'", refusing: "")
    case .hogql, .gaql, .soql: return Quoting.singleQuoted(value, escape: #"\"#, refusing: "")
    case .percent, .matomo:
      var quoted: [UInt8] = []
      PercentEscape.append(value, to: &quoted)
      return quoted
    case .regex: return Quoting.literal(value)
    case .regexLogQL, .regexKQL: return Quoting.doubleQuoted(Quoting.literal(value), refusing: "")
    case .regexHogQL: return Quoting.singleQuoted(Quoting.literal(value), escape: #"\"#, refusing: "")
    case .csv: return Quoting.cell(value)
    }
  }

  private static func doubleQuoted(_ value: [UInt8], refusing refused: String) -> [UInt8]? {
    guard !value.contains(where: { refused.utf8.contains($0) }) else { return nil }
    let quote = UInt8(ascii: "\"")
    var quoted = [quote]
    for byte in value {
      if byte == quote || byte == UInt8(ascii: #"\"#) { quoted.append(UInt8(ascii: #"\"#)) }
      quoted.append(byte)
    }
    return quoted + [quote]
  }

  /// - Parameter escape: What stands before a quote, and before itself.
  private static func singleQuoted(_ value: [UInt8], escape: Unicode.Scalar, refusing refused: String) -> [UInt8]? {
    guard !value.contains(where: { refused.utf8.contains($0) }) else { return nil }
    let (quote, escape) = (UInt8(ascii: "'"), UInt8(ascii: escape))
    var quoted = [quote]
    for byte in value {
      if byte == quote || byte == escape { quoted.append(escape) }
      quoted.append(byte)
    }
    return quoted + [quote]
  }

  private static func literal(_ value: [UInt8]) -> [UInt8] {
    value.flatMap { byte -> [UInt8] in
      // It would end a raw string around the expression.
      if byte == UInt8(ascii: "`") { return Array(#"\x60"#.utf8) }
      return isMeta(byte) ? [UInt8(ascii: #"\"#), byte] : [byte]
    }
  }

  private static func isMeta(_ byte: UInt8) -> Bool { #"\.+*?()[]{}^$|/"#.utf8.contains(byte) }

  /// Quoted only where it must be, and where a blank at an end would be lost.
  private static func cell(_ value: [UInt8]) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let isBare =
      value.first != 0x20 && value.last != 0x20 && !value.contains { $0 == quote || ",;".utf8.contains($0) }
    if isBare { return value }
    return [quote] + value.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
