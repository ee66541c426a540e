import Foundation
import Ledger

/// Ledgers of any number of partners and waves, as an engine would write them, for looking at paper.
final class SheetLedger {
  static let start: Int64 = 1_765_188_000  // 2025-12-08T10:00:00Z
  static let long = String(repeating: "Consolidated Performance Measurement ", count: 4).prefix(120).description
  static let names = [
    "Google Analytics 4", "شركة القياس والأداء المحدودة", "חברת המדידה בע״מ", "株式会社パートナー・マーケティング東京本社",
    "บริษัท วัดผลการตลาด จำกัด", "Εταιρεία Μετρήσεων Α.Ε.", long, "Northmail <b>&\"'", "Edge \u{202E}Log\u{9B}2J",
    String(repeating: "Unbroken", count: 15),
  ]

  let path: String
  let subjects: Int
  private let isAnchored: Bool
  private let writer: LedgerWriter
  private var size = 1
  private var clock = SheetLedger.start
  private let hash = TreeHash.leaf([1])

  /// - Parameter anchored: With time-stamps, whose tokens are made up.
  convenience init(
    partners: Int, waves: Int = 1, subjects: Int = 200, closed: Bool = false, anchored: Bool = true
  ) throws {
    try self.init(scripts: Array(0..<partners), waves: waves, subjects: subjects, closed: closed, anchored: anchored)
  }

  init(scripts: [Int], waves: Int = 1, subjects: Int = 200, closed: Bool = false, anchored: Bool = true) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("sheets-\(UUID().uuidString)").path
    (self.subjects, isAnchored) = (subjects, anchored)
    let signer = try Ed25519Signer(name: "example.com/expunge/acme-2025", seed: Array(repeating: 7, count: 32))
    writer = try LedgerWriter.create(
      path, signer: signer, operatorName: "Acme Health Group", at: LedgerTime(seconds: clock), commitHead: { _ in })
    try add(matter())
    for wave in 1...waves { try run(wave: "acme-2025-w\(wave)", scripts: scripts, closed: closed || wave < waves) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static func code(_ text: String) throws -> LedgerCode {
    guard let code = LedgerCode(text) else { throw CocoaError(.coderInvalidValue) }
    return code
  }

  var now: LedgerTime { LedgerTime(seconds: clock) }

  @discardableResult
  func add(_ entry: Entry) throws -> Int { try add(all: [entry]) }

  /// - Returns: The index of the last of them.
  @discardableResult
  func add(all entries: [Entry]) throws -> Int {
    try writer.append(entries: entries.map(\.encoded), commitHead: { _ in })
    size += entries.count
    return size - 1
  }

  func wait(days: Int64) { clock += days * 86_400 }

  /// A time-stamp over the ledger as it is.
  func anchor() throws {
    guard isAnchored else { return }
    try add(
      .anchor(
        AnchorEntry(
          at: now, size: size, root: writer.head.root, token: hash, cosignature: nil, time: now, authority: hash)))
  }

  private func matter() throws -> Entry {
    .matter(
      MatterEntry(
        at: now, matter: "acme-2025", digest: hash, discoveredOn: "2025-12-06", containedAt: now,
        data: try ["ip-address", "page-url", "online-identifier"].map(Self.code),
        clocks: [MatterClock(duty: try Self.code("hipaa-164.404"), from: "2025-12-06", due: "2026-02-04")]))
  }

  static func id(_ number: Int) -> String { "partner-\(number)" }
  static func name(_ number: Int) -> String {
    names[number % names.count] + (number < names.count ? "" : " \(number / names.count + 1)")
  }

  private func run(wave: String, scripts: [Int], closed: Bool) throws {
    let set = try writer.writeSubjectSet(wave: wave, leaves: (0..<subjects).map { TreeHash.leaf([UInt8($0 & 255)]) })
    let by = try [1, 2].map { (number: UInt8) in
      KeyHolder(role: try Self.code("legal"), key: "SHA256:" + TreeHash.leaf([number]).base64.dropLast())
    }
    let all = try scripts.map { try SheetPartnerScript(number: $0, wave: wave, subjects: subjects).details() }
    for part in stride(from: 0, to: all.count, by: 20) {
      try add(
        .waveOpen(
          WaveOpenEntry(
            at: now, matter: "acme-2025", wave: wave, subjects: subjects, setRoot: set.root,
            partners: Array(all[part..<min(part + 20, all.count)]), plan: hash, approvals: by)))
    }
    try anchor()
    for number in scripts {
      try SheetPartnerScript(number: number, wave: wave, subjects: subjects).play(into: self, closed: closed)
    }
    guard closed else { return }
    wait(days: 3)
    try add(.waveClose(WaveCloseEntry(at: now, wave: wave, totals: try totals(of: wave), by: by[0])))
    try anchor()
    wait(days: 20)
  }

  private func totals(of wave: String) throws -> [WaveTotal] {
    let partners = LedgerVerifier.verify(directory: path).waves.first { $0.id == wave }?.partners ?? []
    return partners.flatMap { partner in
      partner.byOutcome.filter { $0.value > 0 }.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { WaveTotal(partner: partner.id, outcome: $0.key, subjects: $0.value) }
    }
  }
}
