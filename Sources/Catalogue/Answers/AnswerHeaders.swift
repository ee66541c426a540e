import Workflow

/// The header lines of an answer; names compare without case.
public struct AnswerHeaders: Sendable {
  let lines: [(name: String, value: [UInt8])]
  /// Lower case, without parameters; `nil` where the answer names none. Kept, as every reading of an answer asks for it.
  let mediaType: String?

  public init(_ lines: [(name: String, value: [UInt8])] = []) {
    self.lines = lines
    mediaType = AnswerHeaders.first("Content-Type", of: lines).map { value in
      String(decoding: value.prefix { $0 != UInt8(ascii: ";") }.trimmed.map(\.asciiLowered), as: UTF8.self)
    }
  }

  func first(_ name: String) -> [UInt8]? { AnswerHeaders.first(name, of: lines) }

  private static func first(_ name: String, of lines: [(name: String, value: [UInt8])]) -> [UInt8]? {
    lines.first { line in
      line.name.utf8.count == name.utf8.count
        && line.name.utf8.elementsEqual(name.utf8) { $0.asciiLowered == $1.asciiLowered }
    }?.value
  }

  /// - Returns: How long the partner wants us to wait; `nil` where it does not say or says nonsense.
  func retryAfter(now: Instant, own rule: RetryRule = RetryRule(), answer: JSONValue? = nil) -> Span? {
    rule.wait(headers: self, answer: answer, now: now) ?? first("Retry-After").flatMap { RetryAfter.read($0, now: now) }
  }
}

/// What a status code means before the entry's own rules had their say.
enum StatusClass {
  case success, redirect, transient, credentials, conflict, permanent, unreadable

  init(_ status: Int) {
    switch status {
    case 200..<300: self = .success
    case 300..<400: self = .redirect
    case 401, 403, 407: self = .credentials
    case 408, 425, 429, 500..<600: self = .transient
    case 409: self = .conflict
    case 400..<500: self = .permanent
    case _: self = .unreadable
    }
  }
}

/// A page for people where a machine's answer was expected: a log-in form, a proxy's error, a changed address.
enum Sniff {
  static func isMarkup(headers: AnswerHeaders, body: [UInt8]) -> Bool {
    let type = headers.mediaType
    if type == "text/html" || type == "application/xhtml+xml" { return true }
    return body.first { !$0.isSpace && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF } == UInt8(ascii: "<")
  }
}
