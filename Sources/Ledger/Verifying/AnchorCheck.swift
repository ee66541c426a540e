/// Holds `anchor/1` lines and outside files against each other, and both against the checkpoints they speak of.
struct AnchorCheck {
  /// A line, and where it stands.
  struct Line { let index: UInt64, file: String, entry: AnchorEntry }

  private let options: VerifyOptions
  private let outside: OutsideFiles
  private let kept: [UInt64: [UInt8]]
  private let roots: [UInt64: LedgerHash]
  private(set) var anchors: [LedgerReport.Anchor] = []
  /// Anchors that hold, for the brackets.
  private(set) var marks: [Brackets.Mark] = []
  private(set) var findings: [LedgerFinding] = []
  private(set) var notes: [String] = []
  private(set) var foreign: [String] = []
  /// What the tokens say, by their digest and size; nil where they could not be read.
  private var stamps: [String: StampedTime] = [:]
  private var named: Set<String> = []

  /// - Parameters:
  ///   - kept: The bytes of the kept checkpoints, by size.
  ///   - roots: The tree's own roots at those sizes.
  init(options: VerifyOptions, outside: OutsideFiles, kept: [UInt64: [UInt8]], roots: [UInt64: LedgerHash]) {
    (self.options, self.outside, self.kept, self.roots) = (options, outside, kept, roots)
    findings = outside.findings
  }

  mutating func run(_ lines: [Line]) {
    checkTokens()
    checkCosignatures()
    for line in lines { check(line) }
    listUnnamed()
  }

  private mutating func checkTokens() {
    for token in outside.tokens {
      guard let checkpoint = kept[token.size] else {
        find(token.path, "it speaks of checkpoints/\(token.size), which is not there")
        continue
      }
      guard let checker = options.timeStamps else {
        foreign.append(token.path)
        continue
      }
      do {
        let stamp = try checker.check(token: outside.bytes(of: token), digest: TreeHash.sha256(checkpoint))
        stamps[token.path] = stamp
        if !stamp.chainWasChecked { foreign.append(token.path) }
      } catch { find(token.path, "\(error)") }
    }
    if !outside.tokens.isEmpty, options.timeStamps == nil {
      notes.append("time-stamps: only their SHA-256 was held against the ledger; nobody looked into them")
    } else if stamps.values.contains(where: { !$0.chainWasChecked }) {
      notes.append("time-stamps: no chain was given, so nothing from outside says who made them")
    }
  }

  private mutating func checkCosignatures() {
    for file in outside.cosigned {
      guard let checkpoint = kept[file.size] else {
        find(file.path, "it speaks of checkpoints/\(file.size), which is not there")
        continue
      }
      for line in file.lines {
        guard let witness = options.policy?.witness(named: line) else {
          if foreign.last != file.path { foreign.append(file.path) }
          continue
        }
        do throws(CosignatureError) { try line.verify(checkpoint: checkpoint, by: witness.key) } catch {
          find(file.path, "\(error)")
        }
      }
    }
  }

  private mutating func check(_ line: Line) {
    let entry = line.entry
    let before = findings.count
    let size = UInt64(entry.size)
    if size < 1 || size > line.index { find(line, "field 'size' is \(size), which is no size before this line") }
    if kept[size] == nil { find(line, "checkpoints/\(size), which it vouches for, is not there") }
    if let root = roots[size], root != entry.root {
      find(line, "field 'root' is not the root of the first \(size) entries")
    }
    let kind: LedgerReport.Anchor.Kind
    let isChecked: Bool
    if let cosignature = entry.cosignature {
      (kind, isChecked) = checkWitness(cosignature, line, size)
    } else {
      (kind, isChecked) = (.timeStamp, checkToken(line, size))
    }
    anchors.append(
      LedgerReport.Anchor(
        index: line.index, size: size, time: entry.time, kind: kind, authority: entry.authority, isChecked: isChecked))
    if findings.count == before { marks.append(Brackets.Mark(size: size, time: entry.time)) }
  }

  /// - Returns: whether somebody outside the ledger vouches for it.
  private mutating func checkToken(_ line: Line, _ size: UInt64) -> Bool {
    guard let token = outside.tokens.first(where: { $0.size == size && $0.digest == line.entry.token }) else {
      find(line, "field 'token' is not the SHA-256 of any time-stamp over checkpoints/\(size)")
      return false
    }
    named.insert(token.path)
    guard let stamp = stamps[token.path] else { return false }
    if stamp.time != line.entry.time { find(line, "field 'time' is not \(stamp.time), which \(token.path) says") }
    if stamp.authority != line.entry.authority {
      find(line, "field 'authority' is not the certificate that signed \(token.path)")
    }
    return stamp.chainWasChecked
  }

  private mutating func checkWitness(
    _ text: String, _ line: Line, _ size: UInt64
  ) -> (LedgerReport.Anchor.Kind, Bool) {
    let cosignature: Cosignature
    do throws(CosignatureError) { cosignature = try Cosignature(parsing: text) } catch {
      find(line, "field 'cosignature' is \(error)")
      return (.witness("unreadable"), false)
    }
    let kind = LedgerReport.Anchor.Kind.witness(cosignature.name)
    if cosignature.time != line.entry.time { find(line, "field 'time' is not that of its cosignature") }
    if let file = outside.cosigned.first(where: { $0.size == size }), file.lines.contains(cosignature) {
      named.insert(cosignature.line)
    } else {
      find(line, "its cosignature does not stand in checkpoints/\(size).cosig")
    }
    let key = options.policy?.witness(for: line.entry.authority)
    guard let key = key ?? options.policy?.witness(named: cosignature)?.key else {
      notes.append("entry \(line.index): witness \(cosignature.name) is not known here, so its word was not checked")
      return (kind, false)
    }
    if key.authority != line.entry.authority { find(line, "field 'authority' is not the key of its cosignature") }
    guard let checkpoint = kept[size] else { return (kind, false) }
    do throws(CosignatureError) {
      try cosignature.verify(checkpoint: checkpoint, by: key)
      return (kind, true)
    } catch {
      find(line, "\(error)")
      return (kind, false)
    }
  }

  /// What came in and has no line yet: the line comes with the next run.
  private mutating func listUnnamed() {
    for token in outside.tokens where !named.contains(token.path) {
      notes.append("\(token.path): no anchor/1 line names it yet")
    }
    for file in outside.cosigned {
      let count = file.lines.count { !named.contains($0.line) }
      if count > 0 {
        notes.append("\(file.path): no anchor/1 line names \(count) of its \(file.lines.count) lines yet")
      }
    }
  }

  private mutating func find(_ path: String, _ what: String) {
    findings.append(LedgerFinding(file: path, what: what))
  }

  private mutating func find(_ line: Line, _ what: String) {
    findings.append(LedgerFinding(file: line.file, index: line.index, what: what))
  }
}
