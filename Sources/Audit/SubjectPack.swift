import Foundation
import Ledger

/// One person's proof: that they were in a wave's set before its first byte left, and what became of them at each
/// partner. It holds that person's data, so its files are for its owner alone, and it says nothing about anyone else.
public struct SubjectPack {
  /// - Parameters:
  ///   - ledger: `ledger/<matter>`.
  ///   - index: The subject's, in the wave's set.
  ///   - identifiers: All of the subject's, opened from the vault.
  ///   - destination: An absent or empty folder; it gets mode 0700, its files 0600.
  /// - Throws: ``PackError/otherLeaf(index:wave:)`` where the identifiers are not exactly the committed ones.
  public static func write(
    from ledger: String, wave: String, subject index: Int, identifiers: [OpenedIdentifier], to destination: String
  ) throws -> PackSummary {
    let reader = try LedgerReader(directory: ledger)
    let selection = try SubjectSelection(wave: wave, subject: index, in: reader)
    let proof = try prove(wave, index, identifiers, opening: selection.opening, ledger: ledger)
    let folder = try PackFolder(destination, privacy: .personal)
    for index in selection.indices { try folder.put(receipt: index, of: reader, in: "receipts") }
    try folder.putHead(of: reader, genesis: selection.genesis)
    try folder.put(proof.bytes, SubjectProof.pathFile)
    try folder.put(SubjectProof.leafData(identifiers), SubjectProof.leafFile)
    try folder.put(SubjectProof.text(identifiers), SubjectProof.identifiersFile)
    try folder.put(PackScripts.receipt.bytes, PackScripts.receipt.path, isProgram: true)
    try folder.put(PackScripts.subject.bytes, PackScripts.subject.path, isProgram: true)
    try folder.put(Array(readme(proof, identifiers.count, selection, reader).utf8), "README.txt")
    let files = try folder.finish()
    return PackSummary(
      files: files, bytes: folder.byteCount, receipts: UInt64(selection.indices.count), samples: [],
      head: reader.checkpoint.head)
  }

  private static func prove(
    _ wave: String, _ index: Int, _ identifiers: [OpenedIdentifier], opening: WaveOpenEntry, ledger: String
  ) throws -> SubjectProof {
    guard !identifiers.isEmpty else { throw PackError.identifiers("there are none") }
    guard !identifiers.contains(where: \.value.isEmpty) else { throw PackError.identifiers("a value is empty") }
    guard let data = FileManager.default.contents(atPath: "\(ledger)/sets/\(wave)"), data.count == opening.subjects * 32
    else { throw PackError.missing(path: "sets/\(wave)") }
    let leaves = [UInt8](data)
    guard TreeHash.leaf(SubjectProof.leafData(identifiers)).bytes.elementsEqual(leaves[(index * 32)...].prefix(32))
    else { throw PackError.otherLeaf(index: index, wave: wave) }
    return SubjectProof(wave: wave, index: UInt64(index), path: try SubjectSet.path(of: UInt64(index), in: leaves))
  }

  private static func readme(
    _ proof: SubjectProof, _ identifiers: Int, _ selection: SubjectSelection, _ reader: LedgerReader
  ) -> String {
    """
    ONE PERSON'S PROOF - IT HOLDS THAT PERSON'S DATA

    wave       \(proof.wave)
    subject    \(proof.index) of \(selection.opening.subjects), counted from 0, in a random order
    operator   \(selection.genesis?.operatorName ?? "not told")
    \(ReadmeWords.head(reader.checkpoint, reader.key))

    identifiers.txt holds \(identifiers) identifiers of one person and the keys that open their commitments. Give this folder
    to nobody but that person or who acts for them, keep it readable by its owner only, and destroy it when it is no longer
    needed. It says nothing about anyone else: the hashes in it open with keys that are not here.

    identifiers.txt           kind, ordinal, key and value (both base64) of each identifier
    leaf.txt                  what was committed to for this person: kind, ordinal, commitment
    subject.path              the path from the hash of leaf.txt to the set_root in the wave.open line
    receipts/<n>.json         line n of the ledger: the wave's opening, this person's outcomes, corrections of them
    receipts/<n>.tlog-proof   its proof (C2SP tlog-proof)
    schema.txt                what each field means
    checkpoint, ledger.vkey   the signed head of the ledger's Merkle tree, and the key
    verify-subject.sh         checks all of it; bash, openssl, sha256sum, base64, xxd

    CHECK IT, in this folder

    bash verify-subject.sh . ledger.vkey

    It opens each identifier: commitment = HMAC-SHA-256(key, "expunge-id/1" 00 kind 00 value). It follows the path from this
    person's leaf to the set that was fixed before anything was sent, and each receipt's path to the signed root. Then it
    prints what each partner is said to have done, with its grade. Take the key from a source of your own if you can.

    \(ReadmeWords.notWhole)

    \(ReadmeWords.grades)

    """
  }
}

/// Which lines concern one subject.
struct SubjectSelection {
  /// Ascending.
  private(set) var indices: [UInt64] = []
  let genesis: GenesisEntry?
  let opening: WaveOpenEntry

  /// The openings of the wave, each outcome that holds the subject as written or as corrected, and its corrections.
  init(wave: String, subject: Int, in reader: LedgerReader) throws {
    var (start, first): (GenesisEntry?, WaveOpenEntry?)
    var own: Set<UInt64> = []
    var outcomes: [UInt64: Entry] = [:]
    var corrections: [UInt64: [(at: UInt64, entry: AmendEntry)]] = [:]
    try reader.forEachEntry { index, line in
      guard let entry = try? Entry.parse(Array(line)) else { return }
      if case .genesis(let found) = entry { start = start ?? found }
      if case .waveOpen(let found) = entry, found.wave == wave {
        first = first ?? found
        own.insert(index)
      }
      if case .outcome(let outcome) = entry, outcome.wave == wave {
        if Self.holds(outcome, subject) { own.insert(index) } else { outcomes[index] = entry }
      }
      if case .amend(let found) = entry { corrections[UInt64(found.index), default: []].append((index, found)) }
    }
    guard let first else { throw PackError.noWave(wave) }
    guard (0..<first.subjects).contains(subject) else {
      throw PackError.noSubject(index: subject, wave: wave, subjects: first.subjects)
    }
    (genesis, opening) = (start, first)
    for (index, amendments) in corrections {
      var line = outcomes[index]?.encoded
      for (_, amendment) in amendments {
        guard let current = line, let next = try? amendment.applied(to: current) else { continue }
        line = next
        if case .outcome(let outcome) = try? Entry.parse(next), Self.holds(outcome, subject) { own.insert(index) }
      }
      if own.contains(index) { own.formUnion(amendments.map(\.at)) }
    }
    indices = own.sorted()
  }

  private static func holds(_ entry: OutcomeEntry, _ subject: Int) -> Bool {
    entry.subjects.map { $0.contains(subject) } ?? true
  }
}
