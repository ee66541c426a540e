/// A kind of entry: what it writes, its reader accepts, and nothing else.
protocol EntryBody {
  static var kind: StaticString { get }
  var at: LedgerTime { get }
  func write(to w: inout CanonicalWriter)
  init(reading r: inout CanonicalReader) throws(EntryError)
}

/// One line of a ledger: a JSON object in RFC 8785 form and a newline, at most 16 KiB.
public enum Entry: Hashable, Sendable {
  case genesis(GenesisEntry)
  case matter(MatterEntry)
  case waveOpen(WaveOpenEntry)
  case dispatch(DispatchEntry)
  case answer(AnswerEntry)
  case outcome(OutcomeEntry)
  case hold(HoldEntry)
  case release(ReleaseEntry)
  case amend(AmendEntry)
  case key(KeyEntry)
  case anchor(AnchorEntry)
  case shred(ShredEntry)
  case waveClose(WaveCloseEntry)

  /// Bytes, the newline included.
  public static let sizeLimit = 16 * 1024

  public var at: LedgerTime {
    // Not by way of `body`, which copies the whole entry into a box: every line of a ledger is asked.
    switch self {
    case .genesis(let body): body.at
    case .matter(let body): body.at
    case .waveOpen(let body): body.at
    case .dispatch(let body): body.at
    case .answer(let body): body.at
    case .outcome(let body): body.at
    case .hold(let body): body.at
    case .release(let body): body.at
    case .amend(let body): body.at
    case .key(let body): body.at
    case .anchor(let body): body.at
    case .shred(let body): body.at
    case .waveClose(let body): body.at
    }
  }
  public var kind: String { "\(type(of: body).kind)" }

  /// The line. It may be over ``sizeLimit`` for wave, dispatch, answer and outcome entries: split those first.
  public var encoded: [UInt8] {
    var writer = CanonicalWriter()
    write(to: &writer)
    return writer.bytes
  }

  /// The lines this entry stands in, each under ``sizeLimit``: as ``split()`` and ``encoded``.
  public var lines: [[UInt8]] { isShort ? [encoded] : split().map(\.encoded) }

  /// Appends ``lines`` one after another.
  /// - Returns: How many they are.
  public func appendLines(to text: inout [UInt8]) -> Int {
    guard isShort else {
      let lines = lines
      for line in lines { text.append(contentsOf: line) }
      return lines.count
    }
    var writer = CanonicalWriter(after: text)
    // The writer is to be the only one that has the bytes, or it would copy them all.
    text = []
    write(to: &writer)
    text = writer.bytes
    return 1
  }

  /// Whether it is one line whatever else it says: nearly all entries speak of one range.
  private var isShort: Bool {
    switch self {
    case .dispatch(let entry): entry.subjects?.spans.count ?? 0 <= 1
    case .answer(let entry): entry.subjects?.spans.count ?? 0 <= 1
    case .genesis, .matter, .waveOpen, .outcome, .hold, .release, .amend, .key, .anchor, .shred, .waveClose: false
    }
  }

  private func write(to w: inout CanonicalWriter) {
    // These two not by way of `body`, for the same reason as `at`: they are nearly all that is written.
    switch self {
    case .dispatch(let entry): entry.write(to: &w)
    case .answer(let entry): entry.write(to: &w)
    case .genesis, .matter, .waveOpen, .outcome, .hold, .release, .amend, .key, .anchor, .shred, .waveClose:
      body.write(to: &w)
    }
    w.newline()
  }

  /// Reads a line strictly: every field of its kind, no other, in canonical form.
  /// - Throws: ``EntryError`` that names the field.
  public static func parse(_ line: [UInt8]) throws(EntryError) -> Entry {
    var result: Entry?
    var failed: EntryError?
    line.withUnsafeBufferPointer { buffer in
      do throws(EntryError) { result = try parse(buffer) } catch { failed = error }
    }
    guard let result else { throw failed ?? EntryError(field: "", what: "cannot be read") }
    return result
  }

  public static func parse(_ line: UnsafeBufferPointer<UInt8>) throws(EntryError) -> Entry {
    var reader = CanonicalReader(line)
    return try parse(line, by: &reader)
  }

  /// - Parameter reader: One for lines one after another.
  static func parse(
    _ line: UnsafeBufferPointer<UInt8>, by reader: inout CanonicalReader
  ) throws(EntryError) -> Entry {
    guard line.count <= sizeLimit else { throw EntryError(field: "", what: "is over 16 KiB") }
    guard line.last == UInt8(ascii: "\n") else { throw EntryError(field: "", what: "does not end in a newline") }
    let object = UnsafeBufferPointer(rebasing: line.dropLast())
    if let kind = EntryKind(firstField: object) {
      reader.start(object)
      if let entry = try? read(&reader, kind), reader.isAtEnd { return entry }
    }
    reader.start(object)
    let entry = try read(&reader, EntryKind(of: object))
    guard reader.isAtEnd else { throw EntryError(field: "", what: "has bytes after its object") }
    return entry
  }

  private static func read(_ r: inout CanonicalReader, _ kind: EntryKind?) throws(EntryError) -> Entry {
    switch kind {
    case .genesis: .genesis(try GenesisEntry(reading: &r).checked())
    case .matter: .matter(try MatterEntry(reading: &r))
    case .waveOpen: .waveOpen(try WaveOpenEntry(reading: &r).checked())
    case .dispatch: .dispatch(try DispatchEntry(reading: &r))
    case .answer: .answer(try AnswerEntry(reading: &r))
    case .outcome: .outcome(try OutcomeEntry(reading: &r))
    case .hold: .hold(try HoldEntry(reading: &r))
    case .release: .release(try ReleaseEntry(reading: &r))
    case .amend: .amend(try AmendEntry(reading: &r))
    case .key: .key(try KeyEntry(reading: &r))
    case .anchor: .anchor(try AnchorEntry(reading: &r).checked())
    case .shred: .shred(try ShredEntry(reading: &r))
    case .waveClose: .waveClose(try WaveCloseEntry(reading: &r).checked())
    case nil: throw EntryError(field: "kind", what: "is missing or not a kind of ledger entry")
    }
  }

  private var body: any EntryBody {
    switch self {
    case .genesis(let body): body
    case .matter(let body): body
    case .waveOpen(let body): body
    case .dispatch(let body): body
    case .answer(let body): body
    case .outcome(let body): body
    case .hold(let body): body
    case .release(let body): body
    case .amend(let body): body
    case .key(let body): body
    case .anchor(let body): body
    case .shred(let body): body
    case .waveClose(let body): body
    }
  }
}

extension CanonicalWriter {
  mutating func kind(_ kind: StaticString) { quoted(kind) }
  mutating func member(_ name: String, _ value: [UInt8]) {
    string(name)
    colon()
    verbatim(value)
  }
}

extension CanonicalReader {
  mutating func kind(_ kind: StaticString) throws(EntryError) {
    let name = UnsafeBufferPointer(start: kind.utf8Start, count: kind.utf8CodeUnitCount)
    guard try text().bytes.elementsEqual(name) else { throw failure("is missing or out of order") }
  }
}
