import Foundation
import Ledger

/// What a pack holds besides the ledger. Other rooms make it; an absent part is left out.
public struct PackExtras: Sendable {
  /// Which witnesses count, as the installation knows it (C2SP tlog-policy).
  public var policy: String?
  /// The time-stamp authorities' certificates up to their roots, PEM.
  public var timeStampChain: String?
  /// The printed ledger.
  public var report: [UInt8]?

  public init(policy: String? = nil, timeStampChain: String? = nil, report: [UInt8]? = nil) {
    (self.policy, self.timeStampChain, self.report) = (policy, timeStampChain, report)
  }
}

/// What was written.
public struct PackSummary: Hashable, Sendable {
  /// Files, SHA256SUMS included.
  public let files: Int
  public let bytes: UInt64
  /// Receipts in the pack.
  public let receipts: UInt64
  /// Indices of the samples, in the order they were drawn.
  public let samples: [UInt64]
  /// The checkpoint that everything in the pack is proved against.
  public let head: LedgerHead
}

/// A ledger as a folder that anyone checks with base tools, offline, years later.
///
/// The pack is a snapshot at the newest checkpoint, also of a ledger that is being written. The same ledger and extras
/// give the same bytes: no clock, no dice, sorted names, fixed modes.
public struct AuditPack {
  private let source: String
  private let reader: LedgerReader
  private let extras: PackExtras
  private let folder: PackFolder
  private let tiles: PackTiles
  private let kept: [KeptCheckpoint]

  /// - Parameters:
  ///   - ledger: `ledger/<matter>`.
  ///   - destination: An absent or empty folder; it appears only when the pack is complete.
  /// - Throws: ``PackError``, or the ledger's own errors where it cannot be read.
  public static func write(
    from ledger: String, to destination: String, extras: PackExtras = PackExtras()
  ) throws -> PackSummary {
    let pack = try AuditPack(source: ledger, destination: destination, extras: extras)
    return try pack.write()
  }

  private init(source: String, destination: String, extras: PackExtras) throws {
    (self.source, self.extras) = (source, extras)
    reader = try LedgerReader(directory: source)
    kept = try KeptCheckpoint.list(in: source, size: reader.size)
    tiles = PackTiles(ledger: source)
    folder = try PackFolder(destination)
  }

  private func write() throws -> PackSummary {
    let scan = try writeEntries()
    try writeHead(genesis: scan.genesis)
    try writeTiles()
    let stamps = try writeOutside(times: scan.stampTimes)
    for wave in scan.waves { try folder.copy("\(source)/sets/\(wave)", to: "sets/\(wave)") }
    let samples = try SampleDraw.indices(of: reader, newestClose: scan.newestClose)
    for index in samples { try folder.put(receipt: index, of: reader, in: "samples") }
    try folder.put(PackScripts.receipt.bytes, PackScripts.receipt.path, isProgram: true)
    try folder.put(PackScripts.ledger.bytes, PackScripts.ledger.path, isProgram: true)
    let readme = AuditReadme(
      head: reader.checkpoint, key: reader.key, genesis: scan.genesis, waves: scan.waves, samples: samples,
      newestClose: scan.newestClose, stamps: stamps, kept: kept.map(\.size), extras: extras)
    try folder.put(Array(readme.text.utf8), "README.txt")
    let files = try folder.finish()
    return PackSummary(
      files: files, bytes: folder.byteCount, receipts: reader.size, samples: samples, head: reader.checkpoint.head)
  }

  private func writeEntries() throws -> LineScan {
    var scan = LineScan()
    let file = try folder.open("entries.jsonl")
    try reader.forEachEntry { index, line in
      scan.add(line, at: index)
      try file.write(line)
    }
    try folder.close(file)
    return scan
  }

  private func writeHead(genesis: GenesisEntry?) throws {
    try folder.put(reader.noteBytes, "checkpoint")
    try folder.put(Array("\(reader.checkpoint.origin)\n".utf8), "origin")
    try folder.put(Array("\(reader.key)\n".utf8), "ledger.vkey")
    // Another version's ledger names another field list; a wrong one would mislead.
    if genesis?.schema == LedgerSchema.digest { try folder.put(Array(LedgerSchema.text.utf8), "schema.txt") }
    if let policy = extras.policy { try folder.put(Array(policy.utf8), "policy") }
    if let chain = extras.timeStampChain { try folder.put(Array(chain.utf8), "tsa-chain.pem") }
    if let report = extras.report { try folder.put(report, "report.html") }
  }

  private func writeTiles() throws {
    var written: Set<PackTiles.Tile> = []
    for tile in PackTiles.all(reader.size) + kept.flatMap({ PackTiles.edge($0.size) })
    where written.insert(tile).inserted {
      try folder.put(try tiles.read(tile), tile.path)
    }
  }

  private func writeOutside(times: [LedgerHash: LedgerTime]) throws -> [PackStamp] {
    var stamps: [PackStamp] = []
    for checkpoint in kept {
      try folder.copy("\(source)/checkpoints/\(checkpoint.size)", to: "checkpoints/\(checkpoint.size)")
      for name in checkpoint.cosignatures {
        try folder.copy("\(source)/checkpoints/\(name)", to: "checkpoints/\(name)")
      }
      for name in checkpoint.stamps {
        guard let data = FileManager.default.contents(atPath: "\(source)/checkpoints/\(name)") else {
          throw PackError.missing(path: "checkpoints/\(name)")
        }
        let bytes = [UInt8](data)
        try folder.put(bytes, "anchors/\(name)")
        stamps.append(PackStamp(name: name, size: checkpoint.size, time: times[TreeHash.sha256(bytes)]))
      }
    }
    return stamps
  }
}

/// A time-stamp in a pack.
struct PackStamp {
  let name: String
  let size: UInt64
  /// As the ledger tells it; nil where its line is still to come.
  let time: LedgerTime?
}

extension PackFolder {
  /// A line and its proof under the newest checkpoint, as `<index>.json` and `<index>.tlog-proof`.
  func put(receipt index: UInt64, of reader: LedgerReader, in directory: String) throws {
    try put(try reader.entry(at: index), "\(directory)/\(index).json")
    try put(try reader.proof(of: index).bytes, "\(directory)/\(index).tlog-proof")
  }
}
