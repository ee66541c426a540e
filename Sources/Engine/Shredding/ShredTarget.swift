import Foundation
import Ledger
import Store
import Workflow

/// What is to be shredded: everyone of a wave, or one person of it.
public struct ShredTarget: Hashable, Sendable, Codable {
  public var wave: String
  /// An index of the wave's set; `nil` for everyone.
  public var subject: Int?

  public init(wave: String, subject: Int?) {
    self.wave = wave
    self.subject = subject
  }

  /// How facts in the store name it: `<wave>/all` or `<wave>/17`.
  var name: String { "\(wave)/\(subject.map(String.init) ?? "all")" }
}

/// A shredding that is over, as the installation remembers it. The ledger's `shred/1` lines are the proof.
public struct ShreddedFact: Hashable, Sendable, Codable {
  public var target: ShredTarget
  public var at: Instant
  /// Ledger indices of the lines that tell of it; none for a wave that was never sent.
  public var receipts: [Int]
  /// The two people's signatures, where partners were open.
  var override: ShredOverride?

  static let prefix = "shredded/"

  /// What was shredded of a wave so far, in words.
  public static func sentences(of wave: String, in installation: Installation) throws -> [String] {
    try installation.store.read { try all(of: wave, in: $0) }.map { fact in
      let what = fact.target.subject.map { "subject \($0)" } ?? "the whole wave"
      let lines = fact.receipts.isEmpty ? "" : "; receipt \(fact.receipts.map(String.init).joined(separator: ", "))"
      return "\(what) was shredded at \(fact.at.written): nobody can open those identifiers any more\(lines)"
    }
  }

  /// What was shredded of a wave so far.
  public static func all(of wave: String, in session: any StoreReading) throws -> [ShreddedFact] {
    try session.facts(under: prefix + wave + "/").values.map { try FactText.decode(ShreddedFact.self, $0) }
      .sorted { ($0.at, $0.target.subject ?? -1) < ($1.at, $1.target.subject ?? -1) }
  }
}

/// A shredding that has begun and must be ended: written before anything is destroyed.
struct ShreddingIntent: Codable {
  enum Stage: String, Codable {
    /// Nothing in the store has changed yet.
    case intended
    /// The store and the outbox tell of it; keys and files follow.
    case told
  }

  struct Holder: Codable {
    var role: String
    var key: String
  }

  var target: ShredTarget
  /// Who answers for it: one role and key, or the two people of an override.
  var by: [Holder]
  var override: ShredOverride?
  var stage = Stage.intended
  var report: ShreddingReport

  static let fact = "shredding"

  static func pending(in session: any StoreReading) throws -> ShreddingIntent? {
    try session.fact(fact).map { try FactText.decode(ShreddingIntent.self, $0) }
  }

  func store(in session: any StoreWriting) throws {
    try session.set(fact: ShreddingIntent.fact, to: try FactText.encode(self))
  }
}

/// Facts with more than one part, as JSON.
enum FactText {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(_: Value.Type, _ text: String) throws -> Value {
    do { return try JSONDecoder().decode(Value.self, from: Data(text.utf8)) } catch {
      throw StoreError.damaged("a fact about a shredding cannot be read")
    }
  }
}
