import Foundation
import Ledger

/// An identifier of a subject with the key that opens its commitment. It never prints its value or its key.
public struct OpenedIdentifier: Sendable, CustomStringConvertible, CustomReflectable {
  public let kind: LedgerCode
  /// Tells apart a subject's identifiers of one kind; from 0.
  public let ordinal: Int
  /// Normalised.
  public let value: [UInt8]
  /// The identifier's own key, not the subject's.
  public let key: CommitmentKey

  public init(kind: LedgerCode, ordinal: Int, value: [UInt8], key: CommitmentKey) {
    (self.kind, self.ordinal, self.value, self.key) = (kind, ordinal, value, key)
  }

  public var description: String { "\(kind) \(ordinal)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A subject's identifiers and where they stand in a wave's set, as the text files of a subject pack.
struct SubjectProof {
  static let pathFile = "subject.path"
  static let leafFile = "leaf.txt"
  static let identifiersFile = "identifiers.txt"
  static let header = "expunge-subject-path/1"

  var wave: String
  var index: UInt64
  /// Leaf to root.
  var path: [LedgerHash]

  /// `expunge-subject-path/1`, `wave W`, `index I`, then the path's hashes in base64, each on its line.
  var bytes: [UInt8] {
    Array(([Self.header, "wave \(wave)", "index \(index)"] + path.map(\.base64)).map { $0 + "\n" }.joined().utf8)
  }

  init(wave: String, index: UInt64, path: [LedgerHash]) {
    (self.wave, self.index, self.path) = (wave, index, path)
  }

  /// Nil unless the bytes are exactly those of ``bytes``.
  init?(parsing bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    guard lines.count >= 3, lines[0] == Self.header, lines[1].hasPrefix("wave "), lines[2].hasPrefix("index "),
      let index = UInt64(lines[2].dropFirst(6)), index < 1 << 53
    else { return nil }
    let path = lines.dropFirst(3).compactMap { LedgerHash(base64: Array($0.utf8)) }
    self.init(wave: String(lines[1].dropFirst(5)), index: index, path: path)
    guard self.bytes == bytes else { return nil }
  }

  /// `kind SP ordinal SP base64(commitment) LF` for each identifier, by kind then ordinal.
  static func leafData(_ identifiers: [OpenedIdentifier]) -> [UInt8] {
    var set = SubjectSet()
    return identifiers.sorted { ($0.kind.text, $0.ordinal) < ($1.kind.text, $1.ordinal) }.flatMap { identifier in
      let code = set.commitment(key: identifier.key, kind: identifier.kind, value: identifier.value)
      return Array("\(identifier.kind) \(identifier.ordinal) \(code)\n".utf8)
    }
  }

  /// `kind SP ordinal SP base64(key) SP base64(value) LF` for each identifier, in the same order.
  static func text(_ identifiers: [OpenedIdentifier]) -> [UInt8] {
    identifiers.sorted { ($0.kind.text, $0.ordinal) < ($1.kind.text, $1.ordinal) }.flatMap { identifier in
      let key = String(decoding: Base64.encode(identifier.key.bytes), as: UTF8.self)
      let value = String(decoding: Base64.encode(identifier.value), as: UTF8.self)
      return Array("\(identifier.kind) \(identifier.ordinal) \(key) \(value)\n".utf8)
    }
  }

  /// Nil unless every line is one that ``text(_:)`` writes.
  static func identifiers(parsing bytes: [UInt8]) -> [OpenedIdentifier]? {
    var identifiers: [OpenedIdentifier] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard parts.count == 4, let kind = LedgerCode(String(decoding: parts[0], as: UTF8.self)),
        let ordinal = Int(String(decoding: parts[1], as: UTF8.self)), let key = Base64.decode(parts[2]),
        let secret = try? CommitmentKey(key), let value = Base64.decode(parts[3]), !value.isEmpty
      else { return nil }
      identifiers.append(OpenedIdentifier(kind: kind, ordinal: ordinal, value: value, key: secret))
    }
    return text(identifiers) == bytes ? identifiers : nil
  }
}
