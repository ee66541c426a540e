import Ledger
import Store
import Vault
import Workflow

/// One identifier of a subject with the key that opens its commitment: what a person's own proof shows.
public struct OpenedIdentifier: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// The published code, as `email`.
  public let kind: String
  public let ordinal: Int
  /// Normalised.
  public let value: [UInt8]
  /// 32 bytes: commitment = HMAC-SHA-256(key, `expunge-id/1` 00 kind 00 value).
  public let key: [UInt8]

  public var description: String { "OpenedIdentifier(<withheld>)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Opens one person's identifiers and commitment keys, as long as they are not shredded.
public struct SubjectOpening {
  let installation: Installation

  public init(_ installation: Installation) { self.installation = installation }

  /// - Returns: the identifiers by kind, then ordinal: the order of the subject's leaf.
  /// - Throws: `VaultError.shredded` for a wave, `ShreddingError.subjectShredded` for one person of it,
  ///   `VaultError.halfShredded` while a shredding that was cut short waits for its end.
  public func open(wave id: String, subject: Int) throws -> [OpenedIdentifier] {
    let (wave, done) = try installation.store.read { session in
      guard let wave = try session.wave(id) else { throw StoreError.missing("wave \(id)") }
      if let cutShort = try ShreddingIntent.pending(in: session) {
        throw VaultError.halfShredded(cutShort.target.wave)
      }
      return (wave, try ShreddedFact.all(of: id, in: session).map(\.target))
    }
    guard !done.contains(ShredTarget(wave: id, subject: nil)) else { throw VaultError.shredded(id) }
    guard (0..<wave.subjects).contains(subject) else {
      throw ShreddingError.unknownSubject(subject, wave: id, count: wave.subjects)
    }
    guard !done.contains(ShredTarget(wave: id, subject: subject)) else {
      throw ShreddingError.subjectShredded(subject, wave: id)
    }
    let vault = try installation.vault().open(id)
    let block = try installation.store.read {
      try SubjectBlocks.open(subject / SubjectBlock.capacity, of: id, vault: vault, in: $0)
    }
    let place = subject % SubjectBlock.capacity
    guard block.indices.contains(place) else { throw StoreError.damaged("subject \(subject) is not in its block") }
    return try opened(block[place])
  }

  private func opened(_ record: SubjectRecord) throws -> [OpenedIdentifier] {
    var set = SubjectSet()
    let key = try CommitmentKey(record.key)
    return try record.identifiers.sorted { ($0.kind, $0.ordinal) < ($1.kind, $1.ordinal) }.map { identifier in
      let kind = try known(LedgerCode(identifier.kind), identifier.kind)
      return OpenedIdentifier(
        kind: identifier.kind, ordinal: identifier.ordinal, value: identifier.value,
        key: set.identifierKey(subjectKey: key, kind: kind, ordinal: identifier.ordinal).bytes)
    }
  }
}
