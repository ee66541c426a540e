extension GenesisEntry {
  /// The only way commitments are made so far.
  public static let commitmentMethod = "hmac-sha256/1"

  /// Itself, after what a field's own type cannot say.
  func checked() throws(EntryError) -> Self {
    guard commitment == Self.commitmentMethod else {
      throw EntryError(field: "commitment", what: "is not \(Self.commitmentMethod)")
    }
    let key: VerifierKey
    do throws(NoteError) { key = try VerifierKey(vkey) } catch {
      throw EntryError(field: "vkey", what: "is \(error)")
    }
    guard key.name == origin else { throw EntryError(field: "origin", what: "is not the key's name") }
    return self
  }
}

extension WaveOpenEntry {
  func checked() throws(EntryError) -> Self {
    guard SubjectSetFile.isValid(wave: wave) else {
      throw EntryError(field: "wave", what: "is not 1 to 64 of A-Z a-z 0-9 . _ - with a letter or digit first")
    }
    for (index, partner) in partners.enumerated() {
      guard partner.subjects.last ?? -1 < subjects else {
        throw EntryError(field: "partners[\(index)].subjects", what: "holds an index that is not below N")
      }
    }
    return self
  }
}

extension AnchorEntry {
  func checked() throws(EntryError) -> Self {
    guard (token == nil) != (cosignature == nil) else {
      throw EntryError(field: "token", what: "and cosignature: exactly one of them is not null")
    }
    return self
  }
}

extension WaveCloseEntry {
  func checked() throws(EntryError) -> Self {
    for (a, b) in zip(totals, totals.dropFirst())
    where (a.partner, a.outcome.rawValue) >= (b.partner, b.outcome.rawValue) {
      throw EntryError(field: "totals", what: "is not sorted by partner and outcome, or names a pair twice")
    }
    return self
  }
}
