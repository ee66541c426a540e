/// The published list of kinds, fields and codes. `genesis/1` commits to it.
public enum LedgerSchema {
  /// SHA-256 of ``text``.
  public static let digest = TreeHash.sha256(Array(text.utf8))

  /// What an auditor reads beside the entries.
  public static let text = """
    expunge ledger entries, schema 1

    One JSON object per entry in RFC 8785 form and one newline, at most 16384 bytes. Every field of a kind is there;
    an absent value is null. No empty texts, no fractions, whole numbers from 0 to 2^53 - 1.

    time      RFC 3339, UTC, whole seconds: 2025-12-06T23:59:59Z
    date      2025-12-06
    digest    base64 (RFC 4648, section 4, padded) of 32 bytes
    code      1 to 48 of a-z 0-9 . -
    ranges    [[first,last],...] of subject indices, inclusive, ascending, not touching
    holder    {"key":"SHA256:<43 base64 characters>","role":code}
    ?         or null

    genesis/1     at time, commitment "hmac-sha256/1", operator text, origin text, schema digest, vkey text
    matter/1      at time, clocks [{due date or time?, duty code, from date or time}], contained_at time?, data [code],
                  digest digest, discovered_on date, matter text
    wave.open/1   approvals [holder], at time, matter text, partners [{best_grade grade?, id text, name text,
                  rest outcome?, route code?, scope scope, subjects ranges}], plan digest, set_root digest,
                  subjects number, wave text
    dispatch/1    adapter digest, at time, attempt number, dispatch text, evidence digest?, grade grade?,
                  identifiers [code], partner text, reason code?, result result, route code, sent_at time?,
                  subjects ranges? (null: a selector and no subjects), wave text
    answer/1      answered_at time?, at time, dispatch text?, evidence digest?, grade grade?, outcome outcome?,
                  partner text, reason code?, signer digest?, subjects ranges? (null: a selector and no subjects),
                  via via, wave text
    outcome/1     answers [number], at time, grade grade?, outcome outcome, partner text, reason code?,
                  residual {backups_until date}?, subjects ranges? (null: all subjects of the wave), wave text
    hold/1        at time, basis code, partner text?, subjects ranges?, until date or time?, wave text
    release/1     at time, basis code, partner text?, subjects ranges?, until date or time?, wave text
    amend/1       at time, fields object of new values by field name, index number, reason code
    key/1         action action, at time, from_size number, vkey text
    anchor/1      at time, authority digest, cosignature text?, root digest, size number, time time, token digest?
    shred/1       at time, by holder, subjects ranges? (null: the whole wave), wave text
    wave.close/1  at time, by holder, totals [{outcome outcome, partner text, subjects number}], wave text

    outcome   \(list(LedgerOutcome.self))
    grade     \(list(LedgerGrade.self))
    result    \(list(LedgerResult.self))
    via       \(list(LedgerVia.self))
    scope     \(list(LedgerScope.self))
    action    \(list(LedgerKeyAction.self))

    """

  private static func list<W: RawRepresentable<String> & CaseIterable>(_: W.Type) -> String {
    W.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
