import Foundation
import Ledger
import QRCode
import Testing

@testable import Reports

@Test func `a sampled receipt's code holds the line and its proof, and both hold`() throws {
  let ledger = try SheetLedger(partners: 3)
  let reader = try LedgerReader(directory: ledger.path)
  let line = try reader.entry(at: 6)
  let html = try SheetPrint.html(ledger, samples: [6])
  let payload = line + (try reader.proof(of: 6)).bytes
  #expect(html.contains(try QRSymbol(payload).svgPath))
  let end = try #require(payload.firstIndex(of: UInt8(ascii: "\n")))
  try TlogProof(parsing: Array(payload[(end + 1)...])).verify(entry: Array(payload[...end]), key: reader.key)
  #expect(html.contains(Markup.escape(String(decoding: line.dropLast(), as: UTF8.self))))
}

/// A wave with so many partners that its line has about `size` bytes.
private func receipt(of size: Int) throws -> SheetReceipt {
  let ledger = try SheetLedger(scripts: [])
  let partners = (0..<(size / 120)).map { number in
    WavePartner(
      id: SheetLedger.id(number), name: "Partner \(number)", route: nil, bestGrade: nil, scope: .subjects,
      subjects: IndexRanges(), rest: .notPossible)
  }
  let at = try ledger.add(
    .waveOpen(
      WaveOpenEntry(
        at: ledger.now, matter: "acme-2025", wave: "acme-2025-w9", subjects: 1, setRoot: TreeHash.leaf([1]),
        partners: partners, plan: TreeHash.leaf([2]), approvals: [])))
  let reader = try LedgerReader(directory: ledger.path)
  let index = UInt64(at)
  return SheetReceipt(index: index, line: try reader.entry(at: index), proof: try reader.proof(of: index))
}

@Test(arguments: [(1000, QRCorrection.medium), (1900, .low), (4000, nil)])
func `a code is as strong as it fits, and where none fits the paper says where to look`(
  _ size: Int, _ correction: QRCorrection?
) throws {
  let receipt = try receipt(of: size)
  #expect(receipt.symbol?.correction == correction)
  guard case .rows(let code)? = receipt.row["code"], case .text(let caption)? = code.first?["caption"] else {
    Issue.record("no code in the row")
    return
  }
  #expect(caption.html.contains("No code:") == (correction == nil))
  #expect(caption.html.contains("<code>entries.jsonl</code>") == (correction == nil))
}

@Test func `a long line is cut on paper, and the paper says so`() throws {
  guard case .rows(let cut)? = try receipt(of: 4000).row["cut"] else {
    Issue.record("no cut in the row")
    return
  }
  #expect(cut.count == 1)
}

@Test func `a receipt beyond the ledger cannot be printed`() throws {
  let ledger = try SheetLedger(scripts: [7])
  #expect(throws: LedgerError.self) { try SheetPrint.html(ledger, samples: [1000]) }
}

@Test(arguments: 0..<20 as Range<UInt64>)
func `bits count subjects as sets do`(_ seed: UInt64) {
  var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
  func next(_ below: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % below
  }
  var bits = SubjectBits()
  var model: Set<Int> = []
  for _ in 0..<50 {
    let first = next(300)
    let range = first...(first + next(150))
    #expect(bits.overlap(range) == model.intersection(range).count, "seed \(seed)")
    #expect(bits.gaps(in: range).flatMap(Array.init) == range.filter { !model.contains($0) }, "seed \(seed)")
    let before = model.count
    model.formUnion(range)
    #expect(bits.insert(range) == model.count - before, "seed \(seed)")
    #expect(bits.count == model.count, "seed \(seed)")
  }
}
