import Mustache

/// What a tag of the page stands for. There is no case for bare text: everything has been made HTML before.
indirect enum SheetValue {
  case text(Markup)
  case rows([SheetRow])

  static func flag(_ isSet: Bool, _ row: SheetRow = [:]) -> SheetValue { .rows(isSet ? [row] : []) }

  fileprivate var value: Any {
    switch self {
    case .text(let markup): markup.html
    case .rows(let rows): rows.map { $0.mapValues(\.value) }
    }
  }
}

typealias SheetRow = [String: SheetValue]

/// The page as people edit it: HTML with tags, such as `Templates/ledger-report.html.mustache`.
public struct SheetTemplate: Sendable {
  /// The file's name among the templates.
  public static let fileName = "ledger-report.html.mustache"

  private let template: MustacheTemplate

  /// - Parameter name: The file's, for errors.
  /// - Throws: ``SheetTemplateError``.
  public init(_ text: String, name: String) throws(SheetTemplateError) {
    if let line = Self.lineReachingOutside(text) { throw .outside(file: name, line: line) }
    do {
      // The values are HTML already; the engine's own escaping would do it twice.
      template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + text)
    } catch let error as MustacheTemplate.ParserError {
      throw .broken(file: name, line: max(1, error.context.lineNumber - 1), column: error.context.columnNumber)
    } catch {
      throw .broken(file: name, line: 1, column: 1)
    }
  }

  func render(_ row: SheetRow) -> [UInt8] { Array(template.render(row.mapValues(\.value)).utf8) }

  /// A page that runs or fetches something is not evidence: it may look different tomorrow.
  private static func lineReachingOutside(_ text: String) -> Int? {
    let forbidden = [
      "<script", "src=", "href=", "url(", "@import", "<iframe", "<object", "<embed", "http-equiv=\"refresh",
    ]
    for (place, line) in text.lowercased().split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if forbidden.contains(where: { line.contains($0) }) { return place + 1 }
    }
    return nil
  }
}

/// Why a page's template cannot be used.
public enum SheetTemplateError: Error, Hashable, Sendable, CustomStringConvertible {
  case broken(file: String, line: Int, column: Int)
  case outside(file: String, line: Int)

  public var description: String {
    switch self {
    case .broken(let file, let line, let column):
      "\(file):\(line):\(column): error: the sections do not fit together\n"
        + "  Each {{#name}} needs its own {{/name}}, in the right order."
    case .outside(let file, let line):
      "\(file):\(line): error: the page runs a script or fetches something from outside\n"
        + "  Put styles and drawings into the page itself; what is handed to an auditor must stand alone."
    }
  }
}
