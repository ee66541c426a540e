import Foundation
import Testing

@testable import Catalogue

/// Readers that share no code with the program: what left is read again as the partner would.
enum Reader {
  static func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

  /// - Parameter isForm: `+` is a blank.
  static func unescaped(_ text: Substring, isForm: Bool = false) -> String? {
    (isForm ? String(text).replacing("+", with: " ") : String(text)).removingPercentEncoding
  }

  /// The parameters of a query or a form, in order.
  static func pairs(_ text: Substring) -> [(name: String, value: String?)] {
    text.split(separator: "&", omittingEmptySubsequences: false).map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        unescaped(parts[0], isForm: true) ?? "?", parts.count == 2 ? unescaped(parts[1], isForm: true) : nil
      )
    }
  }

  static func json(_ bytes: [UInt8]) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
  }

  /// RFC 4180 with LF: cells by rows.
  static func csv(_ bytes: [UInt8]) -> [[[UInt8]]] {
    var (rows, row, cell, quoted, at) = ([[[UInt8]]](), [[UInt8]](), [UInt8](), false, 0)
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if quoted {
        if byte != 0x22 {
          cell.append(byte)
        } else if at < bytes.count, bytes[at] == 0x22 {
          cell.append(0x22)
          at += 1
        } else {
          quoted = false
        }
        continue
      }
      switch byte {
      case 0x22 where cell.isEmpty: quoted = true
      case 0x2C: (row, cell) = (row + [cell], [])
      case 0x0A: (rows, row, cell) = (rows + [row + [cell]], [], [])
      default: cell.append(byte)
      }
    }
    return rows
  }

  struct Section {
    var name: String
    var file: String?
    var headers: [String]
    var content: [UInt8]
  }

  /// RFC 7578.
  static func multipart(_ request: RenderedRequest) throws -> [Section] {
    let type = try #require(request.headers.first { $0.name == "Content-Type" })
    let boundary = try #require(text(type.value).components(separatedBy: "boundary=").last)
    let mark = Data("--\(boundary)".utf8)
    var (rest, found) = (Data(request.body), [Section]())
    guard let first = rest.range(of: mark), first.lowerBound == rest.startIndex else { return [] }
    rest = rest[first.upperBound...]
    while let end = rest.range(of: Data("\r\n".utf8) + mark) {
      let whole = rest[rest.startIndex..<end.lowerBound]
      let cut = try #require(whole.range(of: Data("\r\n\r\n".utf8)))
      let lines = text(whole[whole.startIndex..<cut.lowerBound]).components(separatedBy: "\r\n").filter { !$0.isEmpty }
      let words = (lines.first ?? "").components(separatedBy: "\"")
      found.append(
        Section(
          name: words.count > 1 ? words[1] : "", file: words.count > 3 ? words[3] : nil, headers: lines,
          content: Array(whole[cut.upperBound...])))
      rest = rest[end.upperBound...]
    }
    return text(rest) == "--\r\n" ? found : []
  }

  /// A double-quoted string whose only escapes are `\\` and `\"`, at the head of `text`.
  static func doubleQuoted(_ text: Substring) -> (value: String, rest: Substring)? {
    guard text.first == "\"" else { return nil }
    var (value, rest) = ("", text.unicodeScalars.dropFirst())
    while let scalar = rest.popFirst() {
      if scalar == "\"" { return (value, Substring(rest)) }
      if scalar == "\\" {
        guard let next = rest.popFirst(), next == "\\" || next == "\"" else { return nil }
        value.unicodeScalars.append(next)
      } else {
        value.unicodeScalars.append(scalar)
      }
    }
    return nil
  }

  /// A single-quoted string; `escape` before a quote and before itself (`'` for a doubled quote).
  static func singleQuoted(_ text: Substring, escape: Unicode.Scalar) -> (value: String, rest: Substring)? {
    guard text.first == "'" || text.unicodeScalars.first == "'" else { return nil }
    var (value, rest) = ("", text.unicodeScalars.dropFirst())
    while let scalar = rest.popFirst() {
      if scalar == escape, let next = rest.first, next == "'" || next == escape {
        value.unicodeScalars.append(next)
        rest.removeFirst()
      } else if scalar == "'" {
        return (value, Substring(rest))
      } else if scalar == escape {
        return nil
      } else {
        value.unicodeScalars.append(scalar)
      }
    }
    return nil
  }
}
