import Ledger

/// README.txt of an audit pack, for someone who has never seen expunge.
struct AuditReadme {
  let head: Checkpoint
  let key: VerifierKey
  let genesis: GenesisEntry?
  let waves: [String]
  let samples: [UInt64]
  let newestClose: UInt64?
  let stamps: [PackStamp]
  let kept: [UInt64]
  let extras: PackExtras

  var text: String {
    [title, contents, checks, ReadmeWords.grades, notProved, older, drawing, outside].joined(separator: "\n\n") + "\n"
  }

  private var title: String {
    """
    AUDIT PACK

    operator   \(genesis?.operatorName ?? "not told")
    ledger     \(head.origin)
    lines      \(head.size)
    root       \(head.root)
    key        \(key)
    waves      \(waves.isEmpty ? "none yet" : waves.joined(separator: ", "))

    The operator of this ledger found that data about people had reached its partners, and asked those partners to
    delete it. Every step was written down when it happened, one line for each: what was asked of whom, what came back,
    and what became of each person. This folder holds all of these lines, and what it takes to check, offline and with
    ordinary tools, that none of them was changed, dropped, added later or put in another order.

    No line names a person. People stand in it as numbers, from 0, in a list whose order is random. Each line (a
    "receipt") is one JSON object; the lines are the leaves of a Merkle tree (RFC 9162); the root of that tree is signed.
    """
  }

  private var contents: String {
    let optional = [
      extras.policy.map { _ in "policy               which outside witnesses count (C2SP tlog-policy)" },
      extras.timeStampChain.map { _ in
        "tsa-chain.pem        certificates of the time-stamp authorities, up to their roots"
      },
      extras.report.map { _ in
        "report.html          the ledger as a printed report; made by the operator, so check its figures"
      },
    ].compactMap { $0 }.map { "\n" + $0 }.joined()
    return """
      WHAT IS HERE

      entries.jsonl        every line, in order, one a line; the first is line 0
      schema.txt           what each field means; its SHA-256 stands in line 0
      checkpoint           number of lines and root, signed (C2SP tlog-checkpoint, signed-note)
      origin, ledger.vkey  the ledger's name and its public key
      checkpoints/         older checkpoints that were handed out or time-stamped, and witnesses' signatures (.cosig)
      anchors/             time-stamps (RFC 3161) over those checkpoints
      tile/                the lines and the tree as a log serves them (C2SP tlog-tiles)
      sets/                for each wave, one hash per person: the list it was fixed to before anything was sent
      samples/             \(samples.count) lines, drawn by the root, each with its own proof (C2SP tlog-proof)
      verify-receipt.sh    checks one line and its proof; bash, openssl, sha256sum, base64, xxd
      verify-ledger.py     checks everything; Python 3 and openssl
      SHA256SUMS           the digest of every other file\(optional)
      """
  }

  private var checks: String {
    let sample = samples.first.map(String.init) ?? "0"
    return """
      THREE COMMANDS, run in this folder

      1. sha256sum --check --strict SHA256SUMS
         The copy is whole. It says nothing about who wrote it.

      2. bash verify-receipt.sh samples/\(sample).json samples/\(sample).tlog-proof ledger.vkey
         This line stands in the ledger that the key signed. Works for any line you were handed at any time; a proof
         from before a change of keys needs the key of its time, which the key/1 lines of entries.jsonl name.

      3. python3 verify-ledger.py . --key '\(key)'
         Root, signatures by the keys of their time, every line's form, the order of time; that for every partner of
         every closed wave each person has exactly one outcome, that the totals add up, that no outcome says more than
         the partner's answers do, that lines lie between the outside times around them; the sets, the tiles, the samples.

      Take the key from a source that is not this folder (paper, a contract, the operator's site, an earlier pack): a
      forger of the whole folder would sign with a key of their own. Take the two programs from the expunge release you
      trust, if you do not want to read them; `expunge ledger verify FOLDER` tells whether they are the same, and checks
      all of this a second time with code of its own, and finer rules: each field, each dispatch and answer.
      """
  }

  private var notProved: String {
    """
    WHAT THIS DOES NOT PROVE

    - That data is gone. The ledger proves what was asked, when, and what was answered; how much an answer is worth is
      its grade, above.
    - That the operator wrote down everything. It proves that each wave's people and partners were fixed before anything
      was sent, that all of them have an outcome at the close, and that nothing was changed afterwards.
    - Dates, beyond the outside times. A line's own date is the operator's clock; time-stamps and witnesses bound it.
    - Who the people are. The sets are keyed hashes; a person with their own proof can be found in one, nobody else.
    """
  }

  private var older: String {
    """
    WHAT AN OLDER CHECKPOINT OR PAPER GIVES YOU

    The operator holds the signing key and could sign another history. Not, however, one that agrees with a checkpoint
    somebody else has kept: every later root contains every earlier one. If you have an older checkpoint, or a printed
    root with its number of lines, compare: python3 verify-ledger.py . --against OLDER_CHECKPOINT (a root on paper: the
    file checkpoints/<lines> must show the same root). Keep this folder's checkpoint, four lines, for the next time.
    """
  }

  private var drawing: String {
    let source =
      newestClose.map { "the tree right after the newest wave.close/1, that is lines 0 to \($0), \($0 + 1) in all" }
      ?? "the whole ledger, as no wave is closed yet, \(head.size) lines"
    return """
      HOW THE SAMPLES WERE DRAWN, so that you can draw them again

      From \(source).
      Draw number c, counted from 0: SHA-256 of the 32 bytes of that tree's root followed by c as 8 bytes, big-endian;
      the result, read as one big-endian number, modulo the number of lines. A line drawn before is skipped. It ends at
      \(SampleDraw.count) lines, or at all of them. verify-ledger.py draws them again. This draw, in order:
      \(ReadmeWords.wrapped(samples.map(String.init)))
      """
  }

  private var outside: String {
    guard !stamps.isEmpty else {
      return """
        OUTSIDE TIME

        This pack holds no time-stamps. The order of the lines is proved; their dates are the operator's clock.
        """
    }
    let shown = stamps.count > 40 ? Array(stamps.prefix(20) + stamps.suffix(20)) : stamps
    let left = shown.count < stamps.count ? "\n(\(stamps.count - shown.count) in between follow the same pattern)" : ""
    return """
      OUTSIDE TIME

      Each command below has a time-stamp authority's word that a checkpoint existed at a moment. -attime judges the
      certificates as of that moment: without it openssl judges them as of today, and they expire. The moment stands in
      the anchor/1 line that names the time-stamp's SHA-256, and in: openssl ts -reply -in FILE -text\(chainHint)

      \(shown.map(command).joined(separator: "\n"))\(left)
      """
  }

  private var chainHint: String {
    extras.timeStampChain == nil
      ? "\nThis pack has no tsa-chain.pem; get the authority's certificates from the authority and save them as that file."
      : ""
  }

  private func command(_ stamp: PackStamp) -> String {
    let moment = stamp.time.map { "\($0.seconds)" } ?? "SECONDS_SINCE_1970"
    return "openssl ts -verify -in anchors/\(stamp.name) -data checkpoints/\(stamp.size) -CAfile tsa-chain.pem "
      + "-attime \(moment)" + (stamp.time.map { "   # \($0)" } ?? "")
  }
}
