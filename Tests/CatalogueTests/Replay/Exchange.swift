import Foundation
import Workflow

@testable import Catalogue

/// One partner's golden exchange: what goes out for invented people, byte for byte, and what each answer means.
///
/// A file of `Exchanges/` holds one. `lane NAME`, `person kind=value ...` and `account name=value` say whom it is about;
/// then come the calls in order. `> ` is a line of the request, `< STATUS body` an answer, `<: Name: value` a header of
/// it, `= words` its meaning. The first answer of a call leads on to the next one.
struct Exchange: Sendable {
  var partner: String
  var lane: String?
  var people: [[IdentifierKind: String]] = []
  var account: [String: String] = [:]
  var calls: [Call] = []

  struct Call: Sendable {
    var name: String
    var line: Int
    var request: [String] = []
    var answers: [Answer] = []
  }

  struct Answer: Sendable {
    var line: Int
    var status: Int
    var body: String
    var headers: [(name: String, value: String)] = []
    var means: String?
  }

  struct Misread: Error, CustomStringConvertible {
    var file: String
    var line: Int
    var what: String
    var description: String { "\(file):\(line): \(what)" }
  }

  var items: [BatchItem] {
    people.enumerated().map { BatchItem(subject: $0.offset, values: $0.element.mapValues { Array($0.utf8) }) }
  }
}

extension Exchange {
  init(_ text: String, partner: String) throws {
    self.init(partner: partner)
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      do { try read(String(line), at: place + 1) } catch let error as Misread {
        throw error
      } catch { throw Misread(file: partner, line: place + 1, what: "\(error)") }
    }
  }

  private mutating func read(_ line: String, at number: Int) throws {
    let file = partner
    let misread = { (what: String) in Misread(file: file, line: number, what: what) }
    let word = line.prefix { $0 != " " }
    let rest = String(line.dropFirst(word.count + 1))
    if word == ">" || word == "<" || word == "<:" || word == "=" {
      guard !calls.isEmpty else { throw misread("stands before the first call") }
    }
    switch word {
    case "", "#": return
    case "lane": lane = rest
    case "person":
      let one = try person(rest, misread)
      people.append(one)
    case "account":
      let (name, value) = try pair(rest, misread)
      account[name] = value
    case "sign-in": calls.append(Call(name: "sign-in", line: number))
    case "call": calls.append(Call(name: rest, line: number))
    case ">": calls[calls.count - 1].request.append(rest)
    case "<":
      let heard = try answer(rest, at: number, misread)
      calls[calls.count - 1].answers.append(heard)
    case "<:":
      try lastAnswer(misread) { answer in
        let parts = rest.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { throw misread("not a header") }
        answer.headers.append((String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces)))
      }
    case "=": try lastAnswer(misread) { $0.means = rest }
    default: throw misread("does not know '\(word)'")
    }
  }

  private mutating func lastAnswer(
    _ misread: (String) -> Misread, _ change: (inout Answer) throws -> Void
  ) throws {
    let call = calls.count - 1
    guard !calls[call].answers.isEmpty else { throw misread("belongs to no answer") }
    try change(&calls[call].answers[calls[call].answers.count - 1])
  }

  private func answer(_ rest: String, at number: Int, _ misread: (String) -> Misread) throws -> Answer {
    guard let status = Int(rest.prefix(3)) else { throw misread("has no status") }
    return Answer(line: number, status: status, body: String(rest.dropFirst(4)))
  }

  private func person(_ rest: String, _ misread: (String) -> Misread) throws -> [IdentifierKind: String] {
    try rest.split(separator: " ").reduce(into: [:]) { values, word in
      let (name, value) = try pair(String(word), misread)
      guard let kind = IdentifierKind(rawValue: name) else { throw misread("no such identifier: \(name)") }
      values[kind] = value.removingPercentEncoding ?? value
    }
  }

  private func pair(_ text: String, _ misread: (String) -> Misread) throws -> (String, String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw misread("needs name=value") }
    return (parts[0], parts[1])
  }
}

extension Exchange {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Exchanges").standardized

  /// Ids of the partners that have a file.
  static func partners() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }
      .map { String($0.dropLast(4)) }.sorted()
  }

  static func of(_ partner: String) throws -> Exchange {
    try Exchange(
      String(contentsOf: folder.appending(path: partner + ".txt"), encoding: .utf8), partner: partner)
  }
}

extension Exchange.Answer {
  var answerHeaders: AnswerHeaders {
    let isTyped = body.isEmpty || headers.contains { $0.name.lowercased() == "content-type" }
    let type = isTyped ? [] : [(name: "Content-Type", value: "application/json; charset=utf-8")]
    return AnswerHeaders((headers + type).map { (name: $0.name, value: Array($0.value.utf8)) })
  }
}
