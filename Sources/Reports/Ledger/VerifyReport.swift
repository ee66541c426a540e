import Foundation
import Ledger

/// What a verification found, for a person or for a program.
public struct VerifyReport: Encodable, Sendable {
  public struct Finding: Encodable, Sendable {
    public var file: String
    public var index: UInt64?
    public var what: String
  }

  public struct OpenPartner: Encodable, Sendable {
    public var wave: String
    public var partner: String
    public var open: Int
    public var subjects: Int
  }

  public var isSound: Bool
  /// Whether a whole ledger was checked, or only receipts out of it.
  public var isWhole: Bool
  public var entries: UInt64
  /// Base64, as in the checkpoint; absent where no checkpoint could be verified.
  public var root: String?
  public var findings: [Finding]
  /// Partners with subjects that have no outcome yet. That is not wrong while the wave is open.
  public var open: [OpenPartner]
  public var notes: [String]
  /// Time-stamps and cosignatures that are listed and not checked.
  public var foreign: [String]

  public init(_ report: LedgerReport) {
    self.init(ledger: report, findings: report.findings, notes: report.notes, head: report.head)
  }

  /// Of a pack, which may hold no whole ledger.
  /// - Parameters:
  ///   - findings: All of them, the ledger's own among them.
  ///   - head: What the pack's receipts are proved against.
  public init(ledger: LedgerReport?, findings: [LedgerFinding], notes: [String], head: LedgerHead?) {
    isSound = findings.isEmpty
    isWhole = ledger != nil
    entries = ledger?.entries ?? head?.size ?? 0
    root = head?.root.base64
    self.findings = findings.map {
      Finding(file: Plain.text($0.file), index: $0.index, what: Plain.text($0.what))
    }
    open = (ledger?.waves ?? []).flatMap { wave in
      wave.partners.filter { !$0.open.isEmpty }.map {
        OpenPartner(
          wave: Plain.name(wave.id), partner: Plain.name($0.id), open: $0.open.count, subjects: wave.subjects)
      }
    }
    self.notes = notes.map { Plain.text($0) }
    foreign = (ledger?.foreign ?? []).map { Plain.text($0) }
  }

  /// One JSON object, keys sorted and in snake case, ending in a newline.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  public var text: String { lines.joined(separator: "\n") }

  /// Findings first, what is open next, and the judgement last.
  public var lines: [String] {
    findings.flatMap(lines) + section("Open", open.map(words)) + section("Notes", notes)
      + section("Not checked here", foreign) + [closing]
  }

  private func lines(_ finding: Finding) -> [String] {
    let place = finding.file + (finding.index.map { ", entry \($0)" } ?? "")
    return Columns.paragraph(place) + Columns.paragraph(finding.what, first: "  ") + [""]
  }

  private func words(_ partner: OpenPartner) -> String {
    "\(partner.wave), \(partner.partner): \(Figures.grouped(partner.open)) of "
      + "\(Figures.count(partner.subjects, "subject")) without an outcome yet"
  }

  private func section(_ title: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : [title, ""] + items.flatMap { Columns.paragraph($0, first: "  ") } + [""]
  }

  private var closing: String {
    guard isSound, let root else { return Figures.count(findings.count, "finding") }
    guard isWhole else { return "every receipt here is in the ledger of \(entries) entries with root \(root)" }
    let count = Figures.count(Int(clamping: entries), "entry", "entries")
    return "complete and unaltered: \(count), root \(root)"
  }
}
