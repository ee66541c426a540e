import Ledger
import Workflow

/// One receipt in plain words: what it says, what that proves and what it does not, and what covers it.
public enum ReceiptReport {
  /// - Parameters:
  ///   - entry: The line, with its newline.
  ///   - proof: Nil where no checkpoint covers it yet.
  ///   - key: The ledger's; with it the proof is checked and the page says what came of it.
  /// - Throws: `EntryError` where the line is not an entry.
  public static func text(
    entry bytes: [UInt8], index: UInt64, proof: TlogProof?, key: VerifierKey? = nil
  ) throws(EntryError) -> String {
    let entry = try Entry.parse(bytes)
    let lines = says(entry, index: index) + grade(entry) + place(bytes, index: index, proof, key)
    return lines.joined(separator: "\n")
  }

  private static func says(_ entry: Entry, index: UInt64) -> [String] {
    let facts = EntryFacts(entry)
    let rows: [(String, String)] = [
      ("recorded", facts.at), ("matter", facts.matter), ("wave", facts.wave), ("partner", facts.partner),
      ("says", EntryWords.of(entry)),
      ("reason", facts.reason.isEmpty ? "" : ReasonWords.sentence(Reason(facts.reason))),
      (moment(entry), facts.moment), (refers(entry), facts.refers.split(separator: " ").joined(separator: ", ")),
      ("evidence", facts.evidence),
    ]
    return ["Receipt \(index): \(kind(entry))", ""]
      + rows.filter { !$0.1.isEmpty }.flatMap {
        Columns.paragraph($0.1, first: "  " + Columns.left($0.0, 10))
      }
      + (facts.evidence.isEmpty
        ? []
        : Columns.paragraph(
          "The evidence is a code over the exact bytes, which lie sealed in the vault; it says nothing to a guesser.",
          first: Columns.space(12)))
  }

  private static func moment(_ entry: Entry) -> String {
    switch entry {
    case .dispatch: "sent"
    case .answer: "answered"
    case .anchor: "vouched"
    case .hold, .release: "until"
    case .genesis, .matter, .waveOpen, .outcome, .amend, .key, .shred, .waveClose: ""
    }
  }

  private static func refers(_ entry: Entry) -> String {
    switch entry {
    case .outcome: "rests on"
    case .amend: "corrects"
    case .genesis, .matter, .waveOpen, .dispatch, .answer, .hold, .release, .key, .anchor, .shred, .waveClose: ""
    }
  }

  static func kind(_ entry: Entry) -> String {
    switch entry {
    case .genesis: "the ledger begins"
    case .matter: "a matter was opened or amended"
    case .waveOpen: "a wave was fixed before its first byte left"
    case .dispatch: "an attempt to tell a partner ended"
    case .answer: "something came in from a partner"
    case .outcome: "subjects settled at a partner"
    case .hold: "a legal ground keeps something still"
    case .release: "a hold ended"
    case .amend: "an earlier entry is corrected"
    case .key: "a signing key changed its standing"
    case .anchor: "an outside party vouched for the ledger"
    case .shred: "keys were destroyed; no identifier can be opened again"
    case .waveClose: "a wave was closed"
    }
  }

  private static func grade(_ entry: Entry) -> [String] {
    let grade: LedgerGrade?
    switch entry {
    case .dispatch(let entry): grade = entry.grade
    case .answer(let entry): grade = entry.grade
    case .outcome(let entry): grade = entry.grade
    case .genesis, .matter, .waveOpen, .hold, .release, .amend, .key, .anchor, .shred, .waveClose: return []
    }
    guard let grade else {
      return ["", "Grade: none", ""]
        + Columns.paragraph("Nothing from the partner stands behind this line; it is our own statement.", first: "  ")
    }
    let explanation = grade.grade.explanation
    return ["", "Grade: \(grade.rawValue)", ""]
      + Columns.paragraph(explanation.proves, first: "  proves          ")
      + Columns.paragraph(explanation.doesNotProve, first: "  does not prove  ")
  }

  private static func place(_ bytes: [UInt8], index: UInt64, _ proof: TlogProof?, _ key: VerifierKey?) -> [String] {
    let leaf = "  leaf hash   \(TreeHash.leaf(bytes).base64)"
    guard let proof else {
      return ["", "Checkpoint", "", leaf]
        + Columns.paragraph("No checkpoint covers it yet: it proves nothing to others. Try again shortly.", first: "  ")
    }
    let size = Figures.count(Int(clamping: proof.checkpoint.size), "entry", "entries")
    return ["", "Checkpoint", ""] + Columns.paragraph(Plain.text(proof.checkpoint.origin), first: "  ledger      ")
      + ["  size        \(size)", "  root        \(proof.checkpoint.root.base64)", leaf]
      + Columns.paragraph(
        "\(Figures.count(proof.path.count, "hash", "hashes")) lead from this line to the root", first: "  proof       ")
      + checked(bytes, index: index, proof, key)
      + ["", "  To hand it to somebody:  expunge receipt prove \(index)"]
  }

  private static func checked(_ bytes: [UInt8], index: UInt64, _ proof: TlogProof, _ key: VerifierKey?) -> [String] {
    guard let key else { return [] }
    guard proof.index == index else {
      return Columns.paragraph("DOES NOT HOLD: the proof is for entry \(proof.index)", first: "  checked     ")
    }
    do {
      try proof.verify(entry: bytes, key: key)
      return Columns.paragraph("the line stands there, signed by \(Plain.text(key.name))", first: "  checked     ")
    } catch {
      return Columns.paragraph("DOES NOT HOLD: \(Plain.text("\(error)"))", first: "  checked     ")
    }
  }
}
