import Foundation

/// Checks a ledger's directory as an outsider would: nothing but its files, nothing believed.
///
/// The root is recomputed from all entries and must be the signed one; every tile must hold exactly the tree's hashes;
/// every kept checkpoint must be a prefix; every line must be readable and every wave add up; no file may be there that
/// has no reason to be. It goes on after a finding. Memory grows with the subjects' bits and 4 bytes per entry.
public struct LedgerVerifier {
  private let files: LedgerFiles
  private var report = LedgerReport()
  private var inventory: FileInventory
  private var key: VerifierKey?
  private var kept: [(path: String, head: LedgerHead)] = []
  private var genesis: GenesisEntry?

  public static func verify(directory: String) -> LedgerReport {
    var verifier = LedgerVerifier(files: LedgerFiles(root: directory))
    return verifier.run()
  }

  private init(files: LedgerFiles) {
    self.files = files
    inventory = FileInventory(files: files)
  }

  private mutating func run() -> LedgerReport {
    report.findings += inventory.findings
    readKey()
    report.head = readCheckpoint("checkpoint")
    readKeptCheckpoints()
    let size = sizeToCheck()
    report.entries = size
    let book = checkHistory(size: size)
    checkGenesis()
    checkSets(book.openings)
    report.waves = book.reports
    listLeftovers(size: size)
    report.findings.sort { ($0.file, $0.index ?? 0) < ($1.file, $1.index ?? 0) }
    return report
  }

  private mutating func readKey() {
    guard let text = readLine("ledger.vkey") else { return }
    do throws(NoteError) { key = try VerifierKey(text) } catch { find("ledger.vkey", "\(error)") }
    if let origin = readLine("origin"), let key, origin != key.name {
      find("origin", "it is not the key's name '\(key.name)'")
    }
  }

  /// A file of one line.
  private mutating func readLine(_ path: String) -> String? {
    guard let bytes = read(path) else { return nil }
    guard bytes.last == UInt8(ascii: "\n"), bytes.dropLast().allSatisfy({ (0x21...0x7E).contains($0) }) else {
      find(path, "it is not one line of printable ASCII without spaces")
      return nil
    }
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }

  private mutating func readCheckpoint(_ path: String) -> LedgerHead? {
    guard let bytes = read(path) else { return nil }
    guard let key else {
      find(path, "it cannot be verified without a key")
      return nil
    }
    do throws(NoteError) {
      let checkpoint = try Checkpoint(parsing: bytes, by: key)
      let own = try checkpoint.note.verify(by: [key]).count
      guard own == 1, checkpoint.bytes == bytes, checkpoint.extensions.isEmpty else {
        find(path, "it holds lines that the ledger did not write")
        return nil
      }
      // Unknown signature lines, a witness's above all, are ignored by every verifier of notes; a reader is told.
      let others = checkpoint.note.signatures.count - own
      if others > 0 { report.notes.append("\(path): \(others) signature lines by keys that are not the ledger's") }
      return checkpoint.head
    } catch {
      find(path, "\(error)")
      return nil
    }
  }

  private mutating func readKeptCheckpoints() {
    for path in inventory.unseen.sorted() where path.hasPrefix("checkpoints/") {
      guard let size = Decimal63.parse(Array(path.utf8.dropFirst(12))), let head = readCheckpoint(path) else {
        continue
      }
      if head.size != size { find(path, "it is signed for size \(head.size)") }
      if let newest = report.head, head.size > newest.size {
        find("checkpoint", "it is older than \(path); the ledger was cut off or restored from a backup")
      }
      kept.append((path, head))
      if head.size < report.head?.size ?? 0 { demandPartialTiles(of: head.size, for: path) }
    }
  }

  /// What a proof at a kept checkpoint reads has to stay.
  private mutating func demandPartialTiles(of size: UInt64, for checkpoint: String) {
    for level in 0..<8 {
      let (number, count) = Tile.partial(level: level, size: size)
      let entries = Tile.entries(number, count: count)
      let hashes = Tile.hashes(level: level, number: number, count: count)
      for tile in level == 0 ? [entries, hashes] : [hashes] where count > 0 && !inventory.unseen.contains(tile.path) {
        find(tile.path, "it is missing; \(checkpoint) needs it")
      }
    }
  }

