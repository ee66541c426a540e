import Foundation

/// Checks a ledger's directory as an outsider would: nothing but its files, nothing believed.
///
/// The root is recomputed from all entries and must be the signed one; every tile must hold exactly the tree's hashes;
/// every kept checkpoint must be a prefix, signed by a key of its time; every line must be readable, dated in order and
/// inside its outside times, and every wave add up; no file may be there that has no reason to be. It goes on after a
/// finding. Memory grows with bits per subject and dispatch, not with the entries.
public struct LedgerVerifier {
  private let files: LedgerFiles
  private let options: VerifyOptions
  private let outside: OutsideFiles
  private var report = LedgerReport()
  private var inventory: FileInventory
  private var keys = KeyHistory()
  private var newest: FoundCheckpoint?
  private var kept: [FoundCheckpoint] = []
  private var anchors: [AnchorCheck.Line] = []
  private var genesis: GenesisEntry?

  public static func verify(directory: String, options: VerifyOptions = VerifyOptions()) -> LedgerReport {
    var verifier = LedgerVerifier(files: LedgerFiles(root: directory), options: options)
    return verifier.run()
  }

  private init(files: LedgerFiles, options: VerifyOptions) {
    (self.files, self.options) = (files, options)
    outside = OutsideFiles(files: files, layout: options.layout)
    inventory = FileInventory(files: files)
  }

  private mutating func run() -> LedgerReport {
    report.findings += inventory.findings
    newest = read("checkpoint").map { FoundCheckpoint(path: "checkpoint", bytes: $0) }
    findKeptCheckpoints()
    let size = sizeToCheck()
    report.entries = size
    let (book, trace) = checkHistory(size: size)
    checkKept(trace, size: size)
    checkAgainst(trace, size: size)
    checkSets(book.openings)
    report.waves = book.reports
    report.notes += book.notes
    checkAnchors(trace, size: size)
    listLeftovers(size: size)
    let found = report.findings
    report.findings = Set(found).sorted { ($0.file, $0.index ?? 0, $0.what) < ($1.file, $1.index ?? 0, $1.what) }
    return report
  }

  private mutating func findKeptCheckpoints() {
    let names = ((try? files.list("checkpoints")) ?? []).filter { !$0.isDirectory }.map(\.name)
    for name in names {
      guard Decimal63.parse(Array(name.utf8)) != nil, let bytes = read("checkpoints/" + name) else { continue }
      kept.append(FoundCheckpoint(path: "checkpoints/" + name, bytes: bytes))
    }
  }

  /// The signed size, or without one what is there; never more than there are bundles for.
  private mutating func sizeToCheck() -> UInt64 {
    let there = entriesThere
    guard let signed = newest?.head?.size else { return there }
    if signed > there {
      let missing = Tile.entries(there >> 8, count: Tile.count(level: 0, number: there >> 8, size: signed))
      find(missing.path, "it is missing; entries \(there)..<\(signed) that the checkpoint signed are gone")
    }
    return min(signed, there)
  }

  /// A name alone must not send the check through billions of bundles that are not there.
  private var entriesThere: UInt64 {
    var (number, end) = (UInt64(0), UInt64(0))
    while number < end + 1000 {
      number += 1
      if inventory.holds(.entries(number - 1)) { end = number }
    }
    let there = inventory.entriesThere
    guard there >> 8 >= end + 1000 else { return there }
    return (end << 8) + UInt64(inventory.widths(of: .entries(end)).max() ?? 0)
  }

  private mutating func checkHistory(size: UInt64) -> (WaveBook, TreeTrace) {
    let old = options.against.compactMap { FoundCheckpoint(path: $0.name, bytes: $0.bytes).head?.size }
    var check = HistoryCheck(files: files, size: size, wanted: Set(kept.compactMap(\.head?.size) + old + [size]))
    var book = WaveBook(archive: LineArchive(files: files, size: size))
    var lines = LineCheck(size: size)
    check.run(&inventory) { line in
      lines.look(at: line)
      switch line.entry {
      case .genesis(let entry) where line.index == 0: (try? VerifierKey(entry.vkey)).map { keys.start($0) }
      case .key(let entry): keys.add(entry, at: line.index)
      case .anchor(let entry):
        anchors.append(.init(index: line.index, file: lines.path(of: line.index), entry: entry))
      case .genesis, .matter, .waveOpen, .dispatch, .answer, .outcome, .hold, .release, .amend, .shred, .waveClose, nil:
        break
      }
      book.add(line.entry, at: line.index, newest: line.index)
    }
    book.finish()
    lines.finish()
    genesis = lines.genesis
    report.findings += lines.findings
    checkKeys(size: size)
    checkNewest()
    let trace = check.settle(signed: report.head)
    check.checkUpperTiles(trace, &inventory)
    report.findings += check.findings
    return (reportCompleteness(book, size: size), trace)
  }

