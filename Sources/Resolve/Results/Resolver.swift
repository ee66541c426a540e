import Catalogue
import Workflow

/// Reads a company's own web logs and finds out which identifiers belong to which subject.
///
/// A value is taken only if every line that bears on it names one subject, and if the subject has no other by the same
/// rule. Everything else is counted and left. Memory grows with the subjects, never with the logs.
public struct Resolver {
  let scan: SubjectScan
  let options: ResolveOptions
  let values: ValueHash
  /// Values that the file has already.
  let given: OwnerTable
  private(set) var evidence: Evidence
  private(set) var logs: [LogCount] = []
  private var witness: LineWitness
  private let names: FieldNames

  /// Reads every subject once, with what stands in their own URLs.
  /// - Throws: `ResolveError`, `SubjectFileError`.
  public init(_ scan: SubjectScan, _ options: ResolveOptions) throws {
    guard scan.count < Int(Int32.max) else { throw ResolveError.tooManySubjects(scan.count) }
    self.scan = scan
    self.options = options
    names = try options.names()
    let hash = KeyedHash()
    values = ValueHash(hash)
    var reading = SubjectReading(
      subjects: scan.count, Traces(options.sources, trackers: options.trackers, values), values)
    try reading.read(scan)
    given = reading.given
    evidence = reading.evidence
    witness = LineWitness(
      reading.index, reading.traces, options.window, trustsAddress: options.trustsAddress, hash)
  }

  /// Values found that could be nobody's identifier: placeholders, control characters, too long.
  var refused: Int { witness.traces.refused }

  /// Reads one log from beginning to end.
  /// - Parameters:
  ///   - path: `-` for standard input; gzip is noticed.
  ///   - progress: Called now and then with the lines read.
  /// - Throws: `ResolveError`; what was read of this log counts then, so nothing may be written.
  public mutating func read(log path: String, progress: (Int) -> Void = { _ in }) throws(ResolveError) {
    let reader = LineReader(try LogInput(path: path))
    var parser = LineParser(options.format, names)
    var record = LogRecord()
    var count = LogCount(log: path)
    while let line = try reader.next() {
      count.lines += 1
      if count.lines & 0xfffff == 0 { progress(count.lines) }
      switch parser.read(line, into: &record) {
      case .nothing: count.empty += 1
      case .broken: count.broken += 1
      case .record:
        switch witness.see(line, &record, &evidence) {
        case .seen: count.read += 1
        case .outsideWindow: count.outside += 1
        case .undated: count.broken += 1
        }
      }
    }
    count.lines += reader.overlong
    count.broken += reader.overlong
    count.format = parser.format.rawValue
    if count.read + count.outside == 0, count.broken > 0 {
      if parser.lacksColumns { throw .columnsUnknown(path: path) }
      throw .unusable(path: path, format: parser.format.words, lines: count.broken)
    }
    logs.append(count)
  }

  /// Decides what is taken. To be called after the last log.
  public func resolved() -> ResolvedSubjects { Decisions(self).made() }
}
