import Ledger
import QRCode

/// A sampled receipt: the line itself, and a code that holds it with its proof.
struct SheetReceipt {
  let index: UInt64
  /// With its newline.
  let line: [UInt8]
  let proof: TlogProof

  /// Longer lines are those of waves with many partners; their start says what they are.
  static let shown = 1200

  /// What a reader of the code gets: the line, then the proof file.
  var payload: [UInt8] { line + proof.bytes }

  /// As strong as it fits; nil where no code holds it.
  var symbol: QRSymbol? {
    for correction in [QRCorrection.medium, .low] where payload.count <= correction.capacity {
      return try? QRSymbol(payload, correction: correction)
    }
    return nil
  }

  var row: SheetRow {
    let entry = try? Entry.parse(line)
    let text = String(decoding: PlainJSON.line(line.dropLast()), as: UTF8.self)
    let isCut = text.utf8.count > Self.shown
    return [
      "index": .text(SheetWords.entry(index)),
      "kind": .text(entry.map { "\(ReceiptReport.kind($0))" } ?? "it cannot be read"),
      "at": .text(entry.map { "\(SheetWords.second($0.at))" } ?? SheetWords.none),
      "what": .text(entry.map(SheetWords.words) ?? "cannot be read"),
      "leaf": .text("\(TreeHash.leaf(line).base64)"),
      "line": .text("\(isCut ? String(text.prefix(Self.shown)) + "…" : text)"),
      "cut": .flag(isCut, ["bytes": .text("\(Figures.grouped(line.count))")]), "code": .rows(code),
    ]
  }

  private var code: [SheetRow] {
    let bytes = Figures.grouped(payload.count)
    guard let symbol else {
      let limit = Figures.grouped(QRCorrection.low.capacity)
      return [
        [
          "svg": .text(""),
          "caption": .text(
            "No code: line and proof are \(bytes) bytes, and a code holds \(limit). The line is entry \(index) of "
              + "<code>entries.jsonl</code> in the audit pack; <code>expunge receipt prove \(index)</code> writes its proof."
          ),
        ]
      ]
    }
    return [
      [
        "svg": .text(SheetCode.svg(symbol)),
        "caption": .text(
          "The line and its proof, \(bytes) bytes, correction \(symbol.correction == .medium ? "M" : "L")"),
      ]
    ]
  }
}

enum SheetCode {
  /// Half a millimetre a module, so that a scan of the paper at 200 dots an inch has four dots for each.
  static func svg(_ symbol: QRSymbol) -> Markup {
    Markup(drawing: symbol.svg(millimetres: max(34, (symbol.svgSide + 1) / 2)))
  }
}

extension Markup {
  /// A drawing of our own making.
  fileprivate init(drawing: String) {
    self.init(stringLiteral: drawing)
  }
}
