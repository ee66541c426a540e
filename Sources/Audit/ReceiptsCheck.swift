import Foundation
import Ledger

/// The receipts of a partner's or a subject's pack, each proved under the pack's checkpoint.
struct ReceiptsCheck {
  /// In the order of their indices.
  private(set) var entries: [(index: UInt64, entry: Entry)] = []
  private(set) var genesis: GenesisEntry?

  private static let shared: Set = [
    "README.txt", PackSums.path, "origin", "ledger.vkey", "checkpoint", "schema.txt", PackScripts.receipt.path,
  ]

  /// - Parameter own: Files that packs of this kind have besides.
  init(_ place: PackPlace, _ options: VerifyOptions, own: Set<String>, _ report: inout PackReport) {
    for path in Self.shared.union(own).subtracting(["schema.txt", PackSums.path]) where !place.files.contains(path) {
      report.find(path, "it is missing")
    }
    for path in place.files.sorted() where !Self.shared.union(own).contains(path) && Self.index(of: path) == nil {
      report.find(path, "it is no part of this pack")
    }
    place.check(PackScripts.receipt, &report)
    guard let (checkpoint, key) = Self.head(place, options, &report) else { return }
    report.head = checkpoint.head
    readReceipts(place, checkpoint, key, &report)
    if let genesis, genesis.origin != key.name { report.find("origin", "it is not the genesis' origin") }
    place.checkSchema(genesis, &report)
  }

  /// The checkpoint and the key that signed it.
  private static func head(
    _ place: PackPlace, _ options: VerifyOptions, _ report: inout PackReport
  ) -> (Checkpoint, VerifierKey)? {
    guard let note = place.read("checkpoint"), let line = place.read("ledger.vkey"), let name = place.read("origin")
    else { return nil }
    let key: VerifierKey
    do {
      key = try VerifierKey(String(decoding: line.dropLast(), as: UTF8.self))
      guard line == Array("\(key)\n".utf8) else { throw NoteError.vkey("it is not one line") }
    } catch {
      report.find("ledger.vkey", "\(error)")
      return nil
    }
    if name != Array("\(key.name)\n".utf8) { report.find("origin", "it is not the key's name") }
    if !options.pinned.isEmpty, !options.pinned.contains(key) {
      report.find(
        "ledger.vkey", "it is not the key that was given; ask for the ledger's key history, or do not trust it")
    }
    do {
      let checkpoint = try Checkpoint(parsing: note, by: key)
      guard checkpoint.bytes == note, checkpoint.extensions.isEmpty else { throw NoteError.checkpoint("it holds more") }
      return (checkpoint, key)
    } catch {
      report.find("checkpoint", "\(error)")
      return nil
    }
  }

  private mutating func readReceipts(
    _ place: PackPlace, _ checkpoint: Checkpoint, _ key: VerifierKey, _ report: inout PackReport
  ) {
    let indices = Set(place.files.compactMap(Self.index)).sorted()
    if indices.isEmpty { report.find("receipts", "there are none") }
    for index in indices {
      guard let line = place.read("receipts/\(index).json") else {
        report.find("receipts/\(index).json", "it is missing")
        continue
      }
      place.checkProof("receipts/\(index).tlog-proof", of: line, at: index, checkpoint, key, &report)
      do {
        let entry = try Entry.parse(line)
        entries.append((index, entry))
        if index == 0, case .genesis(let first) = entry { genesis = first }
      } catch {
        report.find("receipts/\(index).json", "\(error)", at: index)
      }
    }
  }

  /// Nil for a path that is no receipt's.
  private static func index(of path: String) -> UInt64? {
    guard path.hasPrefix("receipts/") else { return nil }
    let parts = path.dropFirst(9).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1] == "json" || parts[1] == "tlog-proof", let index = UInt64(parts[0]),
      String(index) == parts[0]
    else { return nil }
    return index
  }
}

/// A partner's pack holds that partner's lines and nothing of others.
enum PartnerCheck {
  static func run(_ place: PackPlace, _ options: VerifyOptions, _ report: inout PackReport) {
    let partner = String(decoding: (place.read(PartnerPack.marker) ?? []).dropLast(), as: UTF8.self)
    report.kind = .partner(partner)
    let receipts = ReceiptsCheck(place, options, own: [PartnerPack.marker], &report)
    var own: Set<UInt64> = []
    for (index, entry) in receipts.entries {
      if concerns(entry, partner, own: own) {
        own.insert(index)
      } else {
        report.find("receipts/\(index).json", "it does not concern partner \(partner) alone", at: index)
      }
    }
  }

  private static func concerns(_ entry: Entry, _ partner: String, own: Set<UInt64>) -> Bool {
    switch entry {
    case .genesis: true
    case .waveOpen(let entry): entry.partners.allSatisfy { $0.id == partner }
    case .dispatch(let entry): entry.partner == partner
    case .answer(let entry): entry.partner == partner
    case .outcome(let entry): entry.partner == partner
    case .hold(let entry): entry.partner == partner
    case .release(let entry): entry.partner == partner
    case .amend(let entry): own.contains(UInt64(entry.index))
    case .matter, .key, .anchor, .shred, .waveClose: false
    }
  }
}
