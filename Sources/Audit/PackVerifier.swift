import Foundation
import Ledger

/// What a pack's verification found.
public struct PackReport: Sendable {
  public enum Kind: Hashable, Sendable {
    /// A whole ledger.
    case audit
    /// One partner's receipts.
    case partner(String)
    /// One person's proof.
    case subject(wave: String, index: Int)
  }

  public internal(set) var kind: Kind
  public internal(set) var findings: [LedgerFinding] = []
  /// Worth reading, not wrong.
  public internal(set) var notes: [String] = []
  /// Of an audit pack: what the verification of the ledger in it found. Its findings and notes stand above too.
  public internal(set) var ledger: LedgerReport?
  /// The checkpoint that was verified.
  public internal(set) var head: LedgerHead?

  public var isSound: Bool { findings.isEmpty }

  mutating func find(_ file: String, _ what: String, at index: UInt64? = nil) {
    findings.append(LedgerFinding(file: file, index: index, what: what))
  }
}

/// Checks a pack's folder, of any of the three kinds, with nothing but its files.
///
/// An audit pack is a ledger and more: the ledger's own verification runs on it, and what a pack adds is checked here:
/// the digests, the entries as a file, the samples, the field list, the programs.
public enum PackVerifier {
  /// - Parameter options: Keys and older checkpoints from elsewhere, a witness policy, a time-stamp check. Layout and
  ///   allowed files are set here. Only keys matter for a partner's or a subject's pack.
  public static func verify(directory: String, options: VerifyOptions = VerifyOptions()) -> PackReport {
    let (files, strange) = PackSums.files(in: directory)
    var report = PackReport(kind: .audit)
    report.findings = strange + PackSums.check(directory, files: files)
    let place = PackPlace(directory: directory, files: files)
    if files.contains(SubjectProof.pathFile) || files.contains(SubjectProof.identifiersFile) {
      report.kind = .subject(wave: "", index: 0)
      SubjectCheck.run(place, options, &report)
    } else if files.contains(PartnerPack.marker) || !files.contains("entries.jsonl") && files.hasFolder("receipts") {
      report.kind = .partner("")
      PartnerCheck.run(place, options, &report)
    } else {
      AuditCheck.run(place, options, &report)
    }
    report.findings.sort { ($0.file, $0.index ?? 0) < ($1.file, $1.index ?? 0) }
    return report
  }
}

/// A pack's files as they are.
struct PackPlace {
  let directory: String
  let files: Set<String>

  func read(_ path: String) -> [UInt8]? {
    guard files.contains(path) else { return nil }
    return FileManager.default.contents(atPath: "\(directory)/\(path)").map { [UInt8]($0) }
  }

  /// Notes a program that is not this version's, and finds one that is missing.
  func check(_ program: (path: String, bytes: [UInt8]), _ report: inout PackReport) {
    guard let bytes = read(program.path) else { return report.find(program.path, "it is missing") }
    if bytes != program.bytes {
      report.notes.append("\(program.path) is not the one of this version of expunge; read it before you run it")
    }
  }

  /// The field list has to be the one the genesis names.
  func checkSchema(_ genesis: GenesisEntry?, _ report: inout PackReport) {
    guard let genesis else { return }
    guard let text = read("schema.txt") else {
      // A pack of ours leaves it out only where the genesis names a list that this version does not have.
      guard genesis.schema != LedgerSchema.digest else { return report.find("schema.txt", "it is missing") }
      return report.notes.append("there is no schema.txt; the field list has the digest \(genesis.schema)")
    }
    if TreeHash.sha256(text) != genesis.schema {
      report.find("schema.txt", "it is not the field list that the genesis names")
    }
  }
}

extension Set<String> {
  func hasFolder(_ name: String) -> Bool { contains { $0.hasPrefix(name + "/") } }
}
