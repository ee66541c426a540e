import ArgumentParser
import Foundation
import Ledger

/// `expunge-bench ledger`
struct LedgerBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Appending, verifying and proving against plain SHA-256 of the same bytes.",
    discussion: "Example: swift run -c release expunge-bench ledger --lines 580000")

  @Option(help: "Ledger lines of about 460 bytes.") var lines = 580_000
  @Flag(help: "Memory at ten million lines, too; needs 6 GB of disk.") var long = false

  func run() throws { try LedgerBench(lines: lines, isLong: long).run() }
}

/// The ledger against plain SHA-256 over the same bytes and the same tree, in one run on one machine.
struct LedgerBench {
  let lines: Int
  /// Memory at ten million lines, too.
  let isLong: Bool

  /// Batches that are handed over at once.
  private static let groupSize = 8

  func run() throws {
    try measure(100_000, showsRatios: false)
    if lines < 1_000_000 { try measure(lines, showsRatios: true) }
    try measure(max(lines, 1_000_000), showsRatios: lines >= 1_000_000)
    if isLong { try measure(10_000_000, showsRatios: false) }
  }

  private func measure(_ count: Int, showsRatios: Bool) throws {
    try withScratch { folder in
      let signer = try Ed25519Signer.generate(name: "example.com/expunge/m1")
      let made = LedgerLines(signer: signer)
      Memory.forgetPeak()
      let (plain, append) = try grow(folder + "/m1", made, signer, to: count)
      let appendPeak = Memory.peakMiB
      Memory.forgetPeak()
      var reports: [LedgerReport] = []
      // The better of two, so that a busy moment of the machine does not count.
      let verify =
        (0..<2).map { _ in
          seconds { reports.append(LedgerVerifier.verify(directory: folder + "/m1")) }
        }.min() ?? .infinity
      let verifyPeak = Memory.peakMiB
      for report in reports where report.entries != UInt64(count) || !report.isSound {
        throw BenchFailed(what: "the ledger does not verify: \(report.findings.prefix(3))")
      }
      print(
        "ledger     \(count) lines: peak memory \(appendPeak) MiB appending, \(verifyPeak) MiB verifying"
          + String(format: "; append %.2f s, verify %.2f s, plain %.2f s", append, verify, plain))
      guard showsRatios else { return }
      printRatio(
        "append", append / plain, "tiles, fsync and signature against plain SHA-256", bound: "at most 4")
      printRatio("verify", verify / plain, "everything against plain SHA-256", bound: "at most 3")
      try proofs(folder + "/m1")
    }
  }

  /// Seconds that plain hashing and that appending took, batch by batch in turns.
  private func grow(
    _ directory: String, _ made: LedgerLines, _ signer: Ed25519Signer, to count: Int
  ) throws -> (plain: Double, append: Double) {
    let writer = try LedgerWriter.create(directory, signer: signer, genesis: try made.genesis()) { _ in }
    for wave in 0...(count - 2) / LedgerLines.linesPerWave {
      _ = try writer.writeSubjectSet(wave: made.wave(wave), leaves: LedgerLines.leaves)
    }
    var (plain, append) = (0.0, 0.0)
    var tree = PlainTree()
    tree.add(Entry.genesis(try made.genesis()).encoded)
    for group in stride(from: 1, to: count, by: LedgerWriter.batchLimit * Self.groupSize) {
      let end = min(group + LedgerWriter.batchLimit * Self.groupSize, count)
      let batches = stride(from: group, to: end, by: LedgerWriter.batchLimit).map { start in
        (start..<min(start + LedgerWriter.batchLimit, end)).map { $0 == 1 ? made.matter() : made.line($0) }
      }
      plain += seconds { for line in batches.joined() { tree.add(line) } }
      append += try seconds { try writer.append(batches: batches) { _ in } }
    }
    guard writer.head.root.bytes == tree.root() else { throw BenchFailed(what: "the two trees differ") }
    return (plain, append)
  }

  private func proofs(_ directory: String) throws {
    let reader = try LedgerReader(directory: directory)
    var took: [Double] = []
    for _ in 0..<1000 {
      let index = UInt64.random(in: 0..<reader.size)
      took.append(try seconds { _ = try reader.proof(of: index) })
    }
    took.sort()
    printRatio(
      "proof", took[500] * 1000, String(format: "ms, median of 1000; slowest %.2f ms", took[999] * 1000),
      bound: "at most 1 ms")
  }
}

struct BenchFailed: Error, CustomStringConvertible {
  let what: String
  var description: String { what }
}

/// This process's memory, as the system counts it.
private enum Memory {
  static func forgetPeak() { try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8) }

  static var peakMiB: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) / 1024
  }
}
