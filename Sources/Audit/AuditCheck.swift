import Foundation
import Ledger

/// What an audit pack adds to the ledger in it.
enum AuditCheck {
  /// Files beside the ledger's own.
  private static let own: Set = [
    "README.txt", PackSums.path, "policy", "entries.jsonl", "schema.txt", "tsa-chain.pem", "report.html",
    PackScripts.receipt.path, PackScripts.ledger.path, "samples/",
  ]

  static func run(_ place: PackPlace, _ options: VerifyOptions, _ report: inout PackReport) {
    var options = options
    options.layout = .pack
    options.allowed = own
    if options.policy == nil, let policy = place.read("policy") {
      do { options.policy = try WitnessPolicy(parsing: policy) } catch { report.find("policy", "\(error)") }
    }
    let ledger = LedgerVerifier.verify(directory: place.directory, options: options)
    report.findings += ledger.findings
    report.notes += ledger.notes
    (report.ledger, report.head) = (ledger, ledger.head)
    for path in ["README.txt", "entries.jsonl"] where !place.files.contains(path) { report.find(path, "it is missing") }
    place.check(PackScripts.receipt, &report)
    place.check(PackScripts.ledger, &report)
    do {
      let reader = try LedgerReader(directory: place.directory)
      let scan = try checkEntries(reader, place, &report)
      place.checkSchema(scan.genesis, &report)
      try checkSamples(reader, scan, place, &report)
    } catch {
      // Where the ledger cannot even be read, its own verification has said so, by file.
      if report.findings.isEmpty { report.find("checkpoint", "\(error)") }
    }
  }

  /// entries.jsonl has to be the bundles' entries, byte for byte.
  private static func checkEntries(
    _ reader: LedgerReader, _ place: PackPlace, _ report: inout PackReport
  ) throws -> LineScan {
    var scan = LineScan()
    guard let handle = FileHandle(forReadingAtPath: place.directory + "/entries.jsonl") else { return scan }
    defer { try? handle.close() }
    var buffer: [UInt8] = []
    var at = 0
    var firstOther: UInt64?
    try reader.forEachEntry { index, line in
      scan.add(line, at: index)
      guard firstOther == nil else { return }
      if buffer.count - at < line.count {
        buffer = Array(buffer[at...]) + [UInt8](try handle.read(upToCount: 1 << 20) ?? Data())
        at = 0
      }
      if buffer[at...].prefix(line.count).elementsEqual(line) { at += line.count } else { firstOther = index }
    }
    let more = try handle.read(upToCount: 1) ?? Data()
    if let firstOther {
      report.find("entries.jsonl", "it is not the line in tile/entries", at: firstOther)
    } else if at < buffer.count || !more.isEmpty {
      report.find("entries.jsonl", "it goes on after the last entry that the checkpoint signed")
    }
    return scan
  }

  private static func checkSamples(
    _ reader: LedgerReader, _ scan: LineScan, _ place: PackPlace, _ report: inout PackReport
  ) throws {
    var wanted: Set<String> = []
    for index in try SampleDraw.indices(of: reader, newestClose: scan.newestClose) {
      wanted.formUnion(["samples/\(index).json", "samples/\(index).tlog-proof"])
      let line = try reader.entry(at: index)
      if place.read("samples/\(index).json") != line { report.find("samples/\(index).json", "it is not line \(index)") }
      place.checkProof("samples/\(index).tlog-proof", of: line, at: index, reader.checkpoint, reader.key, &report)
    }
    for path in place.files.sorted() where path.hasPrefix("samples/") && !wanted.contains(path) {
      report.find(path, "it is not one of the samples that the root draws")
    }
  }
}

extension PackPlace {
  /// A proof file for one line under the pack's own checkpoint.
  func checkProof(
    _ path: String, of line: [UInt8], at index: UInt64, _ checkpoint: Checkpoint, _ key: VerifierKey,
    _ report: inout PackReport
  ) {
    guard let bytes = read(path) else { return report.find(path, "it is missing") }
    do {
      let proof = try TlogProof(parsing: bytes)
      guard proof.index == index, proof.checkpoint == checkpoint, proof.extra == nil, proof.bytes == bytes else {
        return report.find(path, "it is not for index \(index) under the pack's checkpoint")
      }
      try proof.verify(entry: line, key: key)
    } catch {
      report.find(path, "\(error)")
    }
  }
}
