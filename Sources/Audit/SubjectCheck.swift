import Ledger

/// A subject's pack: identifiers open the leaf, the leaf leads to the wave's set, outcomes hold the subject.
enum SubjectCheck {
  private static let own: Set = [
    SubjectProof.pathFile, SubjectProof.leafFile, SubjectProof.identifiersFile, PackScripts.subject.path,
  ]

  static func run(_ place: PackPlace, _ options: VerifyOptions, _ report: inout PackReport) {
    let receipts = ReceiptsCheck(place, options, own: own, &report)
    place.check(PackScripts.subject, &report)
    guard let proof = place.read(SubjectProof.pathFile).flatMap(SubjectProof.init(parsing:)) else {
      return report.find(SubjectProof.pathFile, "it is not a path of a subject set")
    }
    report.kind = .subject(wave: proof.wave, index: Int(proof.index))
    checkIdentifiers(place, &report)
    let leaf = TreeHash.leaf(place.read(SubjectProof.leafFile) ?? [])
    var isOpened = false
    for (index, entry) in receipts.entries {
      let name = "receipts/\(index).json"
      switch entry {
      case .waveOpen(let opening) where opening.wave == proof.wave:
        isOpened = true
        checkPath(proof, leaf, opening, &report)
      case .outcome(let outcome) where outcome.wave == proof.wave: break
      case .amend(let amend)
      where receipts.entries.contains { $0.index == UInt64(amend.index) && $0.entry.kind == "outcome/1" }: break
      case .genesis, .matter, .waveOpen, .dispatch, .answer, .outcome, .hold, .release, .amend, .key, .anchor, .shred,
        .waveClose:
        report.find(name, "it is no part of a proof for wave \(proof.wave)", at: index)
      }
    }
    if !isOpened { report.find("receipts", "the opening of wave \(proof.wave) is missing") }
    checkOutcomes(receipts, subject: Int(proof.index), &report)
  }

  /// Names kinds and never a value.
  private static func checkIdentifiers(_ place: PackPlace, _ report: inout PackReport) {
    guard let identifiers = SubjectProof.identifiers(parsing: place.read(SubjectProof.identifiersFile) ?? []) else {
      return report.find(SubjectProof.identifiersFile, "a line is not kind, ordinal, key and value, sorted")
    }
    if SubjectProof.leafData(identifiers) != place.read(SubjectProof.leafFile) {
      report.find(SubjectProof.identifiersFile, "its keys and values do not open the commitments in leaf.txt")
      report.find(SubjectProof.leafFile, "it is not what the identifiers commit to")
    }
  }

  private static func checkPath(
    _ proof: SubjectProof, _ leaf: LedgerHash, _ opening: WaveOpenEntry, _ report: inout PackReport
  ) {
    do throws(MerkleProofError) {
      try MerkleProof.verifyInclusion(
        of: leaf, at: proof.index, size: UInt64(opening.subjects), root: opening.setRoot, path: proof.path)
    } catch {
      report.find(SubjectProof.pathFile, "it does not lead from leaf.txt to the wave's set_root: \(error)")
    }
  }

  /// Each outcome holds the subject, as written or as one of its corrections in the pack has it.
  private static func checkOutcomes(_ receipts: ReceiptsCheck, subject: Int, _ report: inout PackReport) {
    for (index, entry) in receipts.entries {
      guard case .outcome(let outcome) = entry else { continue }
      var line = entry.encoded
      var holds = outcome.subjects?.contains(subject) ?? true
      for case (_, .amend(let amend)) in receipts.entries where UInt64(amend.index) == index {
        line = (try? amend.applied(to: line)) ?? line
        if case .outcome(let changed) = try? Entry.parse(line) {
          holds = holds || changed.subjects?.contains(subject) ?? true
        }
      }
      if !holds { report.find("receipts/\(index).json", "it does not hold subject \(subject)", at: index) }
    }
  }
}
