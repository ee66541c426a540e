import Ledger
import QRCode

/// The first page: whose ledger this is, its head in full, what vouches for it.
struct SheetCover {
  let book: SheetBook
  let checkpoint: Checkpoint
  let key: VerifierKey
  let verification: LedgerReport?

  var row: SheetRow {
    let origin = Plain.name(checkpoint.origin)
    let size = Figures.count(Int(clamping: checkpoint.size), "entry", "entries")
    let root = checkpoint.root.base64
    return [
      "style-origin": .text(.styleString(origin)), "style-size": .text(.styleString(size)),
      "style-root": .text(.styleString(root)), "title": .text("\(matter)"), "matter": .text(.name(matter)),
      "operator": .text(book.genesis.map { .name($0.operatorName) } ?? "unknown"), "origin": .text("\(origin)"),
      "began": .text(book.genesis.map { "\(SheetWords.second($0.at))" } ?? SheetWords.none), "size": .text("\(size)"),
      "root": .text("\(root)"), "root-hex": .text("\(hex)"), "vkey": .text("\(key.description)"),
      "checked": .text(checked), "checkpoint": .text("\(String(decoding: checkpoint.bytes, as: UTF8.self))"),
      "checkpoint-lines": .rows(lines), "code": .text(code), "matters": .rows(matters), "anchors": .rows(anchors),
      "anchors-between": .flag(between > 0, ["count": .text("\(Figures.grouped(between))")]),
      "has-anchors": .flag(!book.anchors.isEmpty), "no-anchors": .flag(book.anchors.isEmpty),
      "unanchored": .text(unanchored),
    ]
  }

  /// The last part of the origin, which is the matter's name.
  private var matter: String {
    book.matter?.matter ?? checkpoint.origin.split(separator: "/").last.map(String.init) ?? checkpoint.origin
  }

  /// Groups of eight, for whoever compares by eye.
  private var hex: String {
    let digits = Array(Figures.hex(checkpoint.root.bytes))
    return stride(from: 0, to: digits.count, by: 8).map { String(digits[$0..<min($0 + 8, digits.count)]) }
      .joined(separator: " ")
  }

  private var lines: [SheetRow] {
    String(decoding: checkpoint.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().map { ["line": .text("\(String($0))")] }
  }

  private var code: Markup {
    do throws(QRCodeError) { return SheetCode.svg(try QRSymbol(checkpoint.bytes)) } catch {
      return "<p>No code: \(error.description)</p>"
    }
  }

  private var checked: Markup {
    guard let verification else {
      return "Not checked when this was printed. “How to check this paper” says how."
    }
    guard verification.isSound else {
      return
        "<strong>Does not hold: \(Figures.count(verification.findings.count, "finding")).</strong> See “Exceptions”."
    }
    return "Complete and unaltered: every entry, the root and the signature were recomputed before printing."
  }

  private var matters: [SheetRow] {
    guard let matter = book.matter else { return [] }
    return [
      [
        "discovered": .text("\(matter.discoveredOn)"),
        "contained": .text(matter.containedAt.map { "\(SheetWords.second($0))" } ?? SheetWords.none),
        "data": .text("\(matter.data.map(\.text).joined(separator: ", "))"),
        "digest": .text("\(matter.digest.base64)"),
        "clocks": .rows(
          matter.clocks.map {
            [
              "duty": .text("\($0.duty.text)"), "from": .text("\($0.from)"),
              "due": .text($0.due.map { "\($0)" } ?? SheetWords.none),
            ]
          }), "has-clocks": .flag(!matter.clocks.isEmpty),
      ]
    ]
  }

  /// A ledger is anchored every hour while a wave runs: the first and the newest ones are shown.
  private static let (firstAnchors, newestAnchors) = (6, 12)

  private var between: Int { max(0, book.anchors.count - Self.firstAnchors - Self.newestAnchors) }

  private var anchors: [SheetRow] {
    let first = book.anchors.prefix(Self.firstAnchors)
    return (first + book.anchors.dropFirst(Self.firstAnchors + between)).map { index, anchor in
      [
        "time": .text("\(SheetWords.second(anchor.time))"),
        "how": .text(anchor.token == nil ? "a witness’s signature" : "a time-stamp (RFC 3161)"),
        "size": .text("\(Figures.grouped(anchor.size))"), "authority": .text("\(anchor.authority.base64)"),
        "index": .text(SheetWords.entry(index)),
      ]
    }
  }

  /// Entries that only the operator's own clock dates from above.
  private var unanchored: Markup {
    let covered = book.anchors.map(\.entry.size).max() ?? 0
    let rest = max(0, Int(clamping: checkpoint.size) - covered)
    guard rest > 0 else { return "Every entry lies below an outside time." }
    return "\(Figures.count(rest, "entry", "entries")) after the newest of them: that they are no older than they say, "
      + "only a later anchor can show."
  }
}
