import Foundation

@testable import Ledger

/// A ledger in a fresh directory, with the head its store would have.
final class Workshop {
  let path: String
  var stored: LedgerHead?

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func create() throws -> LedgerWriter {
    try LedgerWriter.create(path, signer: try Samples.signer(), genesis: try Samples.genesis()) { stored = $0 }
  }

  func open() throws -> LedgerWriter {
    try LedgerWriter.open(path, signer: try Samples.signer(), storedHead: stored)
  }

  func append(_ entries: [Entry], to writer: LedgerWriter) throws {
    let lines = entries.map(\.encoded)
    for start in stride(from: 0, to: lines.count, by: LedgerWriter.batchLimit) {
      try writer.append(entries: Array(lines[start..<min(start + LedgerWriter.batchLimit, lines.count)])) {
        stored = $0
      }
    }
  }

  /// Grows to `size` with lines that need no wave.
  func fill(_ writer: LedgerWriter, to size: Int) throws {
    try append((Int(writer.head.size)..<size).map(Workshop.filler), to: writer)
  }

  static func filler(_ number: Int) -> Entry {
    .matter(Samples.matter(number))
  }

  func verify(_ options: VerifyOptions = VerifyOptions()) -> LedgerReport {
    LedgerVerifier.verify(directory: path, options: options)
  }

  /// Entries 1 and 2: a matter, and a wave of ten subjects at two partners with its set on disk.
  func openWave(_ writer: LedgerWriter) throws {
    let set = try writer.writeSubjectSet(wave: "w1", leaves: (0..<10).map { TreeHash.leaf([UInt8($0)]) })
    let partners = [Samples.partner("p1", IndexRanges(0...9)), Samples.partner("p2", IndexRanges(3...4))]
    let open = Samples.open(partners, subjects: set.subjects, root: set.root)
    try append([Workshop.filler(1), .waveOpen(open)], to: writer)
  }

  func copy() throws -> Workshop {
    let other = try Workshop()
    try FileManager.default.removeItem(atPath: other.path)
    try FileManager.default.copyItem(atPath: path, toPath: other.path)
    other.stored = stored
    return other
  }

  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))) }
  func put(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  var files: [String] {
    let walker = FileManager.default.enumerator(atPath: path)
    return (walker?.allObjects as? [String] ?? []).filter { name in
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isDirectory)
        && !isDirectory.boolValue
    }.sorted()
  }
}
