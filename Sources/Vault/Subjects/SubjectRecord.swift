/// One subject as the vault keeps it: its random key and its identifiers.
public struct SubjectRecord: Hashable, Sendable, Withheld {
  /// 32 bytes; the commitments of this subject are derived from it.
  public var key: [UInt8]
  public var identifiers: [SubjectIdentifier]

  public init(key: [UInt8], identifiers: [SubjectIdentifier]) {
    self.key = key
    self.identifiers = identifiers
  }
}

/// One identifier of a subject; `kind` is the published code, `value` normalised UTF-8.
public struct SubjectIdentifier: Hashable, Sendable, Withheld {
  public var kind: String
  public var ordinal: Int
  public var value: [UInt8]

  public init(kind: String, ordinal: Int, value: [UInt8]) {
    self.kind = kind
    self.ordinal = ordinal
    self.value = value
  }
}