  /// - Returns: the book as corrections leave it.
  private mutating func reportCompleteness(_ first: WaveBook, size: UInt64) -> WaveBook {
    let amended = Amendments(files: files, size: size, book: first)
    let result = first.amendments.isEmpty ? AmendedBooks(final: first, asClosed: first) : amended.replay()
    report.findings += result.findings
    find(result.final.problems + result.final.coverage + result.asClosed.totals)
    return result.final
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

  private mutating func checkAnchors(_ trace: TreeTrace, size: UInt64) {
    for path in outside.paths { inventory.take(path) }
    let bytes = Dictionary(kept.compactMap { found in keptSize(found.path).map { ($0, found.bytes) } }) { one, _ in one
    }
    var check = AnchorCheck(options: options, outside: outside, kept: bytes, roots: trace.roots)
    check.run(anchors)
    report.anchors = check.anchors
    report.foreign = check.foreign
    report.findings += check.findings
    report.notes += check.notes
    let brackets = Brackets(check.marks, size: size)
    report.brackets = brackets.summary
    var archive = LineArchive(files: files, size: size)
    find(brackets.problems(in: &archive))
    let above = report.brackets.aboveLastAnchor
    if above > 0 {
      report.notes.append(
        "\(above) \(above == 1 ? "line" : "lines") after the last anchor \(above == 1 ? "has" : "have") no upper bound")
    }
  }

  private mutating func listLeftovers(size: UInt64) {
    var beyond = 0
    for path in inventory.unseen.sorted() where !isAllowed(path) {
      if path.hasPrefix("sets/"), !path.hasSuffix(LedgerFiles.temporarySuffix) {
        find(path, "no wave.open names this subject set")
      } else if let tile = Tile(path: path), options.layout == .home,
        tile.end <= size + UInt64(LedgerWriter.batchLimit)
      {
        beyond += 1
      } else if Tile(path: path) != nil {
        find(path, "it goes beyond the checkpoint, further than an append that was cut off could leave here")
      } else {
        find(path, "it is no part of a ledger")
      }
    }
    if beyond > 0 {
      report.notes.append(
        "\(beyond) tiles go beyond the checkpoint, as after an append that was cut off; the ledger's next start signs "
          + "or removes them")
    }
  }

  private func isAllowed(_ path: String) -> Bool {
    options.allowed.contains(path) || options.allowed.contains { $0.hasSuffix("/") && path.hasPrefix($0) }
  }
}

/// Keys, and the checkpoints they signed.
extension LedgerVerifier {
  private mutating func checkKeys(size: UInt64) {
    let stated = readLine("ledger.vkey")
    let origin = readLine("origin")
    if keys.keys.isEmpty, let stated {
      // A damaged genesis is told of already: what can still be checked is checked with the key that is there.
      do throws(NoteError) { keys.start(try VerifierKey(stated)) } catch { find("ledger.vkey", "\(error)") }
    }
    if genesis == nil, report.entries == 0 { find("tile/entries/000", "there is no genesis") }
    find(keys.settle(size: size))
    let wanted = keys.newest(at: size) ?? keys.keys.last?.key
    if let wanted, let stated, stated != wanted.description {
      find("ledger.vkey", "it is not the ledger's newest active key, \(wanted)")
    }
    if let origin, let name = wanted?.name, origin != name { find("origin", "it is not the key's name '\(name)'") }
    if let genesis, genesis.schema != LedgerSchema.digest {
      report.notes.append("the genesis names another field list than this one")
    }
    for key in options.pinned where !keys.keys.contains(where: { $0.key == key }) {
      find("ledger.vkey", "the key given for it (\(key)) is none that this ledger ever had")
    }
    report.keys = keys.keys.map {
      LedgerReport.Key(
        vkey: $0.key.description, activeFrom: $0.addedFrom, retiredFrom: $0.retiredFrom,
        compromisedFrom: $0.compromisedFrom)
    }
  }

  private mutating func checkNewest() {
    guard let newest else { return }
    switch CheckpointCheck(keys: keys.keys).judge(newest) {
    case .counts: report.head = newest.head
    case .compromised(let from): find("checkpoint", "it is signed by a key that was compromised from size \(from) on")
    case .refused(let why): find("checkpoint", why)
    }
    noteForeign(newest)
  }

