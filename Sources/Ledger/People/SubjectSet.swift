/// The set a wave commits to before its first byte leaves: one leaf per subject, in a random order.
///
/// The set file holds the leaf hashes; `set_root` is the RFC 6962 root over them. Whoever holds a subject's key opens
/// that subject's identifiers, and only those.
public struct SubjectSet {
  /// An identifier as it is committed.
  public struct Identifier: Hashable, Sendable, CustomStringConvertible {
    public let kind: LedgerCode
    /// Tells apart a subject's identifiers of one kind; from 0.
    public let ordinal: Int
    /// Normalised.
    public let value: [UInt8]

    public init(kind: LedgerCode, ordinal: Int, value: [UInt8]) {
      (self.kind, self.ordinal, self.value) = (kind, ordinal, value)
    }

    public var description: String { "\(kind) \(ordinal)" }
  }

  private var hasher = CommitmentHasher()
  private var data: [UInt8] = []

  /// One value serves any number of subjects and reuses its buffers.
  public init() {}

  /// HMAC-SHA-256(subject key, `expunge-key/1` 00 kind 00 ordinal), the ordinal in decimal.
  public mutating func identifierKey(subjectKey: CommitmentKey, kind: LedgerCode, ordinal: Int) -> CommitmentKey {
    hasher.begin()
    hasher.add("expunge-key/1")
    hasher.add(0)
    hasher.add(kind.text.utf8)
    hasher.add(0)
    hasher.add(String(ordinal).utf8)
    return CommitmentKey(secret: subjectKey.withUnsafeBytes { hasher.finish(key: $0) })
  }

  /// HMAC-SHA-256(identifier key, `expunge-id/1` 00 kind 00 value).
  public mutating func commitment(key: CommitmentKey, kind: LedgerCode, value: [UInt8]) -> LedgerHash {
    hasher.begin()
    hasher.add("expunge-id/1")
    hasher.add(0)
    hasher.add(kind.text.utf8)
    hasher.add(0)
    hasher.add(value)
    return key.withUnsafeBytes { hasher.finish(key: $0) }
  }

  /// For each identifier, by kind then ordinal: `kind SP ordinal SP base64(commitment) LF`.
  public mutating func leafData(subjectKey: CommitmentKey, identifiers: [Identifier]) -> [UInt8] {
    fill(subjectKey: subjectKey, identifiers: identifiers)
    return data
  }

  /// The subject's leaf hash: SHA-256(00 || leaf data).
  public mutating func leaf(subjectKey: CommitmentKey, identifiers: [Identifier]) -> LedgerHash {
    fill(subjectKey: subjectKey, identifiers: identifiers)
    return TreeHash.leaf(data)
  }

  /// The path from a subject's leaf to `set_root`.
  /// - Parameter leaves: The set file's bytes, 32 per subject.
  /// - Throws: ``MerkleProofError/indexOutside(index:size:)``
  public static func path(of index: UInt64, in leaves: [UInt8]) throws -> [LedgerHash] {
    let size = UInt64(leaves.count / LedgerHash.byteCount)
    func node(_ level: Int, _ index: UInt64) -> LedgerHash {
      guard level > 0 else {
        return LedgerHash(leaves[(Int(index) * LedgerHash.byteCount)...].prefix(LedgerHash.byteCount))
          ?? LedgerHash.zero
      }
      return TreeHash.node(node(level - 1, index * 2), node(level - 1, index * 2 + 1))
    }
    return try MerklePath(node: node).inclusion(of: index, size: size)
  }

  private mutating func fill(subjectKey: CommitmentKey, identifiers: [Identifier]) {
    data.removeAll(keepingCapacity: true)
    let isSorted = zip(identifiers, identifiers.dropFirst()).allSatisfy(Self.isBefore)
    for identifier in isSorted ? identifiers : identifiers.sorted(by: Self.isBefore) {
      let key = identifierKey(subjectKey: subjectKey, kind: identifier.kind, ordinal: identifier.ordinal)
      let code = commitment(key: key, kind: identifier.kind, value: identifier.value)
      data.append(contentsOf: identifier.kind.text.utf8)
      data.append(UInt8(ascii: " "))
      data.append(contentsOf: String(identifier.ordinal).utf8)
      data.append(UInt8(ascii: " "))
      code.withUnsafeBytes { Base64.append($0, to: &data) }
      data.append(UInt8(ascii: "\n"))
    }
  }

  private static func isBefore(_ a: Identifier, _ b: Identifier) -> Bool {
    (a.kind.text, a.ordinal) < (b.kind.text, b.ordinal)
  }
}
