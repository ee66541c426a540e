import Foundation
import Ledger

/// One partner's receipts with their proofs, to be handed to that partner. It says nothing about other partners.
public struct PartnerPack {
  static let marker = "partner"

  /// - Parameters:
  ///   - ledger: `ledger/<matter>`.
  ///   - destination: An absent or empty folder.
  /// - Throws: ``PackError/noLines(partner:)`` for a partner that the ledger does not know.
  public static func write(from ledger: String, partner: String, to destination: String) throws -> PackSummary {
    let reader = try LedgerReader(directory: ledger)
    let selection = try PartnerSelection(of: partner, in: reader)
    let folder = try PackFolder(destination)
    for index in selection.indices { try folder.put(receipt: index, of: reader, in: "receipts") }
    try folder.putHead(of: reader, genesis: selection.genesis)
    try folder.put(Array("\(partner)\n".utf8), marker)
    try folder.put(PackScripts.receipt.bytes, PackScripts.receipt.path, isProgram: true)
    try folder.put(Array(readme(partner, selection, reader).utf8), "README.txt")
    let files = try folder.finish()
    return PackSummary(
      files: files, bytes: folder.byteCount, receipts: UInt64(selection.indices.count), samples: [],
      head: reader.checkpoint.head)
  }

  private static func readme(_ partner: String, _ selection: PartnerSelection, _ reader: LedgerReader) -> String {
    let first = selection.indices.last ?? 0
    return """
      RECEIPTS OF ONE PARTNER

      partner    \(partner)
      operator   \(selection.genesis?.operatorName ?? "not told")
      \(ReadmeWords.head(reader.checkpoint, reader.key))

      These are the \(selection.indices.count) lines of the operator's ledger that concern this partner: what was asked of
      it, what it answered as the operator received it, and what the operator wrote down as the outcome. Line 0 tells whose
      ledger it is. No line names a person; people stand in it as numbers in a random order.

      receipts/<n>.json         line n of the ledger, one JSON object
      receipts/<n>.tlog-proof   its proof (C2SP tlog-proof)
      schema.txt                what each field means
      checkpoint, ledger.vkey   the signed head of the ledger's Merkle tree, and the key
      verify-receipt.sh         checks a line and its proof; bash, openssl, sha256sum, base64, xxd

      CHECK IT, in this folder

      sha256sum --check --strict SHA256SUMS
      bash verify-receipt.sh receipts/\(first).json receipts/\(first).tlog-proof ledger.vkey

      The first says that the copy is whole; the second, that this line stands in the ledger that the key signed. Take the
      key from a source of your own if you can. Neither says that what the line tells is true.

      WHAT IS NOT HERE

      \(selection.leavesOutOpenings ? leftOut : "The wave.open lines are here, because they name this partner alone.")
      The proofs hold hashes of neighbouring lines. They can be read by nobody; who already knew such a line byte for byte
      could recognise it.
      \(ReadmeWords.notWhole)

      \(ReadmeWords.grades)

      """
  }

  private static let leftOut = """
    The wave.open lines, which fix a wave's people and partners before anything is sent: one line names all partners of
    its wave and nothing can be cut out of a line, so it is left out unless the partner is the only one.
    """
}

/// Which lines concern one partner.
struct PartnerSelection {
  /// Ascending.
  private(set) var indices: [UInt64] = []
  private(set) var genesis: GenesisEntry?
  /// Whether a wave of the partner has others too.
  private(set) var leavesOutOpenings = false

  init(of partner: String, in reader: LedgerReader) throws {
    var openings: [String: (indices: [UInt64], partners: Set<String>)] = [:]
    var own: Set<UInt64> = []
    try reader.forEachEntry { index, line in
      guard let entry = try? Entry.parse(Array(line)) else { return }
      if case .genesis(let first) = entry { genesis = genesis ?? first }
      if case .waveOpen(let opening) = entry {
        openings[opening.wave, default: ([], [])].indices.append(index)
        openings[opening.wave]?.partners.formUnion(opening.partners.map(\.id))
      }
      if Self.concerns(entry, partner, own: own) { own.insert(index) }
    }
    for opening in openings.values where opening.partners.contains(partner) {
      if opening.partners.count == 1 { own.formUnion(opening.indices) } else { leavesOutOpenings = true }
    }
    guard !own.isEmpty || leavesOutOpenings else { throw PackError.noLines(partner: partner) }
    if genesis != nil { own.insert(0) }
    indices = own.sorted()
  }

  /// A hold on a whole wave is no line of one partner: it stays in the whole ledger.
  private static func concerns(_ entry: Entry, _ partner: String, own: Set<UInt64>) -> Bool {
    switch entry {
    case .dispatch(let entry): entry.partner == partner
    case .answer(let entry): entry.partner == partner
    case .outcome(let entry): entry.partner == partner
    case .hold(let entry): entry.partner == partner
    case .release(let entry): entry.partner == partner
    case .amend(let entry): own.contains(UInt64(entry.index))
    case .genesis, .matter, .waveOpen, .key, .anchor, .shred, .waveClose: false
    }
  }
}

extension PackFolder {
  /// What every small pack holds of its ledger.
  func putHead(of reader: LedgerReader, genesis: GenesisEntry?) throws {
    try put(reader.noteBytes, "checkpoint")
    try put(Array("\(reader.checkpoint.origin)\n".utf8), "origin")
    try put(Array("\(reader.key)\n".utf8), "ledger.vkey")
    if genesis?.schema == LedgerSchema.digest { try put(Array(LedgerSchema.text.utf8), "schema.txt") }
  }
}