  /// The signed size, or without one what is there; never more than there are bundles for.
  private mutating func sizeToCheck() -> UInt64 {
    let there = inventory.unseen.reduce(UInt64(0)) { most, path in
      guard let tile = Tile(path: path), tile.kind == .entries else { return most }
      return max(most, (tile.number << 8) + UInt64(tile.count))
    }
    guard let signed = report.head?.size else { return there }
    if signed > there {
      let missing = Tile.entries(there >> 8, count: Tile.count(level: 0, number: there >> 8, size: signed))
      find(missing.path, "it is missing; entries \(there)..<\(signed) that the checkpoint signed are gone")
    }
    return min(signed, there)
  }

  private mutating func checkHistory(size: UInt64) -> WaveBook {
    var check = HistoryCheck(files: files, size: size, wanted: kept.map(\.head.size) + [size])
    var book = WaveBook()
    var lines = LineCheck(size: size)
    check.run(&inventory) { index, line in
      book.add(lines.read(line, at: index), at: index, newest: index)
    }
    book.finish()
    let trace = check.settle(signed: report.head)
    check.checkUpperTiles(trace, &inventory)
    report.findings += check.findings + lines.findings
    report.notes += lines.notes
    genesis = lines.genesis
    for (path, head) in kept where head.size <= size && trace.roots[head.size] != head.root {
      find(path, "its root is not that of the first \(head.size) entries")
    }
    return reportCompleteness(book, size: size)
  }

  private mutating func reportCompleteness(_ first: WaveBook, size: UInt64) -> WaveBook {
    let amended = Amendments(files: files, size: size, book: first)
    let result = first.amendments.isEmpty ? AmendedBooks(final: first, asClosed: first) : amended.replay()
    let problems = result.final.problems + result.final.coverage + result.asClosed.totals
    report.findings += result.findings
    for problem in problems {
      report.findings.append(
        LedgerFinding(file: path(of: problem.index, size), index: problem.index, what: problem.what))
    }
    return result.final
  }

  private mutating func checkGenesis() {
    guard let genesis else {
      if report.entries > 0 { return }
      return find("tile/entries/000", "there is no genesis")
    }
    if let key, genesis.vkey != key.description { find("ledger.vkey", "it is not the key that the genesis names") }
    if genesis.schema != LedgerSchema.digest {
      report.notes.append("the genesis names another field list than this one")
    }
  }

  private mutating func checkSets(_ openings: [WaveOpenEntry]) {
    for opening in openings {
      let path = SubjectSetFile.path(opening.wave)
      inventory.take(path)
      do {
        guard let (subjects, root) = try SubjectSetFile.measure(files.absolute(path)) else {
          find(path, "its length is not a multiple of 32")
          continue
        }
        if subjects != opening.subjects {
          find(path, "it holds \(subjects) subjects; the wave has \(opening.subjects)")
        }
        if root != opening.setRoot { find(path, "its root is not the set_root of wave \(opening.wave)") }
      } catch {
        find(path, "it cannot be read; the subject set of wave \(opening.wave) is missing")
      }
    }
  }

  private mutating func listLeftovers(size: UInt64) {
    for path in inventory.unseen.sorted() {
      if isForeign(path) {
        report.foreign.append(path)
      } else if path.hasPrefix("sets/") {
        find(path, "no wave.open names this subject set")
      } else if Tile(path: path) != nil {
        find(path, "it goes beyond the checkpoint; the ledger's next start signs or removes it")
      } else {
        find(path, "it is no part of a ledger")
      }
    }
  }

  private func isForeign(_ path: String) -> Bool {
    guard path.hasPrefix("checkpoints/"), path.hasSuffix(".tsr") || path.hasSuffix(".cosig") else { return false }
    return Decimal63.parse(Array(path.utf8.dropFirst(12).prefix { $0 != UInt8(ascii: ".") })) != nil
  }

  private mutating func read(_ path: String) -> [UInt8]? {
    inventory.take(path)
    do throws(LedgerError) {
      if let bytes = try files.readIfPresent(path) { return bytes }
      find(path, "it is missing")
    } catch { find(path, "\(error)") }
    return nil
  }

  private func path(of index: UInt64, _ size: UInt64) -> String { LineCheck(size: size).path(of: index) }

  private mutating func find(_ file: String, _ what: String) {
    report.findings.append(LedgerFinding(file: file, what: what))
  }
}
