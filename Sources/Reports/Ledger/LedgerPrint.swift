import Ledger

/// Prints a ledger's directory, entry by entry: memory does not grow with it.
///
/// It reads what the newest checkpoint covers and believes the files beyond the checkpoint's signature; whoever did not
/// write them runs the verifier first.
public struct LedgerPrint {
  public enum Format: String, CaseIterable, Sendable {
    /// `json` and `jsonl` are the same: the entries, one JSON object a line.
    case text, csv, json, jsonl
  }

  let reader: LedgerReader
  /// Only this wave's entries and their corrections.
  let wave: String?

  public init(reader: LedgerReader, wave: String? = nil) {
    self.reader = reader
    self.wave = wave
  }

  /// - Parameter write: Gets UTF-8 in pieces of about 64 KiB, whole lines each.
  /// - Throws: `LedgerPrintError.noWave`; what reading or `write` throws.
  public func print(_ format: Format, write: ([UInt8]) throws -> Void) throws {
    switch format {
    case .text: try LedgerText(print: self).run(write)
    case .csv: try csv(write)
    case .json, .jsonl: try json(write)
    }
  }

  /// The entries themselves, one a line. Bytes stay as they are but for characters that steer a terminal, which are
  /// escaped: whoever hashes lines takes those of the ledger or of the audit pack.
  private func json(_ write: ([UInt8]) throws -> Void) throws {
    var paper = Paper()
    var found = wave == nil
    try reader.forEachEntry { _, line in
      if wave != nil {
        guard isWanted(try? Entry.parse(Array(line))) else { return }
        found = true
      }
      try paper.add(PlainJSON.line(line), write)
    }
    try paper.finish(write)
    try check(found)
  }

  private func csv(_ write: ([UInt8]) throws -> Void) throws {
    var paper = Paper()
    var found = wave == nil
    try paper.add(LedgerCSV.heading.utf8, write)
    try forEach { index, entry in
      found = true
      try paper.add(LedgerCSV.row(index, entry).utf8, write)
    }
    try paper.finish(write)
    try check(found)
  }

  /// The entries asked for; an entry that cannot be read comes as its error.
  func forEach(_ body: (UInt64, Result<Entry, EntryError>) throws -> Void) throws {
    try reader.forEachEntry { index, line in
      let bytes = Array(line)
      let entry = Result { () throws(EntryError) in try Entry.parse(bytes) }
      if wave != nil, !isWanted(try? entry.get()) { return }
      try body(index, entry)
    }
  }

  private func isWanted(_ entry: Entry?) -> Bool {
    guard let wave, let entry else { return wave == nil }
    if case .amend(let amend) = entry {
      guard let line = try? reader.entry(at: UInt64(max(0, amend.index))) else { return false }
      return (try? Entry.parse(line))?.wave == wave
    }
    return entry.wave == wave
  }

  func check(_ found: Bool) throws {
    guard !found, let wave else { return }
    throw LedgerPrintError.noWave(wave: Plain.name(wave), origin: reader.checkpoint.origin)
  }
}

public enum LedgerPrintError: Error, Hashable, Sendable, CustomStringConvertible {
  case noWave(wave: String, origin: String)

  public var description: String {
    switch self {
    case .noWave(let wave, let origin):
      "ledger \(origin) has no entry of wave '\(wave)'; `expunge ledger print` without a wave shows those it has"
    }
  }
}

/// Collects lines, so that a ledger of half a million is not half a million writes.
struct Paper {
  private var bytes: [UInt8] = []

  private static let piece = 64 * 1024

  mutating func add(_ line: some Sequence<UInt8>, _ write: ([UInt8]) throws -> Void) throws {
    bytes.append(contentsOf: line)
    if bytes.count >= Self.piece { try finish(write) }
  }

  mutating func add(_ lines: [String], _ write: ([UInt8]) throws -> Void) throws {
    for line in lines {
      bytes.append(contentsOf: line.utf8)
      bytes.append(UInt8(ascii: "\n"))
    }
    if bytes.count >= Self.piece { try finish(write) }
  }

  mutating func finish(_ write: ([UInt8]) throws -> Void) throws {
    guard !bytes.isEmpty else { return }
    try write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
