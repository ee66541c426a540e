import Catalogue
import Crypto
import Workflow

/// The subjects with what was found of them. The file they came from is not changed.
public struct ResolvedSubjects {
  public private(set) var report: ResolutionReport
  private let scan: SubjectScan
  private let taken: [Int: [Identifier]]

  init(scan: SubjectScan, taken: [Int: [Identifier]], report: ResolutionReport) {
    self.scan = scan
    self.taken = taken
    self.report = report
  }

  /// Adds how many subjects each partner could be told of before, and can be now.
  public mutating func compare(for partners: [PartnerEntry]) {
    var (before, after): ([KindSet: Int], [KindSet: Int]) = ([:], [:])
    for subject in 0..<scan.count {
      let kinds = scan.kinds(subject)
      before[kinds, default: 0] += 1
      after[kinds.union(KindSet((taken[subject] ?? []).map(\.kind))), default: 0] += 1
    }
    report.coverage = partners.filter { !$0.lanes.isEmpty }.map { partner in
      CoverageChange(partner: partner.id, before: partner.reach(before), after: partner.reach(after))
    }
  }

  /// Writes the subjects as a new subject file (0600), and the numbers beside it.
  /// - Throws: `ResolveError`, `SubjectFileError.changed`; nothing stands under `path` then that was not there before.
  public func write(to path: String, force: Bool) throws -> Resolution {
    let columns = columns()
    let file = try OutFile(path, force: force)
    var line = Array(columns.map(\.name).joined(separator: ",").utf8)
    let rows = SubjectRows(scan)
    for subject in 0..<scan.count {
      line.append(UInt8(ascii: "\n"))
      try file.write(line)
      line.removeAll(keepingCapacity: true)
      let place = scan.place(subject)
      let values = try rows.row(at: place.offset, length: place.length) + (taken[subject] ?? [])
      for (position, column) in columns.enumerated() {
        if position > 0 { line.append(UInt8(ascii: ",")) }
        if let value = values.first(where: { $0.kind == column.kind && $0.ordinal == column.ordinal }) {
          Self.append(value.value, to: &line)
        }
      }
    }
    line.append(UInt8(ascii: "\n"))
    try file.write(line)
    try rows.verifyUnchanged()
    let resolution = Resolution(sha256: file.digest, report: report)
    try file.publish()
    try resolution.write(beside: path)
    return resolution
  }

  private func columns() -> [SubjectColumn] {
    let found = Set(taken.values.joined().map { SubjectColumn(kind: $0.kind, ordinal: $0.ordinal) })
    let order = Dictionary(uniqueKeysWithValues: IdentifierKind.allCases.enumerated().map { ($1, $0) })
    let new = found.subtracting(scan.columns).sorted {
      (order[$0.kind] ?? 0, $0.ordinal) < (order[$1.kind] ?? 0, $1.ordinal)
    }
    return scan.columns + new
  }

  private static func append(_ value: [UInt8], to line: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    guard value.contains(quote) || value.contains(UInt8(ascii: ",")) else { return line.append(contentsOf: value) }
    line.append(quote)
    for byte in value {
      if byte == quote { line.append(quote) }
      line.append(byte)
    }
    line.append(quote)
  }
}

extension SubjectColumn {
  /// As the header of a subject file writes it.
  fileprivate var name: String { ordinal == 0 ? kind.rawValue : "\(kind.rawValue).\(ordinal + 1)" }
}

extension PartnerEntry {
  fileprivate func reach(_ subjects: [KindSet: Int]) -> Int {
    subjects.reduce(0) { lane(for: Set($1.key.kinds)) == nil ? $0 : $0 + $1.value }
  }
}
