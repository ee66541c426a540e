import Foundation
import Ledger

/// New values for some fields of one ledger line. The line itself stays as it is.
public struct Correction: Sendable {
  public var index: Int
  /// Names, and values as JSON.
  public var fields: [(name: String, json: String)]

  public init(index: Int, fields: [(name: String, json: String)]) {
    self.index = index
    self.fields = fields
  }

  /// The entry as it reads with the new values.
  func laid(over entry: Entry) throws -> Entry {
    guard var object = try JSONSerialization.jsonObject(with: Data(entry.encoded)) as? [String: Any] else {
      throw CorrectionError.notCorrectable(index: index, kind: entry.kind)
    }
    for (name, json) in fields {
      guard object[name] != nil else {
        throw CorrectionError.noSuchField(name: name, index: index, fields: object.keys.sorted())
      }
      guard
        let value = try? JSONSerialization.jsonObject(with: Data(json.utf8), options: [.fragmentsAllowed])
      else { throw CorrectionError.notJSON(name: name) }
      object[name] = value
    }
    let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    do { return try Entry.parse([UInt8](data) + [UInt8(ascii: "\n")]) } catch {
      throw CorrectionError.unreadable(index: index, why: "\(error)")
    }
  }
}

public enum CorrectionError: Error, Hashable, Sendable, CustomStringConvertible {
  case notThere(index: Int, size: Int)
  case notCorrectable(index: Int, kind: String)
  case noSuchField(name: String, index: Int, fields: [String])
  case notJSON(name: String)
  case unreadable(index: Int, why: String)
  case unchanged(index: Int)
  case unsound([String])
  case uncovers(instruction: String, subjects: Int)
  case notALateAnswer(index: Int, instruction: String)
  case saysInPart(line: Int, said: Int, settled: Int)
  case nothingToWeigh(String)

  public var description: String {
    switch self {
    case .notThere(let index, let size): "there is no entry \(index); the ledger has \(size), the first is 0"
    case .notCorrectable(let index, let kind):
      "entry \(index) is \(kind), which cannot be corrected; dispatch, answer, outcome, hold and release can"
    case .noSuchField(let name, let index, let fields):
      "entry \(index) has no field '\(name)'; it has \(fields.joined(separator: ", "))"
    case .notJSON(let name):
      "the value of '\(name)' is not JSON: write \(name)='\"refused\"', \(name)=null or \(name)='[12]'"
    case .unreadable(let index, let why): "entry \(index) could not be read with these values: \(why)"
    case .unchanged(let index): "entry \(index) says that already; nothing was changed"
    case .unsound(let findings):
      """
      the ledger would not hold with this correction, so nothing was written:
      \(findings.prefix(10).map { "  - \($0)" }.joined(separator: "\n"))
      Correct lines that belong together in one command (--also INDEX:NAME=JSON)
      """
    case .uncovers(let instruction, let subjects):
      """
      \(subjects) subjects of \(instruction) would be left without an outcome, so nothing was written; give them to \
      another outcome line in the same command (--also INDEX:NAME=JSON)
      """
    case .notALateAnswer(let index, let instruction):
      "entry \(index) is no late answer of \(instruction); `expunge instruction show \(instruction)` lists them"
    case .saysInPart(let line, let said, let settled):
      """
      outcome \(line) settles \(settled) subjects and the answer speaks of \(said) of them; a line can only be corrected \
      as a whole, so both stay and the standing shows the dispute
      """
    case .nothingToWeigh(let instruction):
      "nothing waits to be weighed at \(instruction); `expunge instruction show \(instruction)` tells where it stands"
    }
  }
}