  private mutating func checkKept(_ trace: TreeTrace, size: UInt64) {
    for found in kept {
      if let head = found.head, let named = keptSize(found.path), head.size != named {
        find(found.path, "it is signed for size \(head.size)")
      }
      noteForeign(found)
      guard let head = judge(found, trace, size: size) else { continue }
      if head.size > size, let newest = newest?.head, head.size > newest.size {
        find("checkpoint", "it is older than \(found.path); the ledger was cut off or restored from a backup")
      }
      if head.size < size { demandPartialTiles(of: head.size, for: found.path) }
    }
  }

  private mutating func checkAgainst(_ trace: TreeTrace, size: UInt64) {
    for (name, bytes) in options.against {
      guard let head = judge(FoundCheckpoint(path: name, bytes: bytes), trace, size: size) else { continue }
      if head.size > size {
        find("checkpoint", "it is older than \(name), of size \(head.size); the ledger was cut off")
      }
    }
  }

  /// The head an older checkpoint speaks of, where its signature counts or once did.
  private mutating func judge(_ found: FoundCheckpoint, _ trace: TreeTrace, size: UInt64) -> LedgerHead? {
    let verdict = CheckpointCheck(keys: keys.keys).judge(found)
    if case .refused(let why) = verdict {
      find(found.path, why)
      return nil
    }
    guard let head = found.head else { return nil }
    if head.size <= size, trace.roots[head.size] != head.root {
      find(found.path, "its root is not that of the first \(head.size) entries; the history was rewritten")
    } else if case .compromised(let from) = verdict {
      report.notes.append("\(found.path): signed by a key that was later declared compromised from size \(from) on")
    }
    return head
  }

  private mutating func noteForeign(_ found: FoundCheckpoint) {
    guard let checkpoint = found.checkpoint else { return }
    let others = CheckpointCheck(keys: keys.keys).foreign(in: checkpoint)
    // Unknown signature lines, a witness's above all, are ignored by every verifier of notes; a reader is told.
    guard others > 0, others < checkpoint.note.signatures.count else { return }
    report.notes.append("\(found.path): \(others) signature lines by keys that are not the ledger's")
  }

  /// What a proof at a kept checkpoint reads has to stay.
  private mutating func demandPartialTiles(of size: UInt64, for checkpoint: String) {
    for level in 0..<8 {
      let (number, count) = Tile.partial(level: level, size: size)
      let tiles = [Tile.hashes(level: level, number: number, count: count), .entries(number, count: count)]
      for tile in tiles.prefix(level == 0 ? 2 : 1) where count > 0 {
        if inventory.holds(tile) { continue }
        find(tile.path, "it is missing; \(checkpoint) needs it")
      }
    }
  }

  private func keptSize(_ path: String) -> UInt64? { Decimal63.parse(Array(path.utf8.dropFirst("checkpoints/".count))) }
}

/// Files and findings.
extension LedgerVerifier {
  /// A file of one line.
  private mutating func readLine(_ path: String) -> String? {
    guard let bytes = read(path) else { return nil }
    guard bytes.last == UInt8(ascii: "\n"), bytes.dropLast().allSatisfy({ (0x21...0x7E).contains($0) }) else {
      find(path, "it is not one line of printable ASCII without spaces")
      return nil
    }
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }

  private mutating func read(_ path: String) -> [UInt8]? {
    inventory.take(path)
    do throws(LedgerError) {
      if let bytes = try files.readIfPresent(path) { return bytes }
      find(path, "it is missing")
    } catch { find(path, "\(error)") }
    return nil
  }

  private mutating func find(_ problems: [WaveBook.Problem]) {
    for problem in problems {
      let file = LineCheck(size: report.entries).path(of: problem.index)
      report.findings.append(LedgerFinding(file: file, index: problem.index, what: problem.what))
    }
  }

  private mutating func find(_ file: String, _ what: String) {
    report.findings.append(LedgerFinding(file: file, what: what))
  }
}

extension Tile {
  /// How many entries a tree has at least that holds this tile.
  fileprivate var end: UInt64 {
    let held = (number << 8) + UInt64(count)
    switch kind {
    case .entries: return held
    case .hashes(let level):
      let (product, overflow) = held.multipliedReportingOverflow(by: 1 << UInt64(8 * level))
      return overflow ? .max : product
    }
  }
}
